-- What a town publishes on a GeoServer, and who may choose it.
create schema map;
grant usage on schema map to khasra_app;

create table map.published_collections (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  collection text not null check (collection ~ '^[a-z][a-z-]{0,59}$'),
  instrument text not null,
  chosen_at timestamptz(3) not null default now(),
  primary key (tenant_id, collection)
);
comment on table map.published_collections is 'Collections of the OGC API that a town has on its GeoServer, by whose order.';
select kernel.guard_table('map.published_collections', '{staff,auditor,system}', '{staff,system}');

insert into identity.permissions (permission, names) values
  ('map.publish', '{"en":"Publish map layers on a GeoServer","hi":"जियोसर्वर पर नक्शे की परतें प्रकाशित करना","mr":"जिओसर्व्हरवर नकाशाचे स्तर प्रकाशित करणे"}');

insert into identity.role_permissions (role, permission) values
  ('commissioner', 'map.publish'),
  ('state-administrator', 'map.publish');
