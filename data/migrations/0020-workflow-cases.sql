-- Cases of every service: an append-only log of actions, and beside it only what follows from the log.
create schema workflow;
grant usage on schema workflow to khasra_app, khasra_reader;

create sequence workflow.cases_case_id;
create table workflow.cases (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  case_id bigint not null default nextval('workflow.cases_case_id'),
  number text not null check (length(number) between 1 and 60),
  service text not null check (service ~ '^[a-z-]+\.[a-z-]+$'),
  variant text check (variant ~ '^[a-z][a-z0-9-]{0,40}$'),
  definition_version int not null check (definition_version > 0),
  property_id bigint,
  parcel_id bigint,
  party_id bigint,
  point geometry(Point, 4326),
  ward_id bigint,
  channel text not null check (channel in ('citizen', 'counter', 'phone', 'office', 'feed')),
  opened_on date not null,
  status text not null,
  stage text not null check (stage in ('office', 'applicant', 'closed')),
  version int not null check (version > 0),
  assigned_town text,
  assigned_post_id bigint,
  assigned_on date,
  level int not null default 0,
  due_on date,
  decision text check (decision in ('granted', 'refused', 'deemed', 'withdrawn', 'done')),
  closed_on date,
  recorded_at timestamptz(3) not null default now(),
  primary key (tenant_id, case_id),
  unique (tenant_id, number),
  check (assigned_town is null or assigned_post_id is not null),
  check (num_nonnulls(property_id, parcel_id, party_id, point) > 0)
);
comment on table workflow.cases is 'A matter of a service on a property, parcel, person or place. From status on, every column follows from the log by the fold of its service. Place and person are named by id without a foreign key: an area may move to another town, its old cases stay. assigned_town is the code of another town, null for this one: codes outlive a move to another server.';
create index cases_of_post on workflow.cases (tenant_id, assigned_post_id, due_on) where stage <> 'closed';
create index cases_due on workflow.cases (tenant_id, due_on, case_id) where stage <> 'closed';
create index cases_running on workflow.cases (tenant_id, case_id) where stage = 'office';
create index cases_closed on workflow.cases (tenant_id, closed_on desc, case_id desc) where stage = 'closed';
create index cases_unallotted on workflow.cases (tenant_id, due_on, case_id) where stage <> 'closed' and assigned_post_id is null;
create index cases_property on workflow.cases (tenant_id, property_id) where property_id is not null;
create index cases_parcel on workflow.cases (tenant_id, parcel_id) where parcel_id is not null;
create index cases_party on workflow.cases (tenant_id, party_id) where party_id is not null;
create index cases_ward on workflow.cases (tenant_id, ward_id, due_on) where stage <> 'closed';
create index cases_point on workflow.cases using gist (point) where point is not null;

create table workflow.case_actions (
  tenant_id int not null,
  case_id bigint not null,
  sequence int not null check (sequence > 0),
  action text not null,
  acted_by text not null check (acted_by in ('applicant', 'office', 'system')),
  town text,
  post_id bigint,
  by_post_id bigint,
  user_id bigint,
  noting_number int check (noting_number > 0),
  text text check (length(text) between 1 and 8000),
  office_only boolean not null,
  data jsonb not null default '{}',
  request_id text not null,
  acted_on date not null,
  recorded_at timestamptz(3) not null default now(),
  primary key (tenant_id, case_id, sequence),
  unique (tenant_id, case_id, noting_number),
  foreign key (tenant_id, case_id) references workflow.cases (tenant_id, case_id) on delete restrict,
  check (town is null or post_id is not null),
  check (acted_by <> 'office' or user_id is not null)
);
comment on table workflow.case_actions is 'The log of a case, never rewritten: typed actions with day, post and holder; opinions of posts are numbered as notings. Texts stay here and go into no event and no journal.';

create sequence workflow.applicants_applicant_id;
create table workflow.applicants (
  tenant_id int not null,
  applicant_id bigint not null default nextval('workflow.applicants_applicant_id'),
  case_id bigint not null,
  role text not null check (role in ('applicant', 'co-applicant', 'agent', 'follower')),
  user_id bigint,
  party_id bigint,
  name text check (length(name) between 1 and 200),
  mobile text check (mobile ~ '^[0-9]{10}$'),
  kept_private boolean not null default false,
  from_on date not null,
  ended_on date check (ended_on >= from_on),
  primary key (tenant_id, applicant_id),
  foreign key (tenant_id, case_id) references workflow.cases (tenant_id, case_id) on delete restrict,
  check (num_nonnulls(user_id, party_id, name, mobile) > 0)
);
comment on table workflow.applicants is 'Who asked, together with whom, through whom, and who follows. Private; one who asked for it is not shown to the office either.';
create index applicants_case on workflow.applicants (tenant_id, case_id);
create index applicants_user on workflow.applicants (tenant_id, user_id) where user_id is not null;
create index applicants_party on workflow.applicants (tenant_id, party_id) where party_id is not null;

