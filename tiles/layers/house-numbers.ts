import { field, inForce, statements, type TileLayer } from './layer.ts'

/** House numbers of addresses where they stand, one a property; flats and shops of one building go by its name instead. */
export const houseNumbers: TileLayer = {
  id: 'house-numbers',
  titles: { en: 'House numbers', hi: 'मकान नंबर', mr: 'घर क्रमांक' },
  room: 'parcels',
  group: 'land',
  geometry: 'point',
  fields: [field('number', 'String', 'House number as on the door')],
  minZoom: 17,
  maxZoom: 17,
  detailFromZoom: 0,
  whoMaySee: null,
  legend: {
    field: null,
    values: [{ value: 'house', names: { en: 'House number', hi: 'मकान नंबर', mr: 'घर क्रमांक' }, colour: 'place' }],
  },
  ...statements(
    `select distinct on (v.property_id) v.property_id as id, st_asbinary(v.point) as geometry, a.house_number as number
from parcels.property_versions v
join parcels.addresses a on a.tenant_id = $1::int and a.address_id = v.address_id
where v.tenant_id = $1::int and {which} and v.point is not null and v.place_grade <> 'unit'
  and a.house_number is not null and ${inForce('v')}
order by v.property_id, v.valid_from desc, v.version_id desc {limit}`,
    'v.property_id',
  ),
}
