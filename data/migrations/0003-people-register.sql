-- One register of persons, households and organisations per town.
create schema people;
grant usage on schema people to khasra_app, khasra_reader;

create sequence people.parties_party_id;
create table people.parties (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  party_id bigint not null default nextval('people.parties_party_id'),
  kind text not null check (kind in ('person', 'organisation', 'household')),
  life text not null default 'living' check (life in ('living', 'dead', 'unknown', 'dissolved')),
  masked_names jsonb not null,
  merged_into bigint,
  created_at timestamptz(3) not null default now(),
  primary key (tenant_id, party_id),
  foreign key (tenant_id, merged_into) references people.parties (tenant_id, party_id) on delete restrict,
  check (merged_into <> party_id)
);
comment on table people.parties is 'Anyone who can hold a role. Only masked names stand here, so that every page may show them.';
create index parties_merged on people.parties (tenant_id, merged_into) where merged_into is not null;
select kernel.guard_table('people.parties', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');

create table people.persons (
  tenant_id int not null,
  party_id bigint not null,
  names jsonb not null,
  guardian_names jsonb,
  guardian_relation text check (guardian_relation in ('father', 'mother', 'husband', 'guardian')),
  gender text check (gender in ('female', 'male', 'other')),
  born_on date,
  died_on date,
  language text not null default 'hi',
  aadhaar_last_four text check (aadhaar_last_four ~ '^[0-9]{4}$'),
  aadhaar_vault_reference text,
  correspondence_address jsonb,
  erased_at timestamptz(3),
  updated_at timestamptz(3) not null default now(),
  primary key (tenant_id, party_id),
  foreign key (tenant_id, party_id) references people.parties (tenant_id, party_id) on delete cascade
);
comment on table people.persons is 'Names in Latin and Devanagari and private facts of a person. Never an Aadhaar number: four digits and a vault reference.';
select kernel.guard_table('people.persons', '{staff,auditor,system}', '{staff,system}',
  own_read => 'party_id = nullif(current_setting(''app.person'', true), '''')::bigint');

create table people.organisations (
  tenant_id int not null,
  party_id bigint not null,
  names jsonb not null,
  organisation_kind text not null check (organisation_kind in ('company', 'society', 'trust', 'government', 'municipal', 'religious', 'firm', 'other')),
  correspondence_address jsonb,
  updated_at timestamptz(3) not null default now(),
  primary key (tenant_id, party_id),
  foreign key (tenant_id, party_id) references people.parties (tenant_id, party_id) on delete cascade
);
comment on table people.organisations is 'Societies, firms, departments, trusts that hold roles.';
select kernel.guard_table('people.organisations', '{staff,auditor,system}', '{staff,system}');

create table people.household_members (
  tenant_id int not null,
  household_id bigint not null,
  person_id bigint not null,
  relation text not null,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  primary key (tenant_id, household_id, person_id, valid_from),
  foreign key (tenant_id, household_id) references people.parties (tenant_id, party_id) on delete cascade,
  foreign key (tenant_id, person_id) references people.parties (tenant_id, party_id) on delete cascade
);
comment on table people.household_members is 'Households (as a Samagra family) and who belongs to them from when to when.';
create index household_members_person on people.household_members (tenant_id, person_id);
select kernel.guard_table('people.household_members', '{staff,auditor,system}', '{staff,system}');

create sequence people.contacts_contact_id;
create table people.contacts (
  tenant_id int not null,
  contact_id bigint not null default nextval('people.contacts_contact_id'),
  party_id bigint not null,
  channel text not null check (channel in ('mobile', 'email')),
  value text not null,
  claimed_on date not null,
  proved_on date,
  proved_until date,
  ended_on date,
  primary key (tenant_id, contact_id),
  foreign key (tenant_id, party_id) references people.parties (tenant_id, party_id) on delete cascade
);
comment on table people.contacts is 'A mobile or e-mail is a dated claim, proved by a code and proved again after twelve months.';
create index contacts_party on people.contacts (tenant_id, party_id);
create index contacts_value on people.contacts (tenant_id, value);
select kernel.guard_table('people.contacts', '{staff,auditor,system}', '{staff,system}',
  own_read => 'party_id = nullif(current_setting(''app.person'', true), '''')::bigint');

create sequence people.consents_consent_id;
create table people.consents (
  tenant_id int not null,
  consent_id bigint not null default nextval('people.consents_consent_id'),
  party_id bigint not null,
  purpose text not null,
  notice_text text not null,
  notice_language text not null,
  given_at timestamptz(3) not null default now(),
  withdrawn_at timestamptz(3) check (withdrawn_at >= given_at),
  primary key (tenant_id, consent_id),
  foreign key (tenant_id, party_id) references people.parties (tenant_id, party_id) on delete cascade
);
comment on table people.consents is 'Consent per purpose with the notice that was shown, and its withdrawal (DPDP Act 2023).';
create index consents_party on people.consents (tenant_id, party_id);
select kernel.guard_table('people.consents', '{staff,auditor,system}', '{citizen,staff,system}',
  own_read => 'party_id = nullif(current_setting(''app.person'', true), '''')::bigint');

create sequence people.outside_numbers_number_id;
create table people.outside_numbers (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  number_id bigint not null default nextval('people.outside_numbers_number_id'),
  scheme text not null check (scheme in ('ulpin', 'old-property-number', 'property-card', 'deed', 'consumer', 'samagra-family', 'samagra-member', 'pan', 'gstin', 'digipin', 'registry', 'other')),
  value_printed text not null check (length(value_printed) between 1 and 80),
  value_normal text not null,
  issuer text not null,
  private boolean not null default false,
  valid_from date,
  valid_to date,
  verified_how text not null default 'as-stated' check (verified_how in ('as-stated', 'paper-seen', 'looked-up', 'signed-record')),
  primary key (tenant_id, number_id)
);
comment on table people.outside_numbers is 'Numbers that others gave to a person or a property: as printed, by whom, from when to when, verified how.';
create index outside_numbers_value on people.outside_numbers (tenant_id, value_normal collate "C");
select kernel.guard_table('people.outside_numbers', '{staff,auditor,system}', '{staff,system}', own_read => 'not private');

create table people.party_numbers (
  tenant_id int not null,
  party_id bigint not null,
  number_id bigint not null,
  primary key (tenant_id, party_id, number_id),
  foreign key (tenant_id, party_id) references people.parties (tenant_id, party_id) on delete cascade,
  foreign key (tenant_id, number_id) references people.outside_numbers (tenant_id, number_id) on delete cascade
);
comment on table people.party_numbers is 'Which outside number belongs to which party.';
create index party_numbers_number on people.party_numbers (tenant_id, number_id);
select kernel.guard_table('people.party_numbers', '{staff,auditor,system}', '{staff,system}');

create sequence people.merges_merge_id;
create table people.merges (
  tenant_id int not null,
  merge_id bigint not null default nextval('people.merges_merge_id'),
  kept_party_id bigint not null,
  merged_party_id bigint not null,
  reason text not null,
  moved jsonb not null,
  merged_at timestamptz(3) not null default now(),
  undone_at timestamptz(3),
  primary key (tenant_id, merge_id),
  foreign key (tenant_id, kept_party_id) references people.parties (tenant_id, party_id) on delete restrict,
  foreign key (tenant_id, merged_party_id) references people.parties (tenant_id, party_id) on delete restrict
);
comment on table people.merges is 'Two entries of one person made one: what was moved, so that it can be undone.';
select kernel.guard_table('people.merges', '{staff,auditor,system}', '{staff,system}');

create table people.duplicate_suggestions (
  tenant_id int not null,
  party_a bigint not null,
  party_b bigint not null,
  score real not null,
  reasons jsonb not null,
  state text not null default 'open' check (state in ('open', 'merged', 'different')),
  suggested_at timestamptz(3) not null default now(),
  primary key (tenant_id, party_a, party_b),
  foreign key (tenant_id, party_a) references people.parties (tenant_id, party_id) on delete cascade,
  foreign key (tenant_id, party_b) references people.parties (tenant_id, party_id) on delete cascade,
  check (party_a < party_b)
);
comment on table people.duplicate_suggestions is 'Pairs that may be one person, with the reasons, for an officer to decide.';
select kernel.guard_table('people.duplicate_suggestions', '{staff,auditor,system}', '{staff,system}');

grant usage on all sequences in schema people to khasra_app;
