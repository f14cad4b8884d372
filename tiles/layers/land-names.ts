import { field, labelPoint, nameColumns, nameFields, statements, type TileLayer } from './layer.ts'

/** Names of parks, grounds and ponds, each once however many tiles it lies in. */
export const landNames: TileLayer = {
  id: 'land-names',
  titles: { en: 'Names of parks and ponds', hi: 'उद्यानों और तालाबों के नाम', mr: 'उद्याने व तलावांची नावे' },
  room: 'parcels',
  group: 'base',
  geometry: 'point',
  fields: [
    field('class', 'String', 'park, garden, ground or pond'),
    field('sizeM', 'Number', 'Side in metres of a square as large as it: small ones are named later'),
    ...nameFields(),
  ],
  minZoom: 12,
  maxZoom: 17,
  detailFromZoom: 0,
  whoMaySee: null,
  legend: {
    field: null,
    values: [{ value: 'name', names: { en: 'Name', hi: 'नाम', mr: 'नाव' }, colour: 'park.park' }],
  },
  ...statements(
    `select f.feature_id as id, st_asbinary(${labelPoint('part.geom')}) as geometry, f.class,
  sqrt(st_area(f.geom::geography))::int as "sizeM", ${nameColumns('f.names')}
from parcels.land_features f
cross join lateral (select d.geom from st_dump(f.geom) d order by st_area(d.geom) desc limit 1) part
where f.tenant_id = $1::int and (f.kind = 'park' or (f.kind = 'water' and f.class = 'pond')) and f.names <> '{}'
  and st_dimension(f.geom) = 2 and {which}
order by f.feature_id {limit}`,
    'f.feature_id',
  ),
}

/**
 * Middle lines of rivers and drains, for the name that runs along the water. The middle of a band is where the edges of
 * its banks' Voronoi cells lie wholly inside it; the banks are taken at steps of about half the breadth.
 */
export const waterLines: TileLayer = {
  id: 'water-lines',
  titles: { en: 'Names of rivers', hi: 'नदियों के नाम', mr: 'नद्यांची नावे' },
  room: 'parcels',
  group: 'base',
  geometry: 'line',
  fields: [field('class', 'String', 'river or drain'), ...nameFields()],
  minZoom: 11,
  maxZoom: 17,
  detailFromZoom: 0,
  whoMaySee: null,
  legend: {
    field: null,
    values: [{ value: 'name', names: { en: 'Name', hi: 'नाम', mr: 'नाव' }, colour: 'water.river' }],
  },
  ...statements(
    `with bands as (
  select f.feature_id, f.class, f.names, part.geom, st_area(part.geom) / nullif(st_perimeter(part.geom), 0) as half
  from parcels.land_features f cross join lateral st_dump(f.geom) part
  where f.tenant_id = $1::int and f.kind = 'water' and f.class in ('river', 'drain') and f.names <> '{}' and {which}
), inner_bands as (
  select b.feature_id, b.half, st_simplifypreservetopology(b.geom, b.half * 0.3) as geom, st_buffer(b.geom, -0.2 * b.half) as core
  from bands b where b.half is not null
), edges as (
  select b.feature_id, edge.geom from inner_bands b
  cross join lateral st_dump(st_voronoilines(st_segmentize(st_boundary(b.geom), b.half))) edge
  where st_covers(b.core, edge.geom)
), lines as (
  select b.feature_id, b.class, b.names, b.half, coalesce(
    (select st_linemerge(st_collect(e.geom)) from edges e where e.feature_id = b.feature_id),
    case when st_dimension(b.geom) = 1 then b.geom end) as geom
  from bands b
), longest as (
  select distinct on (l.feature_id) l.feature_id, l.class, l.names, l.half, piece.geom
  from lines l cross join lateral st_dump(l.geom) piece
  where st_geometrytype(piece.geom) = 'ST_LineString'
  order by l.feature_id, st_length(piece.geom) desc
)
select g.feature_id as id, st_asbinary(st_chaikinsmoothing(st_simplify(g.geom, coalesce(g.half, 0) * 0.3), 2)) as geometry,
  g.class, ${nameColumns('g.names')}
from longest g order by g.feature_id {limit}`,
    'f.feature_id',
  ),
}
