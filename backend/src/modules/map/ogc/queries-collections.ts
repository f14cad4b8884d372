/**
 * The collections of OGC API Features: what each is called, what it is made of, and how it is read. All run as
 * khasra_reader, who sees published columns alone, and say `tenant_id = $1`; `$2` and `$3` are the period asked about.
 */
import type { Db, Names } from '../../../kernel/index.ts'
import { Parameters, type PropertyType, type Queryable } from './queries-cql2.ts'
import type { Crs } from './rules-crs.ts'

/** A property of a collection. `staff` ones are neither shown to others nor may others filter by them. */
export type CollectionField = { name: string; type: PropertyType; sql: string; title: string; isStaff?: boolean }

/** A collection whole. */
export type Collection = {
  id: string
  titles: Required<Pick<Names, 'en' | 'hi' | 'mr'>>
  description: string
  /** As OGC names it in queryables: `geometry-multipolygon`. */
  geometryFormat: 'geometry-multipolygon' | 'geometry-multilinestring' | 'geometry-point' | 'geometry-any'
  /** Tables, joins and conditions without the period. */
  from: string
  id_sql: string
  /** What changes with every change of a feature; only collections that are written to have it. */
  version_sql?: string
  geometry_sql: string
  /** Alias of the table with valid_from and valid_to; null where nothing is dated. */
  dated: string | null
  fields: readonly CollectionField[]
  /** Which tile layer shows the same things. */
  tileLayer: string
}

const text = (name: string, sql: string, title: string): CollectionField => ({ name, type: 'string', sql, title })
const number = (name: string, sql: string, title: string): CollectionField => ({
  name,
  type: 'number',
  sql: `${sql}::float8`,
  title,
})
const whole = (name: string, sql: string, title: string): CollectionField => ({ name, type: 'integer', sql, title })
const names = (column: string): CollectionField[] => [
  text('nameEn', `${column} ->> 'en'`, 'Name in English'),
  text('nameHi', `${column} ->> 'hi'`, 'Name in Hindi'),
  text('nameMr', `${column} ->> 'mr'`, 'Name in Marathi'),
]
const period = (alias: string): CollectionField[] => [
  { name: 'validFrom', type: 'date', sql: `${alias}.valid_from`, title: 'First day in law' },
  { name: 'validTo', type: 'date', sql: `nullif(${alias}.valid_to, 'infinity')`, title: 'First day no longer' },
]

const landFeature = (
  kind: string,
  given: Pick<Collection, 'id' | 'titles' | 'description' | 'geometryFormat' | 'tileLayer'>,
): Collection => ({
  ...given,
  from: `parcels.land_features f where f.tenant_id = $1::int and f.kind = '${kind}'`,
  id_sql: 'f.feature_id',
  geometry_sql: 'f.geom',
  dated: null,
  fields: [text('class', 'f.class', 'Which kind of it'), ...names('f.names')],
})

