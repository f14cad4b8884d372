-- The lane of a collection point, so that a plan can be held against what its vehicle can do there.
alter table waste.collection_points add column road_id bigint;
alter table waste.collection_points add foreign key (tenant_id, road_id) references parcels.roads (tenant_id, road_id) on delete restrict;
comment on column waste.collection_points.road_id is 'The street or lane from which it is reached; its width, length and dead end say how.';
create index collection_points_road on waste.collection_points (tenant_id, road_id) where road_id is not null;

create view parcels.street_shapes_view with (security_invoker = true) as
  select tenant_id, road_id, width_m, dead_end, st_length(geom::geography) as length_m from parcels.roads;
comment on view parcels.street_shapes_view is 'Width, length and dead end of streets; length null for one that is known by name only.';
grant select on parcels.street_shapes_view to khasra_app;
