/** Inputs of the actions of the room. Each carries its instrument (order, deed, survey) and the day from which it holds in law. */
import { z } from 'zod'
import { restrictionScopes } from './rules-restrictions.ts'
import { surveyClasses } from './rules-tolerance.ts'
import { placeGrades } from './schemas.ts'

const day = z.iso.date('must be a day as YYYY-MM-DD')
const id = z.int().min(1).max(Number.MAX_SAFE_INTEGER)
const names = z
  .record(z.string().regex(/^[a-z]{2,3}$/), z.string().trim().min(1).max(300))
  .refine((value) => Object.keys(value).length > 0, 'must hold a name in at least one language')
const word = z.string().regex(/^[a-z][a-z-]{1,39}$/, 'must be a lower-case word')
const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
const ring = z.array(position).min(4).max(20_000)

/** A polygon in EPSG:4326. */
export const polygonSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1).max(200) }),
  z.strictObject({
    type: z.literal('MultiPolygon'),
    coordinates: z.array(z.array(ring).min(1).max(200)).min(1).max(200),
  }),
])

const share = z
  .strictObject({ numerator: z.int().min(1), denominator: z.int().min(1) })
  .refine((value) => value.numerator <= value.denominator, 'must not be more than the whole')

const act = {
  instrument: z.string().trim().min(3).max(300).meta({ description: 'Order, deed or survey that says so' }),
  effectiveOn: day.meta({ description: 'The day from which it holds in law' }),
  reason: z.string().trim().max(1000).optional(),
}

const address = z.strictObject({
  houseNumber: z.string().trim().min(1).max(40).nullish(),
  roadId: id.nullish(),
  localityId: id.nullish(),
  landmark: names.nullish(),
  pin: z
    .string()
    .regex(/^[1-9][0-9]{5}$/, 'must have six digits')
    .nullish(),
  line: names,
})

const place = z
  .strictObject({ grade: z.enum(placeGrades), source: word, on: day, point: position.nullish() })
  .refine((value) => value.grade === 'street' || value.point, 'a place nearer than a street needs a point')

const parcelLinks = z.array(z.strictObject({ parcelId: id, share: share.nullish() })).max(200)

export const registerPropertySchema = z.strictObject({
  ...act,
  kind: word,
  address,
  place,
  flags: z.array(word).max(20).default([]),
  parcels: parcelLinks.default([]),
  buildings: z
    .array(z.strictObject({ buildingId: id, unitId: id.nullish(), share: share.nullish() }))
    .max(200)
    .default([]),
  outsideNumbers: z
    .array(
      z.strictObject({
        scheme: z.enum(['ulpin', 'old-property-number', 'property-card', 'consumer', 'registry', 'digipin']),
        value: z.string().trim().min(1).max(80),
        issuer: z.string().trim().min(2).max(120),
      }),
    )
    .max(20)
    .default([]),
})

const levels = [
  'municipal-plot',
  'layout-plot',
  'nazul-plot',
  'revenue-khasra',
  'occupied-site',
  'provisional',
] as const
const areaSqm = z.number().positive().max(1e10)

const survey = {
  geometry: polygonSchema,
  legalAreaSqm: areaSqm.nullish(),
  surveyClass: z.enum(surveyClasses).optional(),
  surveyedOn: day.nullish(),
}

export const registerParcelSchema = z.strictObject({
  ...act,
  ...survey,
  level: z.enum(levels),
  number: z.string().min(1).max(80).nullish(),
  use: word.default('unknown'),
  roadId: id.nullish(),
  /** Parcels from which this one came: they end by the same act. */
  parents: z.array(id).max(50).default([]),
})

export const correctGeometrySchema = z.strictObject({ ...act, ...survey })
/** Everything that is said of a parcel itself, put in the place of what stood; its level stays. */
export const replaceParcelSchema = z.strictObject({
  ...act,
  ...survey,
  number: z.string().min(1).max(80).nullish(),
  use: word.default('unknown'),
  /** The version that the editor saw; another one now is a 409. */
  seenVersionId: id.optional(),
})
export const closeParcelSchema = z.strictObject({ ...act, seenVersionId: id.optional() })
export const renumberParcelSchema = z.strictObject({ ...act, number: z.string().min(1).max(80) })
export const changeAddressSchema = z.strictObject({ ...act, address })
export const changePlaceSchema = z.strictObject({ ...act, place, parcels: parcelLinks.optional() })

