-- Water: zones and their supply slots, the network as assets, connections with what they serve and how they are billed.
-- A connection needs neither a pipe nor a plot: a point or a property is enough, and the pipe is linked later with a confidence.
create schema water;
grant usage on schema water to khasra_app, khasra_reader;

create sequence water.zones_zone_id;
create table water.zones (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  zone_id bigint not null default nextval('water.zones_zone_id'),
  code text not null check (code ~ '^[A-Za-z0-9][A-Za-z0-9/_-]{0,29}$'),
  names jsonb not null,
  boundary_id bigint,
  instrument text not null,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  primary key (tenant_id, zone_id),
  unique (tenant_id, code),
  foreign key (tenant_id, boundary_id) references identity.boundaries (tenant_id, boundary_id) on delete restrict
);
comment on table water.zones is 'Supply zones: what is supplied together. The area, where one is drawn, is a boundary; a town without a map has zones by name.';
create index zones_boundary on water.zones (tenant_id, boundary_id) where boundary_id is not null;
select kernel.guard_table('water.zones', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');

create sequence water.nodes_node_id;
create table water.nodes (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  node_id bigint not null default nextval('water.nodes_node_id'),
  code text not null check (length(code) between 1 and 60),
  kind text not null check (kind in ('junction', 'reservoir', 'tank')),
  names jsonb not null default '{}',
  zone_id bigint,
  elevation_m numeric(8, 2),
  demand_lps numeric(12, 4),
  capacity_kl numeric(12, 2) check (capacity_kl > 0),
  geom geometry(Point, 4326),
  built_on date,
  retired_on date check (retired_on > built_on),
  primary key (tenant_id, node_id),
  unique (tenant_id, code),
  foreign key (tenant_id, zone_id) references water.zones (tenant_id, zone_id) on delete restrict,
  check (kind = 'tank' or capacity_kl is null)
);
comment on table water.nodes is 'Points of the network in the words of EPANET: junction, reservoir (a source that does not run dry), tank (service reservoir, elevated or on the ground).';
create index nodes_geom on water.nodes using gist (geom);
create index nodes_zone on water.nodes (tenant_id, zone_id) where zone_id is not null;
select kernel.guard_table('water.nodes', '{staff,auditor,system}', '{staff,system}');
select kernel.publish_columns('water.nodes', 'tenant_id, node_id, code, kind, names, zone_id, geom, retired_on');

create sequence water.pipes_pipe_id;
create table water.pipes (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  pipe_id bigint not null default nextval('water.pipes_pipe_id'),
  code text not null check (length(code) between 1 and 60),
  role text not null check (role in ('raw-water-main', 'rising-main', 'feeder-main', 'distribution-main', 'service-pipe')),
  from_node_id bigint not null,
  to_node_id bigint not null check (to_node_id <> from_node_id),
  zone_id bigint,
  material text not null default 'unknown' check (material in ('ci', 'di', 'ms', 'gi', 'hdpe', 'upvc', 'ac', 'psc', 'unknown')),
  diameter_mm numeric(6, 1) check (diameter_mm > 0),
  length_m numeric(10, 2) check (length_m > 0),
  roughness_c numeric(6, 1) check (roughness_c > 0),
  status text not null default 'open' check (status in ('open', 'closed')),
  one_way boolean not null default false,
  road_id bigint,
  geom geometry(LineString, 4326),
  laid_on date,
  retired_on date check (retired_on > laid_on),
  primary key (tenant_id, pipe_id),
  unique (tenant_id, code),
  foreign key (tenant_id, from_node_id) references water.nodes (tenant_id, node_id) on delete restrict,
  foreign key (tenant_id, to_node_id) references water.nodes (tenant_id, node_id) on delete restrict,
  foreign key (tenant_id, zone_id) references water.zones (tenant_id, zone_id) on delete restrict,
  foreign key (tenant_id, road_id) references parcels.roads (tenant_id, road_id) on delete restrict
);
comment on table water.pipes is 'Pipes between nodes by role (CPHEEO), material and diameter; one_way is a check valve. What is not known of an old pipe stays empty.';
create index pipes_geom on water.pipes using gist (geom);
create index pipes_from_node on water.pipes (tenant_id, from_node_id);
create index pipes_to_node on water.pipes (tenant_id, to_node_id);
create index pipes_zone on water.pipes (tenant_id, zone_id) where zone_id is not null;
create index pipes_road on water.pipes (tenant_id, road_id) where road_id is not null;
select kernel.guard_table('water.pipes', '{staff,auditor,system}', '{staff,system}');
select kernel.publish_columns('water.pipes', 'tenant_id, pipe_id, code, role, zone_id, material, diameter_mm, length_m, status, road_id, geom, laid_on, retired_on');

create sequence water.valves_valve_id;
create table water.valves (
  tenant_id int not null,
  valve_id bigint not null default nextval('water.valves_valve_id'),
  code text not null check (length(code) between 1 and 60),
  kind text not null check (kind in ('sluice', 'butterfly', 'air', 'scour', 'non-return', 'pressure-reducing')),
  pipe_id bigint not null,
  node_id bigint not null,
  state text not null default 'unknown' check (state in ('open', 'closed', 'unknown')),
  place_words text check (length(place_words) between 1 and 300),
  retired_on date,
  primary key (tenant_id, valve_id),
  unique (tenant_id, code),
  foreign key (tenant_id, pipe_id) references water.pipes (tenant_id, pipe_id) on delete restrict,
  foreign key (tenant_id, node_id) references water.nodes (tenant_id, node_id) on delete restrict
);
comment on table water.valves is 'Valves at one end of a pipe; sluice and butterfly valves part the network into segments that can be shut off.';
create index valves_pipe on water.valves (tenant_id, pipe_id);
create index valves_node on water.valves (tenant_id, node_id);
select kernel.guard_table('water.valves', '{staff,auditor,system}', '{staff,system}');

create sequence water.pumps_pump_id;
create table water.pumps (
  tenant_id int not null,
  pump_id bigint not null default nextval('water.pumps_pump_id'),
  code text not null check (length(code) between 1 and 60),
  from_node_id bigint not null,
  to_node_id bigint not null check (to_node_id <> from_node_id),
  power_kw numeric(8, 2) check (power_kw > 0),
  retired_on date,
  primary key (tenant_id, pump_id),
  unique (tenant_id, code),
  foreign key (tenant_id, from_node_id) references water.nodes (tenant_id, node_id) on delete restrict,
  foreign key (tenant_id, to_node_id) references water.nodes (tenant_id, node_id) on delete restrict
);
comment on table water.pumps is 'Pumps between two nodes.';
create index pumps_from_node on water.pumps (tenant_id, from_node_id);
create index pumps_to_node on water.pumps (tenant_id, to_node_id);
select kernel.guard_table('water.pumps', '{staff,auditor,system}', '{staff,system}');

create sequence water.supply_slots_slot_id;
create table water.supply_slots (
  tenant_id int not null,
  slot_id bigint not null default nextval('water.supply_slots_slot_id'),
  zone_id bigint not null,
  weekdays int[] check (weekdays <@ array[1, 2, 3, 4, 5, 6, 7] and cardinality(weekdays) > 0),
  every_days int check (every_days between 1 and 60),
  counted_from date,
  from_minute int not null check (from_minute between 0 and 1439),
  to_minute int not null check (to_minute > from_minute and to_minute - from_minute <= 1440),
  source_node_id bigint,
  source_names jsonb not null default '{}',
  instrument text not null,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  recorded_at timestamptz(3) not null default now(),
  superseded_at timestamptz(3) not null default 'infinity' check (superseded_at > recorded_at),
  primary key (tenant_id, slot_id),
  foreign key (tenant_id, zone_id) references water.zones (tenant_id, zone_id) on delete restrict,
  foreign key (tenant_id, source_node_id) references water.nodes (tenant_id, node_id) on delete restrict,
  check (num_nonnulls(weekdays, every_days) = 1 and (every_days is null) = (counted_from is null)),
  check (source_node_id is not null or source_names <> '{}')
);
comment on table water.supply_slots is 'When a zone gets water: days (of the week, or every so many from a day), from and to in minutes of the town''s day (to may lie after midnight), and the source.';
create index supply_slots_zone on water.supply_slots (tenant_id, zone_id, valid_from);
create index supply_slots_source on water.supply_slots (tenant_id, source_node_id) where source_node_id is not null;
select kernel.guard_table('water.supply_slots', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');

create table water.slot_valves (
  tenant_id int not null,
  slot_id bigint not null,
  turn int not null check (turn between 1 and 200),
  valve_id bigint not null,
  primary key (tenant_id, slot_id, turn),
  unique (tenant_id, slot_id, valve_id),
  foreign key (tenant_id, slot_id) references water.supply_slots (tenant_id, slot_id) on delete cascade,
  foreign key (tenant_id, valve_id) references water.valves (tenant_id, valve_id) on delete restrict
);
comment on table water.slot_valves is 'Which valves a slot opens, in the order in which the valve-man comes to them.';
create index slot_valves_valve on water.slot_valves (tenant_id, valve_id);
select kernel.guard_table('water.slot_valves', '{staff,auditor,system}', '{staff,system}');

create sequence water.supply_changes_change_id;
create table water.supply_changes (
  tenant_id int not null,
  change_id bigint not null default nextval('water.supply_changes_change_id'),
  zone_id bigint not null,
  slot_id bigint,
  on_day date not null,
  kind text not null check (kind in ('cancelled', 'moved', 'extra')),
  from_minute int check (from_minute between 0 and 1439),
  to_minute int check (to_minute > from_minute and to_minute - from_minute <= 1440),
  reason jsonb not null,
  recorded_at timestamptz(3) not null default now(),
  withdrawn_at timestamptz(3),
  primary key (tenant_id, change_id),
  foreign key (tenant_id, zone_id) references water.zones (tenant_id, zone_id) on delete restrict,
  foreign key (tenant_id, slot_id) references water.supply_slots (tenant_id, slot_id) on delete restrict,
  check ((kind = 'cancelled') = (from_minute is null) and (from_minute is null) = (to_minute is null)),
  check (kind <> 'moved' or slot_id is not null),
  check (kind <> 'extra' or slot_id is null)
);
comment on table water.supply_changes is 'One day that differs from the slots: cancelled (one slot, or all of the zone), moved, or extra.';
create index supply_changes_zone on water.supply_changes (tenant_id, zone_id, on_day);
create index supply_changes_slot on water.supply_changes (tenant_id, slot_id) where slot_id is not null;
select kernel.guard_table('water.supply_changes', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');

create sequence water.supply_runs_run_id;
create table water.supply_runs (
  tenant_id int not null,
  run_id bigint not null default nextval('water.supply_runs_run_id'),
  slot_id bigint not null,
  on_day date not null,
  opened_at timestamptz(3),
  closed_at timestamptz(3) check (closed_at > opened_at),
  not_supplied_because text check (length(not_supplied_because) between 1 and 500),
  post_id bigint,
  user_id bigint,
  primary key (tenant_id, run_id),
  unique (tenant_id, slot_id, on_day),
  foreign key (tenant_id, slot_id) references water.supply_slots (tenant_id, slot_id) on delete restrict,
  check ((opened_at is null) = (not_supplied_because is not null))
);
comment on table water.supply_runs is 'What the valve-man did: opened and closed at, or why there was no water.';
select kernel.guard_table('water.supply_runs', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');

create sequence water.flow_readings_reading_id;
create table water.flow_readings (
  tenant_id int not null,
  reading_id bigint not null default nextval('water.flow_readings_reading_id'),
  zone_id bigint not null,
  node_id bigint,
  began_at timestamptz(3) not null,
  ended_at timestamptz(3) not null check (ended_at > began_at),
  volume_kl numeric(14, 3) not null check (volume_kl >= 0),
  source text not null check (source in ('flow-meter', 'level-drop', 'estimate')),
  recorded_at timestamptz(3) not null default now(),
  primary key (tenant_id, reading_id),
  foreign key (tenant_id, zone_id) references water.zones (tenant_id, zone_id) on delete restrict,
  foreign key (tenant_id, node_id) references water.nodes (tenant_id, node_id) on delete restrict
);
comment on table water.flow_readings is 'Water let into a zone in a span of time.';
create index flow_readings_zone on water.flow_readings (tenant_id, zone_id, began_at);
create index flow_readings_node on water.flow_readings (tenant_id, node_id) where node_id is not null;
select kernel.guard_table('water.flow_readings', '{staff,auditor,system}', '{staff,system}', append_only => true);

create sequence water.connections_connection_id;
create table water.connections (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  connection_id bigint not null default nextval('water.connections_connection_id'),
  consumer_number text not null check (length(consumer_number) between 1 and 40),
  primary key (tenant_id, connection_id),
  unique (tenant_id, consumer_number)
);
comment on table water.connections is 'The identity of a connection: its consumer number; its facts stand in its versions.';
select kernel.guard_table('water.connections', '{staff,auditor,system}', '{staff,system}');
select kernel.publish_columns('water.connections', 'tenant_id, connection_id, consumer_number');

create sequence water.connection_versions_version_id;
create table water.connection_versions (
  tenant_id int not null,
  version_id bigint not null default nextval('water.connection_versions_version_id'),
  connection_id bigint not null,
  origin text not null check (origin in ('import', 'application')),
  sharing text not null check (sharing in ('single', 'several-taps', 'group', 'society-bulk', 'standpost')),
  status text not null check (status in ('sanctioned', 'live', 'disconnected', 'closed')),
  category text not null check (category ~ '^[a-z][a-z0-9-]{0,40}$'),
  billing_basis text not null check (billing_basis in ('metered', 'flat', 'ferrule', 'per-tap', 'property-linked', 'free')),
  ferrule_mm numeric(5, 1) check (ferrule_mm > 0),
  taps int not null default 1 check (taps between 1 and 10000),
  fixtures int not null default 0 check (fixtures between 0 and 100000),
  sewered boolean not null default false,
  property_id bigint,
  point geometry(Point, 4326),
  zone_id bigint,
  holder_party_id bigint,
  shares jsonb,
  letter_id bigint,
  because text not null check (length(because) between 1 and 300),
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  recorded_at timestamptz(3) not null default now(),
  superseded_at timestamptz(3) not null default 'infinity' check (superseded_at > recorded_at),
  primary key (tenant_id, version_id),
  foreign key (tenant_id, connection_id) references water.connections (tenant_id, connection_id) on delete restrict,
  foreign key (tenant_id, property_id) references parcels.properties (tenant_id, property_id) on delete restrict,
  foreign key (tenant_id, zone_id) references water.zones (tenant_id, zone_id) on delete restrict,
  foreign key (tenant_id, holder_party_id) references people.parties (tenant_id, party_id) on delete restrict,
  foreign key (tenant_id, letter_id) references notifications.letters (tenant_id, letter_id) on delete restrict,
  constraint a_point_or_a_property_suffices check (property_id is not null or point is not null),
  constraint ferrule_is_known check (billing_basis <> 'ferrule' or ferrule_mm is not null),
  constraint several_taps_are_counted check (sharing <> 'several-taps' or taps > 1),
  constraint a_society_holds_its_bulk_connection check (sharing <> 'society-bulk' or holder_party_id is not null or origin = 'import'),
  constraint shares_of_a_group_sum_to_one check (sharing <> 'group' or origin = 'import' or parcels.shares_are_whole(shares))
);
comment on table water.connection_versions is 'A connection over two times: who shares it and how, status, category, basis of billing (meter, flat, ferrule, taps, property), place. Shares of a group stand in one row, so that they sum to one by construction; an import may lack some.';
create index connection_versions_connection on water.connection_versions (tenant_id, connection_id, valid_from);
create unique index connection_versions_current on water.connection_versions (tenant_id, connection_id)
  where superseded_at = 'infinity' and valid_to = 'infinity';
create index connection_versions_property on water.connection_versions (tenant_id, property_id) where property_id is not null;
create index connection_versions_zone on water.connection_versions (tenant_id, zone_id) where zone_id is not null;
create index connection_versions_holder on water.connection_versions (tenant_id, holder_party_id) where holder_party_id is not null;
create index connection_versions_letter on water.connection_versions (tenant_id, letter_id) where letter_id is not null;
create index connection_versions_point on water.connection_versions using gist (point) where point is not null;
select kernel.guard_table('water.connection_versions', '{staff,auditor,system}', '{staff,system}');
select kernel.publish_columns('water.connection_versions', 'tenant_id, version_id, connection_id, sharing, status, category, billing_basis, taps, property_id, point, zone_id, valid_from, valid_to, superseded_at');

create sequence water.connection_properties_link_id;
create table water.connection_properties (
  tenant_id int not null,
  link_id bigint not null default nextval('water.connection_properties_link_id'),
  connection_id bigint not null,
  property_id bigint not null,
  numerator bigint check (numerator > 0),
  denominator bigint check (denominator > 0),
  households int check (households between 0 and 10000),
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  recorded_at timestamptz(3) not null default now(),
  superseded_at timestamptz(3) not null default 'infinity' check (superseded_at > recorded_at),
  primary key (tenant_id, link_id),
  foreign key (tenant_id, connection_id) references water.connections (tenant_id, connection_id) on delete restrict,
  foreign key (tenant_id, property_id) references parcels.properties (tenant_id, property_id) on delete restrict,
  check ((numerator is null) = (denominator is null) and numerator <= denominator)
);
comment on table water.connection_properties is 'Which properties a connection serves, with the share in whole numbers; one property may have several connections.';
create index connection_properties_property on water.connection_properties (tenant_id, property_id);
create unique index connection_properties_current on water.connection_properties (tenant_id, connection_id, property_id)
  where superseded_at = 'infinity' and valid_to = 'infinity';
select kernel.guard_table('water.connection_properties', '{staff,auditor,system}', '{staff,system}');

create sequence water.connection_pipes_link_id;
create table water.connection_pipes (
  tenant_id int not null,
  link_id bigint not null default nextval('water.connection_pipes_link_id'),
  connection_id bigint not null,
  pipe_id bigint not null,
  found_by text not null check (found_by in ('survey', 'work-order', 'old-drawing', 'nearest-pipe', 'complaint')),
  confidence numeric(3, 2) not null check (confidence > 0 and confidence <= 1),
  distance_m numeric(8, 2) check (distance_m >= 0),
  recorded_at timestamptz(3) not null default now(),
  superseded_at timestamptz(3) not null default 'infinity' check (superseded_at > recorded_at),
  primary key (tenant_id, link_id),
  foreign key (tenant_id, connection_id) references water.connections (tenant_id, connection_id) on delete restrict,
  foreign key (tenant_id, pipe_id) references water.pipes (tenant_id, pipe_id) on delete restrict
);
comment on table water.connection_pipes is 'From which pipe a connection is taken, as far as is known: how it was found and with which confidence.';
create unique index connection_pipes_current on water.connection_pipes (tenant_id, connection_id) where superseded_at = 'infinity';
create index connection_pipes_pipe on water.connection_pipes (tenant_id, pipe_id);
create index connection_pipes_connection on water.connection_pipes (tenant_id, connection_id);
select kernel.guard_table('water.connection_pipes', '{staff,auditor,system}', '{staff,system}');

create sequence water.meters_meter_id;
create table water.meters (
  tenant_id int not null,
  meter_id bigint not null default nextval('water.meters_meter_id'),
  connection_id bigint not null,
  serial text not null check (length(serial) between 1 and 60),
  size_mm numeric(5, 1) check (size_mm > 0),
  digits int not null default 5 check (digits between 3 and 9),
  initial_kl numeric(12, 3) not null check (initial_kl >= 0),
  installed_on date not null,
  removed_on date check (removed_on >= installed_on),
  primary key (tenant_id, meter_id),
  foreign key (tenant_id, connection_id) references water.connections (tenant_id, connection_id) on delete restrict
);
comment on table water.meters is 'Meters of connections from when to when; whole kilolitres up to so many digits, then from zero again.';
create unique index meters_current on water.meters (tenant_id, connection_id) where removed_on is null;
create index meters_connection on water.meters (tenant_id, connection_id);
select kernel.guard_table('water.meters', '{staff,auditor,system}', '{staff,system}');

create sequence water.meter_readings_reading_id;
create table water.meter_readings (
  tenant_id int not null,
  reading_id bigint not null default nextval('water.meter_readings_reading_id'),
  meter_id bigint not null,
  read_on date not null,
  state text not null check (state in ('working', 'locked', 'breakdown', 'no-meter', 'reset')),
  reading_kl numeric(12, 3) check (reading_kl >= 0),
  consumption_kl numeric(12, 3) check (consumption_kl >= 0),
  document_id bigint,
  user_id bigint,
  recorded_at timestamptz(3) not null default now(),
  primary key (tenant_id, reading_id),
  unique (tenant_id, meter_id, read_on),
  foreign key (tenant_id, meter_id) references water.meters (tenant_id, meter_id) on delete restrict,
  foreign key (tenant_id, document_id) references kernel.documents (tenant_id, document_id) on delete restrict,
  check ((state in ('working', 'reset')) = (reading_kl is not null))
);
comment on table water.meter_readings is 'Readings with the state of the meter; consumption since the one before, where both were read.';
create index meter_readings_document on water.meter_readings (tenant_id, document_id) where document_id is not null;
select kernel.guard_table('water.meter_readings', '{staff,auditor,system}', '{staff,system}', append_only => true);

create sequence water.charges_charge_id;
create table water.charges (
  tenant_id int not null,
  charge_id bigint not null default nextval('water.charges_charge_id'),
  connection_id bigint not null,
  property_id bigint,
  party_id bigint,
  period_from date not null,
  period_to date not null check (period_to > period_from),
  pack text not null,
  instrument text not null,
  basis text not null,
  consumption_kl numeric(12, 3),
  lines jsonb not null,
  total_paise bigint not null,
  reverses_charge_id bigint check (reverses_charge_id < charge_id),
  raised_on date not null,
  recorded_at timestamptz(3) not null default now(),
  primary key (tenant_id, charge_id),
  foreign key (tenant_id, connection_id) references water.connections (tenant_id, connection_id) on delete restrict,
  foreign key (tenant_id, property_id) references parcels.properties (tenant_id, property_id) on delete restrict,
  foreign key (tenant_id, party_id) references people.parties (tenant_id, party_id) on delete restrict,
  foreign key (tenant_id, reverses_charge_id) references water.charges (tenant_id, charge_id) on delete restrict,
  check (num_nonnulls(property_id, party_id) >= 1)
);
comment on table water.charges is 'What a connection is charged for a span of time, by head, with pack and instrument: worked out here, billed and collected by payments. Never changed, only reversed.';
create index charges_connection on water.charges (tenant_id, connection_id, period_from);
create index charges_property on water.charges (tenant_id, property_id) where property_id is not null;
create index charges_party on water.charges (tenant_id, party_id) where party_id is not null;
create unique index charges_reversal on water.charges (tenant_id, reverses_charge_id) where reverses_charge_id is not null;
select kernel.guard_table('water.charges', '{staff,auditor,system}', '{staff,system}', append_only => true);

insert into identity.permissions (permission, names) values
  ('water.read', '{"en":"See connections, meters and the water network","hi":"नल कनेक्शन, मीटर और जल तंत्र देखना","mr":"नळजोडण्या, मीटर व जलवाहिन्या पाहणे"}'),
  ('water.write', '{"en":"Enter pipes, zones and connections","hi":"पाइप, क्षेत्र और कनेक्शन दर्ज करना","mr":"जलवाहिन्या, विभाग व जोडण्या नोंदवणे"}'),
  ('water.run-supply', '{"en":"Set supply times and record what was supplied","hi":"जल प्रदाय का समय तय करना और दर्ज करना","mr":"पाणीपुरवठ्याच्या वेळा ठरवणे व नोंदवणे"}'),
  ('water.read-meters', '{"en":"Enter meters and readings","hi":"मीटर और रीडिंग दर्ज करना","mr":"मीटर व वाचने नोंदवणे"}'),
  ('water.charge', '{"en":"Put tariffs in force and raise water charges","hi":"जल दरें लागू करना और प्रभार निकालना","mr":"पाणी दर लागू करणे व आकारणी करणे"}'),
  ('water.disconnect', '{"en":"Disconnect and reconnect","hi":"कनेक्शन काटना और जोड़ना","mr":"नळजोडणी तोडणे व जोडणे"}'),
  ('water.test-quality', '{"en":"Enter water samples and their results","hi":"पानी के नमूने और परिणाम दर्ज करना","mr":"पाण्याचे नमुने व निकाल नोंदवणे"}');
insert into identity.role_permissions (role, permission)
select role, permission from (values
  ('water-engineer', array['water.read', 'water.write', 'water.run-supply', 'water.read-meters', 'water.charge', 'water.disconnect', 'water.test-quality']),
  ('bill-collector', array['water.read', 'water.read-meters']),
  ('grievance-officer', array['water.read']),
  ('commissioner', array['water.read', 'water.write', 'water.run-supply', 'water.read-meters', 'water.charge', 'water.disconnect', 'water.test-quality']),
  ('auditor', array['water.read'])
) as given (role, permissions), unnest(permissions) as permission;

grant usage on all sequences in schema water to khasra_app;

create view water.current_connections_view with (security_invoker = true) as
  select v.tenant_id, v.connection_id, c.consumer_number, v.version_id, v.origin, v.sharing, v.status, v.category, v.billing_basis, v.ferrule_mm, v.taps,
    v.fixtures, v.sewered, v.property_id, v.point, v.zone_id, v.holder_party_id, v.shares, v.letter_id, v.because, v.valid_from, v.valid_to
  from water.connection_versions v
  join water.connections c on c.tenant_id = v.tenant_id and c.connection_id = v.connection_id
  where v.superseded_at = 'infinity';
comment on view water.current_connections_view is 'Connections as now known; compare valid_from and valid_to with the town''s day.';
grant select on water.current_connections_view to khasra_app;
