-- The floor that every room stands on: tenants, journal, events, requests, numbers, calendar, documents, keys.
create extension if not exists postgis;
create extension if not exists pg_trgm;
create extension if not exists btree_gist;

-- Roles are shared by all databases of a server, so another database may have made them a moment ago.
do $$
declare wanted text;
begin
  foreach wanted in array array['khasra_app', 'khasra_reader'] loop
    begin
      execute format('create role %I nologin', wanted);
    exception when duplicate_object or unique_violation then null;
    end;
    begin
      execute format('grant %I to current_user', wanted);
    exception when others then
      if not pg_has_role(current_user, wanted, 'member') then raise; end if;
    end;
  end loop;
end $$;

create schema kernel;
grant usage on schema kernel to khasra_app, khasra_reader;

create sequence kernel.tenants_tenant_id as int;
create table kernel.tenants (
  tenant_id int primary key default nextval('kernel.tenants_tenant_id'),
  state_id int references kernel.tenants (tenant_id) on delete restrict,
  code text not null unique check (code ~ '^[a-z][a-z0-9-]{1,40}$'),
  kind text not null check (kind in ('state', 'ulb')),
  names jsonb not null,
  srid int not null check (srid between 32601 and 32760 or srid between 2000 and 32767),
  time_zone text not null default 'Asia/Kolkata',
  settings jsonb not null default '{}',
  created_at timestamptz(3) not null default now(),
  check ((kind = 'state') = (state_id is null))
);
comment on table kernel.tenants is 'States and their urban local bodies; every tenant-owned row names one. A shared master without tenant key of its own.';
grant select on kernel.tenants to khasra_app, khasra_reader;

