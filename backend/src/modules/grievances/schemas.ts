/** Requests and answers about complaints. Coordinates EPSG:4326, degrees. */
import { z } from 'zod'

const names = z
  .record(z.string().regex(/^[a-z]{2,3}$/), z.string().max(300))
  .meta({ description: 'Labels by language' })
const id = z.int().min(1)
const category = z
  .string()
  .max(41)
  .regex(/^[a-z][a-z0-9-]*$/, 'must be the code of a category: street-light')
const degrees = (limit: number) => z.number('must be a number of degrees').min(-limit).max(limit)
const degreesOfText = (limit: number) => z.coerce.number('must be a number of degrees').min(-limit).max(limit)

export const categoriesSchema = z.object({
  categories: z.array(
    z.object({ category: z.string(), names, days: z.object({ count: z.int(), kind: z.string() }).nullable() }),
  ),
})

/** `GET /grievances/here?lon=77.95&lat=23.1&category=street-light` */
export const hereQuerySchema = z.strictObject({
  lon: degreesOfText(180),
  lat: degreesOfText(90),
  category: category.optional(),
})

/** What lies at a place, whose it is, and what has been reported near it. */
export const hereSchema = z.object({
  ours: z.boolean().nullable(),
  goTo: z.object({ names, town: z.string().nullable(), contact: z.string().nullable() }).nullable(),
  ward: z.object({ code: z.string(), names }).nullable(),
  road: z.object({ names, distanceM: z.number() }).nullable(),
  parcelId: id.nullable(),
  address: names.nullable(),
  nearby: z.array(
    z.object({
      caseId: id,
      number: z.string(),
      category: z.string(),
      categoryNames: names,
      status: z.string(),
      statusNames: names,
      openedOn: z.iso.date(),
      distanceM: z.number(),
      point: z.tuple([z.number(), z.number()]),
    }),
  ),
})

export const reportSchema = z.strictObject({
  category,
  /** Longitude and latitude; without it a property of the register says where. */
  point: z
    .tuple([degrees(180), degrees(90)])
    .nullable()
    .default(null),
  propertyId: id.nullable().default(null),
  /** The thing that it is about: by the code printed on it, or by kind and number. It says the place where no point is given. */
  asset: z
    .strictObject({
      code: z.string().trim().min(1).max(60).nullable().default(null),
      kind: z
        .string()
        .max(41)
        .regex(/^[a-z][a-z0-9-]*$/, 'must be a kind of thing: street-light')
        .nullable()
        .default(null),
      id: id.nullable().default(null),
    })
    .nullable()
    .default(null),
  /** How one finds it: 'behind the school'. */
  placeWords: z.string().trim().min(1).max(300).nullable().default(null),
  text: z.string().trim().min(1).max(2000).nullable().default(null),
  /** The office is not told who reports. */
  keptPrivate: z.boolean().default(false),
  /** For whom staff report at the counter or by telephone. */
  reporter: z
    .strictObject({
      channel: z.enum(['counter', 'phone']),
      mobile: z.string().regex(/^\d{10}$/, 'must be a mobile number of ten digits'),
      name: z.string().trim().min(1).max(200).nullable().default(null),
    })
    .nullable()
    .default(null),
})

/** A thing of the town that no other room keeps. */
export const assetSchema = z.strictObject({
  kind: z
    .string()
    .max(41)
    .regex(/^[a-z][a-z0-9-]*$/, 'must be a kind of thing: street-light'),
  code: z.string().trim().min(1).max(60),
  names: names.default({}),
  placeWords: z.string().trim().min(1).max(300).nullable().default(null),
  point: z
    .tuple([degrees(180), degrees(90)])
    .nullable()
    .default(null),
})
export const assetQuerySchema = z.strictObject({ code: z.string().trim().min(1).max(60) })
export const assetAnswer = z.object({
  kind: z.string(),
  id,
  names,
  point: z.array(z.number()).nullable(),
})

export const reportedSchema = z.object({
  caseId: id,
  number: z.string(),
  status: z.string(),
  dueOn: z.string().nullable(),
})
export const joinedSchema = z.object({ caseId: id, number: z.string(), joined: z.boolean() })

/** What an officer says who joins a complaint with another. */
export const joinInputSchema = z.strictObject({ caseId: id })

export type Report = z.output<typeof reportSchema>
export type Here = z.output<typeof hereSchema>