create table workflow.case_documents (
  tenant_id int not null,
  case_id bigint not null,
  document_id bigint not null,
  kind text not null check (kind ~ '^[a-z][a-z0-9-]{1,40}$'),
  office_only boolean not null default false,
  added_on date not null,
  primary key (tenant_id, case_id, document_id),
  foreign key (tenant_id, case_id) references workflow.cases (tenant_id, case_id) on delete restrict,
  foreign key (tenant_id, document_id) references kernel.documents (tenant_id, document_id) on delete restrict
);
comment on table workflow.case_documents is 'Papers of a case by kind: what the service asks for, photos, evidence of work.';
create index case_documents_document on workflow.case_documents (tenant_id, document_id);

create table workflow.feedback (
  tenant_id int not null,
  case_id bigint not null,
  user_id bigint not null,
  rating int not null check (rating between 1 and 5),
  words text check (length(words) between 1 and 2000),
  given_on date not null,
  primary key (tenant_id, case_id, user_id),
  foreign key (tenant_id, case_id) references workflow.cases (tenant_id, case_id) on delete restrict
);
comment on table workflow.feedback is 'What the applicant thought of it, asked after every case.';

create sequence workflow.delegations_delegation_id;
create table workflow.delegations (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  delegation_id bigint not null default nextval('workflow.delegations_delegation_id'),
  post_id bigint not null,
  to_post_id bigint,
  kind text not null check (kind in ('leave', 'delegation')),
  instrument text not null check (length(instrument) between 3 and 300),
  valid_from date not null,
  valid_to date not null check (valid_to >= valid_from),
  primary key (tenant_id, delegation_id),
  foreign key (tenant_id, post_id) references identity.posts (tenant_id, post_id) on delete cascade,
  foreign key (tenant_id, to_post_id) references identity.posts (tenant_id, post_id) on delete cascade,
  check (post_id <> to_post_id),
  check (kind = 'leave' or to_post_id is not null),
  exclude using gist (tenant_id with =, post_id with =, daterange(valid_from, valid_to) with &&)
);
comment on table workflow.delegations is 'Which post does the work of which, from when to when (the first day that it no longer does), by which order; a post on leave without a deputy gets no new files.';
create index delegations_to on workflow.delegations (tenant_id, to_post_id);

create table workflow.clock_runs (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  day date not null,
  cursor_case_id bigint not null default 0,
  cases int not null default 0,
  written int not null default 0,
  finished_at timestamptz(3),
  primary key (tenant_id, day)
);
comment on table workflow.clock_runs is 'How far the clock job of a day has come: it goes on from here after a stop.';

-- Pools may span the towns of a state, so they belong to the state.
create sequence workflow.pools_pool_id;
create table workflow.pools (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  pool_id bigint not null default nextval('workflow.pools_pool_id'),
  code text not null check (code ~ '^[a-z][a-z0-9-]{1,40}$'),
  names jsonb not null,
  instrument text not null check (length(instrument) between 3 and 300),
  primary key (tenant_id, pool_id),
  unique (tenant_id, code)
);
comment on table workflow.pools is 'Posts among which faceless cases are drawn; owned by the state, because a pool may span its towns.';

create table workflow.pool_members (
  tenant_id int not null,
  pool_id bigint not null,
  town text not null,
  post_id bigint not null,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  primary key (tenant_id, pool_id, town, post_id, valid_from),
  foreign key (tenant_id, pool_id) references workflow.pools (tenant_id, pool_id) on delete cascade
);
comment on table workflow.pool_members is 'Which posts of which towns belong to a pool.';

create table workflow.pool_files (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  town text not null,
  case_id bigint not null,
  member_town text not null,
  member_post_id bigint not null,
  since date not null,
  primary key (tenant_id, town, case_id)
);
comment on table workflow.pool_files is 'Files that lie with a post of another town now: how its holder finds them and may open them.';
create index pool_files_member on workflow.pool_files (tenant_id, member_town, member_post_id);

select kernel.guard_table('workflow.applicants', '{staff,auditor,system}', '{staff,system}',
  own_read => 'ended_on is null and (user_id = nullif(current_setting(''app.user_id'', true), '''')::bigint or party_id = nullif(current_setting(''app.person'', true), '''')::bigint)');
