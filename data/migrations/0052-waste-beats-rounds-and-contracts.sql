-- Waste: beats and crews (two people with a handcart are a crew), what is to be collected where, plans with their variants, the proof of
-- each day, and the contractor's bill that follows from it.
create schema waste;
grant usage on schema waste to khasra_app, khasra_reader;

create sequence waste.beats_beat_id;
create table waste.beats (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  beat_id bigint not null default nextval('waste.beats_beat_id'),
  code text not null check (code ~ '^[A-Za-z0-9][A-Za-z0-9/_-]{0,29}$'),
  names jsonb not null,
  boundary_id bigint,
  instrument text not null,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  primary key (tenant_id, beat_id),
  unique (tenant_id, code),
  foreign key (tenant_id, boundary_id) references identity.boundaries (tenant_id, boundary_id) on delete restrict
);
comment on table waste.beats is 'What one crew collects in a round. Its area, where one is drawn, is a boundary of the set of sanitary beats.';
create index beats_boundary on waste.beats (tenant_id, boundary_id) where boundary_id is not null;
select kernel.guard_table('waste.beats', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');
select kernel.publish_columns('waste.beats', 'tenant_id, beat_id, code, names, boundary_id, valid_from, valid_to');

create sequence waste.feeder_points_feeder_id;
create table waste.feeder_points (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  feeder_id bigint not null default nextval('waste.feeder_points_feeder_id'),
  code text not null check (length(code) between 1 and 60),
  names jsonb not null,
  kind text not null check (kind in ('hand-over', 'transfer-station', 'plant', 'dumping-ground')),
  place_words text check (length(place_words) between 1 and 300),
  point geometry(Point, 4326),
  primary key (tenant_id, feeder_id),
  unique (tenant_id, code),
  check (point is not null or place_words is not null)
);
comment on table waste.feeder_points is 'Where waste changes hands: a handcart gives to a vehicle, a vehicle to a station or plant.';
select kernel.guard_table('waste.feeder_points', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');

create sequence waste.vehicles_vehicle_id;
create table waste.vehicles (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  vehicle_id bigint not null default nextval('waste.vehicles_vehicle_id'),
  registration text not null check (length(registration) between 1 and 30),
  kind text not null check (kind in ('tricycle', 'e-rickshaw', 'mini-truck', 'tipper', 'compactor', 'tractor')),
  capacity_kg numeric(8, 1) not null check (capacity_kg > 0),
  needed_width_m numeric(4, 2) not null check (needed_width_m > 0),
  reverse_limit_m numeric(6, 1) not null check (reverse_limit_m >= 0),
  has_gps boolean not null,
  retired_on date,
  primary key (tenant_id, vehicle_id),
  unique (tenant_id, registration)
);
comment on table waste.vehicles is 'Vehicles with the road that they need, how far they may reverse out of a dead end, and whether they say where they are.';
select kernel.guard_table('waste.vehicles', '{staff,auditor,system}', '{staff,system}');

create sequence waste.crews_crew_id;
create table waste.crews (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  crew_id bigint not null default nextval('waste.crews_crew_id'),
  code text not null check (length(code) between 1 and 60),
  kind text not null check (kind in ('handcart', 'vehicle')),
  people int not null check (people between 1 and 20),
  vehicle_id bigint,
  walking_kmph numeric(3, 1) check (walking_kmph > 0 and walking_kmph <= 8),
  walk_in_limit_m numeric(6, 1) not null check (walk_in_limit_m >= 0),
  homes_least int not null check (homes_least >= 0),
  homes_most int not null check (homes_most >= homes_least),
  feeder_id bigint,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  primary key (tenant_id, crew_id),
  unique (tenant_id, code),
  foreign key (tenant_id, vehicle_id) references waste.vehicles (tenant_id, vehicle_id) on delete restrict,
  foreign key (tenant_id, feeder_id) references waste.feeder_points (tenant_id, feeder_id) on delete restrict,
  constraint a_handcart_walks_and_hands_over check (kind <> 'handcart' or (vehicle_id is null and walking_kmph is not null and feeder_id is not null)),
  constraint a_vehicle_crew_has_its_vehicle check (kind <> 'vehicle' or vehicle_id is not null)
);
comment on table waste.crews is 'Who collects: people with a handcart (walking speed, no road width, hand-over at a feeder point) or with a vehicle, and how many homes they can serve.';
create index crews_vehicle on waste.crews (tenant_id, vehicle_id) where vehicle_id is not null;
create index crews_feeder on waste.crews (tenant_id, feeder_id) where feeder_id is not null;
select kernel.guard_table('waste.crews', '{staff,auditor,system}', '{staff,system}');

create sequence waste.collection_points_point_id;
create table waste.collection_points (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  point_id bigint not null default nextval('waste.collection_points_point_id'),
  code text not null check (length(code) between 1 and 60),
  kind text not null check (kind in ('door', 'block', 'corner-bin', 'street')),
  beat_id bigint,
  households int not null check (households between 0 and 10000),
  place_words text check (length(place_words) between 1 and 300),
  point geometry(Point, 4326),
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  primary key (tenant_id, point_id),
  unique (tenant_id, code),
  foreign key (tenant_id, beat_id) references waste.beats (tenant_id, beat_id) on delete restrict
);
comment on table waste.collection_points is 'Where waste is taken, with the code of its QR: a door, a block of many homes under one code, a bin at the corner of a dead end.';
create index collection_points_beat on waste.collection_points (tenant_id, beat_id) where beat_id is not null;
create index collection_points_place on waste.collection_points using gist (point) where point is not null;
select kernel.guard_table('waste.collection_points', '{staff,auditor,system}', '{staff,system}');
select kernel.publish_columns('waste.collection_points', 'tenant_id, point_id, kind, beat_id, households, point, valid_from, valid_to');

create table waste.point_properties (
  tenant_id int not null,
  point_id bigint not null,
  property_id bigint not null,
  households int not null default 1 check (households between 0 and 10000),
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  primary key (tenant_id, point_id, property_id, valid_from),
  foreign key (tenant_id, point_id) references waste.collection_points (tenant_id, point_id) on delete restrict,
  foreign key (tenant_id, property_id) references parcels.properties (tenant_id, property_id) on delete restrict
);
comment on table waste.point_properties is 'Which properties give their waste where: one code may serve a block, and a property may have several points.';
create index point_properties_property on waste.point_properties (tenant_id, property_id);
select kernel.guard_table('waste.point_properties', '{staff,auditor,system}', '{staff,system}');

create sequence waste.plans_plan_id;
create table waste.plans (
  tenant_id int not null,
  plan_id bigint not null default nextval('waste.plans_plan_id'),
  beat_id bigint not null,
  crew_id bigint not null,
  variant text not null check (variant in ('ordinary', 'festival', 'strike', 'rain')),
  weekdays int[] not null check (weekdays <@ array[1, 2, 3, 4, 5, 6, 7] and cardinality(weekdays) > 0),
  streams text[] not null check (streams <@ array['wet', 'dry', 'sanitary', 'special-care'] and cardinality(streams) > 0),
  from_minute int not null check (from_minute between 0 and 1439),
  to_minute int not null check (to_minute > from_minute and to_minute <= 2879),
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  primary key (tenant_id, plan_id),
  foreign key (tenant_id, beat_id) references waste.beats (tenant_id, beat_id) on delete restrict,
  foreign key (tenant_id, crew_id) references waste.crews (tenant_id, crew_id) on delete restrict
);
comment on table waste.plans is 'Which crew collects which streams of a beat on which days, ordinarily and at festival, strike or rain.';
create index plans_beat on waste.plans (tenant_id, beat_id);
create index plans_crew on waste.plans (tenant_id, crew_id);
select kernel.guard_table('waste.plans', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');

create table waste.plan_stops (
  tenant_id int not null,
  plan_id bigint not null,
  turn int not null check (turn between 1 and 5000),
  point_id bigint not null,
  manner text not null check (manner in ('along', 'turn', 'reverse', 'walk-in', 'corner-bin')),
  primary key (tenant_id, plan_id, turn),
  unique (tenant_id, plan_id, point_id),
  foreign key (tenant_id, plan_id) references waste.plans (tenant_id, plan_id) on delete cascade,
  foreign key (tenant_id, point_id) references waste.collection_points (tenant_id, point_id) on delete restrict
);
comment on table waste.plan_stops is 'The points of a plan in their order and how each is reached.';
create index plan_stops_point on waste.plan_stops (tenant_id, point_id);
select kernel.guard_table('waste.plan_stops', '{staff,auditor,system}', '{staff,system}');

create sequence waste.day_variants_id;
create table waste.day_variants (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  day_variant_id bigint not null default nextval('waste.day_variants_id'),
  on_day date not null,
  beat_id bigint,
  variant text not null check (variant in ('festival', 'strike', 'rain')),
  reason jsonb not null,
  instrument text not null,
  recorded_at timestamptz(3) not null default now(),
  withdrawn_at timestamptz(3),
  primary key (tenant_id, day_variant_id),
  foreign key (tenant_id, beat_id) references waste.beats (tenant_id, beat_id) on delete restrict
);
comment on table waste.day_variants is 'Days on which another variant of the plans holds, in a beat or in the whole town.';
create index day_variants_day on waste.day_variants (tenant_id, on_day);
create index day_variants_beat on waste.day_variants (tenant_id, beat_id) where beat_id is not null;
select kernel.guard_table('waste.day_variants', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');

create sequence waste.rounds_round_id;
create table waste.rounds (
  tenant_id int not null,
  round_id bigint not null default nextval('waste.rounds_round_id'),
  plan_id bigint not null,
  on_day date not null,
  crew_id bigint not null,
  started_at timestamptz(3),
  ended_at timestamptz(3) check (ended_at >= started_at),
  not_run_because text check (length(not_run_because) between 1 and 300),
  assigned_households int not null check (assigned_households >= 0),
  user_id bigint,
  primary key (tenant_id, round_id),
  unique (tenant_id, plan_id, on_day),
  foreign key (tenant_id, plan_id) references waste.plans (tenant_id, plan_id) on delete restrict,
  foreign key (tenant_id, crew_id) references waste.crews (tenant_id, crew_id) on delete restrict,
  check ((started_at is null) = (not_run_because is not null))
);
comment on table waste.rounds is 'A plan as it was run on a day, or why it was not.';
create index rounds_crew on waste.rounds (tenant_id, crew_id);
create index rounds_day on waste.rounds (tenant_id, on_day);
select kernel.guard_table('waste.rounds', '{staff,auditor,system}', '{staff,system}');

create table waste.round_stops (
  tenant_id int not null,
  round_id bigint not null,
  point_id bigint not null,
  turn int not null,
  households int not null check (households >= 0),
  primary key (tenant_id, round_id, point_id),
  foreign key (tenant_id, round_id) references waste.rounds (tenant_id, round_id) on delete restrict,
  foreign key (tenant_id, point_id) references waste.collection_points (tenant_id, point_id) on delete restrict
);
comment on table waste.round_stops is 'What was assigned on that day, kept as it was: the plan may change later, the bill of the day may not.';
create index round_stops_point on waste.round_stops (tenant_id, point_id);
select kernel.guard_table('waste.round_stops', '{staff,auditor,system}', '{staff,system}', append_only => true);

create sequence waste.proofs_proof_id;
create table waste.proofs (
  tenant_id int not null,
  proof_id bigint not null default nextval('waste.proofs_proof_id'),
  round_id bigint not null,
  point_id bigint not null,
  how text not null check (how in ('scan', 'gps', 'scan-photo')),
  taken_at timestamptz(3) not null,
  point geometry(Point, 4326),
  distance_m numeric(8, 1),
  document_id bigint,
  user_id bigint,
  recorded_at timestamptz(3) not null default now(),
  primary key (tenant_id, proof_id),
  unique (tenant_id, round_id, point_id, how),
  foreign key (tenant_id, round_id, point_id) references waste.round_stops (tenant_id, round_id, point_id) on delete restrict,
  foreign key (tenant_id, document_id) references kernel.documents (tenant_id, document_id) on delete restrict,
  constraint a_photo_is_a_document check (how <> 'scan-photo' or document_id is not null),
  constraint gps_is_a_place check (how <> 'gps' or point is not null)
);
comment on table waste.proofs is 'What shows that a point was served: a scan of its code, the place of a vehicle near it, or scan and photo where the vehicle has no GPS. Only added.';
create index proofs_document on waste.proofs (tenant_id, document_id) where document_id is not null;
select kernel.guard_table('waste.proofs', '{staff,auditor,system}', '{staff,system}', append_only => true);

create sequence waste.trips_trip_id;
create table waste.trips (
  tenant_id int not null,
  trip_id bigint not null default nextval('waste.trips_trip_id'),
  round_id bigint,
  crew_id bigint not null,
  feeder_id bigint not null,
  ticket text not null check (length(ticket) between 1 and 60),
  weighed_at timestamptz(3) not null,
  on_day date not null,
  net_kg numeric(9, 1) not null check (net_kg > 0),
  stream text not null check (stream in ('wet', 'dry', 'sanitary', 'special-care', 'mixed')),
  document_id bigint,
  user_id bigint,
  primary key (tenant_id, trip_id),
  unique (tenant_id, feeder_id, ticket),
  foreign key (tenant_id, round_id) references waste.rounds (tenant_id, round_id) on delete restrict,
  foreign key (tenant_id, crew_id) references waste.crews (tenant_id, crew_id) on delete restrict,
  foreign key (tenant_id, feeder_id) references waste.feeder_points (tenant_id, feeder_id) on delete restrict,
  foreign key (tenant_id, document_id) references kernel.documents (tenant_id, document_id) on delete restrict
);
comment on table waste.trips is 'Loads as weighed where they were handed over.';
create index trips_round on waste.trips (tenant_id, round_id) where round_id is not null;
create index trips_crew on waste.trips (tenant_id, crew_id, on_day);
create index trips_document on waste.trips (tenant_id, document_id) where document_id is not null;
select kernel.guard_table('waste.trips', '{staff,auditor,system}', '{staff,system}', append_only => true);

create sequence waste.contracts_contract_id;
create table waste.contracts (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  contract_id bigint not null default nextval('waste.contracts_contract_id'),
  number text not null check (length(number) between 1 and 60),
  contractor_party_id bigint not null,
  basis text not null check (basis in ('households', 'tonnes', 'trips')),
  rate_paise bigint not null check (rate_paise > 0),
  deductions jsonb not null default '[]',
  instrument text not null,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  primary key (tenant_id, contract_id),
  unique (tenant_id, number),
  foreign key (tenant_id, contractor_party_id) references people.parties (tenant_id, party_id) on delete restrict
);
comment on table waste.contracts is 'What a contractor is paid for (households served, tonnes or trips) and what is deducted by which rule, as the contract says.';
create index contracts_contractor on waste.contracts (tenant_id, contractor_party_id);
select kernel.guard_table('waste.contracts', '{staff,auditor,system}', '{staff,system}');

create table waste.contract_beats (
  tenant_id int not null,
  contract_id bigint not null,
  beat_id bigint not null,
  primary key (tenant_id, contract_id, beat_id),
  foreign key (tenant_id, contract_id) references waste.contracts (tenant_id, contract_id) on delete cascade,
  foreign key (tenant_id, beat_id) references waste.beats (tenant_id, beat_id) on delete restrict
);
comment on table waste.contract_beats is 'The beats of a contract.';
create index contract_beats_beat on waste.contract_beats (tenant_id, beat_id);
select kernel.guard_table('waste.contract_beats', '{staff,auditor,system}', '{staff,system}');

create sequence waste.contractor_bills_bill_id;
create table waste.contractor_bills (
  tenant_id int not null,
  bill_id bigint not null default nextval('waste.contractor_bills_bill_id'),
  number text not null check (length(number) between 1 and 60),
  contract_id bigint not null,
  period_from date not null,
  period_to date not null check (period_to > period_from),
  lines jsonb not null,
  gross_paise bigint not null check (gross_paise >= 0),
  deducted_paise bigint not null check (deducted_paise >= 0 and deducted_paise <= gross_paise),
  raised_on date not null,
  recorded_at timestamptz(3) not null default now(),
  primary key (tenant_id, bill_id),
  unique (tenant_id, number),
  unique (tenant_id, contract_id, period_from),
  foreign key (tenant_id, contract_id) references waste.contracts (tenant_id, contract_id) on delete restrict
);
comment on table waste.contractor_bills is 'What a contractor earned in a period by the proof of its days, line by line. Never changed: what a dispute gives back stands beside it.';
select kernel.guard_table('waste.contractor_bills', '{staff,auditor,system}', '{staff,system}', append_only => true);

create sequence waste.bill_disputes_dispute_id;
create table waste.bill_disputes (
  tenant_id int not null,
  dispute_id bigint not null default nextval('waste.bill_disputes_dispute_id'),
  bill_id bigint not null,
  line int not null check (line >= 0),
  claim text not null check (length(claim) between 1 and 2000),
  claimed_paise bigint not null check (claimed_paise > 0),
  document_id bigint not null,
  made_on date not null,
  decision text check (decision in ('upheld', 'refused')),
  allowed_paise bigint not null default 0 check (allowed_paise between 0 and claimed_paise),
  reasons text check (length(reasons) between 1 and 2000),
  decided_on date check (decided_on >= made_on),
  decided_by_post_id bigint,
  primary key (tenant_id, dispute_id),
  unique (tenant_id, bill_id, line),
  foreign key (tenant_id, bill_id) references waste.contractor_bills (tenant_id, bill_id) on delete restrict,
  foreign key (tenant_id, document_id) references kernel.documents (tenant_id, document_id) on delete restrict,
  check ((decision is null) = (decided_on is null) and (decision is null) = (reasons is null)),
  check ((coalesce(decision, '') = 'upheld') = (allowed_paise > 0))
);
comment on table waste.bill_disputes is 'A line of a bill that the contractor disputes, with evidence, and what was decided with reasons.';
create index bill_disputes_document on waste.bill_disputes (tenant_id, document_id);
select kernel.guard_table('waste.bill_disputes', '{staff,auditor,system}', '{staff,system}');

create sequence waste.generators_generator_id;
create table waste.generators (
  tenant_id int not null,
  generator_id bigint not null default nextval('waste.generators_generator_id'),
  property_id bigint not null,
  declared_on date not null,
  floor_sqm numeric(12, 2) check (floor_sqm >= 0),
  water_lpd numeric(12, 1) check (water_lpd >= 0),
  waste_kgpd numeric(10, 2) check (waste_kgpd >= 0),
  source text not null check (source in ('declared', 'inspected', 'assessed')),
  certificate text check (length(certificate) between 1 and 80),
  certified_until date,
  recorded_at timestamptz(3) not null default now(),
  superseded_at timestamptz(3) not null default 'infinity' check (superseded_at > recorded_at),
  primary key (tenant_id, generator_id),
  foreign key (tenant_id, property_id) references parcels.properties (tenant_id, property_id) on delete restrict,
  check (num_nonnulls(floor_sqm, water_lpd, waste_kgpd) > 0),
  check (certified_until is null or certificate is not null)
);
comment on table waste.generators is 'What a property says, or was found, to generate: floor, water a day, waste a day, and its certificate. Whether that makes it a bulk generator follows from the rules of the day.';
create unique index generators_current on waste.generators (tenant_id, property_id) where superseded_at = 'infinity';
create index generators_property on waste.generators (tenant_id, property_id);
select kernel.guard_table('waste.generators', '{staff,auditor,system}', '{staff,system}');

insert into identity.permissions (permission, names) values
  ('waste.read', '{"en":"See beats, crews, rounds and contracts of waste","hi":"कचरा संग्रहण की बीट, दल, फेरे और ठेके देखना","mr":"कचरा संकलनाचे बीट, पथके, फेऱ्या व कंत्राटे पाहणे"}'),
  ('waste.plan', '{"en":"Plan beats, crews and collection points","hi":"बीट, दल और संग्रहण बिंदु तय करना","mr":"बीट, पथके व संकलन बिंदू ठरवणे"}'),
  ('waste.run', '{"en":"Record rounds, scans and loads","hi":"फेरे, स्कैन और वज़न दर्ज करना","mr":"फेऱ्या, स्कॅन व वजन नोंदवणे"}'),
  ('waste.contract', '{"en":"Enter contracts and raise contractors'' bills","hi":"ठेके दर्ज करना और ठेकेदारों के बिल बनाना","mr":"कंत्राटे नोंदवणे व कंत्राटदारांची देयके काढणे"}'),
  ('waste.decide', '{"en":"Decide what contractors dispute","hi":"ठेकेदारों की आपत्तियों पर निर्णय करना","mr":"कंत्राटदारांच्या हरकतींवर निर्णय देणे"}');
insert into identity.role_permissions (role, permission)
select role, permission from (values
  ('sanitation-supervisor', array['waste.read', 'waste.plan', 'waste.run', 'waste.contract']),
  ('accounts-officer', array['waste.read', 'waste.contract']),
  ('grievance-officer', array['waste.read']),
  ('commissioner', array['waste.read', 'waste.plan', 'waste.run', 'waste.contract', 'waste.decide']),
  ('auditor', array['waste.read'])
) as given (role, permissions), unnest(permissions) as permission;

grant usage on all sequences in schema waste to khasra_app;
