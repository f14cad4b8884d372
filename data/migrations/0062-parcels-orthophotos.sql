-- Pictures from above: each flight a pyramid of tiles with its day. The tiles lie in the document store.
create sequence parcels.orthophotos_orthophoto_id;
create table parcels.orthophotos (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  orthophoto_id bigint not null default nextval('parcels.orthophotos_orthophoto_id'),
  import_id bigint not null,
  title text not null,
  taken_on date not null,
  min_zoom int not null check (min_zoom between 0 and 24),
  max_zoom int not null check (max_zoom between min_zoom and 24),
  west double precision not null,
  south double precision not null,
  east double precision not null check (east > west),
  north double precision not null check (north > south),
  ground_m double precision not null check (ground_m > 0),
  state text not null default 'drafted' check (state in ('drafted', 'published', 'withdrawn')),
  instrument text,
  recorded_at timestamptz(3) not null default now(),
  primary key (tenant_id, orthophoto_id),
  unique (tenant_id, import_id),
  foreign key (tenant_id, import_id) references parcels.imports (tenant_id, import_id) on delete restrict
);
comment on table parcels.orthophotos is 'A picture of the town from above with the day on which it was taken: the base of maps, under its date.';
select kernel.guard_table('parcels.orthophotos', '{staff,auditor,system}', '{staff,system}', own_read => 'state = ''published''');
grant usage on sequence parcels.orthophotos_orthophoto_id to khasra_app;

select kernel.publish_columns('parcels.quality_findings', 'tenant_id, finding_id, kind, area_sqm, place, state');
