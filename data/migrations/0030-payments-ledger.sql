-- The books of a town after the National Municipal Accounts Manual: heads, funds and functions as the town's own data,
-- and a ledger whose rows are whole vouchers: one row holds all lines, so that a CHECK is enough to keep it balanced.
create schema payments;
grant usage on schema payments to khasra_app;

create table payments.funds (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  fund text not null check (fund ~ '^[0-9A-Z]{1,6}$'),
  names jsonb not null,
  source text not null,
  primary key (tenant_id, fund)
);
comment on table payments.funds is 'Funds of a town (municipal, education …); every voucher belongs to one and balances in it.';
select kernel.guard_table('payments.funds', '{staff,auditor,system}', '{staff,system}');

create table payments.functions (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  function text not null check (function ~ '^[0-9]{1,6}$'),
  names jsonb not null,
  source text not null,
  primary key (tenant_id, function)
);
comment on table payments.functions is 'What the money is for (revenue, permits, water …) by function code.';
select kernel.guard_table('payments.functions', '{staff,auditor,system}', '{staff,system}');

create table payments.account_heads (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  head text not null check (head ~ '^[0-9]{3,12}$'),
  names jsonb not null,
  kind text not null check (kind in ('income', 'expense', 'asset', 'liability')),
  parent_head text check (parent_head <> head),
  takes_postings boolean not null,
  source text not null,
  primary key (tenant_id, head),
  unique (tenant_id, head, takes_postings)
);
comment on table payments.account_heads is 'The chart of accounts that a town works with; the same code means other things elsewhere.';
select kernel.guard_table('payments.account_heads', '{staff,auditor,system}', '{staff,system}');

-- A row that holds all its lines is balanced by a CHECK: no trigger, no second table to fall out of step.
create function payments.is_balanced(amounts bigint[]) returns boolean language plpgsql immutable parallel safe as $$
declare
  total numeric := 0;
  amount bigint;
begin
  foreach amount in array amounts loop
    if amount is null or amount = 0 or amount not between -10000000000000 and 10000000000000 then return false; end if;
    total := total + amount;
  end loop;
  return total = 0;
end $$;
comment on function payments.is_balanced is 'True when no amount is zero, missing or beyond a lakh crore rupees, and all of them add up to nothing.';
grant execute on function payments.is_balanced to khasra_app;

create sequence payments.ledger_batches_batch_id;
create table payments.ledger_batches (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  batch_id bigint not null default nextval('payments.ledger_batches_batch_id'),
  entry_count int not null check (entry_count > 0),
  debit_paise bigint not null check (debit_paise > 0),
  content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
  request_id text not null,
  posted_at timestamptz(3) not null default now(),
  primary key (tenant_id, batch_id)
);
comment on table payments.ledger_batches is 'What was posted together, with the hash of its vouchers: the hash chain runs over these rows.';
select kernel.guard_table('payments.ledger_batches', '{staff,auditor,system}', '{staff,system}', append_only => true);

create sequence payments.vouchers_voucher_id;
comment on sequence payments.vouchers_voucher_id is 'Sources of vouchers that an officer enters by hand.';

create sequence payments.ledger_entries_entry_id;
create table payments.ledger_entries (
  tenant_id int not null,
  entry_id bigint not null default nextval('payments.ledger_entries_entry_id'),
  batch_id bigint not null,
  fund text not null,
  posted_on date not null check (posted_on between '1990-01-01' and '2200-12-31'),
  source_kind text not null check (source_kind ~ '^[a-z-]{2,30}$'),
  source_id bigint not null,
  step text not null check (step ~ '^[a-z0-9-]{1,40}$'),
  narration text not null check (length(narration) between 1 and 500),
  reverses_entry_id bigint check (reverses_entry_id < entry_id),
  heads text[] not null,
  functions text[] not null,
  fields bigint[] not null,
  bills bigint[] not null,
  amounts bigint[] not null check (payments.is_balanced(amounts)),
  primary key (tenant_id, entry_id),
  unique (tenant_id, source_kind, source_id, step, fund),
  foreign key (tenant_id, batch_id) references payments.ledger_batches (tenant_id, batch_id) on delete restrict deferrable initially deferred,
  foreign key (tenant_id, fund) references payments.funds (tenant_id, fund) on delete restrict,
  check (cardinality(amounts) between 2 and 20000 and cardinality(heads) = cardinality(amounts) and cardinality(functions) = cardinality(amounts)
    and cardinality(fields) = cardinality(amounts) and cardinality(bills) = cardinality(amounts)
    and array_position(heads, null) is null and array_position(functions, null) is null and array_position(fields, null) is null)
);
comment on table payments.ledger_entries is 'Vouchers, one row each with all lines: debit above zero, credit below. Lines name head, function, field (ward; 0 the whole town) and bill. Never changed, only reversed.';
create index ledger_entries_day on payments.ledger_entries (tenant_id, posted_on, entry_id);
create index ledger_entries_batch on payments.ledger_entries (tenant_id, batch_id);
create unique index ledger_entries_reversal on payments.ledger_entries (tenant_id, reverses_entry_id) where reverses_entry_id is not null;
select kernel.guard_table('payments.ledger_entries', '{staff,auditor,system}', '{staff,system}', append_only => true);

