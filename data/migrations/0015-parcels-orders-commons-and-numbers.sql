-- Orders on an area of a boundary set or on the whole town, so that a town without a map has them too; common areas of a building;
-- one row for an outside number however many it belongs to.

alter table parcels.restrictions add column boundary_id bigint;
alter table parcels.restrictions add column whole_town boolean check (whole_town);
alter table parcels.restrictions add foreign key (tenant_id, boundary_id) references identity.boundaries (tenant_id, boundary_id) on delete restrict;
comment on column parcels.restrictions.boundary_id is 'A ward, zone or other area of a set: the order holds for every property that is placed in it.';
comment on column parcels.restrictions.whole_town is 'True for an order on everything in the town, such as the election code.';
do $$
declare named text;
begin
  select conname into strict named from pg_constraint
    where conrelid = 'parcels.restrictions'::regclass and contype = 'c' and pg_get_constraintdef(oid) like '%num_nonnulls%';
  execute format('alter table parcels.restrictions drop constraint %I', named);
end $$;
alter table parcels.restrictions add constraint an_order_has_one_subject
  check (num_nonnulls(property_id, parcel_id, party_id, area, case_reference, boundary_id, whole_town) = 1);
create index restrictions_boundary on parcels.restrictions (tenant_id, boundary_id) where boundary_id is not null;
create index restrictions_town on parcels.restrictions (tenant_id) where whole_town;

alter table parcels.unit_versions add column common boolean not null default false;
comment on column parcels.unit_versions.common is 'A stair, lobby, hall or terrace that belongs to the building: it is nobody''s property and carries no share of the land.';
alter table parcels.unit_versions add constraint common_areas_belong_to_the_building check (not common or land_share_numerator is null);

alter table people.outside_numbers add column verified_on date;
comment on column people.outside_numbers.verified_on is 'The day on which it was verified in the way that verified_how says; null while it is as stated.';