/** Every collection, in the order in which they are listed. */
export const collections: readonly Collection[] = [
  {
    id: 'parcels',
    titles: { en: 'Parcels', hi: 'भूखंड', mr: 'भूखंड' },
    description:
      'Spatial units of all levels as they stand in law: municipal plots, layout plots, khasras, occupied sites.',
    geometryFormat: 'geometry-multipolygon',
    from: `parcels.parcel_versions v where v.tenant_id = $1::int and v.superseded_at = 'infinity'
      and (v.batch_id is null or exists (select 1 from parcels.import_batches b
        where b.tenant_id = $1::int and b.batch_id = v.batch_id and b.state = 'published'))`,
    id_sql: 'v.parcel_id',
    version_sql: 'v.version_id',
    geometry_sql: 'v.geom',
    dated: 'v',
    fields: [
      text('number', 'coalesce(v.number_printed, v.number)', 'Plot number as printed'),
      text('level', 'v.level', 'The record it belongs to'),
      text('use', 'v.use', 'What it is used for'),
      number('areaSqm', 'v.area_sqm', "Area in the town's UTM zone, square metres"),
      text('surveyClass', 'v.survey_class', 'How its boundary was surveyed'),
      { ...number('legalAreaSqm', 'v.legal_area_sqm', 'Area by deed or order, square metres'), isStaff: true },
      { name: 'surveyedOn', type: 'date', sql: 'v.surveyed_on', title: 'Day of the survey' },
      ...period('v'),
    ],
    tileLayer: 'parcels',
  },
  {
    id: 'properties',
    titles: { en: 'Properties', hi: 'संपत्तियाँ', mr: 'मालमत्ता' },
    description: 'What is billed and served, where it stands. Those known by street alone have no geometry.',
    geometryFormat: 'geometry-point',
    from: `parcels.property_versions v join parcels.properties p on p.tenant_id = v.tenant_id and p.property_id = v.property_id
      where v.tenant_id = $1::int and v.superseded_at = 'infinity'`,
    id_sql: 'v.property_id',
    geometry_sql: 'v.point',
    dated: 'v',
    fields: [
      text('propertyNumber', 'p.property_number', 'Property number, ten digits'),
      text('kind', 'v.kind', 'Kind of property'),
      text('placeGrade', 'v.place_grade', 'How well its place is known'),
      ...period('v'),
    ],
    tileLayer: 'parcels',
  },
  {
    id: 'buildings',
    titles: { en: 'Buildings', hi: 'भवन', mr: 'इमारती' },
    description: 'Footprints with floors, height, construction and use.',
    geometryFormat: 'geometry-multipolygon',
    from: `parcels.building_versions v where v.tenant_id = $1::int and v.superseded_at = 'infinity' and v.geom is not null`,
    id_sql: 'v.building_id',
    geometry_sql: 'v.geom',
    dated: 'v',
    fields: [
      text('use', 'v.use', 'What it is used for'),
      whole('floors', 'v.floors_above', 'Floors above ground'),
      whole('floorsBelow', 'v.floors_below', 'Floors below ground'),
      number('heightM', 'v.height_m', 'Height in metres'),
      text('construction', 'v.construction', 'Kind of construction'),
      number('footprintSqm', 'v.footprint_sqm', 'Footprint, square metres'),
      { ...whole('builtYear', 'v.built_year', 'Year of construction'), isStaff: true },
      ...names('v.names'),
      ...period('v'),
    ],
    tileLayer: 'buildings',
  },
  {
    id: 'boundaries',
    titles: { en: 'Boundaries', hi: 'सीमाएँ', mr: 'सीमा' },
    description: 'Wards, zones, beats and other dated areas, each of its boundary set.',
    geometryFormat: 'geometry-multipolygon',
    from: `identity.boundaries v join identity.boundary_sets s on s.tenant_id = v.tenant_id and s.boundary_set_id = v.boundary_set_id
      where v.tenant_id = $1::int and v.superseded_at = 'infinity' and v.geom is not null`,
    id_sql: 'v.boundary_id',
    geometry_sql: 'v.geom',
    dated: 'v',
    fields: [
      text('boundarySet', 's.code', 'electoral-ward, tax-ward, zone …'),
      text('code', 'v.code', 'Code of the area'),
      ...names('v.names'),
      ...period('v'),
    ],
    tileLayer: 'wards',
  },
  {
    id: 'land-use',
    titles: { en: 'Land-use zones', hi: 'भू-उपयोग क्षेत्र', mr: 'भू-वापर क्षेत्रे' },
    description: 'Zones of the development plan, dated, with their instrument.',
    geometryFormat: 'geometry-multipolygon',
    from: `parcels.land_use_zones v where v.tenant_id = $1::int and v.superseded_at = 'infinity'`,
    id_sql: 'v.zone_id',
    geometry_sql: 'v.geom',
    dated: 'v',
    fields: [
      text('code', 'v.code', 'Land-use zone'),
      text('instrument', 'v.instrument', 'The plan that made it'),
      ...names('v.names'),
      ...period('v'),
    ],
    tileLayer: 'landuse',
  },
  {
    id: 'roads',
    titles: { en: 'Streets', hi: 'सड़कें', mr: 'रस्ते' },
    description: 'Centre lines of streets with class, width and surface.',
    geometryFormat: 'geometry-multilinestring',
    from: `parcels.roads r where r.tenant_id = $1::int and r.geom is not null`,
    id_sql: 'r.road_id',
    geometry_sql: 'r.geom',
    dated: null,
    fields: [
      text('class', 'r.class', 'highway, arterial, collector, local, lane or footpath'),
      number('widthM', 'r.width_m', 'Width in metres'),
      text('surface', 'r.surface', 'Surface'),
      { name: 'oneWay', type: 'boolean', sql: 'r.one_way', title: 'One way' },
      { name: 'deadEnd', type: 'boolean', sql: 'r.dead_end', title: 'Dead end' },
      ...names('r.names'),
    ],
    tileLayer: 'roads',
  },
  {
    id: 'localities',
    titles: { en: 'Localities', hi: 'मोहल्ले', mr: 'वस्त्या' },
    description: 'Mohallas, colonies and villages, where their names stand.',
    geometryFormat: 'geometry-point',
    from: `parcels.localities l where l.tenant_id = $1::int`,
    id_sql: 'l.locality_id',
    geometry_sql: 'l.geom',
    dated: null,
    fields: [text('code', 'l.code', 'Code of the locality'), ...names('l.names')],
    tileLayer: 'localities',
  },
  landFeature('water', {
    id: 'water',
    titles: { en: 'Water', hi: 'जल', mr: 'पाणी' },
    description: 'Rivers, ponds and drains.',
    geometryFormat: 'geometry-any',
    tileLayer: 'water',
  }),
  landFeature('park', {
    id: 'parks',
    titles: { en: 'Parks', hi: 'उद्यान', mr: 'उद्याने' },
    description: 'Parks, playing grounds and gardens.',
    geometryFormat: 'geometry-any',
    tileLayer: 'parks',
  }),
  landFeature('railway', {
    id: 'railways',
    titles: { en: 'Railway', hi: 'रेलमार्ग', mr: 'रेल्वेमार्ग' },
    description: 'Railway lines.',
    geometryFormat: 'geometry-any',
    tileLayer: 'railways',
  }),
  landFeature('landmark', {
    id: 'landmarks',
    titles: { en: 'Landmarks', hi: 'प्रमुख स्थल', mr: 'महत्त्वाची ठिकाणे' },
    description: 'Schools, hospitals, stations, temples, offices and other places that people name.',
    geometryFormat: 'geometry-any',
    tileLayer: 'landmarks',
  }),
  landFeature('tree', {
    id: 'trees',
    titles: { en: 'Trees', hi: 'वृक्ष', mr: 'झाडे' },
    description: 'Single trees.',
    geometryFormat: 'geometry-any',
    tileLayer: 'trees',
  }),
]

