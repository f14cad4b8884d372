-- The parcel layer after LADM (ISO 19152): levels, spatial units, buildings, units, properties, shares, restrictions.
-- Facts carry two times: valid_from..valid_to in law, recorded_at..superseded_at of record. A row is never
-- rewritten: a change closes superseded_at and writes what is now known.
create schema parcels;
grant usage on schema parcels to khasra_app, khasra_reader;

create table parcels.levels (
  level text primary key,
  names jsonb not null,
  sort_order int not null
);
comment on table parcels.levels is 'Levels of spatial units: no overlap inside one, overlap between them is normal and linked. A shared master.';
grant select on parcels.levels to khasra_app, khasra_reader;
insert into parcels.levels (level, names, sort_order) values
  ('municipal-plot', '{"en":"Municipal tax plot","hi":"नगरीय कर भूखंड","mr":"नगरपालिका कर भूखंड"}', 1),
  ('layout-plot', '{"en":"Layout plot","hi":"कॉलोनी का भूखंड","mr":"अभिन्यास भूखंड"}', 2),
  ('nazul-plot', '{"en":"Nazul or city-survey plot","hi":"नजूल भूखंड","mr":"नगर भूमापन भूखंड"}', 3),
  ('revenue-khasra', '{"en":"Revenue khasra","hi":"राजस्व खसरा","mr":"महसूल खसरा"}', 4),
  ('occupied-site', '{"en":"Occupied site","hi":"आबादी स्थल","mr":"गावठाण जागा"}', 5),
  ('provisional', '{"en":"Provisional plot","hi":"अस्थायी भूखंड","mr":"तात्पुरता भूखंड"}', 6);

create sequence parcels.import_batches_batch_id;
create table parcels.import_batches (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  batch_id bigint not null default nextval('parcels.import_batches_batch_id'),
  source_name text not null,
  source_sha256 text not null,
  crs text not null,
  report jsonb not null default '{}',
  cursor_index bigint not null default 0,
  state text not null default 'loading' check (state in ('loading', 'published', 'undone')),
  started_at timestamptz(3) not null default now(),
  published_at timestamptz(3),
  primary key (tenant_id, batch_id)
);
comment on table parcels.import_batches is 'One load of a file: its rows count for nothing until this one row says published.';
select kernel.guard_table('parcels.import_batches', '{staff,auditor,system}', '{staff,system}', own_read => 'state = ''published''');

create sequence parcels.changes_change_id;
create table parcels.changes (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  change_id bigint not null default nextval('parcels.changes_change_id'),
  kind text not null check (kind in ('import', 'first-record', 'survey', 'split', 'merge', 'boundary-adjustment', 'renumber', 'mutation',
    'address', 'use', 'building-new', 'building-changed', 'building-gone', 'place', 'correction', 'restriction', 'transfer-of-area', 'closure')),
  instrument text not null,
  effective_on date not null,
  reason text,
  user_id bigint,
  post_id bigint,
  request_id text,
  recorded_at timestamptz(3) not null default now(),
  primary key (tenant_id, change_id)
);
comment on table parcels.changes is 'Why the layer changed: one row per act, with its instrument; every version points at the act that made it.';
select kernel.guard_table('parcels.changes', '{anonymous,citizen,staff,auditor,system}', '{citizen,staff,system}', append_only => true);

