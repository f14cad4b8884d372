/** Edits on the map: each has a preview that writes nothing and says what the rules find. */
import { z } from 'zod'
import { type Context, type Db, defineRoute, idSchema, type Route, read } from '../../kernel/index.ts'
import { mergeParcels } from './actions/merge-parcels.ts'
import { moveBoundary } from './actions/move-boundary.ts'
import { splitParcel } from './actions/split-parcel.ts'
import { requirePast } from './acts.ts'
import { readDrawing } from './edit/drawing.ts'
import { readLineage, readOutlines } from './edit/lineage.ts'
import { type EditPlan, planBoundary, planMerge, planSplit, type Where } from './edit/plan.ts'
import { declaredRules } from './edit/rules-declared.ts'
import { outlinesQuerySchema } from './schemas.ts'
import {
  drawingSchema,
  editAnswerSchema,
  editPreviewSchema,
  lineageSchema,
  mergeParcelsSchema,
  moveBoundarySchema,
  outlinesSchema,
  splitParcelSchema,
} from './schemas-edit.ts'

const parcelParams = z.strictObject({ parcelId: idSchema })

/** Thinks an edit through on its day, in a transaction that cannot write. */
async function preview(context: Context, day: string, plan: (where: Where) => Promise<EditPlan>) {
  requirePast(day, context.today)
  const made = await read(context, (db: Db) => plan({ db, tenant: context.tenant, day }))
  return {
    plots: made.plots.map(({ at, polygon, areaSqm, number, legalAreaSqm }) => ({
      at,
      geometry: polygon as never,
      areaSqm,
      number,
      legalAreaSqm,
    })),
    properties: made.properties,
    buildings: made.buildings,
    findings: made.findings as never,
  }
}

export const editRoutes: Route[] = [
  /** GET /api/nayapur/parcels/17/drawing */
  defineRoute({
    method: 'get',
    path: '/parcels/:parcelId/drawing',
    permission: 'parcels.write',
    summary: 'A plot and its neighbours as an editor needs them, with the versions that are seen',
    params: parcelParams,
    response: drawingSchema,
    run: (context, { params }) => readDrawing(context, params.parcelId),
  }),
  /** POST /api/nayapur/parcels/17/split/preview */
  defineRoute({
    method: 'post',
    path: '/parcels/:parcelId/split/preview',
    permission: 'parcels.write',
    summary: 'What a cut of a plot would make, and what the rules say',
    params: parcelParams,
    body: splitParcelSchema,
    response: editPreviewSchema,
    run: (context, { params, body }) =>
      preview(context, body.effectiveOn, (where) => planSplit(where, params.parcelId, body)),
  }),
  /** POST /api/nayapur/parcels/17/split */
  defineRoute({
    method: 'post',
    path: '/parcels/:parcelId/split',
    permission: 'parcels.write',
    summary: 'Cut a plot along a line or by an area',
    params: parcelParams,
    body: splitParcelSchema,
    response: editAnswerSchema,
    run: (context, { params, body }) => splitParcel(context, params.parcelId, body) as never,
  }),
  /** POST /api/nayapur/parcels/merge/preview */
  defineRoute({
    method: 'post',
    path: '/parcels/merge/preview',
    permission: 'parcels.write',
    summary: 'What a merge of plots would make, and what the rules say',
    body: mergeParcelsSchema,
    response: editPreviewSchema,
    run: (context, { body }) => preview(context, body.effectiveOn, (where) => planMerge(where, body)),
  }),
  /** POST /api/nayapur/parcels/merge */
  defineRoute({
    method: 'post',
    path: '/parcels/merge',
    permission: 'parcels.write',
    summary: 'Make one plot of several that share edges',
    body: mergeParcelsSchema,
    response: editAnswerSchema,
    run: (context, { body }) => mergeParcels(context, body) as never,
  }),
  /** POST /api/nayapur/parcels/boundary/preview */
  defineRoute({
    method: 'post',
    path: '/parcels/boundary/preview',
    permission: 'parcels.write',
    summary: 'What a moved boundary would make, and what the rules say',
    body: moveBoundarySchema,
    response: editPreviewSchema,
    run: (context, { body }) => preview(context, body.effectiveOn, (where) => planBoundary(where, body)),
  }),
  /** POST /api/nayapur/parcels/boundary */
  defineRoute({
    method: 'post',
    path: '/parcels/boundary',
    permission: 'parcels.write',
    summary: 'Draw the common boundary of two plots anew',
    body: moveBoundarySchema,
    response: editAnswerSchema,
    run: (context, { body }) => moveBoundary(context, body) as never,
  }),
  /** GET /api/nayapur/parcels/17/lineage */
  defineRoute({
    method: 'get',
    path: '/parcels/:parcelId/lineage',
    permission: null,
    summary: 'Which plot came from which, by which act, and every version of the plot',
    params: parcelParams,
    response: lineageSchema,
    run: (context, { params }) => readLineage(context, params.parcelId),
  }),
  /** GET /api/nayapur/parcel-outlines?bbox=77.95,23.1,77.951,23.101&asOf=2023-04-01 */
  defineRoute({
    method: 'get',
    path: '/parcel-outlines',
    permission: null,
    summary: 'Outlines of plots in a box as they stood on a day',
    query: outlinesQuerySchema,
    response: outlinesSchema,
    run: (context, { query }) => readOutlines(context, query.bbox, query) as never,
  }),
  /** GET /api/nayapur/parcel-rules */
  defineRoute({
    method: 'get',
    path: '/parcel-rules',
    permission: null,
    summary: 'The rules of an edit, P1 to P16, in three languages',
    response: z.object({
      rules: z.array(
        z.object({
          code: z.string(),
          severity: z.enum(['refusal', 'warning']),
          isFixed: z.boolean(),
          names: z.record(z.string(), z.string()),
          source: z.string(),
        }),
      ),
    }),
    run: async () => ({ rules: declaredRules.map((rule) => ({ ...rule, names: { ...rule.names } })) }),
  }),
]