create table payments.ledger_balances (
  tenant_id int not null,
  head text not null,
  fund text not null,
  function text not null,
  field_id bigint not null default 0,
  month int not null check (month between 199001 and 220012),
  debit_paise bigint not null check (debit_paise >= 0),
  credit_paise bigint not null check (credit_paise >= 0),
  line_count bigint not null check (line_count > 0),
  takes_postings boolean not null default true check (takes_postings),
  primary key (tenant_id, head, fund, function, field_id, month),
  foreign key (tenant_id, head, takes_postings) references payments.account_heads (tenant_id, head, takes_postings) on delete restrict,
  foreign key (tenant_id, fund) references payments.funds (tenant_id, fund) on delete restrict,
  foreign key (tenant_id, function) references payments.functions (tenant_id, function) on delete restrict
);
comment on table payments.ledger_balances is 'Sums of the vouchers by account and month, kept with every batch in the order of the accounts; its keys let no line stand on a head that takes no postings.';
select kernel.guard_table('payments.ledger_balances', '{staff,auditor,system}', '{staff,system}');

create table payments.ledger_seals (
  tenant_id int not null,
  sequence bigint not null check (sequence > 0),
  batch_id bigint not null,
  previous_hash text not null check (previous_hash ~ '^[0-9a-f]{64}$'),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  sealed_at timestamptz(3) not null default now(),
  primary key (tenant_id, sequence),
  unique (tenant_id, batch_id),
  foreign key (tenant_id, batch_id) references payments.ledger_batches (tenant_id, batch_id) on delete restrict
);
comment on table payments.ledger_seals is 'The hash chain over batches of the ledger, written by the sealing job.';
select kernel.guard_table('payments.ledger_seals', '{staff,auditor,system}', '{system}', append_only => true);

-- Vouchers about a property that came from another town's books: to be read, never counted here.
create table payments.carried_entries (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  entry_id bigint not null,
  book text not null,
  fund text not null,
  posted_on date not null,
  source_kind text not null,
  source_id bigint not null,
  step text not null,
  narration text not null,
  reverses_entry_id bigint,
  heads text[] not null,
  functions text[] not null,
  fields bigint[] not null,
  bills bigint[] not null,
  amounts bigint[] not null check (payments.is_balanced(amounts)),
  primary key (tenant_id, entry_id)
);
comment on table payments.carried_entries is 'Vouchers of another town''s books about properties that came from there; they stand in no balance of this town.';
create index carried_entries_source on payments.carried_entries (tenant_id, source_kind, source_id);
select kernel.guard_table('payments.carried_entries', '{staff,auditor,system}', '{staff,system}', append_only => true);

insert into identity.roles (role, role_class, names, sort_order) values
  ('accounts-officer', 'staff', '{"en":"Accounts officer","hi":"लेखा अधिकारी","mr":"लेखा अधिकारी (नगरपालिका)"}', 13);
insert into identity.permissions (permission, names) values
  ('payments.read-ledger', '{"en":"Read the ledger, day book and trial balance","hi":"खाता बही, रोज़नामचा और तलपट देखना","mr":"खातेवही, रोजकीर्द व तेरीज पाहणे"}'),
  ('payments.post-journal', '{"en":"Enter and reverse journal vouchers","hi":"जर्नल वाउचर दर्ज करना और उलटना","mr":"जर्नल व्हाउचर नोंदवणे व उलटवणे"}'),
  ('payments.manage-accounts', '{"en":"Load the chart of accounts and say which head goes where","hi":"लेखा शीर्ष लोड करना और उनका मिलान तय करना","mr":"लेखाशीर्षे भरणे व त्यांची जोडणी ठरवणे"}');
insert into identity.role_permissions (role, permission) values
  ('accounts-officer', 'people.read-private'), ('accounts-officer', 'parcels.search-mobile'), ('accounts-officer', 'payments.read-ledger'),
  ('accounts-officer', 'payments.post-journal'), ('accounts-officer', 'payments.manage-accounts'),
  ('commissioner', 'payments.read-ledger'), ('commissioner', 'payments.post-journal'), ('commissioner', 'payments.manage-accounts'),
  ('auditor', 'payments.read-ledger');

grant usage on all sequences in schema payments to khasra_app;
