-- Mutation of the assessment register: what is asked, who objects, and deeds that arrive by a feed. Fiscal; it gives no title.
create schema mutations;
grant usage on schema mutations to khasra_app, khasra_reader;

create table mutations.applications (
  tenant_id int not null,
  case_id bigint not null,
  property_id bigint not null,
  ground text not null check (ground in ('sale', 'gift', 'will', 'succession', 'partition', 'court-order')),
  applicant_is text not null check (applicant_is in ('transferee', 'owner', 'heir', 'agent', 'office')),
  deed text not null check (length(deed) between 3 and 300),
  deed_on date not null,
  outgoing bigint[] not null,
  incoming jsonb not null,
  charges jsonb not null default '[]',
  fee_paise bigint check (fee_paise >= 0),
  fee_receipt text check (length(fee_receipt) between 1 and 80),
  notice_from date,
  notice_until date check (notice_until >= notice_from),
  notice_letter_id bigint,
  statement_id bigint,
  order_letter_id bigint,
  primary key (tenant_id, case_id),
  foreign key (tenant_id, case_id) references workflow.cases (tenant_id, case_id) on delete restrict,
  foreign key (tenant_id, property_id) references parcels.properties (tenant_id, property_id) on delete restrict
);
comment on table mutations.applications is 'What a mutation asks: on which deed, whose part goes (empty: everybody''s), to whom in which shares; fee, public notice, and what it was recorded as.';
create index applications_property on mutations.applications (tenant_id, property_id);
create index applications_notice on mutations.applications (tenant_id, notice_until) where notice_until is not null;
select kernel.guard_table('mutations.applications', '{staff,auditor,system}', '{staff,system}',
  own_read => 'exists (select 1 from workflow.cases c where c.tenant_id = applications.tenant_id and c.case_id = applications.case_id)');

create sequence mutations.objections_objection_id;
create table mutations.objections (
  tenant_id int not null,
  objection_id bigint not null default nextval('mutations.objections_objection_id'),
  case_id bigint not null,
  kind text not null check (kind in ('facts', 'title')),
  user_id bigint,
  name text check (length(name) between 1 and 200),
  mobile text check (mobile ~ '^[0-9]{10}$'),
  words text not null check (length(words) between 3 and 4000),
  filed_on date not null,
  outcome text check (outcome in ('upheld', 'dismissed', 'settled-by-court')),
  reasons text check (length(reasons) between 3 and 4000),
  decided_on date,
  decided_by_post_id bigint,
  primary key (tenant_id, objection_id),
  foreign key (tenant_id, case_id) references mutations.applications (tenant_id, case_id) on delete restrict,
  check ((outcome is null) = (decided_on is null) and (outcome is null) = (reasons is null)),
  check (user_id is not null or name is not null)
);
comment on table mutations.objections is 'Objections to a mutation within its notice. One about title is never decided here: the mutation stops and is referred to the court.';
create index objections_case on mutations.objections (tenant_id, case_id);
select kernel.guard_table('mutations.objections', '{staff,auditor,system}', '{staff,system}',
  own_read => 'user_id = nullif(current_setting(''app.user_id'', true), '''')::bigint');

create sequence mutations.deeds_deed_id;
create table mutations.deeds (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  deed_id bigint not null default nextval('mutations.deeds_deed_id'),
  feed text not null check (feed ~ '^[a-z][a-z0-9-]{1,40}$'),
  external_id text not null check (length(external_id) between 1 and 100),
  received_at timestamptz(3) not null default now(),
  deed jsonb not null,
  property_id bigint,
  case_id bigint,
  primary key (tenant_id, deed_id),
  unique (tenant_id, feed, external_id),
  foreign key (tenant_id, property_id) references parcels.properties (tenant_id, property_id) on delete restrict,
  foreign key (tenant_id, case_id) references mutations.applications (tenant_id, case_id) on delete restrict
);
comment on table mutations.deeds is 'Deeds as the registration department''s feed told them, once each; one whose property was found has opened a mutation, the others wait for an officer.';
create index deeds_waiting on mutations.deeds (tenant_id, deed_id) where case_id is null;
select kernel.guard_table('mutations.deeds', '{staff,auditor,system}', '{staff,system}');

insert into identity.permissions (permission, names) values
  ('mutations.open', '{"en":"Open mutations for others at the counter","hi":"काउंटर पर दूसरों के नामांतरण आवेदन लेना","mr":"काउंटरवर इतरांचे फेरफार अर्ज घेणे"}'),
  ('mutations.work', '{"en":"Decide objections to mutations and match deeds of the feed","hi":"नामांतरण पर आपत्तियाँ तय करना और पंजीयन के दस्तावेज़ मिलाना","mr":"फेरफारावरील हरकती निकाली काढणे व नोंदणीचे दस्तऐवज जुळवणे"}');
insert into identity.role_permissions (role, permission) values
  ('kiosk-operator', 'mutations.open'), ('tax-assessor', 'mutations.open'), ('commissioner', 'mutations.open'),
  ('tax-assessor', 'mutations.work'), ('commissioner', 'mutations.work');
grant usage on all sequences in schema mutations to khasra_app;
