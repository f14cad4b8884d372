/** Inputs and answers of edits on the map: split, merge, a boundary moved. */
import { z } from 'zod'
import { polygonSchema, standingOrderSchema } from './schemas-actions.ts'

const id = z.int().min(1).max(Number.MAX_SAFE_INTEGER)
const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
const line = z.array(position).min(2).max(2000)
const act = {
  instrument: z.string().trim().min(3).max(300).meta({ description: 'Order, deed or survey that says so' }),
  effectiveOn: z.iso.date('must be a day as YYYY-MM-DD').meta({ description: 'The day from which it holds in law' }),
  reason: z.string().trim().max(1000).optional(),
}
const seenVersionId = id.optional().meta({ description: 'The version that the editor saw; another one now is a 409' })

const newPlot = z.strictObject({
  number: z.string().trim().min(1).max(60).nullish(),
  legalAreaSqm: z.number().positive().max(1e9).nullish(),
  use: z
    .string()
    .regex(/^[a-z][a-z-]{1,39}$/, 'must be a lower-case word')
    .optional(),
})

const cut = z.union([
  z.strictObject({ line }).meta({ description: 'A line from edge to edge' }),
  z
    .strictObject({ areaSqm: z.number().positive().max(1e9), bearingDegrees: z.number().min(0).max(360) })
    .meta({ description: 'A straight line at a bearing that leaves so much on its left' }),
])

export const splitParcelSchema = z.strictObject({
  ...act,
  seenVersionId,
  cut,
  plots: z.array(newPlot).max(50).default([]),
  properties: z
    .array(z.strictObject({ propertyId: id, to: z.array(z.int().min(0).max(49)).min(1).max(50) }))
    .max(10_000)
    .default([]),
})

export const mergeParcelsSchema = z.strictObject({
  ...act,
  parcels: z
    .array(z.strictObject({ parcelId: id, seenVersionId }))
    .min(2)
    .max(50)
    .refine((list) => new Set(list.map(({ parcelId }) => parcelId)).size === list.length, 'must name each plot once'),
  plot: newPlot,
})

export const moveBoundarySchema = z.strictObject({
  ...act,
  parcels: z
    .array(z.strictObject({ parcelId: id, seenVersionId }))
    .length(2)
    .refine((list) => list[0]?.parcelId !== list[1]?.parcelId, 'must be two plots'),
  line,
})

export type CutGiven = z.output<typeof cut>
export type NewPlot = z.output<typeof newPlot>
export type SplitParcel = z.output<typeof splitParcelSchema>
export type MergeParcels = z.output<typeof mergeParcelsSchema>
export type MoveBoundary = z.output<typeof moveBoundarySchema>

const finding = z.object({
  rule: z.string(),
  severity: z.enum(['refusal', 'warning']),
  key: z.string(),
  sentence: z.string(),
  parameters: z.record(z.string(), z.union([z.string(), z.number()])),
  place: position.nullable(),
  parcelId: z.int().nullable(),
  got: z.unknown().optional(),
  expected: z.unknown().optional(),
})

const drawnPlot = {
  parcelId: z.int(),
  versionId: z.int(),
  level: z.string(),
  number: z.string().nullable(),
  areaSqm: z.number(),
  geometry: polygonSchema,
}

/** A plot as an editor sees it before drawing: what to name again when writing, and the neighbours to snap to. */
export const drawingSchema = z.object({
  plot: z.object({
    ...drawnPlot,
    legalAreaSqm: z.number().nullable(),
    use: z.string(),
    recordedAt: z.string(),
    instrument: z.string(),
  }),
  neighbours: z.array(z.object({ ...drawnPlot, sharedM: z.number() })),
  properties: z.array(z.object({ propertyId: z.int(), propertyNumber: z.string() })),
})

/** What an edit would make. */
export const editPreviewSchema = z.object({
  plots: z.array(
    z.object({
      at: z.int(),
      geometry: polygonSchema,
      areaSqm: z.number(),
      number: z.string().nullable(),
      legalAreaSqm: z.number().nullable(),
    }),
  ),
  properties: z.array(z.object({ parcelId: z.int(), propertyId: z.int(), propertyNumber: z.string() })),
  buildings: z.array(z.object({ buildingId: z.int(), to: z.array(z.object({ at: z.int(), partSqm: z.number() })) })),
  findings: z.array(finding),
})

/** What an edit made. */
export const editAnswerSchema = z.object({
  parcelIds: z.array(z.int()),
  areasSqm: z.array(z.number()),
  findings: z.array(finding),
  orders: z.array(standingOrderSchema),
})

const by = z.record(z.string(), z.string()).nullable().meta({ description: 'The post that recorded it' })

/** The family of a plot, how each member last stood, and every version of the plot itself. */
export const lineageSchema = z.object({
  edges: z.array(
    z.object({
      parentId: z.int(),
      childId: z.int(),
      kind: z.string(),
      instrument: z.string(),
      effectiveOn: z.string(),
      recordedAt: z.string(),
      by,
    }),
  ),
  plots: z.array(
    z.object({
      parcelId: z.int(),
      number: z.string().nullable(),
      areaSqm: z.number(),
      from: z.string(),
      to: z.string().nullable(),
    }),
  ),
  versions: z.array(
    z.object({
      versionId: z.int(),
      number: z.string().nullable(),
      areaSqm: z.number(),
      from: z.string(),
      to: z.string().nullable(),
      recordedAt: z.string(),
      supersededAt: z.string().nullable(),
      kind: z.string(),
      instrument: z.string(),
      by,
    }),
  ),
})

/** Outlines on a day; `isCut` when there were more than are answered. */
export const outlinesSchema = z.object({
  type: z.literal('FeatureCollection'),
  isCut: z.boolean(),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      id: z.int(),
      properties: z.object({ number: z.string().nullable() }),
      geometry: polygonSchema,
    }),
  ),
})
