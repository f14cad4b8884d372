import { z } from 'zod'

const namesSchema = z.record(z.string(), z.string())

/** The answer of every session route. */
export const sessionSchema = z.object({
  user: z.nullable(
    z.object({
      userId: z.number(),
      displayName: namesSchema,
      roleClass: z.enum(['citizen', 'staff', 'auditor']),
      roles: z.array(z.string()),
      permissions: z.array(z.string()),
      posts: z.array(z.object({ postId: z.number(), capacity: z.string(), names: namesSchema, office: namesSchema })),
      hasTotp: z.boolean(),
    }),
  ),
  csrfToken: z.nullable(z.string()),
  town: z.object({
    code: z.string(),
    names: namesSchema,
    today: z.string(),
    srid: z.number(),
    timeZone: z.string(),
    bounds: z.nullable(z.array(z.number())),
    anonymousOwnerSearch: z.boolean(),
    developmentInbox: z.boolean(),
  }),
})

const sixDigits = z.string().regex(/^\d{6}$/, 'must be six digits')
/** Six digits of the authenticator, or a recovery code in its place. */
const factor = { totp: sixDigits.optional(), recoveryCode: z.string().min(1).max(60).optional() }
const password = z.string().min(1).max(200)

export const passwordSchema = z.strictObject({ username: z.string().min(1).max(100), password, ...factor })

export const factorSchema = z.strictObject(factor)
export const beginTotpSchema = z.strictObject({ password: password.optional(), ...factor })
export const totpBegunSchema = z.object({ uri: z.string(), proof: z.string() })
export const confirmTotpSchema = z.strictObject({ proof: z.string().max(2000), totp: sixDigits })
export const totpSchema = z.object({
  enrolled: z.boolean(),
  since: z.nullable(z.string()),
  recoveryCodesLeft: z.number(),
})
export const recoveryCodesSchema = z.object({ recoveryCodes: z.array(z.string()) })
export const changePasswordSchema = z.strictObject({ password, newPassword: password })
export const instrumentSchema = z.strictObject({ instrument: z.string().trim().min(3).max(300) })

export const sendCodeSchema = z.strictObject({ to: z.string().min(3).max(254) })
export const codeSentSchema = z.object({ sent: z.literal(true), expiresInSeconds: z.number() })
export const confirmCodeSchema = z.strictObject({
  to: z.string().min(3).max(254),
  code: sixDigits,
})

export const townsSchema = z.object({
  towns: z.array(
    z.object({
      code: z.string(),
      names: namesSchema,
      kind: z.string(),
      state: z.object({ code: z.string(), names: namesSchema }),
      hasMap: z.boolean(),
      bounds: z.nullable(z.array(z.number())),
    }),
  ),
})

export const permissionsSchema = z.object({
  roles: z.array(z.object({ role: z.string(), names: namesSchema, roleClass: z.string() })),
  permissions: z.array(z.object({ permission: z.string(), names: namesSchema })),
  allowed: z.array(
    z.object({ role: z.string(), permission: z.string(), fromTown: z.boolean(), instrument: z.nullable(z.string()) }),
  ),
})

export const setPermissionSchema = z.strictObject({ allowed: z.boolean(), instrument: z.string().min(3).max(300) })

export const postsSchema = z.object({
  posts: z.array(
    z.object({
      postId: z.number(),
      designation: z.string(),
      names: namesSchema,
      office: namesSchema,
      area: z.nullable(z.object({ set: z.string(), code: z.string(), names: namesSchema })),
      instrument: z.string(),
      from: z.string(),
      holder: z.nullable(
        z.object({
          userId: z.number(),
          names: namesSchema,
          capacity: z.string(),
          since: z.string(),
          instrument: z.string(),
        }),
      ),
    }),
  ),
})

/** A post with its holders and with what a transfer today would move and end. */
export const postSchema = z.object({
  postId: z.number(),
  names: namesSchema,
  /** Browsers in which the holder is signed in. */
  sessions: z.number(),
  otherPosts: z.array(z.object({ postId: z.number(), names: namesSchema })),
  holdings: z.array(
    z.object({
      userId: z.number(),
      names: namesSchema,
      capacity: z.string(),
      instrument: z.string(),
      from: z.string(),
      to: z.nullable(z.string()),
    }),
  ),
})

export const staffQuery = z.strictObject({
  search: z.string().trim().min(1).max(100).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(200),
})

export const staffSchema = z.object({
  staff: z.array(
    z.object({
      userId: z.number(),
      names: namesSchema,
      roles: z.array(z.string()),
      posts: z.array(z.object({ postId: z.number(), names: namesSchema, office: namesSchema, capacity: z.string() })),
    }),
  ),
})
const givenNamesSchema = z
  .record(z.string().regex(/^[a-z]{2,3}$/), z.string().trim().min(1).max(200))
  .refine((names) => Object.keys(names).length > 0, 'must hold a name in at least one language')

export const newPostSchema = z.strictObject({
  designation: z.string().max(60),
  names: givenNamesSchema,
  office: givenNamesSchema,
  area: z.nullable(z.strictObject({ set: z.string().max(60), code: z.string().max(60) })).default(null),
  from: z.iso.date(),
  instrument: z.string().trim().min(3).max(300),
})

