-- Building permits, layout permission and completion: what such a case has besides its log.
create schema building_permits;
grant usage on schema building_permits to khasra_app, khasra_reader;

create table building_permits.applications (
  tenant_id int not null,
  case_id bigint not null,
  kind text not null check (kind in ('building', 'layout', 'completion')),
  permit_case_id bigint,
  use text not null check (use in ('residential', 'commercial', 'industrial', 'government', 'mixed')),
  built_up_sqm numeric(12, 3) check (built_up_sqm > 0),
  height_m numeric(7, 3) check (height_m > 0),
  floors int check (floors between 1 and 200),
  revision int not null default 1 check (revision > 0),
  permit_number text check (length(permit_number) between 1 and 60),
  sanctioned_on date,
  valid_to date check (valid_to > sanctioned_on),
  commenced_on date,
  plinth_on date,
  completed_on date,
  primary key (tenant_id, case_id),
  foreign key (tenant_id, case_id) references workflow.cases (tenant_id, case_id) on delete restrict,
  foreign key (tenant_id, permit_case_id) references building_permits.applications (tenant_id, case_id) on delete restrict,
  check ((kind = 'completion') = (permit_case_id is not null)),
  check ((permit_number is null) = (sanctioned_on is null))
);
comment on table building_permits.applications is 'What is asked for, of a building, a layout or the completion of a permit, and what became of it: number and validity of the permit, commencement, plinth, completion. Built-up area of the revision that is asked for or in force.';
create unique index applications_permit_number on building_permits.applications (tenant_id, permit_number) where permit_number is not null;
create index applications_of_permit on building_permits.applications (tenant_id, permit_case_id) where permit_case_id is not null;

create table building_permits.sites (
  tenant_id int not null,
  case_id bigint not null,
  geom geometry(MultiPolygon, 4326) not null,
  area_sqm numeric(14, 3) not null check (area_sqm > 0),
  provisional_parcel_id bigint,
  primary key (tenant_id, case_id),
  foreign key (tenant_id, case_id) references building_permits.applications (tenant_id, case_id) on delete restrict,
  foreign key (tenant_id, provisional_parcel_id) references parcels.parcels (tenant_id, parcel_id) on delete restrict
);
comment on table building_permits.sites is 'The land that a case is about: a polygon of its own, with its area in the town''s UTM zone; a plot that the applicant drew where no registered one covers it.';
create index sites_geom on building_permits.sites using gist (geom);

create table building_permits.site_parcels (
  tenant_id int not null,
  case_id bigint not null,
  parcel_id bigint not null,
  part text not null check (part in ('whole', 'part')),
  common_sqm numeric(14, 3) not null check (common_sqm > 0),
  primary key (tenant_id, case_id, parcel_id),
  foreign key (tenant_id, case_id) references building_permits.sites (tenant_id, case_id) on delete restrict,
  foreign key (tenant_id, parcel_id) references parcels.parcels (tenant_id, parcel_id) on delete restrict
);
comment on table building_permits.site_parcels is 'Parcels of a site, each whole or in part, with the common area. They follow the lineage of the register; those of a layout stay what they were when it was drawn.';
create index site_parcels_parcel on building_permits.site_parcels (tenant_id, parcel_id);

create sequence building_permits.conditions_condition_id;
create table building_permits.conditions (
  tenant_id int not null,
  condition_id bigint not null default nextval('building_permits.conditions_condition_id'),
  case_id bigint not null,
  kind text not null check (kind in ('amalgamation', 'sub-division', 'surrender', 'development', 'other')),
  words text check (length(words) between 1 and 1000),
  due text not null check (due in ('before-commencement', 'before-occupancy')),
  met_on date,
  met_by text check (length(met_by) between 1 and 300),
  primary key (tenant_id, condition_id),
  foreign key (tenant_id, case_id) references building_permits.applications (tenant_id, case_id) on delete restrict,
  check ((met_on is null) = (met_by is null)),
  check (kind <> 'other' or words is not null)
);
comment on table building_permits.conditions is 'What a permit is subject to and by when: amalgamation of the parcels of a site, sub-division of a parcel that is built on in part, surrender, development of a layout. met_by is the instrument.';
create index conditions_case on building_permits.conditions (tenant_id, case_id);