-- One way to put a table under row security, so that no table can differ by oversight.
-- readers, writers: role classes. own_read: what a citizen may see besides (an expression on the row).
-- scope 'state' compares with app.state: users, sessions and other rows that belong to the state.
create function kernel.guard_table(
  target regclass, readers text[], writers text[], own_read text default null, scope text default 'tenant',
  append_only boolean default false
) returns void language plpgsql as $$
declare
  same_tenant text := format('tenant_id = nullif(current_setting(''app.%s'', true), '''')::int', scope);
  may text := 'current_setting(''app.role_class'', true) = any (%L::text[])';
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy readers on %s for select to khasra_app using (%s and (%s%s))', target, same_tenant,
    format(may, readers), case when own_read is null then '' else ' or (' || own_read || ')' end);
  execute format('create policy inserters on %s for insert to khasra_app with check (%s and %s)', target, same_tenant, format(may, writers));
  execute format('grant select, insert on %s to khasra_app', target);
  if not append_only then
    execute format('create policy updaters on %s for update to khasra_app using (%s and %s) with check (%s and %s)',
      target, same_tenant, format(may, writers), same_tenant, format(may, writers));
    execute format('create policy deleters on %s for delete to khasra_app using (%s and %s)', target, same_tenant, format(may, writers));
    execute format('grant update, delete on %s to khasra_app', target);
  end if;
end $$;
comment on function kernel.guard_table is 'Row security, policies and grants of a tenant-owned table, by tenant and role class.';

-- Public columns for tiles, boxes and identify: a policy that lets all rows through keeps GiST usable,
-- because && is not leakproof; the query itself names the tenant, and private columns are not granted.
create function kernel.publish_columns(target regclass, columns text) returns void language plpgsql as $$
begin
  execute format('create policy public_columns on %s for select to khasra_reader using (true)', target);
  execute format('grant select (%s) on %s to khasra_reader', columns, target);
end $$;
comment on function kernel.publish_columns is 'Lets khasra_reader read the named public columns of a table.';

create table kernel.requests (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  request_id text not null check (length(request_id) between 8 and 100),
  command text not null,
  user_id bigint,
  input_hash text not null,
  answer jsonb,
  created_at timestamptz(3) not null default now(),
  primary key (tenant_id, request_id)
);
comment on table kernel.requests is 'Answers by the request id that the client made: a repeat gets the first answer, another body under the same id a 409.';
create index requests_created on kernel.requests (tenant_id, created_at);
select kernel.guard_table('kernel.requests', '{anonymous,citizen,staff,auditor,system}', '{anonymous,citizen,staff,auditor,system}', append_only => true);

create sequence kernel.events_event_id;
create table kernel.events (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  event_id bigint not null default nextval('kernel.events_event_id'),
  name text not null check (name ~ '^[a-z-]+\.[a-z-]+$'),
  payload jsonb not null,
  created_at timestamptz(3) not null default now(),
  dispatched_at timestamptz(3),
  primary key (tenant_id, event_id)
);
comment on table kernel.events is 'Outbox: news written in the transaction that made it, handed to subscribers by a job.';
create index events_waiting on kernel.events (event_id) where dispatched_at is null;
select kernel.guard_table('kernel.events', '{staff,auditor,system}', '{anonymous,citizen,staff,auditor,system}', append_only => true);

create sequence kernel.journal_entries_entry_id;
create table kernel.journal_entries (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  entry_id bigint not null default nextval('kernel.journal_entries_entry_id'),
  kind text not null check (kind in ('write', 'look')),
  command text not null,
  request_id text not null,
  user_id bigint,
  post_id bigint,
  holder_id bigint,
  role_class text not null,
  subjects jsonb not null default '[]',
  before jsonb,
  after jsonb,
  private jsonb,
  recorded_at timestamptz(3) not null default now(),
  primary key (tenant_id, entry_id)
);
comment on table kernel.journal_entries is 'Who did or looked at what, before and after. Private values are encrypted with the key of their person.';
create index journal_entries_recorded on kernel.journal_entries (tenant_id, recorded_at desc, entry_id desc);
select kernel.guard_table('kernel.journal_entries', '{staff,auditor,system}', '{anonymous,citizen,staff,auditor,system}', append_only => true);

create table kernel.journal_subjects (
  tenant_id int not null,
  subject_kind text not null,
  subject_id bigint not null,
  entry_id bigint not null,
  primary key (tenant_id, subject_kind, subject_id, entry_id),
  foreign key (tenant_id, entry_id) references kernel.journal_entries (tenant_id, entry_id) on delete restrict
);
comment on table kernel.journal_subjects is 'Which property, parcel, person … a journal line is about: the one timeline of a place.';
create index journal_subjects_entry on kernel.journal_subjects (tenant_id, entry_id);
select kernel.guard_table('kernel.journal_subjects', '{staff,auditor,system}', '{anonymous,citizen,staff,auditor,system}', append_only => true);

create table kernel.journal_seals (
  tenant_id int not null,
  sequence bigint not null check (sequence > 0),
  entry_id bigint not null,
  previous_hash text not null check (previous_hash ~ '^[0-9a-f]{64}$'),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  sealed_at timestamptz(3) not null default now(),
  primary key (tenant_id, sequence),
  unique (tenant_id, entry_id),
  foreign key (tenant_id, entry_id) references kernel.journal_entries (tenant_id, entry_id) on delete restrict
);
comment on table kernel.journal_seals is 'The hash chain over journal lines, written in batches by the sealing job: no writer ever waits for it.';
select kernel.guard_table('kernel.journal_seals', '{staff,auditor,system}', '{system}', append_only => true);

create sequence kernel.layer_changes_change_id;
create table kernel.layer_changes (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  change_id bigint not null default nextval('kernel.layer_changes_change_id'),
  transaction_id xid8 not null default pg_current_xact_id(),
  layer text not null,
  feature_id bigint not null,
  changed_at timestamptz(3) not null default now(),
  primary key (tenant_id, change_id)
);
comment on table kernel.layer_changes is 'Which map feature changed, for tile processes; read only below the oldest running transaction.';
create index layer_changes_order on kernel.layer_changes (change_id);
select kernel.guard_table('kernel.layer_changes', '{anonymous,citizen,staff,auditor,system}', '{anonymous,citizen,staff,auditor,system}', append_only => true);
select kernel.publish_columns('kernel.layer_changes', 'tenant_id, change_id, transaction_id, layer, feature_id, changed_at');

create table kernel.number_series (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  series text not null,
  financial_year int not null check (financial_year = 0 or financial_year between 1990 and 2200),
  next_number bigint not null default 1 check (next_number > 0),
  pattern text not null,
  primary key (tenant_id, series, financial_year)
);
comment on table kernel.number_series is 'Running numbers per tenant and financial year (1 April); year 0 is a series that never restarts.';
select kernel.guard_table('kernel.number_series', '{citizen,staff,auditor,system}', '{anonymous,citizen,staff,system}');

create sequence kernel.number_blocks_block_id;
create table kernel.number_blocks (
  tenant_id int not null,
  block_id bigint not null default nextval('kernel.number_blocks_block_id'),
  series text not null,
  financial_year int not null,
  device text not null,
  first_number bigint not null check (first_number > 0),
  last_number bigint not null check (last_number >= first_number),
  taken_at timestamptz(3) not null default now(),
  closed_at timestamptz(3),
  primary key (tenant_id, block_id),
  unique (tenant_id, series, financial_year, first_number),
  foreign key (tenant_id, series, financial_year) references kernel.number_series (tenant_id, series, financial_year) on delete restrict
);
comment on table kernel.number_blocks is 'Blocks of numbers that a counter or a handheld took in advance, so that it can number without a network.';
select kernel.guard_table('kernel.number_blocks', '{staff,auditor,system}', '{anonymous,citizen,staff,system}');

create table kernel.number_uses (
  tenant_id int not null,
  series text not null,
  financial_year int not null,
  number bigint not null check (number > 0),
  block_id bigint not null,
  state text not null check (state in ('used', 'void', 'returned')),
  reason text,
  recorded_at timestamptz(3) not null default now(),
  primary key (tenant_id, series, financial_year, number),
  foreign key (tenant_id, block_id) references kernel.number_blocks (tenant_id, block_id) on delete restrict,
  check (state <> 'void' or reason is not null)
);
comment on table kernel.number_uses is 'What became of every number of a block: used, void with a reason, or returned. None is unaccounted for.';
select kernel.guard_table('kernel.number_uses', '{staff,auditor,system}', '{anonymous,citizen,staff,system}', append_only => true);

create table kernel.working_weeks (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  pattern jsonb not null,
  instrument text not null,
  primary key (tenant_id, valid_from),
  exclude using gist (tenant_id with =, daterange(valid_from, valid_to) with &&)
);
comment on table kernel.working_weeks is 'Which weekdays are worked, dated: {"off":[7],"offInMonth":{"6":[2,4]}} = Sundays, 2nd and 4th Saturday (ISO weekdays).';
select kernel.guard_table('kernel.working_weeks', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');

create table kernel.holidays (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  day date not null,
  names jsonb not null,
  instrument text not null,
  primary key (tenant_id, day)
);
comment on table kernel.holidays is 'Public and local holidays of a town; clocks in working days skip them.';
select kernel.guard_table('kernel.holidays', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');

create sequence kernel.documents_document_id;
create table kernel.documents (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  document_id bigint not null default nextval('kernel.documents_document_id'),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  media_type text not null,
  bytes bigint not null check (bytes > 0),
  title text not null check (length(title) between 1 and 200),
  visibility text not null check (visibility in ('public', 'private')),
  owner_person_id bigint,
  uploaded_by bigint,
  created_at timestamptz(3) not null default now(),
  primary key (tenant_id, document_id)
);
comment on table kernel.documents is 'Uploaded and issued papers; the bytes lie in a store addressed by their SHA-256.';
create index documents_sha256 on kernel.documents (tenant_id, sha256);
select kernel.guard_table('kernel.documents', '{staff,auditor,system}', '{citizen,staff,system}',
  own_read => 'visibility = ''public'' or owner_person_id = nullif(current_setting(''app.person'', true), '''')::bigint');

