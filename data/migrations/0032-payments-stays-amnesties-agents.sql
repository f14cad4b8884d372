-- What freezes, forgives or carries money: stays by an order, amnesties and credits that a council must resolve first, and
-- agents who collect for the town.

create sequence payments.stays_stay_id;
create table payments.stays (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  stay_id bigint not null default nextval('payments.stays_stay_id'),
  property_id bigint,
  bill_id bigint,
  reference text check (length(reference) between 1 and 60),
  freezes text not null check (freezes in ('cells', 'amount', 'step')),
  service text references payments.services (service) on delete restrict,
  bill_head text,
  component text check (component in ('principal', 'interest', 'penalty', 'cost')),
  year_from int check (year_from between 1950 and 2200),
  year_to int check (year_to between 1950 and 2200),
  amount_paise bigint check (amount_paise > 0),
  step text check (step in ('demand', 'reminder', 'notice', 'warrant', 'attachment', 'disconnection', 'sale')),
  authority text not null check (length(authority) between 1 and 200),
  order_number text not null check (length(order_number) between 1 and 100),
  order_date date not null,
  restriction_id bigint,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  ended_by text check (length(ended_by) between 1 and 300),
  recorded_at timestamptz(3) not null default now(),
  primary key (tenant_id, stay_id),
  foreign key (tenant_id, property_id) references parcels.properties (tenant_id, property_id) on delete restrict,
  foreign key (tenant_id, bill_id) references payments.bills (tenant_id, bill_id) on delete restrict,
  check (num_nonnulls(property_id, bill_id, reference) = 1),
  check ((freezes = 'amount') = (amount_paise is not null) and (freezes = 'step') = (step is not null)),
  check (year_to >= year_from)
);
comment on table payments.stays is 'Orders that freeze cells, an amount or a step of recovery of a place, an account or a bill; stayed sums stand apart in every register.';
create index stays_property on payments.stays (tenant_id, property_id) where property_id is not null;
create index stays_bill on payments.stays (tenant_id, bill_id) where bill_id is not null;
create index stays_reference on payments.stays (tenant_id, reference) where reference is not null;
select kernel.guard_table('payments.stays', '{staff,auditor,system}', '{staff,system}');

