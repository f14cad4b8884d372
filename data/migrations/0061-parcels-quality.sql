-- Quality of the register: what the checks found, who answers for which register, and what was published about it.
create sequence parcels.quality_runs_run_id;
create table parcels.quality_runs (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  run_id bigint not null default nextval('parcels.quality_runs_run_id'),
  state text not null default 'running' check (state in ('running', 'done', 'broken')),
  phase text not null default 'map' check (phase in ('map', 'records', 'closing')),
  boxes jsonb not null default '[]',
  cursor_id bigint not null default 0,
  done int not null default 0,
  total int not null default 0,
  started_by bigint,
  started_at timestamptz(3) not null default now(),
  finished_at timestamptz(3),
  leased_until timestamptz(3),
  primary key (tenant_id, run_id)
);
comment on table parcels.quality_runs is 'A walk over the whole register in search of faults: boxes of the map first, then records; goes on where it stopped.';
create unique index quality_runs_running on parcels.quality_runs (tenant_id) where state = 'running';
select kernel.guard_table('parcels.quality_runs', '{staff,auditor,system}', '{staff,system}');
grant usage on sequence parcels.quality_runs_run_id to khasra_app;

create sequence parcels.quality_findings_finding_id;
create table parcels.quality_findings (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  finding_id bigint not null default nextval('parcels.quality_findings_finding_id'),
  kind text not null check (kind ~ '^[a-z-]{2,40}$'),
  fingerprint text not null check (length(fingerprint) between 3 and 200),
  register text not null,
  parcel_ids bigint[] not null default '{}',
  building_ids bigint[] not null default '{}',
  property_ids bigint[] not null default '{}',
  label text,
  detail jsonb not null default '{}',
  area_sqm numeric(16, 3),
  amount_paise bigint,
  place geometry(Point, 4326),
  outline geometry(Geometry, 4326),
  state text not null default 'open' check (state in ('open', 'mended', 'kept', 'gone')),
  first_run bigint not null,
  last_run bigint not null,
  decided_by bigint,
  decided_at timestamptz(3),
  reason text,
  primary key (tenant_id, finding_id),
  unique (tenant_id, fingerprint),
  check ((state in ('mended', 'kept')) = (decided_at is not null))
);
comment on table parcels.quality_findings is 'One fault of the register, the same from run to run: open, mended, kept by decision, or gone by itself. Weighed by area or rupees.';
create index quality_findings_list on parcels.quality_findings (tenant_id, state, kind, finding_id);
create index quality_findings_place on parcels.quality_findings using gist (place) where state = 'open';
select kernel.guard_table('parcels.quality_findings', '{staff,auditor,system}', '{staff,system}');
grant usage on sequence parcels.quality_findings_finding_id to khasra_app;

create sequence parcels.register_stewards_steward_id;
create table parcels.register_stewards (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  steward_id bigint not null default nextval('parcels.register_stewards_steward_id'),
  register text not null check (length(register) between 3 and 60),
  post_id bigint not null,
  freshness_days int not null check (freshness_days between 1 and 36500),
  instrument text not null check (length(instrument) between 3 and 300),
  valid_from date not null,
  valid_to date not null default 'infinity' check (valid_to > valid_from),
  recorded_at timestamptz(3) not null default now(),
  primary key (tenant_id, steward_id),
  foreign key (tenant_id, post_id) references identity.posts (tenant_id, post_id) on delete restrict,
  exclude using gist (tenant_id with =, register with =, daterange(valid_from, valid_to) with &&)
);
comment on table parcels.register_stewards is 'Which post answers for a register or layer, and how old its youngest change may be, by an order. Nothing is taken for granted: without a row the report says so.';
select kernel.guard_table('parcels.register_stewards', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');
grant usage on sequence parcels.register_stewards_steward_id to khasra_app;

create sequence parcels.quality_reports_report_id;
create table parcels.quality_reports (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  report_id bigint not null default nextval('parcels.quality_reports_report_id'),
  run_id bigint not null,
  published_on date not null,
  instrument text not null,
  content jsonb not null,
  published_by bigint,
  recorded_at timestamptz(3) not null default now(),
  primary key (tenant_id, report_id)
);
comment on table parcels.quality_reports is 'What was published of the quality of every register and layer; never rewritten.';
select kernel.guard_table('parcels.quality_reports', '{anonymous,citizen,staff,auditor,system}', '{staff,system}', append_only => true);
grant usage on sequence parcels.quality_reports_report_id to khasra_app;

insert into identity.permissions (permission, names) values
  ('parcels.read-quality', '{"en":"See the work list of faults","hi":"कमियों की कार्य सूची देखना","mr":"चुकांची कामयादी पाहणे"}'),
  ('parcels.publish-quality', '{"en":"Name stewards and publish the report of quality","hi":"प्रभारी तय करना और गुणवत्ता प्रतिवेदन प्रकाशित करना","mr":"प्रभारी नेमणे व गुणवत्ता अहवाल प्रसिद्ध करणे"}');
insert into identity.role_permissions (role, permission) values
  ('town-planner', 'parcels.read-quality'), ('tax-assessor', 'parcels.read-quality'), ('commissioner', 'parcels.read-quality'),
  ('auditor', 'parcels.read-quality'), ('commissioner', 'parcels.publish-quality');
