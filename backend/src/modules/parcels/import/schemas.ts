/** Requests and answers of imports. */
import { z } from 'zod'
import { areaUnits, boundarySetCodes, importLimits, importStates, importTargets } from './rules.ts'

const id = z.int().min(1).max(Number.MAX_SAFE_INTEGER)
const day = z.iso.date('must be a day as YYYY-MM-DD')
const column = z.string().min(1).max(200).nullable()

const levels = [
  'municipal-plot',
  'layout-plot',
  'nazul-plot',
  'revenue-khasra',
  'occupied-site',
  'provisional',
] as const

export const startImportSchema = z.strictObject({
  target: z.enum(importTargets).default('parcels'),
  files: z
    .array(
      z.strictObject({
        name: z
          .string()
          .min(1)
          .max(200)
          .refine((name) => !/[\\/\p{Cc}]|^\.+$/u.test(name), 'must be a name without a folder'),
        bytes: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
      }),
    )
    .min(1)
    .max(importLimits.files),
})
export type StartImport = z.output<typeof startImportSchema>

export const columnsSchema = z.strictObject({
  number: column,
  area: column,
  areaUnit: z.enum(areaUnits).nullable(),
  use: column,
  code: column,
  nameEn: column,
  nameHi: column,
  nameMr: column,
})

/** How a file is to be read; what is left out is guessed, or taken from the last file with such columns. */
export const readImportSchema = z.strictObject({
  crs: z
    .string()
    .regex(/^EPSG:\d{4,6}$/, 'must be written like EPSG:32643')
    .optional(),
  layer: z.string().min(1).max(300).optional(),
  columns: columnsSchema.partial().optional(),
  /** Columns of the map file and of the table beside it that hold the same key. */
  join: z.strictObject({ mapColumn: z.string().min(1).max(200), tableColumn: z.string().min(1).max(200) }).optional(),
  level: z.enum(levels).optional(),
  set: z.enum(boundarySetCodes).optional(),
  effectiveOn: day.optional(),
  /** The day on which a picture was taken. */
  takenOn: day.optional(),
  withProperties: z.boolean().optional(),
})
export type ReadImport = z.output<typeof readImportSchema>

export const publishImportSchema = z.strictObject({
  instrument: z
    .string()
    .trim()
    .min(3)
    .max(300)
    .meta({ description: 'Order or survey by which this becomes the register' }),
})
export const undoImportSchema = z.strictObject({ reason: z.string().trim().min(3).max(1000) })

const count = z.int().min(0)
const readingSchema = z.looseObject({
  format: z.string(),
  layers: z.array(z.string()),
  layer: z.string(),
  crs: z.string(),
  features: count,
  rows: count,
  bounds: z.array(z.number()).nullable(),
  columns: z.array(z.looseObject({ name: z.string() })),
  counts: z.record(z.string(), z.number()),
  notes: z.array(z.string()),
})

export const importSchema = z.object({
  importId: id,
  title: z.string(),
  target: z.enum(importTargets),
  state: z.enum(importStates),
  wishes: z.record(z.string(), z.unknown()),
  reading: readingSchema.nullable(),
  problem: z.object({ code: z.string(), message: z.string() }).nullable(),
  progress: z.object({ step: z.string().nullable(), done: count, total: count }),
  files: z.array(
    z.object({ fileNumber: id, name: z.string(), bytes: count, parts: id, received: z.array(z.int().min(0)) }),
  ),
  startedAt: z.string(),
  changedAt: z.string(),
  publishedAt: z.string().nullable(),
})

export const importListSchema = z.object({
  imports: z.array(
    importSchema.pick({
      importId: true,
      title: true,
      target: true,
      state: true,
      progress: true,
      startedAt: true,
      publishedAt: true,
    }),
  ),
})

export const importStartedSchema = z.object({
  importId: id,
  partBytes: id,
  files: z.array(z.object({ fileNumber: id, name: z.string(), parts: id })),
})

export const importFindingsSchema = z.object({
  findings: z.array(
    z.object({
      findingId: id,
      kind: z.string(),
      index: z.int().nullable(),
      otherIndex: z.int().nullable(),
      label: z.string().nullable(),
      detail: z.string().nullable(),
      areaSqm: z.number().nullable(),
      point: z.tuple([z.number(), z.number()]).nullable(),
    }),
  ),
  nextAfter: z.int().nullable(),
})