export const recordBuildingSchema = z.strictObject({
  ...act,
  buildingId: id.optional(),
  names: names.nullish(),
  geometry: polygonSchema.nullish(),
  floorsAboveGround: z.int().min(0).max(200),
  floorsBelowGround: z.int().min(0).max(20).default(0),
  heightM: z.number().min(0).max(900),
  construction: word,
  use: word,
  builtYear: z.int().min(1500).max(2200).nullish(),
  parcels: parcelLinks.default([]),
  properties: z
    .array(z.strictObject({ propertyId: id, share: share.nullish() }))
    .max(200)
    .default([]),
  units: z
    .array(
      z.strictObject({
        wing: z.string().trim().max(20).nullish(),
        floor: z.int().min(-20).max(200),
        number: z.string().trim().max(20).nullish(),
        use: word,
        occupancy: z.enum(['self', 'tenanted', 'vacant', 'unknown']).default('unknown'),
        areaSqm: areaSqm.max(1e6),
        unauthorised: z.boolean().default(false),
        landShare: share.nullish(),
        propertyId: id.nullish(),
      }),
    )
    .max(1000)
    .default([]),
})

export const recordOwnershipSchema = z.strictObject({
  ...act,
  origin: z.enum(['import', 'mutation']).default('mutation'),
  owners: z
    .array(z.strictObject({ partyId: id, share: share.nullable(), others: z.boolean().default(false) }))
    .min(1)
    .max(500),
})

export const placePropertySchema = z.strictObject({
  ...act,
  set: word.meta({ description: 'electoral-ward, tax-ward, administrative-zone …' }),
  code: z.string().trim().min(1).max(40),
})

export const imposeRestrictionSchema = z
  .strictObject({
    kind: z.enum([
      'court-stay',
      'attachment',
      'mortgage',
      'dispute',
      'acquisition',
      'heritage',
      'illegal-colony',
      'caveat',
      'election-code',
    ]),
    scopes: z.array(z.enum(restrictionScopes)).min(1).max(6),
    propertyId: id.optional(),
    parcelId: id.optional(),
    partyId: id.optional(),
    area: polygonSchema.optional(),
    boundary: z
      .strictObject({ set: word, code: z.string().trim().min(1).max(40) })
      .optional()
      .meta({ description: 'A ward, zone or other area of a set: every property placed in it' }),
    wholeTown: z.literal(true).optional(),
    caseReference: z.string().trim().min(1).max(80).optional(),
    authority: z.string().trim().min(2).max(200),
    orderNumber: z.string().trim().min(1).max(100),
    orderDate: day,
    amountPaise: z.int().min(1).nullish(),
    note: z.string().trim().max(1000).nullish(),
    from: day,
    to: day.nullish(),
  })
  .refine(
    (value) =>
      [
        value.propertyId,
        value.parcelId,
        value.partyId,
        value.area,
        value.boundary,
        value.wholeTown,
        value.caseReference,
      ].filter((each) => each !== undefined).length === 1,
    'must name exactly one of propertyId, parcelId, partyId, area, boundary, wholeTown and caseReference',
  )

/** An order that stands on what was touched and did not stop it. */
export const standingOrderSchema = z.object({
  kind: z.string(),
  scopes: z.array(z.string()),
  authority: z.string(),
  orderNumber: z.string(),
  orderDate: day,
  on: z.enum(['property', 'parcel', 'party', 'area', 'boundary', 'town', 'case']),
})

export const liftRestrictionSchema = z.strictObject({
  liftedOn: day,
  instrument: act.instrument,
})

export const closePropertySchema = z.strictObject({ ...act, reason: z.string().trim().min(3).max(1000) })

export const attachDocumentSchema = z.union([
  z.strictObject({ documentId: id }),
  z.strictObject({
    title: z.string().trim().min(1).max(200),
    visibility: z.enum(['public', 'private']).default('private'),
    contentBase64: z.base64().min(8).max(28_000_000),
  }),
])

export const transferAreaSchema = z.strictObject({
  propertyIds: z.array(id).min(1).max(500),
  toTown: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/, 'must be the code of a town'),
  effectiveOn: day,
  notification: act.instrument,
})

export type RegisterProperty = z.output<typeof registerPropertySchema>
export type RegisterParcel = z.output<typeof registerParcelSchema>
export type CorrectGeometry = z.output<typeof correctGeometrySchema>
export type ReplaceParcel = z.output<typeof replaceParcelSchema>
export type CloseParcel = z.output<typeof closeParcelSchema>
export type RenumberParcel = z.output<typeof renumberParcelSchema>
export type ChangeAddress = z.output<typeof changeAddressSchema>
export type ChangePlace = z.output<typeof changePlaceSchema>
export type RecordBuilding = z.output<typeof recordBuildingSchema>
export type RecordOwnership = z.output<typeof recordOwnershipSchema>
export type PlaceProperty = z.output<typeof placePropertySchema>
export type ImposeRestriction = z.output<typeof imposeRestrictionSchema>
export type LiftRestriction = z.output<typeof liftRestrictionSchema>
export type CloseProperty = z.output<typeof closePropertySchema>
export type AttachDocument = z.output<typeof attachDocumentSchema>