create sequence payments.amnesties_amnesty_id;
create table payments.amnesties (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  amnesty_id bigint not null default nextval('payments.amnesties_amnesty_id'),
  code text not null check (code ~ '^[a-z][a-z0-9-]{1,60}$'),
  names jsonb not null,
  terms jsonb not null,
  opens_on date not null,
  closes_on date not null check (closes_on >= opens_on),
  resolution_number text check (length(resolution_number) between 1 and 100),
  resolution_date date,
  resolution_document_id bigint,
  recorded_at timestamptz(3) not null default now(),
  primary key (tenant_id, amnesty_id),
  unique (tenant_id, code),
  foreign key (tenant_id, resolution_document_id) references kernel.documents (tenant_id, document_id) on delete restrict,
  check ((resolution_number is null) = (resolution_date is null))
);
comment on table payments.amnesties is 'Schemes that forgive by head, year and component; without a resolution of the council they forgive nothing.';
select kernel.guard_table('payments.amnesties', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');

create sequence payments.amnesty_grants_grant_id;
create table payments.amnesty_grants (
  tenant_id int not null,
  grant_id bigint not null default nextval('payments.amnesty_grants_grant_id'),
  amnesty_id bigint not null,
  book text not null,
  property_id bigint,
  reference text check (length(reference) between 1 and 60),
  bill_ids bigint[] not null check (cardinality(bill_ids) > 0),
  granted_on date not null,
  dues_paise bigint not null check (dues_paise > 0),
  waived_paise bigint not null check (waived_paise > 0),
  payable_paise bigint not null check (payable_paise >= 0 and payable_paise + waived_paise = dues_paise),
  instalments jsonb not null,
  ended_on date,
  outcome text check (outcome in ('kept', 'lapsed')),
  end_reason text,
  recorded_at timestamptz(3) not null default now(),
  primary key (tenant_id, grant_id),
  foreign key (tenant_id, amnesty_id) references payments.amnesties (tenant_id, amnesty_id) on delete restrict,
  foreign key (tenant_id, property_id) references parcels.properties (tenant_id, property_id) on delete restrict,
  check (num_nonnulls(property_id, reference) = 1),
  check ((ended_on is null) = (outcome is null))
);
comment on table payments.amnesty_grants is 'A place that took an amnesty: what was due, what is forgiven, by when the rest is paid; a default makes it lapse.';
create index amnesty_grants_property on payments.amnesty_grants (tenant_id, property_id) where property_id is not null;
create index amnesty_grants_open on payments.amnesty_grants (tenant_id, grant_id) where ended_on is null;
select kernel.guard_table('payments.amnesty_grants', '{staff,auditor,system}', '{staff,system}');

create sequence payments.credit_rules_rule_id;
create table payments.credit_rules (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  rule_id bigint not null default nextval('payments.credit_rules_rule_id'),
  code text not null check (code ~ '^[a-z][a-z0-9-]{1,60}$'),
  kind text not null check (kind in ('waiver', 'credit')),
  names jsonb not null,
  definition jsonb not null,
  resolution_number text check (length(resolution_number) between 1 and 100),
  resolution_date date,
  resolution_document_id bigint,
  in_force_from date,
  in_force_to date not null default 'infinity',
  recorded_at timestamptz(3) not null default now(),
  primary key (tenant_id, rule_id),
  unique (tenant_id, code),
  foreign key (tenant_id, resolution_document_id) references kernel.documents (tenant_id, document_id) on delete restrict,
  check (in_force_from is null or (resolution_number is not null and resolution_date is not null and resolution_date <= in_force_from)),
  check (in_force_to > in_force_from)
);
comment on table payments.credit_rules is 'Waivers and automatic credits as data. Off until a resolution of the council is entered: the table itself refuses to be in force without one.';
select kernel.guard_table('payments.credit_rules', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');

create sequence payments.agents_agent_id;
create table payments.agents (
  tenant_id int not null,
  agent_id bigint not null default nextval('payments.agents_agent_id'),
  party_id bigint not null,
  kind text not null check (kind in ('kiosk', 'field-group', 'bank')),
  contract_number text not null check (length(contract_number) between 1 and 100),
  pays text not null check (pays in ('prefunded', 'remit', 'keep')),
  services text[] not null check (cardinality(services) > 0),
  largest_payment_paise bigint not null check (largest_payment_paise > 0),
  commission_basis_points int not null default 0 check (commission_basis_points between 0 and 10000),
  remit_within_days int check (remit_within_days between 0 and 365),
  fund text not null,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  primary key (tenant_id, agent_id),
  foreign key (tenant_id, party_id) references people.parties (tenant_id, party_id) on delete restrict,
  foreign key (tenant_id, fund) references payments.funds (tenant_id, fund) on delete restrict,
  check ((pays = 'remit') = (remit_within_days is not null))
);
comment on table payments.agents is 'Who collects for the town under contract: prefunded kiosks, groups that remit, groups that keep the charge as their pay.';
select kernel.guard_table('payments.agents', '{staff,auditor,system}', '{staff,system}');

create table payments.agent_operators (
  tenant_id int not null,
  agent_id bigint not null,
  user_id bigint not null,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  primary key (tenant_id, agent_id, user_id, valid_from),
  foreign key (tenant_id, agent_id) references payments.agents (tenant_id, agent_id) on delete cascade
);
comment on table payments.agent_operators is 'Which users act for an agent, from when to when.';
create index agent_operators_user on payments.agent_operators (tenant_id, user_id);
select kernel.guard_table('payments.agent_operators', '{staff,auditor,system}', '{staff,system}');

create table payments.agent_wallets (
  tenant_id int not null,
  agent_id bigint not null,
  balance_paise bigint not null default 0,
  is_prefunded boolean not null,
  primary key (tenant_id, agent_id),
  foreign key (tenant_id, agent_id) references payments.agents (tenant_id, agent_id) on delete cascade,
  check (not is_prefunded or balance_paise >= 0)
);
comment on table payments.agent_wallets is 'What an agent has with the town (above zero) or owes it (below); a prefunded wallet cannot fall below zero.';
select kernel.guard_table('payments.agent_wallets', '{staff,auditor,system}', '{staff,system}');

create sequence payments.agent_settlements_settlement_id;
create table payments.agent_settlements (
  tenant_id int not null,
  settlement_id bigint not null default nextval('payments.agent_settlements_settlement_id'),
  agent_id bigint not null,
  period_from date not null,
  period_to date not null check (period_to >= period_from),
  collected_paise bigint not null check (collected_paise >= 0),
  kept_paise bigint not null check (kept_paise between 0 and collected_paise),
  remitted_paise bigint not null check (remitted_paise >= 0),
  commission_paise bigint not null check (commission_paise >= 0),
  due_paise bigint not null,
  payment_count int not null check (payment_count >= 0),
  note text check (length(note) between 1 and 1000),
  settled_at timestamptz(3) not null default now(),
  primary key (tenant_id, settlement_id),
  unique (tenant_id, agent_id, period_from),
  foreign key (tenant_id, agent_id) references payments.agents (tenant_id, agent_id) on delete restrict,
  exclude using gist (tenant_id with =, agent_id with =, daterange(period_from, period_to, '[]') with &&)
);
comment on table payments.agent_settlements is 'Accounts drawn with an agent over a period: collected, kept, remitted, commission, what is left to pay. Periods do not overlap.';
select kernel.guard_table('payments.agent_settlements', '{staff,auditor,system}', '{staff,system}', append_only => true);

create sequence payments.agent_movements_movement_id;
create table payments.agent_movements (
  tenant_id int not null,
  movement_id bigint not null default nextval('payments.agent_movements_movement_id'),
  agent_id bigint not null,
  kind text not null check (kind in ('top-up', 'collected', 'kept', 'remitted', 'reversed')),
  amount_paise bigint not null check (amount_paise <> 0),
  payment_id bigint,
  reference text check (length(reference) between 1 and 80),
  effective_on date not null,
  recorded_at timestamptz(3) not null default now(),
  primary key (tenant_id, movement_id),
  foreign key (tenant_id, agent_id) references payments.agents (tenant_id, agent_id) on delete restrict,
  foreign key (tenant_id, payment_id) references payments.payments (tenant_id, payment_id) on delete restrict
);
comment on table payments.agent_movements is 'What an agent paid in, collected, kept and remitted, one row each; the wallet is their sum.';
create index agent_movements_agent on payments.agent_movements (tenant_id, agent_id, effective_on);
select kernel.guard_table('payments.agent_movements', '{staff,auditor,system}', '{staff,system}', append_only => true);

insert into identity.permissions (permission, names) values
  ('payments.manage-stays', '{"en":"Enter and end stays of dues","hi":"देय राशि पर रोक दर्ज करना और हटाना","mr":"देय रकमांवरील स्थगिती नोंदवणे व संपवणे"}'),
  ('payments.manage-schemes', '{"en":"Prepare amnesties and credits, enter the resolution","hi":"माफ़ी योजना और जमा नियम बनाना, संकल्प दर्ज करना","mr":"माफी योजना व जमा नियम तयार करणे, ठराव नोंदवणे"}'),
  ('payments.grant', '{"en":"Grant amnesties and credits to a place","hi":"स्थान को माफ़ी और जमा देना","mr":"जागेस माफी व जमा देणे"}'),
  ('payments.manage-agents', '{"en":"Contract and settle with collecting agents","hi":"संग्रह अभिकर्ताओं से अनुबंध और हिसाब","mr":"वसुली प्रतिनिधींशी करार व हिशोब"}'),
  ('payments.collect-as-agent', '{"en":"Collect for the town as an agent","hi":"अभिकर्ता के रूप में वसूली करना","mr":"प्रतिनिधी म्हणून वसुली करणे"}');
insert into identity.role_permissions (role, permission)
select role, permission from (values
  ('kiosk-operator', array['payments.collect-as-agent']),
  ('tax-assessor', array['payments.manage-stays']),
  ('bill-collector', array['payments.grant']),
  ('accounts-officer', array['payments.manage-stays', 'payments.manage-schemes', 'payments.grant', 'payments.manage-agents']),
  ('commissioner', array['payments.manage-stays', 'payments.manage-schemes', 'payments.grant', 'payments.manage-agents', 'payments.collect-as-agent'])
) as given (role, permissions), unnest(permissions) as permission;

grant usage on all sequences in schema payments to khasra_app;
