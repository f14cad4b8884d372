-- Bills of every service, what changes them, payments, advances and receipts. Rows are only ever added: what is due is
-- what was billed, adjusted and paid in a town's own book. Each row holds all its cells (head, year, component), so that
-- a CHECK keeps it whole.

create table payments.services (
  service text primary key check (service ~ '^[a-z-]{3,30}$'),
  names jsonb not null,
  sort_order int not null
);
comment on table payments.services is 'What a town bills for. A shared master.';
grant select on payments.services to khasra_app;
insert into payments.services (service, names, sort_order) values
  ('property-tax', '{"en":"Property tax","hi":"संपत्ति कर","mr":"मालमत्ता कर"}', 1),
  ('water', '{"en":"Water","hi":"जल","mr":"पाणी"}', 2),
  ('waste', '{"en":"Waste collection","hi":"कचरा संग्रहण","mr":"कचरा संकलन"}', 3),
  ('licence', '{"en":"Licences","hi":"अनुज्ञप्तियाँ","mr":"परवाने"}', 4),
  ('rent', '{"en":"Rent and lease","hi":"किराया और पट्टा","mr":"भाडे व भाडेपट्टा"}', 5),
  ('permit', '{"en":"Permits","hi":"अनुज्ञाएँ","mr":"परवानग्या"}', 6),
  ('fee', '{"en":"Fees and fines","hi":"शुल्क और जुर्माने","mr":"शुल्क व दंड"}', 7);

