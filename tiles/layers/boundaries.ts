import { field, inForce, labelPoint, nameColumns, nameFields, statements, type TileLayer } from './layer.ts'

/** Electoral wards in force. */
export const wards: TileLayer = {
  id: 'wards',
  titles: { en: 'Wards', hi: 'वार्ड', mr: 'प्रभाग' },
  room: 'identity',
  group: 'boundaries',
  geometry: 'polygon',
  fields: [field('code', 'String', 'Ward number'), ...nameFields()],
  minZoom: 8,
  maxZoom: 16,
  detailFromZoom: 0,
  whoMaySee: null,
  legend: {
    field: null,
    values: [{ value: 'ward', names: { en: 'Ward limit', hi: 'वार्ड की सीमा', mr: 'प्रभागाची हद्द' }, colour: 'ward' }],
  },
  ...statements(
    `select b.boundary_id as id, st_asbinary(b.geom) as geometry, b.code, ${nameColumns('b.names')}
from identity.boundaries b
join identity.boundary_sets s on s.tenant_id = $1::int and s.boundary_set_id = b.boundary_set_id and s.code = 'electoral-ward'
where b.tenant_id = $1::int and {which} and b.geom is not null and ${inForce('b')}
order by b.boundary_id {limit}`,
    'b.boundary_id',
  ),
}

/** What the ward layers read: wards in force that are drawn. */
const wardsInForce = (
  alias: string,
) => `${alias}.tenant_id = $1::int and ${alias}.geom is not null and ${inForce(alias)}
  and ${alias}.boundary_set_id in (select s.boundary_set_id from identity.boundary_sets s where s.tenant_id = $1::int and s.code = 'electoral-ward')`

/**
 * Limits of wards as lines, each drawn once though two wards share it, and not along a river, whose bank says it already.
 * `limit` is where no other ward follows: the town's edge. Ids are made of the ward's: even and odd.
 */
export const wardLines: TileLayer = {
  id: 'ward-lines',
  titles: { en: 'Ward limits', hi: 'वार्ड की सीमाएँ', mr: 'प्रभागांच्या हद्दी' },
  room: 'identity',
  group: 'boundaries',
  geometry: 'line',
  fields: [field('class', 'String', 'ward between two wards, limit at the edge of the town')],
  minZoom: 8,
  maxZoom: 16,
  detailFromZoom: 0,
  whoMaySee: null,
  legend: {
    field: null,
    values: [{ value: 'ward', names: { en: 'Ward limit', hi: 'वार्ड की सीमा', mr: 'प्रभागाची हद्द' }, colour: 'ward' }],
  },
  // Neighbours share their corners (to a decimetre); a side that two wards have is theirs, any other is the town's edge.
  ...statements(
    `with sides as (
  select b.boundary_id, side.geom, st_reduceprecision(st_startpoint(side.geom), 0.000001) as a,
    st_reduceprecision(st_endpoint(side.geom), 0.000001) as b
  from identity.boundaries b cross join lateral st_dumpsegments(b.geom) side
  where ${wardsInForce('b')}
), once as (
  select min(boundary_id) as boundary_id, count(*) as wards, (array_agg(geom))[1] as geom
  from sides group by least(a, b), greatest(a, b)
), water as (
  select st_buffer(st_union(f.geom), 0.00004) as geom from parcels.land_features f
  where f.tenant_id = $1::int and f.kind = 'water'
), lines as (
  select 2 * o.boundary_id + (o.wards = 1)::int as id, st_linemerge(st_collect(o.geom)) as geom, o.wards = 1 as is_limit
  from once o group by 1, 3
)
select l.id, st_asbinary(parts.geom) as geometry, case when l.is_limit then 'limit' else 'ward' end as class
from lines l cross join water w
cross join lateral (select st_collectionextract(
  case when w.geom is null then l.geom else st_difference(l.geom, w.geom) end, 2) as geom) parts
where {which} and not st_isempty(parts.geom)
order by l.id {limit}`,
    'l.id',
  ),
}

/** Where the name of a ward stands: once, in its greatest part. */
export const wardNames: TileLayer = {
  id: 'ward-names',
  titles: { en: 'Ward names', hi: 'वार्डों के नाम', mr: 'प्रभागांची नावे' },
  room: 'identity',
  group: 'boundaries',
  geometry: 'point',
  fields: [field('code', 'String', 'Ward number'), ...nameFields()],
  minZoom: 8,
  maxZoom: 16,
  detailFromZoom: 0,
  whoMaySee: null,
  legend: {
    field: null,
    values: [{ value: 'ward', names: { en: 'Ward', hi: 'वार्ड', mr: 'प्रभाग' }, colour: 'ward' }],
  },
  ...statements(
    `select b.boundary_id as id, st_asbinary(${labelPoint('part.geom')}) as geometry, b.code, ${nameColumns('b.names')}
from identity.boundaries b
cross join lateral (select d.geom from st_dump(b.geom) d order by st_area(d.geom) desc limit 1) part
where {which} and ${wardsInForce('b')}
order by b.boundary_id {limit}`,
    'b.boundary_id',
  ),
}

/** Names of mohallas, colonies and villages where their labels stand; one that is a park is named by the park. */
export const localities: TileLayer = {
  id: 'localities',
  titles: { en: 'Locality names', hi: 'मोहल्लों के नाम', mr: 'वस्त्यांची नावे' },
  room: 'parcels',
  group: 'boundaries',
  geometry: 'point',
  fields: nameFields(),
  minZoom: 10,
  maxZoom: 16,
  detailFromZoom: 0,
  whoMaySee: null,
  legend: {
    field: null,
    values: [{ value: 'locality', names: { en: 'Locality', hi: 'मोहल्ला', mr: 'वस्ती' }, colour: 'place' }],
  },
  ...statements(
    `select l.locality_id as id, st_asbinary(l.geom) as geometry, ${nameColumns('l.names')}
from parcels.localities l
where l.tenant_id = $1::int and {which} and l.geom is not null
  and not exists (select 1 from parcels.land_features f
    where f.tenant_id = $1::int and f.kind = 'park' and f.names ->> 'en' = l.names ->> 'en')
order by l.locality_id {limit}`,
    'l.locality_id',
  ),
}
