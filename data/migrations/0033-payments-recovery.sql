-- Recovery as a legal chain: each step names the one before it, needs it served, and waits its days. The chain is a town's data.
create table payments.recovery_chains (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  service text not null references payments.services (service) on delete restrict,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  chain jsonb not null,
  instrument text not null check (length(instrument) between 1 and 300),
  primary key (tenant_id, service, valid_from),
  exclude using gist (tenant_id with =, service with =, daterange(valid_from, valid_to) with &&)
);
comment on table payments.recovery_chains is 'By which steps dues of a service are recovered, what each needs before it and how many days after its service: law of the town, dated.';
select kernel.guard_table('payments.recovery_chains', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');

create sequence payments.recovery_steps_step_id;
create table payments.recovery_steps (
  tenant_id int not null,
  step_id bigint not null default nextval('payments.recovery_steps_step_id'),
  book text not null,
  bill_id bigint not null,
  step text not null check (step in ('reminder', 'notice', 'warrant', 'attachment', 'disconnection', 'sale')),
  taken_on date not null,
  amount_paise bigint not null check (amount_paise > 0),
  order_number text not null check (length(order_number) between 1 and 100),
  after_service_id bigint,
  withdraws_step_id bigint check (withdraws_step_id < step_id),
  reason text check (length(reason) between 1 and 400),
  post_id bigint,
  user_id bigint,
  recorded_at timestamptz(3) not null default now(),
  primary key (tenant_id, step_id),
  foreign key (tenant_id, bill_id) references payments.bills (tenant_id, bill_id) on delete restrict,
  check ((withdraws_step_id is null) = (reason is null))
);
comment on table payments.recovery_steps is 'Steps of recovery that were taken on a bill, each with the proof of service that it stands on; withdrawn by a row of its own, never changed.';
create index recovery_steps_bill on payments.recovery_steps (tenant_id, bill_id);
create unique index recovery_steps_withdrawal on payments.recovery_steps (tenant_id, withdraws_step_id) where withdraws_step_id is not null;
select kernel.guard_table('payments.recovery_steps', '{staff,auditor,system}', '{staff,system}', append_only => true);

insert into identity.permissions (permission, names) values
  ('payments.recover', '{"en":"Take steps of recovery on unpaid bills","hi":"अदत्त बिलों पर वसूली की कार्यवाही करना","mr":"न भरलेल्या देयकांवर वसुलीची कारवाई करणे"}');
insert into identity.role_permissions (role, permission) values
  ('bill-collector', 'payments.recover'), ('accounts-officer', 'payments.recover'), ('commissioner', 'payments.recover');

grant usage on all sequences in schema payments to khasra_app;
