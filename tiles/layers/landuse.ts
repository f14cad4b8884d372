import { landUseValues } from './land-use-values.ts'
import { field, inForce, nameColumns, nameFields, statements, type TileLayer } from './layer.ts'

/** Zones of the development plan in force. */
export const landuse: TileLayer = {
  id: 'landuse',
  titles: { en: 'Land-use zones', hi: 'भू-उपयोग क्षेत्र', mr: 'भू-वापर क्षेत्रे' },
  room: 'parcels',
  group: 'base',
  geometry: 'polygon',
  fields: [field('code', 'String', 'Land-use zone'), ...nameFields(14)],
  minZoom: 8,
  maxZoom: 16,
  detailFromZoom: 0,
  whoMaySee: null,
  legend: { field: 'code', values: landUseValues },
  ...statements(
    `select z.zone_id as id, st_asbinary(z.geom) as geometry, z.code, ${nameColumns('z.names')}
from parcels.land_use_zones z
where z.tenant_id = $1::int and {which} and ${inForce('z')}
order by z.zone_id {limit}`,
    'z.zone_id',
  ),
}
