/** Requests and answers of the parcels room. Coordinates are EPSG:4326 lon, lat; areas m² in the town's UTM zone; money in paise. */
import { z } from 'zod'

const names = z
  .record(z.string().regex(/^[a-z]{2,3}$/), z.string().max(300))
  .meta({ description: 'Labels by language' })
const day = z.iso.date('must be a day as YYYY-MM-DD')
const id = z.int().min(1)
const lonLat = z.tuple([z.number(), z.number()])
const bounds = z.tuple([z.number(), z.number(), z.number(), z.number()])
const share = z.object({ numerator: z.int().min(1), denominator: z.int().min(1) })
const multiPolygon = z.object({
  type: z.literal('MultiPolygon'),
  coordinates: z.array(z.array(z.array(z.array(z.number())))),
})

/** From the exactest to the vaguest: how well it is known where a property lies. */
export const placeGrades = ['unit', 'building', 'parcel', 'site', 'point', 'street'] as const

const point = z
  .string()
  .regex(/^-?\d{1,3}(\.\d{1,12})?,-?\d{1,2}(\.\d{1,12})?$/, 'must be longitude,latitude in degrees')
  .transform((text) => text.split(',').map(Number) as [number, number])
  .refine(([lon, lat]) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90, 'must lie on the earth')

const box = z
  .string()
  .max(120)
  .transform((text) => text.split(',').map(Number))
  .refine(
    (edges): edges is [number, number, number, number] =>
      edges.length === 4 &&
      edges.every(Number.isFinite) &&
      edges[0]! >= -180 &&
      edges[2]! <= 180 &&
      edges[1]! >= -90 &&
      edges[3]! <= 90 &&
      edges[0]! < edges[2]! &&
      edges[1]! < edges[3]!,
    'must be west,south,east,north in degrees',
  )

const coordinate = (limit: number) => z.coerce.number('must be a number of degrees').min(-limit).max(limit)

/** Words with commas between: `residential,commercial`. */
const codes = z
  .string()
  .regex(/^[a-z][a-z-]{0,39}(,[a-z][a-z-]{0,39}){0,29}$/, 'must be codes with commas between')
  .transform((text) => text.split(','))

/** Whole numbers or spans with commas between: `0,2-4,20-`. A span without an end has none. */
const spans = z
  .string()
  .regex(
    /^\d{1,5}(-(\d{1,5})?)?(,\d{1,5}(-(\d{1,5})?)?){0,29}$/,
    'must be numbers or spans with commas between: 0,2-4,20-',
  )
  .transform((text) =>
    text.split(',').map((part): [number, number] => {
      const [from, to] = part.split('-')
      return [Number(from), to === undefined ? Number(from) : to === '' ? 100_000 : Number(to)]
    }),
  )

/** `GET /parcels?search=…` */
export const searchQuerySchema = z.strictObject({
  search: z.string().trim().min(1).max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(10),
  ward: z
    .string()
    .regex(/^[\p{L}\p{M}\p{N} ._/-]{1,40}$/u, 'must be the code of a ward')
    .optional(),
  near: point.optional(),
  radiusM: z.coerce.number().min(1).max(5000).default(200),
  bbox: box.optional(),
  /** With bbox: only what the map shows when its legends keep these classes. */
  plotUse: codes.optional(),
  plotLevel: codes.optional(),
  plotProperties: spans.optional(),
  buildingUse: codes.optional(),
  buildingFloors: spans.optional(),
  cursor: z
    .string()
    .regex(/^[pk]\d{1,16}$/, 'must be the nextCursor of an earlier answer')
    .optional(),
})

/** `GET /parcels/at?lon=&lat=` */
export const atQuerySchema = z.strictObject({ lon: coordinate(180), lat: coordinate(90) })

/** On which day in law, and as known at which moment. */
export const timeQuerySchema = z.strictObject({
  asOf: day.optional(),
  knownAt: z.iso.datetime({ offset: true }).optional(),
})

/** A part of the map on a day in law, from what was on record at an instant. */
export const outlinesQuerySchema = z.strictObject({
  bbox: box.refine(
    ([west, south, east, north]) => east - west <= 0.05 && north - south <= 0.05,
    'must be at most 0.05 degrees wide and high',
  ),
  asOf: day.optional(),
  knownAt: z.iso.datetime({ offset: true }).optional(),
})

/** By what a result was found. */
export const matchKinds = [
  'owner',
  'address',
  'property-number',
  'old-number',
  'ulpin',
  'parcel-number',
  'mobile',
  'street',
  'locality',
  'near',
  'box',
  'at',
] as const

/** One line of an answer. A parcel without a property (a plain survey) has `propertyId` null. */
export const searchResultSchema = z.object({
  propertyId: id.nullable(),
  propertyNumber: z.string().nullable(),
  parcelId: id.nullable(),
  parcelNumber: z.string().nullable(),
  title: names,
  ownerNames: names.nullable(),
  matchedOn: z.enum(matchKinds),
  place: z.object({ grade: z.enum(placeGrades), point: lonLat.nullable() }),
  wardCode: z.string().nullable(),
  areaSqm: z.number().nullable(),
  distanceM: z.number().optional(),
  score: z.number().optional(),
})

