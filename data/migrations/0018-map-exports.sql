-- Files of a whole collection or a part of it, made in the background for officers.
create sequence map.exports_export_id;

create table map.exports (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  export_id bigint not null default nextval('map.exports_export_id'),
  collection text not null check (collection ~ '^[a-z][a-z-]{0,59}$'),
  format text not null check (format in ('geopackage', 'shapefile', 'geojson', 'csv')),
  filter text,
  box float8[] check (cardinality(box) = 4),
  srid int not null,
  features int not null check (features >= 0),
  asked_by bigint,
  asked_at timestamptz(3) not null default now(),
  features_done int not null default 0,
  started_at timestamptz(3),
  finished_at timestamptz(3),
  cancelled_at timestamptz(3),
  failed_at timestamptz(3),
  failure text,
  sha256 text,
  bytes bigint,
  primary key (tenant_id, export_id),
  check ((finished_at is null) = (sha256 is null)),
  check ((failed_at is null) = (failure is null))
);
comment on table map.exports is 'Exports that were asked for; how far each is follows from its times. The file lies in the document store by its hash.';
select kernel.guard_table('map.exports', '{staff,auditor,system}', '{staff,system}');
grant usage on sequence map.exports_export_id to khasra_app;

insert into identity.permissions (permission, names) values
  ('map.export', '{"en":"Export layers to files","hi":"परतों को फ़ाइलों में निर्यात करना","mr":"स्तर फाइलींमध्ये निर्यात करणे"}');

insert into identity.role_permissions (role, permission) values
  ('town-planner', 'map.export'),
  ('tax-assessor', 'map.export'),
  ('auditor', 'map.export'),
  ('commissioner', 'map.export'),
  ('state-administrator', 'map.export');
