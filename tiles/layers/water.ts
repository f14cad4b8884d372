import { field, inForce, statements, type TileLayer } from './layer.ts'

/** Pipes by role, for officers: where the mains lie is not for everybody. */
export const waterPipes: TileLayer = {
  id: 'water-pipes',
  titles: { en: 'Water pipes', hi: 'पानी के पाइप', mr: 'जलवाहिन्या' },
  room: 'water',
  group: 'services',
  geometry: 'line',
  fields: [
    field('role', 'String', 'raw-water-main, rising-main, feeder-main, distribution-main or service-pipe'),
    field('material', 'String', 'ci, di, ms, gi, hdpe, upvc, ac, psc or unknown', 14),
    field('diameterMm', 'Number', 'Diameter in millimetres', 14),
    field('code', 'String', 'Code of the pipe', 16),
  ],
  minZoom: 11,
  maxZoom: 17,
  detailFromZoom: 0,
  appearsFrom: { field: 'role', zooms: { 'distribution-main': 13, 'service-pipe': 15 } },
  whoMaySee: 'water.read',
  // Drawn alike until its screen comes: the fields say the rest.
  legend: {
    field: null,
    values: [{ value: 'pipe', names: { en: 'Water pipe', hi: 'पानी का पाइप', mr: 'जलवाहिनी' }, colour: 'series.1' }],
  },
  ...statements(
    `select p.pipe_id as id, st_asbinary(p.geom) as geometry, p.role, p.material, p.diameter_mm::float8 as "diameterMm", p.code
from water.pipes p
where p.tenant_id = $1::int and {which} and p.geom is not null and (p.retired_on is null or p.retired_on > {today})
order by p.pipe_id {limit}`,
    'p.pipe_id',
  ),
}

/** Connections at their own point, else at that of their property, for officers. */
export const waterConnections: TileLayer = {
  id: 'water-connections',
  titles: { en: 'Water connections', hi: 'नल कनेक्शन', mr: 'नळजोडण्या' },
  room: 'water',
  group: 'services',
  geometry: 'point',
  fields: [
    field('status', 'String', 'sanctioned, live, disconnected or closed'),
    field('sharing', 'String', 'single, several-taps, group, society-bulk or standpost'),
    field('basis', 'String', 'metered, flat, ferrule, per-tap, property-linked or free'),
    field('consumerNumber', 'String', 'Consumer number', 15),
  ],
  minZoom: 13,
  maxZoom: 17,
  detailFromZoom: 0,
  whoMaySee: 'water.read',
  legend: {
    field: null,
    values: [
      { value: 'connection', names: { en: 'Water connection', hi: 'नल कनेक्शन', mr: 'नळजोडणी' }, colour: 'series.1' },
    ],
  },
  ...statements(
    `select c.connection_id as id, st_asbinary(coalesce(v.point, p.point)) as geometry, v.status, v.sharing, v.billing_basis as basis,
  c.consumer_number as "consumerNumber"
from water.connections c
join water.connection_versions v on v.tenant_id = $1::int and v.connection_id = c.connection_id and ${inForce('v')}
left join parcels.property_versions p on p.tenant_id = $1::int and p.property_id = v.property_id and ${inForce('p')}
where c.tenant_id = $1::int and {which} and coalesce(v.point, p.point) is not null
order by c.connection_id {limit}`,
    'c.connection_id',
  ),
}
