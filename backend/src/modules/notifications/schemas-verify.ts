import { z } from 'zod'

const namesSchema = z.record(z.string(), z.string())

export const verifyBodySchema = z.strictObject({ code: z.string().min(1).max(6000) })

/** `POST /api/verify`: what a code proves. */
export const verifyAnswerSchema = z.discriminatedUnion('genuine', [
  z.object({ genuine: z.literal(false), reason: z.enum(['not-a-code', 'not-signed-by-a-body']) }),
  z.object({
    genuine: z.literal(true),
    keyId: z.string(),
    body: z.object({
      code: z.string(),
      names: namesSchema,
      now: z.nullable(z.object({ code: z.string(), names: namesSchema, since: z.string(), notification: z.string() })),
    }),
    paper: z.object({
      state: z.enum(['valid', 'revoked', 'replaced', 'unknown']),
      kind: z.string(),
      number: z.nullable(z.string()),
      day: z.nullable(z.string()),
      facts: z.record(z.string(), z.union([z.string(), z.number()])),
      title: z.nullable(namesSchema),
      since: z.nullable(z.string()),
      because: z.nullable(z.string()),
      replacedBy: z.nullable(z.string()),
      signedBy: z.nullable(z.object({ post: namesSchema, holder: namesSchema, provider: z.string() })),
    }),
  }),
])
export type VerifyAnswer = z.output<typeof verifyAnswerSchema>

/** `GET /api/verify/keys`: SPKI in base64, Ed25519; a token's signature is over all before its last dot. */
export const keysSchema = z.object({
  algorithm: z.literal('Ed25519'),
  keys: z.array(
    z.object({
      body: z.string(),
      names: namesSchema,
      keyId: z.string(),
      publicKey: z.string(),
      from: z.string(),
      retiredAt: z.nullable(z.string()),
    }),
  ),
})