export const abolishPostSchema = z.strictObject({ on: z.iso.date(), instrument: z.string().trim().min(3).max(300) })

export const transferPostSchema = z.strictObject({
  toUserId: z.nullable(z.number().int().positive()),
  on: z.iso.date(),
  capacity: z.enum(['substantive', 'additional-charge', 'administrator', 'acting']).default('substantive'),
  instrument: z.string().min(3).max(300),
})

export const newStaffSchema = z.strictObject({
  username: z.string().regex(/^[a-z][a-z0-9._-]{2,40}$/, 'must be 3 to 41 small letters, digits, dots or dashes'),
  password,
  names: z.record(z.string().regex(/^[a-z]{2,3}$/), z.string().min(1).max(200)),
  roles: z.array(z.string()).min(1).max(12),
  instrument: z.string().min(3).max(300),
})

/** A register is named room.thing: `tax.rates`. */
export const registerSchema = z
  .string()
  .max(80)
  .regex(/^[a-z][a-z-]*\.[a-z][a-z-]*$/, 'must be two words with a dot between: tax.rates')
export const masterKeySchema = z.string().min(1).max(120)

const levelSchema = z.object({
  scope: z.enum(['nation', 'state', 'class', 'ulb']),
  value: z.json(),
  instrument: z.string(),
  validFrom: z.string(),
  validTo: z.nullable(z.string()),
})

export const mastersSchema = z.object({
  register: z.string(),
  on: z.string(),
  items: z.array(levelSchema.extend({ key: z.string(), state: z.nullable(levelSchema), differs: z.boolean() })),
})

/** Registers that say anything on a day: how many keys, how many differ from the state, and how many towns do. */
export const registersSchema = z.object({
  on: z.string(),
  registers: z.array(
    z.object({ register: z.string(), keys: z.number(), differing: z.number(), townsDiffering: z.number() }),
  ),
})

export const masterSchema = z.object({
  register: z.string(),
  key: z.string(),
  levels: z.array(levelSchema),
  differs: z.boolean(),
  towns: z.array(z.object({ code: z.string(), names: namesSchema, value: z.json(), instrument: z.string() })),
})

const townClassSchema = z.enum(['nigam', 'palika', 'parishad', 'cantonment', 'authority'])

export const setMasterSchema = z.strictObject({
  value: z.json(),
  instrument: z.string().trim().min(3).max(300),
  from: z.iso.date(),
  to: z.nullable(z.iso.date()).default(null),
  townClass: z.nullable(townClassSchema).default(null),
})

export const successionsSchema = z.object({
  successions: z.array(
    z.object({
      successionId: z.number(),
      kind: z.string(),
      fromTown: z.string(),
      toTown: z.string(),
      fromNames: namesSchema,
      toNames: namesSchema,
      effectiveOn: z.string(),
      notification: z.string(),
    }),
  ),
})

const positionSchema = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
const ringSchema = z.array(positionSchema).min(4).max(20_000)

/** A town's limit or an area of a boundary set, EPSG:4326. */
export const areaSchema = z.strictObject({
  type: z.literal('MultiPolygon'),
  coordinates: z.array(z.array(ringSchema).min(1).max(200)).min(1).max(200),
})

export const recordSuccessionSchema = z.strictObject({
  kind: z.enum(['upgraded', 'merged', 'split', 'area-in', 'area-out']),
  toTown: z.string().min(1).max(60),
  effectiveOn: z.iso.date(),
  notification: z.string().trim().min(3).max(300),
  boundary: z.nullable(areaSchema).default(null),
  becomes: z
    .nullable(
      z.strictObject({
        townClass: townClassSchema,
        act: z.string().min(3).max(200),
        names: z.nullable(z.record(z.string().regex(/^[a-z]{2,3}$/), z.string().min(1).max(200))).default(null),
        lgdCode: z
          .nullable(z.string().regex(/^\d{4,6}$/, 'must be 4 to 6 digits of the Local Government Directory'))
          .default(null),
      }),
    )
    .default(null),
})

/** A body that answers instead of the town. */
export const otherBodySchema = z.object({
  names: namesSchema,
  town: z.string().optional(),
  contact: z.string().optional(),
})

/** "Not ours, go there". */
export const competenceSchema = z.object({
  ours: z.nullable(z.boolean()),
  goTo: z.nullable(otherBodySchema),
  sets: z.array(
    z.object({
      set: z.string(),
      area: z.nullable(z.object({ code: z.string(), names: namesSchema })),
      ours: z.nullable(z.boolean()),
      goTo: z.nullable(otherBodySchema),
    }),
  ),
})

/** A point and a day. */
export const pointQuerySchema = z.strictObject({
  lon: z.coerce.number().min(-180).max(180),
  lat: z.coerce.number().min(-90).max(90),
  on: z.iso.date().optional(),
})

export const townVersionsSchema = z.object({
  code: z.string(),
  versions: z.array(
    z.object({
      names: namesSchema,
      townClass: z.string(),
      act: z.string(),
      lgdCode: z.nullable(z.string()),
      censusCode: z.nullable(z.string()),
      hasBoundary: z.boolean(),
      instrument: z.string(),
      validFrom: z.string(),
      validTo: z.nullable(z.string()),
    }),
  ),
})
