import { field, type LegendValue, nameColumns, nameFields, statements, type TileLayer } from './layer.ts'

/** What the layers of the base map's other things have in common: one table, one kind each. */
function landFeature(
  kind: 'railway' | 'water' | 'park' | 'tree',
  layer: Pick<TileLayer, 'id' | 'titles' | 'geometry' | 'minZoom' | 'fields'> & { legend: TileLayer['legend'] },
): TileLayer {
  return {
    ...layer,
    room: 'parcels',
    group: 'base',
    maxZoom: 17,
    detailFromZoom: 0,
    whoMaySee: null,
    ...statements(
      `select f.feature_id as id, st_asbinary(f.geom) as geometry, f.class, ${nameColumns('f.names')}
from parcels.land_features f
where f.tenant_id = $1::int and f.kind = '${kind}' and {which}
order by f.feature_id {limit}`,
      'f.feature_id',
    ),
  }
}

const className = field('class', 'String', 'Which kind of it')
const named = (value: string, en: string, hi: string, mr: string, colour: string): LegendValue => ({
  value,
  names: { en, hi, mr },
  colour,
})

/** Railway lines. */
export const railways = landFeature('railway', {
  id: 'railways',
  titles: { en: 'Railway', hi: 'रेलमार्ग', mr: 'रेल्वेमार्ग' },
  geometry: 'line',
  minZoom: 8,
  fields: [className, ...nameFields(13)],
  legend: { field: null, values: [named('railway', 'Railway', 'रेलमार्ग', 'रेल्वेमार्ग', 'railway')] },
})

/** Rivers, ponds and drains. */
export const water = landFeature('water', {
  id: 'water',
  titles: { en: 'Water', hi: 'जल', mr: 'पाणी' },
  geometry: 'polygon',
  minZoom: 8,
  fields: [className, ...nameFields(11)],
  legend: {
    field: 'class',
    values: [
      named('river', 'River', 'नदी', 'नदी', 'water.river'),
      named('pond', 'Pond', 'तालाब', 'तलाव', 'water.pond'),
      named('drain', 'Drain', 'नाला', 'नाला', 'water.drain'),
    ],
  },
})

/** Parks, playing grounds and gardens. */
export const parks = landFeature('park', {
  id: 'parks',
  titles: { en: 'Parks', hi: 'उद्यान', mr: 'उद्याने' },
  geometry: 'polygon',
  minZoom: 8,
  fields: [className, ...nameFields(14)],
  legend: {
    field: 'class',
    values: [
      named('park', 'Park', 'उद्यान', 'उद्यान', 'park.park'),
      named('ground', 'Playing ground', 'मैदान', 'मैदान', 'park.ground'),
      named('garden', 'Garden', 'बगीचा', 'बाग', 'park.garden'),
    ],
  },
})

/** Single trees, from close by. */
export const trees = landFeature('tree', {
  id: 'trees',
  titles: { en: 'Trees', hi: 'वृक्ष', mr: 'झाडे' },
  geometry: 'point',
  minZoom: 15,
  fields: [className],
  legend: { field: null, values: [named('tree', 'Tree', 'वृक्ष', 'झाड', 'tree')] },
})
