import { landmarkClasses } from './landmark-classes.ts'
import { field, nameColumns, nameFields, statements, type TileLayer } from './layer.ts'

/** Zoom from which a landmark of each rank is in the tiles; the style shows it half a zoom later. */
const zoomOfRank: Record<number, number> = { 1: 12, 2: 13, 3: 14, 4: 15, 5: 16 }

/** Stations, hospitals, schools, temples, wells …: what people find their way by. */
export const landmarks: TileLayer = {
  id: 'landmarks',
  titles: { en: 'Landmarks', hi: 'प्रमुख स्थान', mr: 'महत्त्वाची ठिकाणे' },
  room: 'parcels',
  group: 'base',
  geometry: 'point',
  fields: [field('class', 'String', 'What it is: station, hospital, temple …'), ...nameFields(13)],
  minZoom: 12,
  maxZoom: 17,
  detailFromZoom: 0,
  appearsFrom: {
    field: 'class',
    zooms: Object.fromEntries(landmarkClasses.map(({ value, rank }) => [value, zoomOfRank[rank]!])),
  },
  whoMaySee: null,
  legend: {
    field: 'class',
    values: landmarkClasses.map(({ value, names, family }) => ({ value, names, colour: `landmark.${family}` })),
  },
  // A landmark may be drawn as an area; its sign stands inside it.
  ...statements(
    `select f.feature_id as id, st_asbinary(case when st_dimension(f.geom) = 0 then st_geometryn(f.geom, 1) else st_pointonsurface(f.geom) end) as geometry,
  f.class, ${nameColumns('f.names')}
from parcels.land_features f
where f.tenant_id = $1::int and f.kind = 'landmark' and {which}
order by f.feature_id {limit}`,
    'f.feature_id',
  ),
}
