import { field, inForce, nameColumns, nameFields, statements, type TileLayer } from './layer.ts'

/** Beats of waste collection where they are drawn. */
export const wasteBeats: TileLayer = {
  id: 'waste-beats',
  titles: { en: 'Waste beats', hi: 'कचरा संग्रहण बीट', mr: 'कचरा संकलन बीट' },
  room: 'waste',
  group: 'services',
  geometry: 'polygon',
  fields: [field('code', 'String', 'Code of the beat'), ...nameFields(12)],
  minZoom: 10,
  maxZoom: 16,
  detailFromZoom: 0,
  whoMaySee: null,
  legend: {
    field: null,
    values: [{ value: 'beat', names: { en: 'Limit of a beat', hi: 'बीट की सीमा', mr: 'बीटची हद्द' }, colour: 'ward' }],
  },
  ...statements(
    `select w.beat_id as id, st_asbinary(b.geom) as geometry, w.code, ${nameColumns('w.names')}
from waste.beats w
join identity.boundaries b on b.tenant_id = $1::int and b.boundary_id = w.boundary_id and ${inForce('b')}
where w.tenant_id = $1::int and {which} and b.geom is not null and w.valid_from <= {today} and w.valid_to > {today}
order by w.beat_id {limit}`,
    'w.beat_id',
  ),
}
