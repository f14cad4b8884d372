-- Property tax: rules in force by a council's resolution, what decides a rate with its evidence, assessments over two times with units
-- by floor, from when a property is liable, what owners declared, what visits found, and notices.
create schema property_tax;
grant usage on schema property_tax to khasra_app, khasra_reader;

create sequence property_tax.rule_packs_rule_pack_id;
create table property_tax.rule_packs (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  rule_pack_id bigint not null default nextval('property_tax.rule_packs_rule_pack_id'),
  name text not null check (name ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  pack jsonb not null,
  resolution_number text not null check (length(resolution_number) between 1 and 100),
  resolved_on date not null,
  document_id bigint not null,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  recorded_at timestamptz(3) not null default now(),
  superseded_at timestamptz(3) not null default 'infinity' check (superseded_at > recorded_at),
  primary key (tenant_id, rule_pack_id),
  foreign key (tenant_id, document_id) references kernel.documents (tenant_id, document_id) on delete restrict,
  constraint rules_come_after_their_resolution check (resolved_on <= recorded_at::date + 1)
);
comment on table property_tax.rule_packs is 'Rule packs that a council put in force by a resolution, whole as they were, so that any past bill is computed by them again.';
create index rule_packs_force on property_tax.rule_packs (tenant_id, valid_from);
create index rule_packs_document on property_tax.rule_packs (tenant_id, document_id);
select kernel.guard_table('property_tax.rule_packs', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');

create sequence property_tax.rate_keys_rate_key_id;
create table property_tax.rate_keys (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  rate_key_id bigint not null default nextval('property_tax.rate_keys_rate_key_id'),
  scheme text not null check (scheme ~ '^[A-Za-z][A-Za-z0-9_]{0,40}$'),
  code text not null check (length(code) between 1 and 80),
  names jsonb not null,
  kind text not null check (kind in ('polygon', 'localities', 'road-frontage', 'colony-class')),
  geom geometry(MultiPolygon, 4326),
  locality_ids bigint[],
  road_id bigint,
  least_frontage_m numeric(8, 2) check (least_frontage_m > 0),
  instrument text not null check (length(instrument) between 1 and 500),
  document_id bigint,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  recorded_at timestamptz(3) not null default now(),
  superseded_at timestamptz(3) not null default 'infinity' check (superseded_at > recorded_at),
  primary key (tenant_id, rate_key_id),
  foreign key (tenant_id, road_id) references parcels.roads (tenant_id, road_id) on delete restrict,
  foreign key (tenant_id, document_id) references kernel.documents (tenant_id, document_id) on delete restrict,
  constraint a_key_has_what_its_kind_needs check (
    (kind = 'polygon') = (geom is not null) and (kind = 'localities') = (coalesce(cardinality(locality_ids), 0) > 0)
    and (kind = 'road-frontage') = (road_id is not null and least_frontage_m is not null))
);
comment on table property_tax.rate_keys is 'What decides the rate of a place: a polygon, a list of localities, metres of frontage on a road, or a class of colony; scheme is the fact that formulas ask for (zone, colonyClass).';
create index rate_keys_place on property_tax.rate_keys using gist (geom) where geom is not null and superseded_at = 'infinity';
create index rate_keys_scheme on property_tax.rate_keys (tenant_id, scheme, code);
create index rate_keys_road on property_tax.rate_keys (tenant_id, road_id) where road_id is not null;
select kernel.guard_table('property_tax.rate_keys', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');
select kernel.publish_columns('property_tax.rate_keys', 'tenant_id, rate_key_id, scheme, code, names, kind, geom, valid_from, valid_to, superseded_at');

create sequence property_tax.property_rate_keys_placing_id;
create table property_tax.property_rate_keys (
  tenant_id int not null,
  placing_id bigint not null default nextval('property_tax.property_rate_keys_placing_id'),
  property_id bigint not null,
  rate_key_id bigint not null,
  scheme text not null,
  frontage_m numeric(8, 2) check (frontage_m > 0),
  evidence text not null check (length(evidence) between 1 and 500),
  document_id bigint,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  recorded_at timestamptz(3) not null default now(),
  superseded_at timestamptz(3) not null default 'infinity' check (superseded_at > recorded_at),
  primary key (tenant_id, placing_id),
  foreign key (tenant_id, property_id) references parcels.properties (tenant_id, property_id) on delete restrict,
  foreign key (tenant_id, rate_key_id) references property_tax.rate_keys (tenant_id, rate_key_id) on delete restrict,
  foreign key (tenant_id, document_id) references kernel.documents (tenant_id, document_id) on delete restrict
);
comment on table property_tax.property_rate_keys is 'Which rate key holds for a property of a scheme, from when, and by what evidence: metres measured, a locality in the address, a point in a polygon, an order.';
create index property_rate_keys_property on property_tax.property_rate_keys (tenant_id, property_id);
create index property_rate_keys_key on property_tax.property_rate_keys (tenant_id, rate_key_id);
select kernel.guard_table('property_tax.property_rate_keys', '{staff,auditor,system}', '{staff,system}');

create sequence property_tax.assessments_assessment_id;
create table property_tax.assessments (
  tenant_id int not null,
  assessment_id bigint not null default nextval('property_tax.assessments_assessment_id'),
  property_id bigint not null,
  basis text not null check (basis in ('self', 'assessor', 'best-judgement', 'register')),
  facts jsonb not null default '{}' check (jsonb_typeof(facts) = 'object'),
  exemption text check (length(exemption) between 1 and 60),
  exemption_rule text check (length(exemption_rule) between 1 and 500),
  service_level text check (length(service_level) between 1 and 60),
  is_union_property boolean not null default false,
  joined_on date,
  order_number text check (length(order_number) between 1 and 100),
  document_id bigint,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  recorded_at timestamptz(3) not null default now(),
  superseded_at timestamptz(3) not null default 'infinity' check (superseded_at > recorded_at),
  primary key (tenant_id, assessment_id),
  foreign key (tenant_id, property_id) references parcels.properties (tenant_id, property_id) on delete restrict,
  foreign key (tenant_id, document_id) references kernel.documents (tenant_id, document_id) on delete restrict,
  constraint an_exemption_shows_its_rule check ((exemption is null) = (exemption_rule is null)),
  constraint union_property_says_its_services check (not is_union_property or (service_level is not null and exemption is not null)),
  constraint best_judgement_is_an_order check (basis <> 'best-judgement' or order_number is not null)
);
comment on table property_tax.assessments is 'What a property is assessed at, over two times. Exempt property is assessed in full with the rule that forgives it; Union property bears a service charge by service level and is never attached.';
create index assessments_property on property_tax.assessments (tenant_id, property_id, valid_from);
create index assessments_document on property_tax.assessments (tenant_id, document_id) where document_id is not null;
select kernel.guard_table('property_tax.assessments', '{staff,auditor,system}', '{staff,system}',
  own_read => 'exists (select 1 from parcels.party_roles r where r.tenant_id = assessments.tenant_id and r.property_id = assessments.property_id and r.superseded_at = ''infinity'' and r.party_id = nullif(current_setting(''app.person'', true), '''')::bigint)');

create table property_tax.assessment_units (
  tenant_id int not null,
  assessment_id bigint not null,
  unit_number int not null check (unit_number between 1 and 2000),
  unit_id bigint,
  floor int not null check (floor between -20 and 200),
  use text not null check (length(use) between 1 and 60),
  construction text not null check (length(construction) between 1 and 60),
  occupancy text not null check (length(occupancy) between 1 and 60),
  built_year int check (built_year between 1500 and 2200),
  area_sqm numeric(12, 3) not null check (area_sqm > 0),
  unauthorised boolean not null default false,
  penalty_rule text check (length(penalty_rule) between 1 and 500),
  facts jsonb not null default '{}' check (jsonb_typeof(facts) = 'object'),
  primary key (tenant_id, assessment_id, unit_number),
  foreign key (tenant_id, assessment_id) references property_tax.assessments (tenant_id, assessment_id) on delete cascade,
  foreign key (tenant_id, unit_id) references parcels.units (tenant_id, unit_id) on delete restrict,
  constraint an_unauthorised_floor_names_its_rule check (not unauthorised or penalty_rule is not null)
);
comment on table property_tax.assessment_units is 'The floors of an assessment: use, construction, occupancy, age, area. An unauthorised floor names the rule of its penalty; paying confers no right.';
create index assessment_units_unit on property_tax.assessment_units (tenant_id, unit_id) where unit_id is not null;
select kernel.guard_table('property_tax.assessment_units', '{staff,auditor,system}', '{staff,system}',
  own_read => 'exists (select 1 from property_tax.assessments a where a.tenant_id = assessment_units.tenant_id and a.assessment_id = assessment_units.assessment_id)');

create sequence property_tax.liability_events_event_id;
create table property_tax.liability_events (
  tenant_id int not null,
  event_id bigint not null default nextval('property_tax.liability_events_event_id'),
  property_id bigint not null,
  kind text not null check (kind in ('occupancy-certificate', 'occupation', 'inspection', 'survey')),
  happened_on date not null,
  evidence text not null check (length(evidence) between 1 and 500),
  document_id bigint,
  recorded_at timestamptz(3) not null default now(),
  superseded_at timestamptz(3) not null default 'infinity' check (superseded_at > recorded_at),
  primary key (tenant_id, event_id),
  foreign key (tenant_id, property_id) references parcels.properties (tenant_id, property_id) on delete restrict,
  foreign key (tenant_id, document_id) references kernel.documents (tenant_id, document_id) on delete restrict
);
comment on table property_tax.liability_events is 'From when a property is liable: the first of occupancy certificate, occupation, inspection and survey counts.';
create index liability_events_property on property_tax.liability_events (tenant_id, property_id, happened_on);
select kernel.guard_table('property_tax.liability_events', '{staff,auditor,system}', '{staff,system}');

create sequence property_tax.declarations_declaration_id;
create table property_tax.declarations (
  tenant_id int not null,
  declaration_id bigint not null default nextval('property_tax.declarations_declaration_id'),
  property_id bigint not null,
  tax_year int not null check (tax_year between 1950 and 2200),
  facts jsonb not null,
  filed_on date not null,
  corrected_on date check (corrected_on >= filed_on),
  replaces_id bigint,
  recorded_at timestamptz(3) not null default now(),
  primary key (tenant_id, declaration_id),
  foreign key (tenant_id, property_id) references parcels.properties (tenant_id, property_id) on delete restrict,
  foreign key (tenant_id, replaces_id) references property_tax.declarations (tenant_id, declaration_id) on delete restrict
);
comment on table property_tax.declarations is 'What an owner declared for a year, and its corrections: compared with what is found, by the tolerance, multiple and window of the rules.';
create index declarations_property on property_tax.declarations (tenant_id, property_id, tax_year);
create index declarations_replaced on property_tax.declarations (tenant_id, replaces_id) where replaces_id is not null;
select kernel.guard_table('property_tax.declarations', '{staff,auditor,system}', '{staff,system}', append_only => true);

create sequence property_tax.visits_visit_id;
create table property_tax.visits (
  tenant_id int not null,
  visit_id bigint not null default nextval('property_tax.visits_visit_id'),
  property_id bigint not null,
  visited_on date not null,
  outcome text not null check (outcome in ('measured', 'locked', 'refused', 'not-found', 'demolished', 'under-construction')),
  words text check (length(words) between 1 and 2000),
  document_id bigint,
  visited_by bigint,
  recorded_at timestamptz(3) not null default now(),
  primary key (tenant_id, visit_id),
  foreign key (tenant_id, property_id) references parcels.properties (tenant_id, property_id) on delete restrict,
  foreign key (tenant_id, document_id) references kernel.documents (tenant_id, document_id) on delete restrict
);
comment on table property_tax.visits is 'What an officer found at the door. After as many fruitless visits as the town has set, the assessment is made by best judgement.';
create index visits_property on property_tax.visits (tenant_id, property_id, visited_on);
select kernel.guard_table('property_tax.visits', '{staff,auditor,system}', '{staff,system}', append_only => true);

create sequence property_tax.notices_notice_id;
create table property_tax.notices (
  tenant_id int not null,
  notice_id bigint not null default nextval('property_tax.notices_notice_id'),
  property_id bigint not null,
  party_id bigint not null,
  kind text not null check (kind in ('assessment', 'best-judgement', 'demand')),
  assessment_id bigint,
  issued_on date not null,
  recorded_at timestamptz(3) not null default now(),
  primary key (tenant_id, notice_id),
  foreign key (tenant_id, property_id) references parcels.properties (tenant_id, property_id) on delete restrict,
  foreign key (tenant_id, party_id) references people.parties (tenant_id, party_id) on delete restrict,
  foreign key (tenant_id, assessment_id) references property_tax.assessments (tenant_id, assessment_id) on delete restrict
);
comment on table property_tax.notices is 'Notices of assessment and demand to each party that lives; none issues to a party marked dead.';
create index notices_property on property_tax.notices (tenant_id, property_id);
create index notices_party on property_tax.notices (tenant_id, party_id);
create index notices_assessment on property_tax.notices (tenant_id, assessment_id) where assessment_id is not null;
select kernel.guard_table('property_tax.notices', '{staff,auditor,system}', '{staff,system}', append_only => true);
grant usage on all sequences in schema property_tax to khasra_app;

insert into identity.permissions (permission, names) values
  ('property-tax.read', '{"en":"See assessments, visits and bills of property tax","hi":"संपत्ति कर के निर्धारण, निरीक्षण और बिल देखना","mr":"मालमत्ता कराच्या आकारण्या, भेटी व देयके पाहणे"}'),
  ('property-tax.assess', '{"en":"Assess properties and record visits","hi":"संपत्तियों का कर निर्धारण करना और निरीक्षण दर्ज करना","mr":"मालमत्तांची आकारणी करणे व भेटी नोंदवणे"}'),
  ('property-tax.rules', '{"en":"Put tax rules and rate keys in force by a resolution","hi":"संकल्प द्वारा कर के नियम और दर क्षेत्र लागू करना","mr":"ठरावाद्वारे कराचे नियम व दर क्षेत्रे लागू करणे"}'),
  ('property-tax.order', '{"en":"Order best-judgement assessments and issue notices","hi":"सर्वोत्तम निर्णय से निर्धारण का आदेश देना और सूचनाएँ जारी करना","mr":"सर्वोत्तम निर्णयाने आकारणीचा आदेश देणे व नोटिसा काढणे"}');
insert into identity.role_permissions (role, permission)
select role, permission from (values
  ('tax-assessor', array['property-tax.read', 'property-tax.assess']),
  ('bill-collector', array['property-tax.read']),
  ('commissioner', array['property-tax.read', 'property-tax.assess', 'property-tax.rules', 'property-tax.order']),
  ('auditor', array['property-tax.read'])
) as given (role, permissions), unnest(permissions) as permission;

create view parcels.property_numbers_view with (security_invoker = true) as
  select p.tenant_id, p.property_id, n.scheme, n.value_printed, n.value_normal
  from parcels.property_numbers p join people.outside_numbers n on n.tenant_id = p.tenant_id and n.number_id = p.number_id and not n.private;
comment on view parcels.property_numbers_view is 'Old and outside numbers by which a property is known, those that a page may show.';
create view parcels.tax_roles_view with (security_invoker = true) as
  select r.tenant_id, r.property_id, r.party_id, r.role, r.numerator, r.denominator, r.valid_from, r.valid_to, p.life, p.masked_names
  from parcels.party_roles r join people.parties p on p.tenant_id = r.tenant_id and p.party_id = r.party_id
  where r.superseded_at = 'infinity' and r.role in ('person-liable', 'owner', 'co-owner', 'lessee', 'occupier', 'heir');
comment on view parcels.tax_roles_view is 'Who may have to pay tax on a property, whether they live, and their share.';
grant select on parcels.property_numbers_view, parcels.tax_roles_view to khasra_app;
create view parcels.locality_names_view with (security_invoker = true) as
  select tenant_id, locality_id, names from parcels.localities;
comment on view parcels.locality_names_view is 'Names of localities by id.';
create view parcels.unit_ids_view with (security_invoker = true) as
  select tenant_id, unit_id, building_id from parcels.units;
comment on view parcels.unit_ids_view is 'Flats, shops and floors by id.';
grant select on parcels.locality_names_view, parcels.unit_ids_view to khasra_app;
