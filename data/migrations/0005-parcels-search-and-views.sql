-- Names of places for the search box, the counter of property numbers, and the views through which rooms read one another.

create sequence parcels.property_serials as bigint minvalue 1 maxvalue 999999999 no cycle;
comment on sequence parcels.property_serials is 'Serials of property numbers: one counter for the whole state, so that a number never repeats between towns.';
grant usage on sequence parcels.property_serials to khasra_app;

create table parcels.place_tokens (
  tenant_id int not null references kernel.tenants (tenant_id) on delete cascade,
  token text collate "C" not null,
  kind smallint not null check (kind in (1, 2, 3)),
  place_id bigint not null,
  primary key (tenant_id, token, kind, place_id)
);
comment on table parcels.place_tokens is 'Phonetic words of streets (1), localities (2) and named buildings (3): they part what was typed into place and person.';
create index place_tokens_place on parcels.place_tokens (tenant_id, kind, place_id);
select kernel.guard_table('parcels.place_tokens', '{anonymous,citizen,staff,auditor,system}', '{staff,system}');

-- GiST is switched off under row security; the few drawn areas of a town are read by this key instead.
create index restrictions_with_area on parcels.restrictions (tenant_id, restriction_id) where area is not null;
create index property_documents_document on parcels.property_documents (tenant_id, document_id);
create index parcel_versions_change on parcels.parcel_versions (tenant_id, change_id);

create view identity.current_boundaries_view with (security_invoker = true) as
  select b.tenant_id, b.boundary_id, b.boundary_set_id, s.code as set_code, s.straddler_rule, b.code, b.names, b.geom, b.valid_from, b.valid_to
  from identity.boundaries b
  join identity.boundary_sets s on s.tenant_id = b.tenant_id and s.boundary_set_id = b.boundary_set_id
  where b.superseded_at = 'infinity';
comment on view identity.current_boundaries_view is 'Wards, zones and beats as now known, with their dates in law.';

create view people.party_names_view with (security_invoker = true) as
  select tenant_id, party_id, names, guardian_names from people.persons
  union all
  select tenant_id, party_id, names, null::jsonb from people.organisations;
comment on view people.party_names_view is 'Full names of persons and organisations; row security shows them to staff and to the person alone.';

create view people.masked_parties_view with (security_invoker = true) as
  select tenant_id, party_id, kind, life, masked_names, merged_into from people.parties;
comment on view people.masked_parties_view is 'Anyone who can hold a role, by masked name.';

create view people.party_mobiles_view with (security_invoker = true) as
  select tenant_id, party_id, value as mobile from people.contacts where channel = 'mobile' and ended_on is null;
comment on view people.party_mobiles_view is 'Mobiles that are claimed today.';

create view people.public_numbers_view with (security_invoker = true) as
  select tenant_id, number_id, scheme, value_printed, value_normal, issuer, valid_from, valid_to
  from people.outside_numbers where not private;
comment on view people.public_numbers_view is 'Outside numbers that a page may show: old property numbers, ULPIN, property cards.';

create view parcels.current_parcels_view with (security_invoker = true) as
  select v.tenant_id, v.parcel_id, v.version_id, v.level, v.number, v.number_printed, v.geom, v.area_sqm, v.legal_area_sqm, v.use, v.road_id,
    v.land_use_zone_id, v.attributes, v.valid_from, v.valid_to
  from parcels.parcel_versions v
  where v.superseded_at = 'infinity' and (v.batch_id is null or exists (
    select 1 from parcels.import_batches b where b.tenant_id = v.tenant_id and b.batch_id = v.batch_id and b.state = 'published'));
comment on view parcels.current_parcels_view is 'Parcels as now known; compare valid_from and valid_to with the town''s day. Loads that are not published are left out.';
grant select on parcels.current_parcels_view to khasra_app;

create view parcels.current_properties_view with (security_invoker = true) as
  select p.tenant_id, p.property_id, p.property_number, v.version_id, v.kind, v.place_grade, v.point, v.address_id, a.line as address, a.house_number,
    a.road_id, a.locality_id, a.pin, v.flags, v.valid_from, v.valid_to
  from parcels.properties p
  join parcels.property_versions v on v.tenant_id = p.tenant_id and v.property_id = p.property_id and v.superseded_at = 'infinity'
  join parcels.addresses a on a.tenant_id = v.tenant_id and a.address_id = v.address_id;
comment on view parcels.current_properties_view is 'Properties with number, place and address as now known; compare valid_from and valid_to with the town''s day.';
grant select on parcels.current_properties_view to khasra_app;

grant select on identity.current_boundaries_view to khasra_app, khasra_reader;
grant select on people.party_names_view, people.masked_parties_view, people.party_mobiles_view, people.public_numbers_view to khasra_app;
create index restrictions_case on parcels.restrictions (tenant_id, case_reference) where case_reference is not null;
create index property_boundaries_property on parcels.property_boundaries (tenant_id, property_id);