create table payments.bill_heads (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  service text not null references payments.services (service) on delete restrict,
  bill_head text not null check (bill_head ~ '^[a-z][a-z0-9-]{1,40}$'),
  names jsonb not null,
  sort_order int not null,
  instrument text not null,
  primary key (tenant_id, service, bill_head)
);
comment on table payments.bill_heads is 'The lines that a bill of a service may have, in the town''s own words.';
select kernel.guard_table('payments.bill_heads', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');

create table payments.head_accounts (
  tenant_id int not null,
  service text not null,
  bill_head text not null,
  component text not null check (component in ('principal', 'interest', 'penalty', 'cost')),
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  fund text not null,
  function text not null,
  receivable_head text,
  income_head text not null,
  prior_income_head text,
  remission_head text not null,
  prior_remission_head text,
  write_off_head text,
  instrument text not null,
  primary key (tenant_id, service, bill_head, component, valid_from),
  exclude using gist (tenant_id with =, service with =, bill_head with =, component with =, daterange(valid_from, valid_to) with &&),
  foreign key (tenant_id, service, bill_head) references payments.bill_heads (tenant_id, service, bill_head) on delete restrict,
  foreign key (tenant_id, fund) references payments.funds (tenant_id, fund) on delete restrict,
  foreign key (tenant_id, function) references payments.functions (tenant_id, function) on delete restrict,
  foreign key (tenant_id, receivable_head) references payments.account_heads (tenant_id, head) on delete restrict,
  foreign key (tenant_id, income_head) references payments.account_heads (tenant_id, head) on delete restrict,
  foreign key (tenant_id, prior_income_head) references payments.account_heads (tenant_id, head) on delete restrict,
  foreign key (tenant_id, remission_head) references payments.account_heads (tenant_id, head) on delete restrict,
  foreign key (tenant_id, prior_remission_head) references payments.account_heads (tenant_id, head) on delete restrict,
  foreign key (tenant_id, write_off_head) references payments.account_heads (tenant_id, head) on delete restrict
);
comment on table payments.head_accounts is 'Where a line of a bill stands in the books, dated. Without a receivable it becomes income when it is paid; "prior" heads take demands and remissions of earlier years.';
select kernel.guard_table('payments.head_accounts', '{staff,auditor,system}', '{staff,system}');

create table payments.purpose_accounts (
  tenant_id int not null,
  purpose text not null check (purpose in ('advance', 'between-towns', 'opening', 'unplaced', 'refund-payable', 'agent-wallet', 'agent-due', 'agent-kept')),
  fund text not null,
  head text not null,
  function text not null,
  instrument text not null,
  primary key (tenant_id, purpose, fund),
  foreign key (tenant_id, fund) references payments.funds (tenant_id, fund) on delete restrict,
  foreign key (tenant_id, function) references payments.functions (tenant_id, function) on delete restrict,
  foreign key (tenant_id, head) references payments.account_heads (tenant_id, head) on delete restrict
);
comment on table payments.purpose_accounts is 'Heads for what belongs to no line of a bill: advances, balances taken over, money not yet placed, agents.';
select kernel.guard_table('payments.purpose_accounts', '{staff,auditor,system}', '{staff,system}');

create sequence payments.settlement_accounts_settlement_account_id;
create table payments.settlement_accounts (
  tenant_id int not null,
  settlement_account_id bigint not null default nextval('payments.settlement_accounts_settlement_account_id'),
  fund text not null,
  channel text not null check (channel in ('online', 'cash', 'cheque', 'bank-transfer', 'agent')),
  names jsonb not null,
  head text not null,
  function text not null,
  provider text check (provider ~ '^[a-z-]{2,40}$'),
  merchant text check (length(merchant) between 1 and 100),
  vpa text check (vpa ~ '^[A-Za-z0-9._-]{2,100}@[A-Za-z0-9.-]{2,64}$'),
  instrument text not null,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  primary key (tenant_id, settlement_account_id),
  exclude using gist (tenant_id with =, fund with =, channel with =, daterange(valid_from, valid_to) with &&),
  foreign key (tenant_id, fund) references payments.funds (tenant_id, fund) on delete restrict,
  foreign key (tenant_id, function) references payments.functions (tenant_id, function) on delete restrict,
  foreign key (tenant_id, head) references payments.account_heads (tenant_id, head) on delete restrict,
  check (channel <> 'online' or (provider is not null and merchant is not null))
);
comment on table payments.settlement_accounts is 'Into which account the money of a fund comes, by channel: gateway merchant and VPA, cash box, cheques, bank, agent.';
select kernel.guard_table('payments.settlement_accounts', '{staff,auditor,system}', '{staff,system}');

create table payments.appropriation_orders (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  appropriation jsonb not null,
  instrument text not null,
  primary key (tenant_id, valid_from),
  exclude using gist (tenant_id with =, daterange(valid_from, valid_to) with &&)
);
comment on table payments.appropriation_orders is 'In which order a payment clears what is due: law of the town, dated.';
select kernel.guard_table('payments.appropriation_orders', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');

-- Cells: what is billed is above zero, a rebate below it and only ever on a principal.
create function payments.bill_adds_up(heads text[], years int[], components text[], amounts bigint[], gross bigint, rebate bigint)
returns boolean language plpgsql immutable parallel safe as $$
declare
  billed numeric := 0;
  offered numeric := 0;
begin
  if cardinality(amounts) not between 1 and 400 or cardinality(heads) <> cardinality(amounts) or cardinality(years) <> cardinality(amounts)
    or cardinality(components) <> cardinality(amounts) then return false; end if;
  for at in 1 .. cardinality(amounts) loop
    if heads[at] is null or years[at] is null or years[at] not between 1950 and 2200 or amounts[at] is null or components[at] is null
      or amounts[at] not between -1000000000000 and 1000000000000 then return false; end if;
    if components[at] = 'rebate' and amounts[at] < 0 then offered := offered - amounts[at];
    elsif components[at] in ('principal', 'interest', 'penalty', 'cost') and amounts[at] > 0 then billed := billed + amounts[at];
    else return false; end if;
  end loop;
  return billed = gross and offered = rebate and offered <= billed;
end $$;
comment on function payments.bill_adds_up is 'True when the cells of a bill are of one length, rightly signed, and add up to its two totals.';

-- Signed cells of an adjustment or a payment, and their total.
create function payments.cells_add_up(heads text[], years int[], components text[], amounts bigint[], total bigint)
returns boolean language plpgsql immutable parallel safe as $$
declare
  summed numeric := 0;
begin
  if cardinality(amounts) not between 1 and 4000 or cardinality(heads) <> cardinality(amounts) or cardinality(years) <> cardinality(amounts)
    or cardinality(components) <> cardinality(amounts) then return false; end if;
  for at in 1 .. cardinality(amounts) loop
    if amounts[at] is null or amounts[at] = 0 or amounts[at] not between -1000000000000 and 1000000000000 then return false; end if;
    if (heads[at] is null) <> (components[at] is null) or components[at] not in ('principal', 'interest', 'penalty', 'cost') then return false; end if;
    summed := summed + amounts[at];
  end loop;
  return summed = total;
end $$;
comment on function payments.cells_add_up is 'True when signed cells are of one length and add up to their total. A cell without head is an advance.';
grant execute on function payments.bill_adds_up, payments.cells_add_up to khasra_app;

create sequence payments.bills_bill_id;
create table payments.bills (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  bill_id bigint not null default nextval('payments.bills_bill_id'),
  book text not null,
  service text not null references payments.services (service) on delete restrict,
  kind text not null check (kind in ('annual', 'instalment', 'period', 'supplementary', 'retrospective', 'corrected', 'fee', 'opening')),
  financial_year int not null check (financial_year between 1950 and 2200),
  bill_number text not null check (length(bill_number) between 1 and 60),
  demand_key text not null check (demand_key ~ '^[a-z][a-z0-9/:._-]{2,118}$'),
  property_id bigint,
  reference text check (length(reference) between 1 and 60),
  person_liable_id bigint,
  field_id bigint not null default 0 check (field_id >= 0),
  issued_on date not null check (issued_on between '1950-01-01' and '2200-12-31'),
  due_on date not null check (due_on >= issued_on),
  period_from date,
  period_to date check (period_to >= period_from),
  rebate_until date,
  heads text[] not null,
  years int[] not null,
  components text[] not null,
  amounts bigint[] not null,
  gross_paise bigint not null check (gross_paise > 0),
  rebate_paise bigint not null default 0 check (rebate_paise >= 0),
  replaces_bill_id bigint,
  explanation jsonb,
  recorded_at timestamptz(3) not null default now(),
  primary key (tenant_id, bill_id),
  unique (tenant_id, demand_key),
  unique (tenant_id, bill_number, book),
  foreign key (tenant_id, property_id) references parcels.properties (tenant_id, property_id) on delete restrict,
  foreign key (tenant_id, person_liable_id) references people.parties (tenant_id, party_id) on delete restrict,
  check (payments.bill_adds_up(heads, years, components, amounts, gross_paise, rebate_paise)),
  check ((rebate_until is null) = (rebate_paise = 0)),
  check (num_nonnulls(property_id, reference) > 0),
  check ((period_from is null) = (period_to is null))
);
comment on table payments.bills is 'Bills of all services: cells by head, year and component. The book says whose demand it is; a bill that came from another town is owed here by what was taken over.';
create index bills_property on payments.bills (tenant_id, property_id) where property_id is not null;
create index bills_reference on payments.bills (tenant_id, reference) where reference is not null;
create index bills_person on payments.bills (tenant_id, person_liable_id) where person_liable_id is not null and property_id is null;
select kernel.guard_table('payments.bills', '{anonymous,citizen,staff,auditor,system}', '{staff,system}', append_only => true);

create sequence payments.bill_adjustments_adjustment_id;
create table payments.bill_adjustments (
  tenant_id int not null,
  adjustment_id bigint not null default nextval('payments.bill_adjustments_adjustment_id'),
  book text not null,
  bill_id bigint not null,
  kind text not null check (kind in ('correction', 'cancellation', 'rebate', 'accrual', 'waiver', 'amnesty', 'credit', 'write-off', 'to-advance', 'area-out', 'area-in')),
  effective_on date not null,
  heads text[] not null,
  years int[] not null,
  components text[] not null,
  amounts bigint[] not null,
  total_paise bigint not null,
  payment_id bigint,
  rule_id bigint,
  reverses_adjustment_id bigint check (reverses_adjustment_id < adjustment_id),
  instrument text not null check (length(instrument) between 1 and 300),
  recorded_at timestamptz(3) not null default now(),
  primary key (tenant_id, adjustment_id),
  foreign key (tenant_id, bill_id) references payments.bills (tenant_id, bill_id) on delete restrict,
  check (payments.cells_add_up(heads, years, components, amounts, total_paise) and array_position(heads, null) is null)
);
comment on table payments.bill_adjustments is 'What makes a bill more (interest, correction) or less (rebate, waiver, write-off), each with its order. Signed cells; never changed, only reversed.';
create index bill_adjustments_bill on payments.bill_adjustments (tenant_id, bill_id);
create unique index bill_adjustments_reversal on payments.bill_adjustments (tenant_id, reverses_adjustment_id) where reverses_adjustment_id is not null;
create index bill_adjustments_payment on payments.bill_adjustments (tenant_id, payment_id) where payment_id is not null;
select kernel.guard_table('payments.bill_adjustments', '{staff,auditor,system}', '{staff,system}', append_only => true);

create sequence payments.payments_payment_id;
create table payments.payments (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  payment_id bigint not null default nextval('payments.payments_payment_id'),
  book text not null,
  kind text not null check (kind in ('payment', 'reversal', 'refund')),
  reverses_payment_id bigint check (reverses_payment_id < payment_id),
  channel text not null check (channel in ('online', 'cash', 'cheque', 'bank-transfer', 'agent', 'advance')),
  mode text not null check (mode in ('upi', 'card', 'net-banking', 'wallet', 'cash', 'cheque', 'demand-draft', 'neft', 'bbps', 'agent', 'advance', 'other')),
  amount_paise bigint not null check (amount_paise <> 0),
  paid_on date not null check (paid_on between '1950-01-01' and '2200-12-31'),
  property_id bigint,
  split_bills bigint[] not null,
  split_heads text[] not null,
  split_years int[] not null,
  split_components text[] not null,
  split_funds text[] not null,
  split_accounts bigint[] not null,
  split_amounts bigint[] not null,
  paid_by text check (length(paid_by) between 1 and 200),
  payer_party_id bigint,
  under_protest boolean not null default false,
  protest_note text check (length(protest_note) between 1 and 1000),
  paper jsonb,
  bank_reference text check (length(bank_reference) between 1 and 80),
  provider text,
  provider_payment_id text,
  intent_id bigint,
  agent_id bigint,
  counter text check (length(counter) between 1 and 60),
  reason text check (length(reason) between 1 and 400),
  user_id bigint,
  post_id bigint,
  taken_at timestamptz(3) not null default now(),
  primary key (tenant_id, payment_id),
  foreign key (tenant_id, property_id) references parcels.properties (tenant_id, property_id) on delete restrict,
  check (payments.cells_add_up(split_heads, split_years, split_components, split_amounts, amount_paise)
    and cardinality(split_bills) = cardinality(split_amounts) and cardinality(split_funds) = cardinality(split_amounts)
    and cardinality(split_accounts) = cardinality(split_amounts) and array_position(split_funds, null) is null),
  check ((kind = 'payment') = (amount_paise > 0)),
  check (kind <> 'reversal' or (reverses_payment_id is not null and reason is not null)),
  check (not under_protest or protest_note is not null)
);
comment on table payments.payments is 'Money taken and taken back, one row with all its parts by bill, head, year, component, fund and settlement account; a part without bill is an advance.';
create unique index payments_reversal on payments.payments (tenant_id, reverses_payment_id) where kind = 'reversal';
create unique index payments_provider on payments.payments (tenant_id, provider, provider_payment_id) where kind = 'payment' and provider_payment_id is not null;
create unique index payments_intent on payments.payments (tenant_id, intent_id) where kind = 'payment' and intent_id is not null;
create index payments_day on payments.payments (tenant_id, paid_on, payment_id);
create index payments_bank_reference on payments.payments (tenant_id, bank_reference) where bank_reference is not null;
create index payments_property on payments.payments (tenant_id, property_id) where property_id is not null;
select kernel.guard_table('payments.payments', '{staff,auditor,system}', '{staff,system}',
  own_read => 'payer_party_id = nullif(current_setting(''app.person'', true), '''')::bigint', append_only => true);

create table payments.payment_bills (
  tenant_id int not null,
  bill_id bigint not null,
  payment_id bigint not null,
  primary key (tenant_id, bill_id, payment_id),
  foreign key (tenant_id, bill_id) references payments.bills (tenant_id, bill_id) on delete restrict,
  foreign key (tenant_id, payment_id) references payments.payments (tenant_id, payment_id) on delete restrict
);
comment on table payments.payment_bills is 'Which payments touched a bill: array operators cannot use an index under row security, this key can.';
create index payment_bills_payment on payments.payment_bills (tenant_id, payment_id);
select kernel.guard_table('payments.payment_bills', '{staff,auditor,system}', '{staff,system}', append_only => true);

create sequence payments.advance_movements_movement_id;
create table payments.advance_movements (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  movement_id bigint not null default nextval('payments.advance_movements_movement_id'),
  book text not null,
  property_id bigint,
  reference text check (length(reference) between 1 and 60),
  fund text not null,
  kind text not null check (kind in ('paid', 'used', 'freed', 'refunded', 'reversed', 'area-out', 'area-in')),
  amount_paise bigint not null check (amount_paise <> 0 and amount_paise between -1000000000000 and 1000000000000),
  payment_id bigint,
  adjustment_id bigint,
  effective_on date not null,
  recorded_at timestamptz(3) not null default now(),
  primary key (tenant_id, movement_id),
  foreign key (tenant_id, property_id) references parcels.properties (tenant_id, property_id) on delete restrict,
  check (num_nonnulls(property_id, reference) = 1)
);
comment on table payments.advance_movements is 'Advances of a property or an account, by fund: their sum is what stands to its credit.';
create index advance_movements_property on payments.advance_movements (tenant_id, property_id) where property_id is not null;
create index advance_movements_reference on payments.advance_movements (tenant_id, reference) where reference is not null;
create index advance_movements_payment on payments.advance_movements (tenant_id, payment_id) where payment_id is not null;
select kernel.guard_table('payments.advance_movements', '{staff,auditor,system}', '{staff,system}', append_only => true);

create sequence payments.receipts_receipt_id;
create table payments.receipts (
  tenant_id int not null,
  receipt_id bigint not null default nextval('payments.receipts_receipt_id'),
  book text not null,
  payment_id bigint not null,
  series text not null,
  financial_year int not null,
  number bigint not null check (number > 0),
  printed text not null check (length(printed) between 1 and 60),
  block_id bigint,
  issued_on date not null,
  link text not null check (link ~ '^[0-9a-z]{20,40}$'),
  body jsonb not null,
  token text not null,
  payer_party_id bigint,
  issued_at timestamptz(3) not null default now(),
  primary key (tenant_id, receipt_id),
  unique (tenant_id, book, series, financial_year, number),
  unique (tenant_id, payment_id),
  unique (tenant_id, link),
  foreign key (tenant_id, payment_id) references payments.payments (tenant_id, payment_id) on delete restrict
);
comment on table payments.receipts is 'Receipts as they were handed over, with number, signed text for the QR and an unguessable link. A reversed payment voids its receipt; the row stays.';
create index receipts_printed on payments.receipts (tenant_id, printed);
select kernel.guard_table('payments.receipts', '{staff,auditor,system}', '{staff,system}',
  own_read => 'payer_party_id = nullif(current_setting(''app.person'', true), '''')::bigint', append_only => true);

create table payments.foreign_keys (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  issuer text not null,
  key_id text not null,
  public_key text not null,
  valid_from timestamptz(3) not null,
  primary key (tenant_id, issuer, key_id)
);
comment on table payments.foreign_keys is 'Public keys of bodies whose receipts came here with their properties: those receipts verify for ever, on any server.';
select kernel.guard_table('payments.foreign_keys', '{anonymous,citizen,staff,auditor,system}', '{staff,system}', append_only => true);

insert into identity.permissions (permission, names) values
  ('payments.raise-bills', '{"en":"Raise bills and demands","hi":"बिल और मांग जारी करना","mr":"देयके व मागण्या काढणे"}'),
  ('payments.adjust-bills', '{"en":"Correct, cancel and write off bills","hi":"बिल सुधारना, रद्द करना और अपलिखित करना","mr":"देयके दुरुस्त, रद्द व निर्लेखित करणे"}'),
  ('payments.collect', '{"en":"Take payments at a counter or in the field","hi":"काउंटर या क्षेत्र में भुगतान लेना","mr":"काउंटरवर किंवा क्षेत्रात भरणा घेणे"}'),
  ('payments.reverse', '{"en":"Take back payments: bounced cheques, mistakes","hi":"भुगतान वापस लेना: अनादरित चेक, त्रुटियाँ","mr":"भरणा मागे घेणे: न वटलेले धनादेश, चुका"}'),
  ('payments.read-accounts', '{"en":"See bills, payments and receipts in full","hi":"बिल, भुगतान और रसीदें पूरी देखना","mr":"देयके, भरणा व पावत्या पूर्ण पाहणे"}');
insert into identity.role_permissions (role, permission)
select role, permission from (values
  ('kiosk-operator', array['payments.collect']),
  ('tax-assessor', array['payments.raise-bills', 'payments.read-accounts']),
  ('water-engineer', array['payments.raise-bills', 'payments.read-accounts']),
  ('bill-collector', array['payments.collect', 'payments.read-accounts']),
  ('accounts-officer', array['payments.raise-bills', 'payments.adjust-bills', 'payments.collect', 'payments.reverse', 'payments.read-accounts']),
  ('commissioner', array['payments.raise-bills', 'payments.adjust-bills', 'payments.reverse', 'payments.read-accounts']),
  ('auditor', array['payments.read-accounts'])
) as given (role, permissions), unnest(permissions) as permission;

grant usage on all sequences in schema payments to khasra_app;
