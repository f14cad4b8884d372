-- Complaints at a place: what kind, which street or plot lies under them, and which were joined.
create schema grievances;
grant usage on schema grievances to khasra_app, khasra_reader;

create table grievances.complaints (
  tenant_id int not null,
  case_id bigint not null,
  category text not null check (category ~ '^[a-z][a-z0-9-]{0,40}$'),
  place_words text check (length(place_words) between 1 and 300),
  road_id bigint,
  on_map boolean not null,
  joined_to bigint check (joined_to <> case_id),
  primary key (tenant_id, case_id),
  foreign key (tenant_id, case_id) references workflow.cases (tenant_id, case_id) on delete restrict,
  foreign key (tenant_id, joined_to) references workflow.cases (tenant_id, case_id) on delete restrict
);
comment on table grievances.complaints is 'What a complaint is about besides its case: category, the street by it, how the complainant describes the place, and the complaint that it was joined with.';
create index complaints_joined on grievances.complaints (tenant_id, joined_to) where joined_to is not null;
select kernel.guard_table('grievances.complaints', '{staff,auditor,system}', '{staff,system}',
  own_read => 'exists (select 1 from workflow.cases c where c.tenant_id = complaints.tenant_id and c.case_id = complaints.case_id)');
select kernel.publish_columns('grievances.complaints', 'tenant_id, case_id, category, on_map, joined_to');
grant select (closed_on) on workflow.cases to khasra_reader;

insert into identity.permissions (permission, names) values
  ('grievances.report-for-others', '{"en":"Take complaints for others at the counter or by telephone","hi":"काउंटर या फ़ोन पर दूसरों की शिकायत दर्ज करना","mr":"काउंटरवर किंवा फोनवर इतरांच्या तक्रारी नोंदवणे"}');
insert into identity.role_permissions (role, permission) values
  ('kiosk-operator', 'grievances.report-for-others'), ('grievance-officer', 'grievances.report-for-others'),
  ('commissioner', 'grievances.report-for-others');

create view workflow.public_cases_view with (security_invoker = true) as
  select tenant_id, case_id, number, service, variant, status, stage, ward_id, point, opened_on, due_on, closed_on, level from workflow.cases;
comment on view workflow.public_cases_view is 'What anyone may know of a case: what, where, since when and how it stands. For boxes and nearness, as the reader.';
grant select on workflow.public_cases_view to khasra_app, khasra_reader;
create view workflow.own_cases_view with (security_invoker = true) as
  select c.tenant_id, c.case_id, c.service, c.opened_on, a.user_id, a.party_id, a.role
  from workflow.cases c join workflow.applicants a on a.tenant_id = c.tenant_id and a.case_id = c.case_id and a.ended_on is null;
comment on view workflow.own_cases_view is 'Which user or person takes part in which case; row security shows it to officers and to themselves.';
create view parcels.street_names_view with (security_invoker = true) as
  select tenant_id, road_id, names from parcels.roads;
comment on view parcels.street_names_view is 'Names of streets by id.';
grant select on workflow.own_cases_view, parcels.street_names_view to khasra_app;
