import { field, statements, type TileLayer } from './layer.ts'

/**
 * Stretches that lie above something: streets and rails over a river, greater roads over the railway. Nobody enters them;
 * they follow from where the lines cross. Ids are made of the road's or the track's: even and odd.
 */
export const bridges: TileLayer = {
  id: 'bridges',
  titles: { en: 'Bridges', hi: 'पुल', mr: 'पूल' },
  room: 'parcels',
  group: 'base',
  geometry: 'line',
  fields: [field('class', 'String', 'Class of the road, or railway'), field('widthM', 'Number', 'Width in metres')],
  minZoom: 12,
  maxZoom: 17,
  detailFromZoom: 0,
  whoMaySee: null,
  legend: {
    field: null,
    values: [{ value: 'bridge', names: { en: 'Bridge', hi: 'पुल', mr: 'पूल' }, colour: 'road.arterial' }],
  },
  // A piece of water reaches half a road's width onto the bank, so that the bridge stands on land at both ends.
  ...statements(
    `with crossings as (
  select 2 * r.road_id as id, r.class, r.width_m::float8 as "widthM", r.geom as line, f.geom as under,
    case f.kind when 'railway' then 0.00017 else 0.00006 end as reach
  from parcels.roads r
  join parcels.land_features f on f.tenant_id = $1::int and f.geom && r.geom and st_intersects(f.geom, r.geom)
    and (f.kind = 'water' or (f.kind = 'railway' and r.class in ('highway', 'arterial')))
  where r.tenant_id = $1::int and r.geom is not null
  union all
  select 2 * t.feature_id + 1, 'railway', 6, t.geom, f.geom, 0.00006
  from parcels.land_features t
  join parcels.land_features f on f.tenant_id = $1::int and f.kind = 'water' and f.geom && t.geom and st_intersects(f.geom, t.geom)
  where t.tenant_id = $1::int and t.kind = 'railway'
), spans as (
  select c.id, c.class, c."widthM", piece.geom
  from crossings c
  cross join lateral st_dump(st_collectionextract(st_intersection(c.line, st_buffer(c.under, c.reach)), 2)) piece
  where {which} and st_intersects(piece.geom, c.under) and st_length(piece.geom::geography) > 8
)
select s.id, st_asbinary(st_linemerge(st_union(s.geom))) as geometry, s.class, s."widthM"
from spans s group by s.id, s.class, s."widthM" order by s.id {limit}`,
    'c.id',
  ),
}
