-- A complaint attaches to a thing of the town besides a property or a place: a street light by the code on its pole, or what another
-- room keeps (a pipe, a bin), named by kind and id without a foreign key, because rooms of one floor do not know one another.
create sequence grievances.assets_asset_id;
create table grievances.assets (
  tenant_id int not null references kernel.tenants (tenant_id) on delete restrict,
  asset_id bigint not null default nextval('grievances.assets_asset_id'),
  kind text not null check (kind ~ '^[a-z][a-z0-9-]{0,40}$'),
  code text not null check (length(code) between 1 and 60),
  names jsonb not null default '{}',
  place_words text check (length(place_words) between 1 and 300),
  point geometry(Point, 4326),
  retired_on date,
  primary key (tenant_id, asset_id),
  unique (tenant_id, code),
  check (point is not null or place_words is not null)
);
comment on table grievances.assets is 'Things of the town that no other room keeps, by the code that is printed on them: street lights, hand pumps, drains, public toilets.';
create index assets_place on grievances.assets using gist (point) where point is not null;
select kernel.guard_table('grievances.assets', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');

alter table grievances.complaints add column asset_kind text check (asset_kind ~ '^[a-z][a-z0-9-]{0,40}$');
alter table grievances.complaints add column asset_id bigint check (asset_id > 0);
alter table grievances.complaints add constraint an_asset_has_kind_and_id check ((asset_kind is null) = (asset_id is null));
comment on column grievances.complaints.asset_kind is 'Kind of the thing that it is about, with its id in the room that keeps that kind.';
create index complaints_asset on grievances.complaints (tenant_id, asset_kind, asset_id) where asset_kind is not null;
grant usage on all sequences in schema grievances to khasra_app;

insert into identity.permissions (permission, names) values
  ('grievances.manage-assets', '{"en":"Enter street lights and other things of the town","hi":"स्ट्रीट लाइट और नगर की अन्य वस्तुएँ दर्ज करना","mr":"पथदिवे व शहरातील इतर वस्तू नोंदवणे"}');
insert into identity.role_permissions (role, permission) values
  ('grievance-officer', 'grievances.manage-assets'), ('commissioner', 'grievances.manage-assets');
