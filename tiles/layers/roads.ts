import { field, nameColumns, nameFields, statements, type TileLayer } from './layer.ts'

/** Streets by class and width. From afar only the greater ones. */
export const roads: TileLayer = {
  id: 'roads',
  titles: { en: 'Streets', hi: 'सड़कें', mr: 'रस्ते' },
  room: 'parcels',
  group: 'base',
  geometry: 'line',
  fields: [
    field('class', 'String', 'highway, arterial, collector, local, lane or footpath'),
    field('widthM', 'Number', 'Width in metres', 13),
    field('oneWay', 'Boolean', 'True where traffic runs one way, from the first point to the last', 16),
    ...nameFields(13),
  ],
  minZoom: 8,
  maxZoom: 17,
  detailFromZoom: 0,
  appearsFrom: { field: 'class', zooms: { collector: 11, local: 12, lane: 13, footpath: 14 } },
  whoMaySee: null,
  legend: {
    field: 'class',
    values: [
      { value: 'highway', names: { en: 'Highway', hi: 'राजमार्ग', mr: 'महामार्ग' }, colour: 'road.highway' },
      { value: 'arterial', names: { en: 'Main road', hi: 'मुख्य मार्ग', mr: 'मुख्य रस्ता' }, colour: 'road.arterial' },
      { value: 'collector', names: { en: 'Feeder road', hi: 'संपर्क मार्ग', mr: 'जोडरस्ता' }, colour: 'road.collector' },
      { value: 'local', names: { en: 'Street', hi: 'सड़क', mr: 'रस्ता' }, colour: 'road.local' },
      { value: 'lane', names: { en: 'Lane', hi: 'गली', mr: 'गल्ली' }, colour: 'road.lane' },
      { value: 'footpath', names: { en: 'Footpath', hi: 'पगडंडी', mr: 'पायवाट' }, colour: 'road.footpath' },
    ],
  },
  ...statements(
    `select r.road_id as id, st_asbinary(r.geom) as geometry, r.class, r.width_m::float8 as "widthM",
  case when r.one_way then true end as "oneWay", ${nameColumns('r.names')}
from parcels.roads r
where r.tenant_id = $1::int and {which} and r.geom is not null
order by r.road_id {limit}`,
    'r.road_id',
  ),
}
