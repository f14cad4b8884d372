import { field, inForce, nameColumns, nameFields, statements, type TileLayer } from './layer.ts'

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

/** Names of mohallas, colonies and villages where their labels stand. */
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
order by l.locality_id {limit}`,
    'l.locality_id',
  ),
}