/** What a caller may see and ask of a collection. */
export function fieldsFor(collection: Collection, isStaff: boolean): CollectionField[] {
  return collection.fields.filter((field) => isStaff || !field.isStaff)
}

/** The same as a filter names them; `geometry` is the place itself. */
export function queryablesOf(collection: Collection, isStaff: boolean): Map<string, Queryable> {
  const list: [string, Queryable][] = fieldsFor(collection, isStaff).map((field) => [field.name, field])
  return new Map([
    ...list,
    ['id', { type: 'integer', sql: collection.id_sql }],
    ['geometry', { type: 'geometry', sql: collection.geometry_sql }],
  ])
}

/** What is asked of a collection, read and checked. */
export type ItemsAsked = {
  tenantId: number
  /** The first and the last day asked about. */
  period: { from: string; to: string }
  boxes: readonly (readonly [number, number, number, number])[]
  boxCrs: Crs
  condition: ((parameters: Parameters) => string) | null
  after: number
  limit: number
  crs: Crs
  isStaff: boolean
}

/** A feature as it is read: its geometry is GeoJSON text. */
export type ItemRow = { id: number; version?: number; geometry: string | null } & Record<string, unknown>

function conditions(collection: Collection, asked: ItemsAsked, parameters: Parameters): string {
  const parts: string[] = []
  if (collection.dated)
    parts.push(`${collection.dated}.valid_from <= $3::date and ${collection.dated}.valid_to > $2::date`)
  else parts.push(`$2::date is not null and $3::date is not null`)
  if (asked.boxes.length) {
    const srid = asked.boxCrs.srid
    const boxes = asked.boxes.map((box) => {
      const envelope = `st_makeenvelope(${box.map((side) => parameters.add(side, 'float8')).join(', ')}, ${srid})`
      const placed = srid === 4326 ? envelope : `st_transform(st_segmentize(${envelope}, 5000), 4326)`
      return `st_intersects(${collection.geometry_sql}, ${placed})`
    })
    parts.push(`(${boxes.join(' or ')})`)
  }
  if (asked.condition) parts.push(asked.condition(parameters))
  return parts.map((part) => `and ${part}`).join(' ')
}