export const searchAnswerSchema = z.object({
  results: z.array(searchResultSchema),
  nextCursor: z.string().nullable().optional(),
  notice: z.enum(['owner-search-needs-ward', 'owner-search-off']).optional(),
})

/** Wards and localities for filters. */
export const areasAnswerSchema = z.object({
  items: z.array(z.object({ code: z.string(), names, bounds: bounds.nullable() })),
})

/** Parcels that touch a parcel on its own level. */
export const neighboursAnswerSchema = z.object({
  neighbours: z.array(
    z.object({
      parcelId: id,
      number: z.string().nullable(),
      level: z.string(),
      areaSqm: z.number(),
      sharedM: z.number(),
    }),
  ),
})

const unitSchema = z.object({
  unitId: id,
  wing: z.string().nullable(),
  floor: z.int(),
  number: z.string().nullable(),
  use: z.string(),
  areaSqm: z.number(),
  unauthorised: z.boolean(),
})

/** The page of a property or parcel, as it stood in law on `asOf` and was known at `knownAt`. */
export const parcelPageSchema = z.object({
  property: z
    .object({
      propertyId: id,
      propertyNumber: z.string(),
      ulpins: z.array(z.string()),
      oldNumbers: z.array(
        z.object({ value: z.string(), issuer: z.string(), from: day.nullable(), to: day.nullable() }),
      ),
      address: names,
      addressParts: z.object({
        houseNumber: z.string().nullable(),
        street: names.nullable(),
        locality: names.nullable(),
        pin: z.string().nullable(),
      }),
      place: z.object({ grade: z.enum(placeGrades), source: z.string(), on: day, point: lonLat.nullable() }),
      wing: z.string().nullable(),
      floor: z.int().nullable(),
      unitNumber: z.string().nullable(),
      kind: z.string(),
      flags: z.array(z.string()),
      closedOn: day.nullable(),
    })
    .nullable(),
  parcels: z.array(
    z.object({
      parcelId: id,
      number: z.string().nullable(),
      level: z.string(),
      share: share.nullable(),
      areaSqm: z.number(),
      legalAreaSqm: z.number().nullable(),
      use: z.string(),
      surveyClass: z.string(),
      surveyedOn: day.nullable(),
      geometry: multiPolygon,
      validFrom: day,
      validTo: day.nullable(),
      neighbours: z.int(),
    }),
  ),
  buildings: z.array(
    z.object({
      buildingId: id,
      name: names.nullable(),
      floorsAboveGround: z.int(),
      heightM: z.number(),
      construction: z.string(),
      builtYear: z.int().nullable(),
      footprintSqm: z.number().nullable(),
      geometry: multiPolygon.nullable(),
      units: z.array(unitSchema),
    }),
  ),
  boundaries: z.array(
    z.object({ set: z.string(), code: z.string(), names, placedBy: z.enum(['largest-part', 'main-door', 'decision']) }),
  ),
  landUse: z.object({ code: z.string(), names }).nullable(),
  road: z.object({ names, widthM: z.number(), class: z.string() }).nullable(),
  parties: z.array(
    z.object({
      role: z.string(),
      names,
      masked: z.boolean(),
      share: share.nullable(),
      others: z.boolean(),
      since: day.nullable(),
      alive: z.enum(['living', 'dead', 'unknown', 'dissolved']),
    }),
  ),
  restrictions: z.array(
    z.object({
      restrictionId: id,
      kind: z.string(),
      scopes: z.array(z.string()),
      order: z.object({ authority: z.string(), number: z.string(), date: day }),
      from: day,
      to: day.nullable(),
      amountPaise: z.int().nullable(),
    }),
  ),
  documents: z.array(
    z.object({ documentId: id, title: z.string(), mediaType: z.string(), bytes: z.int(), addedOn: day }),
  ),
  history: z.array(
    z.object({
      lawFrom: day,
      recordedAt: z.string(),
      change: z.string(),
      instrument: z.string().nullable(),
      by: z.string().nullable(),
      summaryKey: z.string(),
      values: z.record(z.string(), z.unknown()),
    }),
  ),
  otherPropertiesHere: z.array(
    z.object({
      propertyId: id,
      propertyNumber: z.string(),
      wing: z.string().nullable(),
      floor: z.int().nullable(),
      unitNumber: z.string().nullable(),
    }),
  ),
  otherPropertiesTotal: z.int(),
  asOf: day,
  knownAt: z.string(),
  sections: z.array(z.object({ room: z.string(), state: z.enum(['later', 'ready']), content: z.unknown().optional() })),
})

export type SearchQuery = z.output<typeof searchQuerySchema>
export type SearchResult = z.output<typeof searchResultSchema>
export type SearchAnswer = z.output<typeof searchAnswerSchema>
export type MatchKind = (typeof matchKinds)[number]
export type ParcelPage = z.output<typeof parcelPageSchema>

/** `GET /people/17/properties`: what a person or organisation holds or held, the present first. */
export const heldAnswerSchema = z.object({
  held: z.array(
    z.object({
      roleId: id,
      propertyId: id,
      propertyNumber: z.string(),
      address: names,
      role: z.string(),
      share: share.nullable(),
      from: z.string(),
      to: z.string().nullable(),
    }),
  ),
})