create sequence building_permits.consents_consent_id;
create table building_permits.consents (
  tenant_id int not null,
  consent_id bigint not null default nextval('building_permits.consents_consent_id'),
  case_id bigint not null,
  party_id bigint not null,
  capacity text not null check (capacity in ('owner', 'co-owner')),
  attorney_party_id bigint check (attorney_party_id <> party_id),
  power_of_attorney text check (length(power_of_attorney) between 3 and 300),
  asked_at timestamptz(3),
  code_hash text,
  tries int not null default 0 check (tries between 0 and 5),
  given_on date,
  refused_on date,
  primary key (tenant_id, consent_id),
  unique (tenant_id, case_id, party_id),
  foreign key (tenant_id, case_id) references building_permits.applications (tenant_id, case_id) on delete restrict,
  foreign key (tenant_id, party_id) references people.parties (tenant_id, party_id) on delete restrict,
  foreign key (tenant_id, attorney_party_id) references people.parties (tenant_id, party_id) on delete restrict,
  check ((attorney_party_id is null) = (power_of_attorney is null)),
  check (given_on is null or refused_on is null),
  check ((asked_at is null) = (code_hash is null) or given_on is not null or refused_on is not null)
);
comment on table building_permits.consents is 'Owner and every co-owner of a site says yes by a code sent to a mobile of theirs, or to their attorney''s under a power of attorney. Only a hash of the code is kept, and only until it is used.';
create index consents_party on building_permits.consents (tenant_id, party_id);
create index consents_attorney on building_permits.consents (tenant_id, attorney_party_id) where attorney_party_id is not null;

create sequence building_permits.technical_persons_technical_person_id;
create table building_permits.technical_persons (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  technical_person_id bigint not null default nextval('building_permits.technical_persons_technical_person_id'),
  kind text not null check (kind in ('architect', 'licensed')),
  class text check (class ~ '^[a-z][a-z0-9-]{0,40}$'),
  number text not null check (length(number) between 3 and 60),
  issuer text not null check (length(issuer) between 2 and 200),
  names jsonb not null,
  user_id bigint,
  valid_from date not null,
  valid_to date not null check (valid_to > valid_from),
  ended_on date,
  instrument text not null check (length(instrument) between 3 and 300),
  primary key (tenant_id, technical_person_id),
  unique (tenant_id, kind, number),
  check ((kind = 'licensed') = (class is not null)),
  check (kind <> 'architect' or number ~ '^CA/[0-9]{4}/[0-9]{1,6}$')
);
comment on table building_permits.technical_persons is 'Who may sign drawings: architects by their number with the Council of Architecture (Architects Act 1972) and its expiry, others licensed by the town in a class. What a class may do is a master of the town. valid_to is the last day.';
create unique index technical_persons_user on building_permits.technical_persons (tenant_id, user_id) where user_id is not null and ended_on is null;

create sequence building_permits.engagements_engagement_id;
create table building_permits.engagements (
  tenant_id int not null,
  engagement_id bigint not null default nextval('building_permits.engagements_engagement_id'),
  case_id bigint not null,
  technical_person_id bigint not null,
  from_on date not null,
  ended_on date check (ended_on >= from_on),
  ended_because text check (ended_because in ('withdrawn', 'replaced')),
  primary key (tenant_id, engagement_id),
  foreign key (tenant_id, case_id) references building_permits.applications (tenant_id, case_id) on delete restrict,
  foreign key (tenant_id, technical_person_id) references building_permits.technical_persons (tenant_id, technical_person_id) on delete restrict,
  check ((ended_on is null) = (ended_because is null))
);
comment on table building_permits.engagements is 'Which architect or licensed person stands for a case, from when to when. A change does not touch the clock of the case.';
create unique index engagements_current on building_permits.engagements (tenant_id, case_id) where ended_on is null;
create index engagements_person on building_permits.engagements (tenant_id, technical_person_id);

create table building_permits.revisions (
  tenant_id int not null,
  case_id bigint not null,
  revision int not null check (revision > 0),
  use text not null,
  built_up_sqm numeric(12, 3),
  height_m numeric(7, 3),
  floors int,
  permit_number text not null,
  sanctioned_on date not null,
  valid_to date not null,
  primary key (tenant_id, case_id, revision),
  foreign key (tenant_id, case_id) references building_permits.applications (tenant_id, case_id) on delete restrict
);
comment on table building_permits.revisions is 'What a permit said before it was revised: it stays in force until the revision is sanctioned.';