function geometryText(sql: string, crs: Crs): string {
  if (crs.srid === 4326) return `st_asgeojson(${crs.isLatitudeFirst ? `st_flipcoordinates(${sql})` : sql}, 8, 0)`
  return `st_asgeojson(st_transform(${sql}, ${crs.srid}), 3, 0)`
}

const dayOrNull = (field: CollectionField): string =>
  field.type === 'date' ? `to_char(${field.sql}, 'YYYY-MM-DD')` : field.sql

/**
 * A page of a collection by id after `after`; of several states of a thing within the period the latest.
 * A place or a filter is looked up first, so that its index is used and not the order of ids.
 */
export function selectItems(db: Db, collection: Collection, asked: ItemsAsked): Promise<ItemRow[]> {
  const parameters = new Parameters([asked.tenantId, asked.period.from, asked.period.to])
  const where = conditions(collection, asked, parameters)
  const after = parameters.add(asked.after, 'bigint')
  const limit = parameters.add(asked.limit, 'int')
  const isOneDay = asked.period.from === asked.period.to
  // On one day a thing has one state, and the index gives them in order; sorting by two columns would read all that follow.
  const [distinct, latest] =
    collection.dated && !isOneDay
      ? [`distinct on (${collection.id_sql})`, `, ${collection.dated}.valid_from desc`]
      : ['', '']
  const values = fieldsFor(collection, asked.isStaff).map((field) => `${dayOrNull(field)} as "${field.name}"`)
  const version = collection.version_sql ? [`${collection.version_sql} as version`] : []
  const columns = [`${collection.id_sql} as id`, `${collection.geometry_sql} as place`, ...version, ...values].join(
    ', ',
  )
  const page = `select ${distinct} ${columns} from ${collection.from} ${where}
    and ${collection.id_sql} > ${after} order by ${collection.id_sql}${latest} limit ${limit}`
  const named = [
    'id',
    ...(version.length ? ['version'] : []),
    ...fieldsFor(collection, asked.isStaff).map((field) => `"${field.name}"`),
  ].join(', ')
  return db.query(
    `with page as materialized (${page}) select ${named}, ${geometryText('place', asked.crs)} as geometry from page order by id`,
    parameters.values,
  )
}

/** How many features there are in all. */
export async function countItems(db: Db, collection: Collection, asked: ItemsAsked): Promise<number> {
  const parameters = new Parameters([asked.tenantId, asked.period.from, asked.period.to])
  const where = conditions(collection, asked, parameters)
  // On one day a thing has one state.
  const counted = asked.period.from === asked.period.to ? '*' : `distinct ${collection.id_sql}`
  const [row] = await db.query<{ count: number }>(
    `select count(${counted})::int as count from ${collection.from} ${where}`,
    parameters.values,
  )
  return row!.count
}

/** One feature as it stood on the last day of the period; null when there is none. */
export async function selectItem(
  db: Db,
  collection: Collection,
  asked: Omit<ItemsAsked, 'after' | 'limit'>,
  id: number,
): Promise<ItemRow | null> {
  const rows = await selectItems(db, collection, { ...asked, after: id - 1, limit: 1 })
  return rows[0]?.id === id ? rows[0] : null
}

/** A geometry of another reference system in longitude and latitude. */
export async function toLonLat(db: Db, geometry: object, crs: Crs): Promise<unknown> {
  const given = `st_setsrid(st_geomfromgeojson($1::text), ${crs.srid})`
  const turned = crs.isLatitudeFirst ? `st_flipcoordinates(${given})` : given
  const [row] = await db.query<{ geometry: unknown }>(
    `select st_asgeojson(st_transform(${turned}, 4326), 9)::jsonb as geometry`,
    [JSON.stringify(geometry)],
  )
  return row!.geometry
}
