-- Towns as the law knows them over time, posts and their holders, users of a state, and what a role may do.
create schema identity;
grant usage on schema identity to khasra_app, khasra_reader;

create sequence identity.town_versions_version_id;
create table identity.town_versions (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  version_id bigint not null default nextval('identity.town_versions_version_id'),
  names jsonb not null,
  town_class text not null check (town_class in ('state', 'nigam', 'palika', 'parishad', 'cantonment', 'authority')),
  act text not null,
  lgd_code text check (lgd_code ~ '^[0-9]{4,6}$'),
  census_code text check (census_code ~ '^[0-9]{6}$'),
  boundary geometry(MultiPolygon, 4326),
  instrument text not null,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  recorded_at timestamptz(3) not null default now(),
  superseded_at timestamptz(3) not null default 'infinity',
  primary key (tenant_id, version_id),
  exclude using gist (tenant_id with =, daterange(valid_from, valid_to) with &&) where (superseded_at = 'infinity')
);
comment on table identity.town_versions is 'Name, class, Act, boundary and codes of a body, each with its dates in law and of record.';
select kernel.guard_table('identity.town_versions', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');
select kernel.publish_columns('identity.town_versions', 'tenant_id, version_id, names, town_class, act, lgd_code, census_code, boundary, valid_from, valid_to, recorded_at, superseded_at');

create sequence identity.successions_succession_id;
create table identity.successions (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  succession_id bigint not null default nextval('identity.successions_succession_id'),
  kind text not null check (kind in ('upgraded', 'merged', 'split', 'area-in', 'area-out')),
  from_tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  to_tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  effective_on date not null,
  notification text not null,
  recorded_at timestamptz(3) not null default now(),
  primary key (tenant_id, succession_id)
);
comment on table identity.successions is 'Which body followed which, when and by which notification. Owned by the state.';
select kernel.guard_table('identity.successions', '{anonymous,citizen,staff,auditor,system}', '{staff,system}', scope => 'state', append_only => true);

create sequence identity.boundary_sets_boundary_set_id;
create table identity.boundary_sets (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  boundary_set_id bigint not null default nextval('identity.boundary_sets_boundary_set_id'),
  code text not null check (code in ('electoral-ward', 'tax-ward', 'administrative-zone', 'rate-zone', 'sanitary-beat', 'planning-authority')),
  names jsonb not null,
  straddler_rule text not null check (straddler_rule in ('largest-part', 'main-door', 'named-decision')),
  primary key (tenant_id, boundary_set_id),
  unique (tenant_id, code)
);
comment on table identity.boundary_sets is 'Dated layers of areas that divide a town; each says how a place on a line is put into one area.';
select kernel.guard_table('identity.boundary_sets', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');
select kernel.publish_columns('identity.boundary_sets', 'tenant_id, boundary_set_id, code, names, straddler_rule');

create sequence identity.boundaries_boundary_id;
create table identity.boundaries (
  tenant_id int not null,
  boundary_id bigint not null default nextval('identity.boundaries_boundary_id'),
  boundary_set_id bigint not null,
  code text not null,
  names jsonb not null,
  geom geometry(MultiPolygon, 4326),
  instrument text not null,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  recorded_at timestamptz(3) not null default now(),
  superseded_at timestamptz(3) not null default 'infinity',
  primary key (tenant_id, boundary_id),
  foreign key (tenant_id, boundary_set_id) references identity.boundary_sets (tenant_id, boundary_set_id) on delete restrict,
  exclude using gist (tenant_id with =, boundary_set_id with =, code with =, daterange(valid_from, valid_to) with &&) where (superseded_at = 'infinity')
);
comment on table identity.boundaries is 'Wards, zones and beats with their dates. A town without a map has them without geometry.';
create index boundaries_geom on identity.boundaries using gist (geom) where superseded_at = 'infinity';
select kernel.guard_table('identity.boundaries', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');
select kernel.publish_columns('identity.boundaries', 'tenant_id, boundary_id, boundary_set_id, code, names, geom, valid_from, valid_to, recorded_at, superseded_at');

create sequence identity.masters_master_id;
create table identity.masters (
  master_id bigint primary key default nextval('identity.masters_master_id'),
  scope text not null check (scope in ('nation', 'state', 'class', 'ulb')),
  state_id int references kernel.tenants (tenant_id) on delete cascade,
  town_class text,
  tenant_id int references kernel.tenants (tenant_id) on delete cascade,
  register text not null check (register ~ '^[a-z][a-z-]*\.[a-z][a-z-]*$'),
  key text not null,
  value jsonb not null,
  instrument text not null,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  check (
    (scope = 'nation' and state_id is null and town_class is null and tenant_id is null) or
    (scope = 'state' and state_id is not null and town_class is null and tenant_id is null) or
    (scope = 'class' and state_id is not null and town_class is not null and tenant_id is null) or
    (scope = 'ulb' and tenant_id is not null)),
  exclude using gist (
    register with =, key with =, coalesce(state_id, 0) with =, coalesce(town_class, '') with =, coalesce(tenant_id, 0) with =,
    daterange(valid_from, valid_to) with &&)
);
comment on table identity.masters is 'Settings and code lists that inherit nation, state, class of body, body; an override carries its instrument. A shared master.';
create index masters_lookup on identity.masters (register, key, valid_from);
alter table identity.masters enable row level security;
create policy readers on identity.masters for select to khasra_app using (
  (tenant_id is null or tenant_id = nullif(current_setting('app.tenant', true), '')::int) and
  (state_id is null or state_id = nullif(current_setting('app.state', true), '')::int));
create policy inserters on identity.masters for insert to khasra_app with check (
  scope = 'ulb' and tenant_id = nullif(current_setting('app.tenant', true), '')::int and current_setting('app.role_class', true) in ('staff', 'system'));
create policy updaters on identity.masters for update to khasra_app
  using (scope = 'ulb' and tenant_id = nullif(current_setting('app.tenant', true), '')::int and current_setting('app.role_class', true) in ('staff', 'system'));
grant select, insert, update on identity.masters to khasra_app;

create sequence identity.users_user_id;
create table identity.users (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  user_id bigint not null default nextval('identity.users_user_id'),
  kind text not null check (kind in ('citizen', 'staff', 'system')),
  names jsonb not null,
  language text not null default 'hi',
  active boolean not null default true,
  created_at timestamptz(3) not null default now(),
  primary key (tenant_id, user_id)
);
comment on table identity.users is 'People who can sign in; they belong to the state, so a citizen with plots in two towns signs in once.';
select kernel.guard_table('identity.users', '{staff,auditor,system}', '{staff,system}',
  own_read => 'user_id = nullif(current_setting(''app.user_id'', true), '''')::bigint', scope => 'state');

create table identity.credentials (
  tenant_id int not null,
  user_id bigint not null,
  kind text not null check (kind in ('username', 'password', 'totp', 'mobile', 'email')),
  identifier text,
  secret text,
  created_at timestamptz(3) not null default now(),
  proved_at timestamptz(3),
  primary key (tenant_id, user_id, kind),
  foreign key (tenant_id, user_id) references identity.users (tenant_id, user_id) on delete cascade,
  check ((kind in ('username', 'mobile', 'email')) = (identifier is not null)),
  check ((kind in ('password', 'totp')) = (secret is not null))
);
comment on table identity.credentials is 'How a user proves who they are: argon2id hash, wrapped TOTP secret, mobile or e-mail that was proved.';
create unique index credentials_identifier on identity.credentials (tenant_id, kind, identifier) where identifier is not null;
select kernel.guard_table('identity.credentials', '{system}', '{system}', scope => 'state');

create sequence identity.sessions_session_id;
create table identity.sessions (
  tenant_id int not null,
  session_id bigint not null default nextval('identity.sessions_session_id'),
  token_hash text not null,
  user_id bigint not null,
  csrf_token text not null,
  created_at timestamptz(3) not null default now(),
  seen_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  ended_at timestamptz(3),
  ended_because text,
  primary key (tenant_id, session_id),
  unique (tenant_id, token_hash),
  foreign key (tenant_id, user_id) references identity.users (tenant_id, user_id) on delete cascade
);
comment on table identity.sessions is 'Signed-in browsers; only a hash of the cookie is kept.';
create index sessions_user on identity.sessions (tenant_id, user_id) where ended_at is null;
select kernel.guard_table('identity.sessions', '{system}', '{system}', scope => 'state');

create sequence identity.sign_in_codes_code_id;
create table identity.sign_in_codes (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  code_id bigint not null default nextval('identity.sign_in_codes_code_id'),
  sent_to text not null,
  channel text not null check (channel in ('mobile', 'email')),
  code_hash text not null,
  sent_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  attempts int not null default 0,
  used_at timestamptz(3),
  primary key (tenant_id, code_id)
);
comment on table identity.sign_in_codes is 'One-time codes sent to a mobile or an e-mail; hashed, few attempts, short life.';
create index sign_in_codes_sent_to on identity.sign_in_codes (tenant_id, sent_to, sent_at desc);
select kernel.guard_table('identity.sign_in_codes', '{system}', '{system}', scope => 'state');

create table identity.sign_in_failures (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  identifier text not null,
  failures int not null default 0,
  last_failed_at timestamptz(3) not null default now(),
  locked_until timestamptz(3),
  primary key (tenant_id, identifier)
);
comment on table identity.sign_in_failures is 'Wrong passwords and codes in a row; a lock grows with them and ends by itself.';
select kernel.guard_table('identity.sign_in_failures', '{system}', '{system}', scope => 'state');

create sequence identity.development_messages_message_id;
create table identity.development_messages (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  message_id bigint not null default nextval('identity.development_messages_message_id'),
  sent_to text not null,
  channel text not null check (channel in ('mobile', 'email')),
  text text not null,
  sent_at timestamptz(3) not null default now(),
  primary key (tenant_id, message_id)
);
comment on table identity.development_messages is 'What the development sender would have sent; shown on the local inbox page only while that sender is in force.';
select kernel.guard_table('identity.development_messages', '{system}', '{system}', scope => 'state');

create table identity.roles (
  role text primary key,
  role_class text not null check (role_class in ('citizen', 'staff', 'auditor')),
  names jsonb not null,
  sort_order int not null
);
comment on table identity.roles is 'The parts people play, from citizen to auditor. A shared master.';
grant select on identity.roles to khasra_app;

create table identity.permissions (
  permission text primary key check (permission ~ '^[a-z-]+\.[a-z-]+$'),
  names jsonb not null
);
comment on table identity.permissions is 'What can be allowed, one line each, with words for the screen. A shared master.';
grant select on identity.permissions to khasra_app;

create table identity.role_permissions (
  role text not null references identity.roles (role) on delete cascade,
  permission text not null references identity.permissions (permission) on delete cascade,
  primary key (role, permission)
);
comment on table identity.role_permissions is 'What each role may do unless a town says otherwise. A shared master.';
create index role_permissions_permission on identity.role_permissions (permission);
grant select on identity.role_permissions to khasra_app;

create table identity.town_permissions (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  role text not null references identity.roles (role) on delete cascade,
  permission text not null references identity.permissions (permission) on delete cascade,
  allowed boolean not null,
  instrument text not null,
  primary key (tenant_id, role, permission)
);
comment on table identity.town_permissions is 'Where a town allows a role more or less than the master, with the order that says so.';
select kernel.guard_table('identity.town_permissions', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');

create sequence identity.posts_post_id;
create table identity.posts (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  post_id bigint not null default nextval('identity.posts_post_id'),
  designation text not null references identity.roles (role) on delete restrict,
  names jsonb not null,
  office jsonb not null,
  boundary_id bigint,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  primary key (tenant_id, post_id),
  foreign key (tenant_id, boundary_id) references identity.boundaries (tenant_id, boundary_id) on delete restrict
);
comment on table identity.posts is 'Power belongs to a post: designation, office and area. A post may stand vacant.';
select kernel.guard_table('identity.posts', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');

create sequence identity.post_holdings_holding_id;
create table identity.post_holdings (
  tenant_id int not null,
  holding_id bigint not null default nextval('identity.post_holdings_holding_id'),
  post_id bigint not null,
  user_id bigint not null,
  capacity text not null check (capacity in ('substantive', 'additional-charge', 'administrator', 'acting')),
  instrument text not null,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  recorded_at timestamptz(3) not null default now(),
  primary key (tenant_id, holding_id),
  foreign key (tenant_id, post_id) references identity.posts (tenant_id, post_id) on delete restrict,
  exclude using gist (tenant_id with =, post_id with =, daterange(valid_from, valid_to) with &&)
);
comment on table identity.post_holdings is 'Who held which post from when to when, by which order; one person may hold posts in several towns.';
create index post_holdings_user on identity.post_holdings (tenant_id, user_id, valid_from);
select kernel.guard_table('identity.post_holdings', '{staff,auditor,system}', '{staff,system}');

create table identity.role_grants (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  user_id bigint not null,
  role text not null references identity.roles (role) on delete restrict,
  granted_by bigint,
  instrument text not null,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  primary key (tenant_id, user_id, role, valid_from)
);
comment on table identity.role_grants is 'Roles of users per town that come with no post (kiosk operator, architect, auditor).';
select kernel.guard_table('identity.role_grants', '{staff,auditor,system}', '{staff,system}',
  own_read => 'user_id = nullif(current_setting(''app.user_id'', true), '''')::bigint');

create table identity.user_persons (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  user_id bigint not null,
  person_id bigint not null,
  verified_by text not null check (verified_by in ('mobile', 'receipt', 'deed', 'visit', 'officer')),
  valid_from timestamptz(3) not null default now(),
  ended_at timestamptz(3),
  primary key (tenant_id, user_id, person_id, valid_from)
);
comment on table identity.user_persons is 'Which person of a town a user of the state is, and how that was proved.';
create index user_persons_person on identity.user_persons (tenant_id, person_id);
select kernel.guard_table('identity.user_persons', '{staff,auditor,system}', '{staff,system}',
  own_read => 'user_id = nullif(current_setting(''app.user_id'', true), '''')::bigint');

grant usage on all sequences in schema identity to khasra_app;