create table kernel.subject_keys (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  subject_kind text not null check (subject_kind in ('person', 'user')),
  subject_id bigint not null,
  wrapped_key bytea,
  created_at timestamptz(3) not null default now(),
  destroyed_at timestamptz(3),
  primary key (tenant_id, subject_kind, subject_id),
  check ((wrapped_key is null) = (destroyed_at is not null))
);
comment on table kernel.subject_keys is 'One key per person for private values in the journal, wrapped by the master key: erasure destroys the key and the chain still holds.';
select kernel.guard_table('kernel.subject_keys', '{anonymous,citizen,staff,auditor,system}', '{anonymous,citizen,staff,auditor,system}');

create table kernel.signing_keys (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  key_id text not null,
  public_key text not null,
  wrapped_private_key bytea,
  valid_from timestamptz(3) not null default now(),
  retired_at timestamptz(3),
  primary key (tenant_id, key_id)
);
comment on table kernel.signing_keys is 'Ed25519 keys of a body for receipts, certificates and QR codes; a retired key verifies for ever.';
select kernel.guard_table('kernel.signing_keys', '{anonymous,citizen,staff,auditor,system}', '{system}');
revoke select on kernel.signing_keys from khasra_app;
grant select (tenant_id, key_id, public_key, valid_from, retired_at) on kernel.signing_keys to khasra_app;

grant usage on all sequences in schema kernel to khasra_app;
