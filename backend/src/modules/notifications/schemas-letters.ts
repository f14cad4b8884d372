import { z } from 'zod'

const namesSchema = z.record(z.string(), z.string())
const idSchema = z.number().int().positive().max(Number.MAX_SAFE_INTEGER)
const kindSchema = z.string().regex(/^[a-z-]{2,40}$/)
const shortText = (most: number) => z.string().trim().min(1).max(most)

/** A letter as its reader sees it. */
export const letterSchema = z.object({
  letterId: z.number(),
  kind: z.string(),
  number: z.string(),
  day: z.string(),
  titles: namesSchema,
  subject: z.object({ kind: z.string(), id: z.number() }),
  state: z.enum(['drafted', 'issued', 'revoked', 'replaced']),
  documentId: z.nullable(z.number()),
  verifyLink: z.nullable(z.string()),
  signedBy: z.nullable(z.object({ post: namesSchema, holder: namesSchema, provider: z.string(), at: z.string() })),
  because: z.nullable(z.string()),
  replacedBy: z.nullable(z.number()),
  replacedByNumber: z.nullable(z.string()),
})
export const lettersSchema = z.object({ letters: z.array(letterSchema) })

export const revokeSchema = z.strictObject({
  because: z.string().trim().min(3).max(500),
  replacedBy: z.nullable(idSchema).default(null),
})

export const modeSchema = z.enum(['by-hand', 'by-post', 'affixed', 'published', 'sms', 'whatsapp', 'email'])
export const outcomeSchema = z.enum(['received', 'refused', 'affixed', 'sent', 'not-found', 'locked', 'returned'])

/** `POST /services-of-papers`: how a paper was served. */
export const recordServiceSchema = z.strictObject({
  subjectKind: kindSchema,
  subjectId: idSchema,
  mode: modeSchema,
  outcome: outcomeSchema,
  servedOn: z.iso.date(),
  receivedBy: z.nullable(shortText(200)).default(null),
  relation: z.nullable(shortText(80)).default(null),
  placeWords: z.nullable(shortText(300)).default(null),
  point: z.nullable(z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])).default(null),
  accuracyM: z.nullable(z.number().min(0).max(100_000)).default(null),
  /** JPEG, PNG or WebP as base64; kept as a private document. */
  photoBase64: z.nullable(z.string().max(900_000)).default(null),
  witnesses: z.nullable(shortText(300)).default(null),
  postalNumber: z.nullable(shortText(60)).default(null),
  note: z.nullable(shortText(1000)).default(null),
  cancelsServiceId: z.nullable(idSchema).default(null),
})
export type RecordServiceInput = z.output<typeof recordServiceSchema>

/** `GET /services-of-papers`: all tries of one paper, and whether it counts as served. */
export const servicesSchema = z.object({
  served: z.boolean(),
  servedOn: z.nullable(z.string()),
  services: z.array(
    z.object({
      serviceId: z.number(),
      mode: modeSchema,
      outcome: outcomeSchema,
      servedOn: z.string(),
      receivedBy: z.nullable(z.string()),
      relation: z.nullable(z.string()),
      placeWords: z.nullable(z.string()),
      point: z.nullable(z.tuple([z.number(), z.number()])),
      photoDocumentId: z.nullable(z.number()),
      witnesses: z.nullable(z.string()),
      postalNumber: z.nullable(z.string()),
      note: z.nullable(z.string()),
      cancelsServiceId: z.nullable(z.number()),
      recordedAt: z.string(),
    }),
  ),
})
