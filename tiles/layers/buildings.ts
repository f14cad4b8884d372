import { field, inForce, nameColumns, nameFields, staffField, statements, type TileLayer } from './layer.ts'

/** Footprints with floors and height, coloured by use; far off they are shown as blocks. */
export const buildings: TileLayer = {
  id: 'buildings',
  titles: { en: 'Buildings', hi: 'भवन', mr: 'इमारती' },
  room: 'parcels',
  group: 'land',
  geometry: 'polygon',
  fields: [
    field('use', 'String', 'What the building is used for'),
    field('floors', 'Number', 'Floors above ground', 14),
    field('heightM', 'Number', 'Height in metres', 15),
    field('construction', 'String', 'Kind of construction', 15),
    ...nameFields(16),
    staffField('builtYear', 'Number', 'Year of construction', 16),
  ],
  minZoom: 10,
  maxZoom: 17,
  detailFromZoom: 14,
  whoMaySee: null,
  legend: {
    field: 'use',
    values: [
      { value: 'residential', names: { en: 'Residential', hi: 'आवासीय', mr: 'निवासी' }, colour: 'series.1' },
      { value: 'commercial', names: { en: 'Commercial', hi: 'वाणिज्यिक', mr: 'वाणिज्य' }, colour: 'series.2' },
      { value: 'mixed', names: { en: 'Mixed', hi: 'मिश्रित', mr: 'मिश्र' }, colour: 'series.3' },
      { value: 'institutional', names: { en: 'Institutional', hi: 'संस्थागत', mr: 'संस्थात्मक' }, colour: 'series.4' },
      { value: 'religious', names: { en: 'Religious', hi: 'धार्मिक', mr: 'धार्मिक' }, colour: 'series.5' },
      { value: 'government', names: { en: 'Government', hi: 'शासकीय', mr: 'शासकीय' }, colour: 'series.6' },
      { value: 'industrial', names: { en: 'Industrial', hi: 'औद्योगिक', mr: 'औद्योगिक' }, colour: 'series.7' },
    ],
  },
  ...statements(
    `select distinct on (v.building_id) v.building_id as id, st_asbinary(v.geom) as geometry, v.use,
  v.floors_above as floors, v.height_m::float8 as "heightM", v.construction, v.built_year as "builtYear", ${nameColumns('v.names')}
from parcels.building_versions v
where v.tenant_id = $1::int and {which} and v.geom is not null and ${inForce('v')}
order by v.building_id, v.valid_from desc, v.version_id desc {limit}`,
    'v.building_id',
  ),
}