create sequence parcels.localities_locality_id;
create table parcels.localities (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  locality_id bigint not null default nextval('parcels.localities_locality_id'),
  code text not null,
  names jsonb not null,
  geom geometry(Point, 4326),
  primary key (tenant_id, locality_id),
  unique (tenant_id, code)
);
comment on table parcels.localities is 'Mohallas, colonies and villages by name; a point where the label stands.';
select kernel.guard_table('parcels.localities', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');
select kernel.publish_columns('parcels.localities', 'tenant_id, locality_id, code, names, geom');

create sequence parcels.roads_road_id;
create table parcels.roads (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  road_id bigint not null default nextval('parcels.roads_road_id'),
  class text not null check (class in ('highway', 'arterial', 'collector', 'local', 'lane', 'footpath')),
  names jsonb not null default '{}',
  width_m numeric(6, 2) not null check (width_m > 0),
  surface text check (surface in ('concrete', 'asphalt', 'paver', 'gravel', 'earth')),
  one_way boolean not null default false,
  dead_end boolean not null default false,
  geom geometry(MultiLineString, 4326),
  primary key (tenant_id, road_id)
);
comment on table parcels.roads is 'Streets and lanes with class and width; a town without a map has them by name only.';
create index roads_geom on parcels.roads using gist (geom);
select kernel.guard_table('parcels.roads', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');
select kernel.publish_columns('parcels.roads', 'tenant_id, road_id, class, names, width_m, surface, one_way, dead_end, geom');

create sequence parcels.land_features_feature_id;
create table parcels.land_features (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  feature_id bigint not null default nextval('parcels.land_features_feature_id'),
  kind text not null check (kind in ('railway', 'water', 'park', 'tree', 'landmark')),
  class text not null,
  names jsonb not null default '{}',
  geom geometry(Geometry, 4326) not null,
  primary key (tenant_id, feature_id)
);
comment on table parcels.land_features is 'The base map of our own: railways, rivers and ponds, parks, trees, landmarks.';
create index land_features_geom on parcels.land_features using gist (geom);
create index land_features_kind on parcels.land_features (tenant_id, kind, feature_id);
select kernel.guard_table('parcels.land_features', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');
select kernel.publish_columns('parcels.land_features', 'tenant_id, feature_id, kind, class, names, geom');

create sequence parcels.land_use_zones_zone_id;
create table parcels.land_use_zones (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  zone_id bigint not null default nextval('parcels.land_use_zones_zone_id'),
  code text not null,
  names jsonb not null,
  instrument text not null,
  geom geometry(MultiPolygon, 4326) not null,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  recorded_at timestamptz(3) not null default now(),
  superseded_at timestamptz(3) not null default 'infinity',
  primary key (tenant_id, zone_id)
);
comment on table parcels.land_use_zones is 'Land-use zones of the development plan, dated.';
create index land_use_zones_geom on parcels.land_use_zones using gist (geom) where superseded_at = 'infinity';
select kernel.guard_table('parcels.land_use_zones', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');
select kernel.publish_columns('parcels.land_use_zones', 'tenant_id, zone_id, code, names, instrument, geom, valid_from, valid_to, recorded_at, superseded_at');

create sequence parcels.addresses_address_id;
create table parcels.addresses (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  address_id bigint not null default nextval('parcels.addresses_address_id'),
  house_number text,
  road_id bigint,
  locality_id bigint,
  landmark jsonb,
  pin text check (pin ~ '^[1-9][0-9]{5}$'),
  line jsonb not null,
  primary key (tenant_id, address_id),
  foreign key (tenant_id, road_id) references parcels.roads (tenant_id, road_id) on delete restrict,
  foreign key (tenant_id, locality_id) references parcels.localities (tenant_id, locality_id) on delete restrict
);
comment on table parcels.addresses is 'Where a property says it is; line holds the whole address per language. Never rewritten: a new address is a new row.';
create index addresses_road on parcels.addresses (tenant_id, road_id);
create index addresses_locality on parcels.addresses (tenant_id, locality_id);
select kernel.guard_table('parcels.addresses', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');

create sequence parcels.parcels_parcel_id;
create table parcels.parcels (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  parcel_id bigint not null default nextval('parcels.parcels_parcel_id'),
  level text not null references parcels.levels (level) on delete restrict,
  primary key (tenant_id, parcel_id)
);
comment on table parcels.parcels is 'The identity of a spatial unit; its facts stand in its versions.';
select kernel.guard_table('parcels.parcels', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');
select kernel.publish_columns('parcels.parcels', 'tenant_id, parcel_id, level');

create sequence parcels.parcel_versions_version_id;
create table parcels.parcel_versions (
  tenant_id int not null,
  version_id bigint not null default nextval('parcels.parcel_versions_version_id'),
  parcel_id bigint not null,
  level text not null references parcels.levels (level) on delete restrict,
  number text check (length(number) between 1 and 60),
  number_printed text,
  geom geometry(MultiPolygon, 4326) not null,
  area_sqm numeric(14, 3) not null check (area_sqm >= 0),
  legal_area_sqm numeric(14, 3) check (legal_area_sqm > 0),
  survey_class text not null default 'unknown' check (survey_class in ('gnss', 'total-station', 'drone', 'chain', 'satellite', 'sketch', 'unknown')),
  surveyed_on date,
  use text not null default 'unknown',
  road_id bigint,
  land_use_zone_id bigint,
  attributes jsonb,
  batch_id bigint,
  change_id bigint not null,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  recorded_at timestamptz(3) not null default now(),
  superseded_at timestamptz(3) not null default 'infinity' check (superseded_at > recorded_at),
  primary key (tenant_id, version_id),
  foreign key (tenant_id, parcel_id) references parcels.parcels (tenant_id, parcel_id) on delete restrict,
  foreign key (tenant_id, change_id) references parcels.changes (tenant_id, change_id) on delete restrict,
  foreign key (tenant_id, batch_id) references parcels.import_batches (tenant_id, batch_id) on delete restrict,
  foreign key (tenant_id, road_id) references parcels.roads (tenant_id, road_id) on delete restrict
);
comment on table parcels.parcel_versions is 'A parcel as it stood in law from–to and as it was recorded from–to. Areas in the town''s UTM zone.';
create index parcel_versions_geom on parcels.parcel_versions using gist (geom) where superseded_at = 'infinity';
create index parcel_versions_parcel on parcels.parcel_versions (tenant_id, parcel_id, valid_from);
create unique index parcel_versions_number on parcels.parcel_versions (tenant_id, level, number)
  where superseded_at = 'infinity' and valid_to = 'infinity' and number is not null;
create index parcel_versions_batch on parcels.parcel_versions (tenant_id, batch_id) where batch_id is not null;
select kernel.guard_table('parcels.parcel_versions', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');
select kernel.publish_columns('parcels.parcel_versions', 'tenant_id, version_id, parcel_id, level, number, number_printed, geom, area_sqm, legal_area_sqm, survey_class, surveyed_on, use, road_id, land_use_zone_id, batch_id, change_id, valid_from, valid_to, recorded_at, superseded_at');
select kernel.publish_columns('parcels.import_batches', 'tenant_id, batch_id, state');

create table parcels.lineage (
  tenant_id int not null,
  change_id bigint not null,
  parent_parcel_id bigint not null,
  child_parcel_id bigint not null,
  primary key (tenant_id, change_id, parent_parcel_id, child_parcel_id),
  foreign key (tenant_id, change_id) references parcels.changes (tenant_id, change_id) on delete restrict,
  foreign key (tenant_id, parent_parcel_id) references parcels.parcels (tenant_id, parcel_id) on delete restrict,
  foreign key (tenant_id, child_parcel_id) references parcels.parcels (tenant_id, parcel_id) on delete restrict,
  check (parent_parcel_id <> child_parcel_id)
);
comment on table parcels.lineage is 'Which parcel came from which, by which act.';
create index lineage_child on parcels.lineage (tenant_id, child_parcel_id);
create index lineage_parent on parcels.lineage (tenant_id, parent_parcel_id);
select kernel.guard_table('parcels.lineage', '{anonymous,citizen,staff,auditor,system}', '{staff,system}', append_only => true);

create table parcels.parcel_overlaps (
  tenant_id int not null,
  upper_parcel_id bigint not null,
  lower_parcel_id bigint not null,
  area_sqm numeric(14, 3) not null check (area_sqm > 0),
  primary key (tenant_id, upper_parcel_id, lower_parcel_id),
  foreign key (tenant_id, upper_parcel_id) references parcels.parcels (tenant_id, parcel_id) on delete cascade,
  foreign key (tenant_id, lower_parcel_id) references parcels.parcels (tenant_id, parcel_id) on delete cascade
);
comment on table parcels.parcel_overlaps is 'Links between levels: a municipal plot on its revenue khasra, with the common area.';
create index parcel_overlaps_lower on parcels.parcel_overlaps (tenant_id, lower_parcel_id);
select kernel.guard_table('parcels.parcel_overlaps', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');

create sequence parcels.buildings_building_id;
create table parcels.buildings (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  building_id bigint not null default nextval('parcels.buildings_building_id'),
  primary key (tenant_id, building_id)
);
comment on table parcels.buildings is 'The identity of a building.';
select kernel.guard_table('parcels.buildings', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');

create sequence parcels.building_versions_version_id;
create table parcels.building_versions (
  tenant_id int not null,
  version_id bigint not null default nextval('parcels.building_versions_version_id'),
  building_id bigint not null,
  names jsonb,
  geom geometry(MultiPolygon, 4326),
  footprint_sqm numeric(14, 3) check (footprint_sqm >= 0),
  floors_above int not null check (floors_above between 0 and 200),
  floors_below int not null default 0 check (floors_below between 0 and 20),
  height_m numeric(6, 2) not null check (height_m >= 0),
  construction text not null,
  use text not null,
  built_year int check (built_year between 1500 and 2200),
  change_id bigint not null,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  recorded_at timestamptz(3) not null default now(),
  superseded_at timestamptz(3) not null default 'infinity' check (superseded_at > recorded_at),
  primary key (tenant_id, version_id),
  foreign key (tenant_id, building_id) references parcels.buildings (tenant_id, building_id) on delete restrict,
  foreign key (tenant_id, change_id) references parcels.changes (tenant_id, change_id) on delete restrict
);
comment on table parcels.building_versions is 'A building over two times: footprint, floors, height, construction, use.';
create index building_versions_geom on parcels.building_versions using gist (geom) where superseded_at = 'infinity';
create index building_versions_building on parcels.building_versions (tenant_id, building_id, valid_from);
select kernel.guard_table('parcels.building_versions', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');
select kernel.publish_columns('parcels.building_versions', 'tenant_id, version_id, building_id, names, geom, footprint_sqm, floors_above, floors_below, height_m, construction, use, built_year, valid_from, valid_to, recorded_at, superseded_at');

create sequence parcels.units_unit_id;
create table parcels.units (
  tenant_id int not null,
  unit_id bigint not null default nextval('parcels.units_unit_id'),
  building_id bigint not null,
  primary key (tenant_id, unit_id),
  foreign key (tenant_id, building_id) references parcels.buildings (tenant_id, building_id) on delete restrict
);
comment on table parcels.units is 'The identity of a flat, shop or floor of a building.';
create index units_building on parcels.units (tenant_id, building_id);
select kernel.guard_table('parcels.units', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');

create sequence parcels.unit_versions_version_id;
create table parcels.unit_versions (
  tenant_id int not null,
  version_id bigint not null default nextval('parcels.unit_versions_version_id'),
  unit_id bigint not null,
  wing text,
  floor int not null check (floor between -20 and 200),
  number text,
  use text not null,
  occupancy text not null check (occupancy in ('self', 'tenanted', 'vacant', 'unknown')),
  area_sqm numeric(12, 3) not null check (area_sqm > 0),
  unauthorised boolean not null default false,
  land_share_numerator bigint check (land_share_numerator > 0),
  land_share_denominator bigint check (land_share_denominator > 0),
  change_id bigint not null,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  recorded_at timestamptz(3) not null default now(),
  superseded_at timestamptz(3) not null default 'infinity' check (superseded_at > recorded_at),
  primary key (tenant_id, version_id),
  foreign key (tenant_id, unit_id) references parcels.units (tenant_id, unit_id) on delete restrict,
  foreign key (tenant_id, change_id) references parcels.changes (tenant_id, change_id) on delete restrict,
  check ((land_share_numerator is null) = (land_share_denominator is null) and land_share_numerator <= land_share_denominator)
);
comment on table parcels.unit_versions is 'A unit by floor over two times, with its undivided share of the land.';
create index unit_versions_unit on parcels.unit_versions (tenant_id, unit_id, valid_from);
select kernel.guard_table('parcels.unit_versions', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');

create sequence parcels.properties_property_id;
create table parcels.properties (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  property_id bigint not null default nextval('parcels.properties_property_id'),
  property_number text not null check (property_number ~ '^[0-9]{10}$'),
  primary key (tenant_id, property_id),
  unique (tenant_id, property_number)
);
comment on table parcels.properties is 'What is billed, permitted and served. Its number is unique in the state and holds no town or ward code.';
select kernel.guard_table('parcels.properties', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');
select kernel.publish_columns('parcels.properties', 'tenant_id, property_id, property_number');

create sequence parcels.property_versions_version_id;
create table parcels.property_versions (
  tenant_id int not null,
  version_id bigint not null default nextval('parcels.property_versions_version_id'),
  property_id bigint not null,
  kind text not null,
  place_grade text not null check (place_grade in ('unit', 'building', 'parcel', 'site', 'point', 'street')),
  place_source text not null,
  placed_on date not null,
  point geometry(Point, 4326),
  address_id bigint not null,
  flags text[] not null default '{}',
  change_id bigint not null,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  recorded_at timestamptz(3) not null default now(),
  superseded_at timestamptz(3) not null default 'infinity' check (superseded_at > recorded_at),
  primary key (tenant_id, version_id),
  foreign key (tenant_id, property_id) references parcels.properties (tenant_id, property_id) on delete restrict,
  foreign key (tenant_id, address_id) references parcels.addresses (tenant_id, address_id) on delete restrict,
  foreign key (tenant_id, change_id) references parcels.changes (tenant_id, change_id) on delete restrict,
  check (place_grade = 'street' or point is not null)
);
comment on table parcels.property_versions is 'Kind, address and graded place of a property over two times. Every service works at every grade.';
create index property_versions_property on parcels.property_versions (tenant_id, property_id, valid_from);
create index property_versions_point on parcels.property_versions using gist (point) where superseded_at = 'infinity';
create index property_versions_address on parcels.property_versions (tenant_id, address_id);
select kernel.guard_table('parcels.property_versions', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');
select kernel.publish_columns('parcels.property_versions', 'tenant_id, version_id, property_id, kind, place_grade, place_source, placed_on, point, address_id, flags, valid_from, valid_to, recorded_at, superseded_at');

create sequence parcels.property_parcels_link_id;
create table parcels.property_parcels (
  tenant_id int not null,
  link_id bigint not null default nextval('parcels.property_parcels_link_id'),
  property_id bigint not null,
  parcel_id bigint not null,
  numerator bigint check (numerator > 0),
  denominator bigint check (denominator > 0),
  change_id bigint not null,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  recorded_at timestamptz(3) not null default now(),
  superseded_at timestamptz(3) not null default 'infinity' check (superseded_at > recorded_at),
  primary key (tenant_id, link_id),
  foreign key (tenant_id, property_id) references parcels.properties (tenant_id, property_id) on delete restrict,
  foreign key (tenant_id, parcel_id) references parcels.parcels (tenant_id, parcel_id) on delete restrict,
  foreign key (tenant_id, change_id) references parcels.changes (tenant_id, change_id) on delete restrict,
  check ((numerator is null) = (denominator is null) and numerator <= denominator)
);
comment on table parcels.property_parcels is 'Which parcel carries which property, with the share of the parcel; many to many.';
create index property_parcels_property on parcels.property_parcels (tenant_id, property_id);
create index property_parcels_parcel on parcels.property_parcels (tenant_id, parcel_id);
select kernel.guard_table('parcels.property_parcels', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');
select kernel.publish_columns('parcels.property_parcels', 'tenant_id, link_id, property_id, parcel_id, numerator, denominator, valid_from, valid_to, recorded_at, superseded_at');

create sequence parcels.building_parcels_link_id;
create table parcels.building_parcels (
  tenant_id int not null,
  link_id bigint not null default nextval('parcels.building_parcels_link_id'),
  building_id bigint not null,
  parcel_id bigint not null,
  numerator bigint check (numerator > 0),
  denominator bigint check (denominator > 0),
  change_id bigint not null,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  recorded_at timestamptz(3) not null default now(),
  superseded_at timestamptz(3) not null default 'infinity' check (superseded_at > recorded_at),
  primary key (tenant_id, link_id),
  foreign key (tenant_id, building_id) references parcels.buildings (tenant_id, building_id) on delete restrict,
  foreign key (tenant_id, parcel_id) references parcels.parcels (tenant_id, parcel_id) on delete restrict,
  foreign key (tenant_id, change_id) references parcels.changes (tenant_id, change_id) on delete restrict,
  check ((numerator is null) = (denominator is null) and numerator <= denominator)
);
comment on table parcels.building_parcels is 'On which parcels a building stands, with shares; a building across plots without such links is a fault.';
create index building_parcels_building on parcels.building_parcels (tenant_id, building_id);
create index building_parcels_parcel on parcels.building_parcels (tenant_id, parcel_id);
select kernel.guard_table('parcels.building_parcels', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');

create sequence parcels.building_properties_link_id;
create table parcels.building_properties (
  tenant_id int not null,
  link_id bigint not null default nextval('parcels.building_properties_link_id'),
  building_id bigint not null,
  unit_id bigint,
  property_id bigint not null,
  numerator bigint check (numerator > 0),
  denominator bigint check (denominator > 0),
  change_id bigint not null,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  recorded_at timestamptz(3) not null default now(),
  superseded_at timestamptz(3) not null default 'infinity' check (superseded_at > recorded_at),
  primary key (tenant_id, link_id),
  foreign key (tenant_id, building_id) references parcels.buildings (tenant_id, building_id) on delete restrict,
  foreign key (tenant_id, unit_id) references parcels.units (tenant_id, unit_id) on delete restrict,
  foreign key (tenant_id, property_id) references parcels.properties (tenant_id, property_id) on delete restrict,
  foreign key (tenant_id, change_id) references parcels.changes (tenant_id, change_id) on delete restrict,
  check ((numerator is null) = (denominator is null) and numerator <= denominator)
);
comment on table parcels.building_properties is 'Which building, or which unit of it, belongs to which property, with the share.';
create index building_properties_building on parcels.building_properties (tenant_id, building_id);
create index building_properties_unit on parcels.building_properties (tenant_id, unit_id) where unit_id is not null;
create index building_properties_property on parcels.building_properties (tenant_id, property_id);
select kernel.guard_table('parcels.building_properties', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');

create sequence parcels.property_boundaries_placement_id;
create table parcels.property_boundaries (
  tenant_id int not null,
  placement_id bigint not null default nextval('parcels.property_boundaries_placement_id'),
  property_id bigint not null,
  boundary_set_id bigint not null,
  boundary_id bigint not null,
  placed_by text not null check (placed_by in ('largest-part', 'main-door', 'decision')),
  decision text,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  recorded_at timestamptz(3) not null default now(),
  superseded_at timestamptz(3) not null default 'infinity' check (superseded_at > recorded_at),
  primary key (tenant_id, placement_id),
  foreign key (tenant_id, property_id) references parcels.properties (tenant_id, property_id) on delete restrict,
  foreign key (tenant_id, boundary_set_id) references identity.boundary_sets (tenant_id, boundary_set_id) on delete restrict,
  foreign key (tenant_id, boundary_id) references identity.boundaries (tenant_id, boundary_id) on delete restrict,
  check ((placed_by = 'decision') = (decision is not null))
);
comment on table parcels.property_boundaries is 'The one area of each boundary set that a property is put into, and by which rule or decision.';
create unique index property_boundaries_current on parcels.property_boundaries (tenant_id, property_id, boundary_set_id)
  where superseded_at = 'infinity' and valid_to = 'infinity';
create index property_boundaries_boundary on parcels.property_boundaries (tenant_id, boundary_id, property_id);
select kernel.guard_table('parcels.property_boundaries', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');

-- Exact: fractions are added as fractions, so that a third three times is one.
create function parcels.shares_are_whole(shares jsonb) returns boolean language plpgsql immutable as $$
declare
  line jsonb;
  top numeric := 0;
  bottom numeric := 1;
begin
  for line in select value from jsonb_array_elements(shares) loop
    if coalesce((line ->> 'denominator')::numeric, 0) <= 0 or coalesce((line ->> 'numerator')::numeric, 0) <= 0 then return false; end if;
    top := top * (line ->> 'denominator')::numeric + (line ->> 'numerator')::numeric * bottom;
    bottom := bottom * (line ->> 'denominator')::numeric;
  end loop;
  return top = bottom;
end $$;

create sequence parcels.ownership_statements_statement_id;
create table parcels.ownership_statements (
  tenant_id int not null,
  statement_id bigint not null default nextval('parcels.ownership_statements_statement_id'),
  property_id bigint not null,
  origin text not null check (origin in ('import', 'mutation')),
  shares jsonb not null,
  change_id bigint not null,
  recorded_at timestamptz(3) not null default now(),
  primary key (tenant_id, statement_id),
  foreign key (tenant_id, property_id) references parcels.properties (tenant_id, property_id) on delete restrict,
  foreign key (tenant_id, change_id) references parcels.changes (tenant_id, change_id) on delete restrict,
  constraint shares_of_a_mutation_sum_to_one check (origin = 'import' or parcels.shares_are_whole(shares))
);
comment on table parcels.ownership_statements is 'All owners of a property in one row, so that the shares of a new mutation sum to one by construction; an import may lack some.';
create index ownership_statements_property on parcels.ownership_statements (tenant_id, property_id);
select kernel.guard_table('parcels.ownership_statements', '{staff,auditor,system}', '{staff,system}', append_only => true);

create sequence parcels.party_roles_role_id;
create table parcels.party_roles (
  tenant_id int not null,
  role_id bigint not null default nextval('parcels.party_roles_role_id'),
  property_id bigint not null,
  party_id bigint not null,
  role text not null check (role in ('owner', 'co-owner', 'person-liable', 'occupier', 'tenant', 'lessee', 'mortgagee', 'society', 'heir', 'agent', 'payer')),
  numerator bigint check (numerator > 0),
  denominator bigint check (denominator > 0),
  and_others boolean not null default false,
  statement_id bigint,
  change_id bigint not null,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  recorded_at timestamptz(3) not null default now(),
  superseded_at timestamptz(3) not null default 'infinity' check (superseded_at > recorded_at),
  primary key (tenant_id, role_id),
  foreign key (tenant_id, property_id) references parcels.properties (tenant_id, property_id) on delete restrict,
  foreign key (tenant_id, party_id) references people.parties (tenant_id, party_id) on delete restrict,
  foreign key (tenant_id, statement_id) references parcels.ownership_statements (tenant_id, statement_id) on delete restrict,
  foreign key (tenant_id, change_id) references parcels.changes (tenant_id, change_id) on delete restrict,
  check ((numerator is null) = (denominator is null) and numerator <= denominator)
);
comment on table parcels.party_roles is 'Who is owner, person liable, occupier, tenant, lessee, heir … of a property, from when to when, with which share.';
create index party_roles_property on parcels.party_roles (tenant_id, property_id);
create index party_roles_party on parcels.party_roles (tenant_id, party_id);
select kernel.guard_table('parcels.party_roles', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');

create table parcels.property_numbers (
  tenant_id int not null,
  property_id bigint not null,
  number_id bigint not null,
  primary key (tenant_id, property_id, number_id),
  foreign key (tenant_id, property_id) references parcels.properties (tenant_id, property_id) on delete restrict,
  foreign key (tenant_id, number_id) references people.outside_numbers (tenant_id, number_id) on delete cascade
);
comment on table parcels.property_numbers is 'Old property numbers, ULPIN, deed, consumer and other outside numbers of a property.';
create index property_numbers_number on parcels.property_numbers (tenant_id, number_id);
select kernel.guard_table('parcels.property_numbers', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');

create table parcels.property_documents (
  tenant_id int not null,
  property_id bigint not null,
  document_id bigint not null,
  primary key (tenant_id, property_id, document_id),
  foreign key (tenant_id, property_id) references parcels.properties (tenant_id, property_id) on delete restrict,
  foreign key (tenant_id, document_id) references kernel.documents (tenant_id, document_id) on delete restrict
);
comment on table parcels.property_documents is 'Papers that belong to a property.';
select kernel.guard_table('parcels.property_documents', '{anonymous,citizen,staff,auditor,system}', '{citizen,staff,system}');

create sequence parcels.restrictions_restriction_id;
create table parcels.restrictions (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  restriction_id bigint not null default nextval('parcels.restrictions_restriction_id'),
  kind text not null check (kind in ('court-stay', 'attachment', 'mortgage', 'dispute', 'acquisition', 'heritage', 'illegal-colony', 'caveat', 'election-code')),
  scopes text[] not null check (scopes <@ array['transfer', 'permit', 'demand', 'recovery', 'disconnection', 'demolition'] and cardinality(scopes) > 0),
  property_id bigint,
  parcel_id bigint,
  party_id bigint,
  area geometry(MultiPolygon, 4326),
  case_reference text,
  authority text not null,
  order_number text not null,
  order_date date not null,
  amount_paise bigint check (amount_paise > 0),
  note text,
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  recorded_at timestamptz(3) not null default now(),
  superseded_at timestamptz(3) not null default 'infinity' check (superseded_at > recorded_at),
  primary key (tenant_id, restriction_id),
  foreign key (tenant_id, property_id) references parcels.properties (tenant_id, property_id) on delete restrict,
  foreign key (tenant_id, parcel_id) references parcels.parcels (tenant_id, parcel_id) on delete restrict,
  foreign key (tenant_id, party_id) references people.parties (tenant_id, party_id) on delete restrict,
  check (num_nonnulls(property_id, parcel_id, party_id, area, case_reference) = 1)
);
comment on table parcels.restrictions is 'Orders that stop an action on a property, parcel, person, drawn area or case: every action in every room asks here.';
create index restrictions_property on parcels.restrictions (tenant_id, property_id) where property_id is not null;
create index restrictions_parcel on parcels.restrictions (tenant_id, parcel_id) where parcel_id is not null;
create index restrictions_party on parcels.restrictions (tenant_id, party_id) where party_id is not null;
create index restrictions_area on parcels.restrictions using gist (area) where area is not null;
select kernel.guard_table('parcels.restrictions', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');

create table parcels.search_tokens (
  tenant_id int not null,
  token text collate "C" not null,
  kind smallint not null,
  property_id bigint not null,
  primary key (tenant_id, token, kind, property_id)
);
comment on table parcels.search_tokens is 'Phonetic skeletons of owners and addresses, numbers and mobiles (kind: 1 owner, 2 address, 3 number, 4 mobile); read by range, which row security leaves its index.';
create index search_tokens_property on parcels.search_tokens (tenant_id, property_id);
select kernel.guard_table('parcels.search_tokens', '{staff,auditor,system}', '{staff,system}');

grant usage on all sequences in schema parcels to khasra_app;
