-- An import from the first byte of its file to its publication or its undoing. What it writes is a batch (0004) or drafted areas:
-- neither counts for anything until the import is published.
create sequence parcels.imports_import_id;
create table parcels.imports (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  import_id bigint not null default nextval('parcels.imports_import_id'),
  title text not null check (length(title) between 1 and 200),
  target text not null check (target in ('parcels', 'boundaries', 'imagery')),
  state text not null default 'receiving' check (state in ('receiving', 'reading', 'asked', 'refused', 'checked', 'writing', 'written',
    'publishing', 'published', 'undoing', 'undone', 'cancelled')),
  wishes jsonb not null default '{}',
  reading jsonb,
  problem jsonb,
  step text,
  done int not null default 0 check (done >= 0),
  total int not null default 0 check (total >= 0),
  cursor_index bigint not null default -1,
  batch_id bigint,
  started_by bigint,
  started_at timestamptz(3) not null default now(),
  changed_at timestamptz(3) not null default now(),
  published_at timestamptz(3),
  leased_until timestamptz(3),
  primary key (tenant_id, import_id),
  foreign key (tenant_id, batch_id) references parcels.import_batches (tenant_id, batch_id) on delete restrict
);
comment on table parcels.imports is 'An import by a person: its file, what was read in it, how far it is, and which batch it became.';
create index imports_at_work on parcels.imports (tenant_id, import_id) where state in ('reading', 'writing', 'publishing', 'undoing');
create index imports_batch on parcels.imports (tenant_id, batch_id) where batch_id is not null;
select kernel.guard_table('parcels.imports', '{staff,auditor,system}', '{staff,system}');
grant usage on sequence parcels.imports_import_id to khasra_app;

create table parcels.import_files (
  tenant_id int not null,
  import_id bigint not null,
  file_number int not null check (file_number between 1 and 20),
  name text not null check (length(name) between 1 and 200),
  bytes bigint not null check (bytes > 0),
  parts int not null check (parts > 0),
  received int[] not null default '{}',
  primary key (tenant_id, import_id, file_number),
  foreign key (tenant_id, import_id) references parcels.imports (tenant_id, import_id) on delete cascade
);
comment on table parcels.import_files is 'Files of an import and which parts of them have come.';
select kernel.guard_table('parcels.import_files', '{staff,auditor,system}', '{staff,system}');

create sequence parcels.import_findings_finding_id;
create table parcels.import_findings (
  tenant_id int not null,
  finding_id bigint not null default nextval('parcels.import_findings_finding_id'),
  import_id bigint not null,
  kind text not null check (kind ~ '^[a-z-]{2,40}$'),
  feature_index int,
  other_index int,
  label text,
  detail text,
  area_sqm numeric(16, 3),
  place geometry(Point, 4326),
  primary key (tenant_id, finding_id),
  foreign key (tenant_id, import_id) references parcels.imports (tenant_id, import_id) on delete cascade
);
comment on table parcels.import_findings is 'What the check found in a file, feature by feature; the first twenty thousand.';
create index import_findings_import on parcels.import_findings (tenant_id, import_id, finding_id);
select kernel.guard_table('parcels.import_findings', '{staff,auditor,system}', '{staff,system}');
grant usage on sequence parcels.import_findings_finding_id to khasra_app;

create table parcels.import_areas (
  tenant_id int not null,
  import_id bigint not null,
  area_index int not null,
  code text not null check (length(code) between 1 and 60),
  names jsonb not null,
  geom geometry(MultiPolygon, 4326) not null,
  primary key (tenant_id, import_id, area_index),
  foreign key (tenant_id, import_id) references parcels.imports (tenant_id, import_id) on delete cascade
);
comment on table parcels.import_areas is 'Drafted wards or zones of an import: they become areas of a boundary set when it is published.';
select kernel.guard_table('parcels.import_areas', '{staff,auditor,system}', '{staff,system}');

create sequence parcels.import_profiles_profile_id;
create table parcels.import_profiles (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  profile_id bigint not null default nextval('parcels.import_profiles_profile_id'),
  target text not null check (target in ('parcels', 'boundaries')),
  signature text not null check (length(signature) = 64),
  title text not null,
  wishes jsonb not null,
  used_at timestamptz(3) not null default now(),
  primary key (tenant_id, profile_id),
  unique (tenant_id, target, signature)
);
comment on table parcels.import_profiles is 'How files with such columns were brought in last time: columns, level, CRS. Chosen by itself for the next one.';
select kernel.guard_table('parcels.import_profiles', '{staff,auditor,system}', '{staff,system}');
grant usage on sequence parcels.import_profiles_profile_id to khasra_app;

-- Ids of the areas that an import published, so that it can be undone as a whole.
alter table identity.boundaries add column change_reference text;
create index boundaries_change_reference on identity.boundaries (tenant_id, change_reference) where change_reference is not null;