create table building_permits.phases (
  tenant_id int not null,
  case_id bigint not null,
  phase int not null check (phase > 0),
  names jsonb not null,
  built_up_sqm numeric(12, 3) not null check (built_up_sqm > 0),
  occupied_on date,
  occupancy_case_id bigint,
  primary key (tenant_id, case_id, phase),
  foreign key (tenant_id, case_id) references building_permits.applications (tenant_id, case_id) on delete restrict,
  foreign key (tenant_id, occupancy_case_id) references building_permits.applications (tenant_id, case_id) on delete restrict,
  check ((occupied_on is null) = (occupancy_case_id is null))
);
comment on table building_permits.phases is 'Parts of a building that may be occupied one after the other; a permit without phases has one.';

create table building_permits.completion_phases (
  tenant_id int not null,
  case_id bigint not null,
  phase int not null,
  as_built_sqm numeric(12, 3) not null check (as_built_sqm > 0),
  primary key (tenant_id, case_id, phase),
  foreign key (tenant_id, case_id) references building_permits.applications (tenant_id, case_id) on delete restrict
);
comment on table building_permits.completion_phases is 'Which phases of its permit a completion case is about, with what was built.';

create table building_permits.layout_parts (
  tenant_id int not null,
  case_id bigint not null,
  part int not null check (part > 0),
  use text not null check (use in ('plot', 'road', 'park', 'amenity', 'utility')),
  number text check (length(number) between 1 and 60),
  geom geometry(MultiPolygon, 4326) not null,
  area_sqm numeric(14, 3) not null check (area_sqm > 0),
  mortgaged boolean not null default false check (not mortgaged or use = 'plot'),
  parcel_id bigint,
  restriction_id bigint,
  released_on date,
  primary key (tenant_id, case_id, part),
  unique (tenant_id, case_id, number),
  foreign key (tenant_id, case_id) references building_permits.applications (tenant_id, case_id) on delete restrict,
  foreign key (tenant_id, parcel_id) references parcels.parcels (tenant_id, parcel_id) on delete restrict,
  check ((use = 'plot') = (number is not null)),
  check (restriction_id is null or mortgaged),
  check (released_on is null or restriction_id is not null)
);
comment on table building_permits.layout_parts is 'Plots, roads and parks of a layout as drawn; after sanction the parcel that each became, and for a mortgaged plot the order that binds it until the layout is completed.';

create sequence building_permits.surrenders_surrender_id;
create table building_permits.surrenders (
  tenant_id int not null,
  surrender_id bigint not null default nextval('building_permits.surrenders_surrender_id'),
  case_id bigint not null,
  parcel_id bigint not null,
  line geometry(LineString, 4326) not null,
  purpose text not null check (purpose in ('road-widening', 'public-purpose')),
  instrument text not null check (length(instrument) between 3 and 300),
  accepted_on date not null,
  strip_parcel_id bigint,
  rest_parcel_id bigint,
  edited_on date,
  primary key (tenant_id, surrender_id),
  foreign key (tenant_id, case_id) references building_permits.applications (tenant_id, case_id) on delete restrict,
  foreign key (tenant_id, parcel_id) references parcels.parcels (tenant_id, parcel_id) on delete restrict,
  foreign key (tenant_id, strip_parcel_id) references parcels.parcels (tenant_id, parcel_id) on delete restrict,
  foreign key (tenant_id, rest_parcel_id) references parcels.parcels (tenant_id, parcel_id) on delete restrict,
  check (num_nulls(strip_parcel_id, rest_parcel_id, edited_on) in (0, 3))
);
comment on table building_permits.surrenders is 'Land given up for a road or another public purpose: the line that parts it from the plot, and what the register of parcels made of it when it heard.';
create index surrenders_case on building_permits.surrenders (tenant_id, case_id);