select kernel.guard_table('workflow.cases', '{staff,auditor,system}', '{staff,system}',
  own_read => 'exists (select 1 from workflow.applicants a where a.tenant_id = cases.tenant_id and a.case_id = cases.case_id and a.ended_on is null
    and (a.user_id = nullif(current_setting(''app.user_id'', true), '''')::bigint or a.party_id = nullif(current_setting(''app.person'', true), '''')::bigint))');
select kernel.guard_table('workflow.case_actions', '{staff,auditor,system}', '{staff,system}',
  own_read => 'not office_only and exists (select 1 from workflow.cases c where c.tenant_id = case_actions.tenant_id and c.case_id = case_actions.case_id)',
  append_only => true);
select kernel.guard_table('workflow.case_documents', '{staff,auditor,system}', '{staff,system}',
  own_read => 'not office_only and exists (select 1 from workflow.cases c where c.tenant_id = case_documents.tenant_id and c.case_id = case_documents.case_id)');
select kernel.guard_table('workflow.feedback', '{staff,auditor,system}', '{system}',
  own_read => 'user_id = nullif(current_setting(''app.user_id'', true), '''')::bigint');
select kernel.guard_table('workflow.delegations', '{staff,auditor,system}', '{staff,system}');
select kernel.guard_table('workflow.clock_runs', '{staff,auditor,system}', '{system}');
select kernel.guard_table('workflow.pools', '{staff,auditor,system}', '{staff,system}', scope => 'state');
select kernel.guard_table('workflow.pool_members', '{staff,auditor,system}', '{staff,system}', scope => 'state');
select kernel.guard_table('workflow.pool_files', '{staff,auditor,system}', '{staff,system}', scope => 'state');

-- Places and states of cases for map layers of the rooms above; who asked and what was written are not in here.
select kernel.publish_columns('workflow.cases', 'tenant_id, case_id, number, service, variant, status, stage, ward_id, point, opened_on, due_on, level');

grant usage on all sequences in schema workflow to khasra_app;

-- How rooms above read posts, their holders and the names of users.
create view identity.held_posts_view with (security_invoker = true) as
  select p.tenant_id, p.post_id, p.designation, p.names, p.office, p.boundary_id, p.valid_from, p.valid_to,
    h.holding_id, h.user_id, h.capacity, h.valid_from as held_from, h.valid_to as held_to
  from identity.posts p
  left join identity.post_holdings h on h.tenant_id = p.tenant_id and h.post_id = p.post_id;
comment on view identity.held_posts_view is 'Posts with all their holders over time; compare both pairs of dates with the town''s day. A post that was never held has one row without a holder.';
create view identity.user_names_view with (security_invoker = true) as
  select tenant_id, user_id, names from identity.users;
comment on view identity.user_names_view is 'Names of users, by the state that they belong to; for officers.';
create view parcels.current_placements_view with (security_invoker = true) as
  select tenant_id, property_id, boundary_set_id, boundary_id, valid_from, valid_to from parcels.property_boundaries where superseded_at = 'infinity';
comment on view parcels.current_placements_view is 'Which area of each boundary set a property is put into, as now known.';
create view workflow.current_cases_view with (security_invoker = true) as
  select tenant_id, case_id, number, service, variant, property_id, parcel_id, party_id, point, ward_id, opened_on, status, stage, version,
    assigned_town, assigned_post_id, level, due_on, decision, closed_on
  from workflow.cases;
comment on view workflow.current_cases_view is 'Cases as they stand, for the rooms above; row security shows them to officers and to who asked.';
grant select on identity.held_posts_view, identity.user_names_view, parcels.current_placements_view, workflow.current_cases_view to khasra_app;
create index post_holdings_post on identity.post_holdings (tenant_id, post_id);

insert into identity.permissions (permission, names) values
  ('workflow.read', '{"en":"See requests and their note sheets","hi":"आवेदन और उनकी टिप्पणियाँ देखना","mr":"अर्ज व त्यांवरील टिप्पण्या पाहणे"}'),
  ('workflow.work', '{"en":"Work on requests","hi":"आवेदनों पर काम करना","mr":"अर्जांवर काम करणे"}'),
  ('workflow.assign', '{"en":"Allot requests to posts","hi":"आवेदन पदों को बाँटना","mr":"अर्ज पदांना वाटणे"}'),
  ('workflow.manage', '{"en":"Enter leave, deputies and pools","hi":"अवकाश, प्रभारी और पूल दर्ज करना","mr":"रजा, प्रभारी व गट नोंदवणे"}');
insert into identity.role_permissions (role, permission)
select role, permission from (values
  ('tax-assessor', array['workflow.read', 'workflow.work']),
  ('town-planner', array['workflow.read', 'workflow.work']),
  ('water-engineer', array['workflow.read', 'workflow.work']),
  ('sanitation-supervisor', array['workflow.read', 'workflow.work']),
  ('grievance-officer', array['workflow.read', 'workflow.work', 'workflow.assign']),
  ('commissioner', array['workflow.read', 'workflow.work', 'workflow.assign', 'workflow.manage']),
  ('state-administrator', array['workflow.read', 'workflow.manage']),
  ('auditor', array['workflow.read'])
) as given (role, permissions), unnest(permissions) as permission;