create sequence building_permits.fee_lines_fee_line_id;
create table building_permits.fee_lines (
  tenant_id int not null,
  fee_line_id bigint not null default nextval('building_permits.fee_lines_fee_line_id'),
  case_id bigint not null,
  stage text not null check (stage in ('scrutiny', 'sanction', 'revision', 'occupancy', 'transfer', 'revalidation')),
  head text not null check (head ~ '^[a-z][a-z0-9-]{1,40}$'),
  amount_paise bigint not null,
  formula text not null check (length(formula) between 1 and 500),
  instrument text not null check (length(instrument) between 3 and 300),
  reverses bigint,
  raised_on date not null,
  primary key (tenant_id, fee_line_id),
  foreign key (tenant_id, case_id) references building_permits.applications (tenant_id, case_id) on delete restrict,
  foreign key (tenant_id, reverses) references building_permits.fee_lines (tenant_id, fee_line_id) on delete restrict,
  check ((reverses is null) = (amount_paise > 0))
);
comment on table building_permits.fee_lines is 'Fees, cesses and charges of a case by head, with how each was reckoned and under which order. Never changed: a wrong line is reversed by another. Money itself moves in payments, which hears of every line.';
create index fee_lines_case on building_permits.fee_lines (tenant_id, case_id);
create unique index fee_lines_reversed on building_permits.fee_lines (tenant_id, reverses) where reverses is not null;

create sequence building_permits.transfers_transfer_id;
create table building_permits.transfers (
  tenant_id int not null,
  transfer_id bigint not null default nextval('building_permits.transfers_transfer_id'),
  case_id bigint not null,
  to_party_id bigint not null,
  instrument text not null check (length(instrument) between 3 and 300),
  transferred_on date not null,
  primary key (tenant_id, transfer_id),
  foreign key (tenant_id, case_id) references building_permits.applications (tenant_id, case_id) on delete restrict,
  foreign key (tenant_id, to_party_id) references people.parties (tenant_id, party_id) on delete restrict
);
comment on table building_permits.transfers is 'To whom a permit passed with the land, by which deed.';
create index transfers_case on building_permits.transfers (tenant_id, case_id);

select kernel.guard_table('building_permits.' || t, '{staff,auditor,system}', '{staff,system}',
  own_read => format('exists (select 1 from workflow.cases c where c.tenant_id = %1$s.tenant_id and c.case_id = %1$s.case_id)', t))
from unnest('{applications,sites,site_parcels,conditions,phases,completion_phases,layout_parts,surrenders}'::text[]) as t;
select kernel.guard_table('building_permits.' || t, '{staff,auditor,system}', '{staff,system}',
  own_read => format('exists (select 1 from workflow.cases c where c.tenant_id = %1$s.tenant_id and c.case_id = %1$s.case_id)', t), append_only => true)
from unnest('{revisions,fee_lines,transfers}'::text[]) as t;
select kernel.guard_table('building_permits.consents', '{staff,auditor,system}', '{staff,system}');
select kernel.guard_table('building_permits.engagements', '{staff,auditor,system}', '{staff,system}',
  own_read => 'exists (select 1 from workflow.cases c where c.tenant_id = engagements.tenant_id and c.case_id = engagements.case_id)');
-- Who may sign drawings is public: a citizen chooses from the list.
select kernel.guard_table('building_permits.technical_persons', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');

insert into identity.permissions (permission, names) values
  ('building-permits.register-technical-persons', '{"en":"Enter architects and licensed persons","hi":"वास्तुविद और लाइसेंसधारी दर्ज करना","mr":"वास्तुविशारद व परवानाधारक नोंदवणे"}'),
  ('building-permits.apply-for-others', '{"en":"Take permit applications at the counter","hi":"काउंटर पर भवन अनुज्ञा आवेदन लेना","mr":"काउंटरवर बांधकाम परवानगी अर्ज घेणे"}');
insert into identity.role_permissions (role, permission) values
  ('town-planner', 'building-permits.register-technical-persons'), ('commissioner', 'building-permits.register-technical-persons'),
  ('kiosk-operator', 'building-permits.apply-for-others'), ('town-planner', 'building-permits.apply-for-others'),
  ('commissioner', 'building-permits.apply-for-others');

create view parcels.current_owners_view with (security_invoker = true) as
  select tenant_id, property_id, party_id, role, numerator, denominator, valid_from, valid_to
  from parcels.party_roles where superseded_at = 'infinity' and role in ('owner', 'co-owner');
comment on view parcels.current_owners_view is 'Owners and co-owners of properties as now known; compare the dates with the town''s day.';
create view parcels.current_property_parcels_view with (security_invoker = true) as
  select tenant_id, property_id, parcel_id, numerator, denominator, valid_from, valid_to
  from parcels.property_parcels where superseded_at = 'infinity';
comment on view parcels.current_property_parcels_view is 'Which parcel carries which property, as now known; compare the dates with the town''s day.';
grant select on parcels.current_owners_view, parcels.current_property_parcels_view to khasra_app;
grant usage on all sequences in schema building_permits to khasra_app;
