/** Quality of the register: looked over, mended one by one, answered for, published. */
import { z } from 'zod'
import { defineRoute, idSchema, type Route, read } from '../../../kernel/index.ts'
import { decideFinding } from './actions/decide-finding.ts'
import { nameSteward } from './actions/name-steward.ts'
import { publishReport } from './actions/publish-report.ts'
import { startRun } from './actions/start-run.ts'
import { acceptMend, requireFinding, suggestMend } from './mend.ts'
import { selectCounts, selectQualityFindings, selectRegisters, selectReport, selectRun } from './queries-quality.ts'
import { isFresh, kindNames, mendOf } from './rules.ts'
import * as schemas from './schemas.ts'

const findingParams = z.strictObject({ findingId: idSchema })

export const qualityRoutes: Route[] = [
  /** GET /api/nayapur/quality */
  defineRoute({
    method: 'get',
    path: '/quality',
    permission: 'parcels.read-quality',
    summary: 'How good the register is now: faults by kind, registers with steward and freshness, the last walk',
    response: schemas.qualitySchema,
    run: (context) =>
      read(context, async (db) => {
        const { tenantId } = context.tenant
        const run = await selectRun(db, tenantId, null)
        const registers = await selectRegisters(db, tenantId, context.today)
        return {
          run: run && {
            ...{ runId: run.runId, state: run.state, done: run.done, total: run.total },
            startedAt: run.startedAt.toISOString(),
            finishedAt: run.finishedAt?.toISOString() ?? null,
          },
          counts: await selectCounts(db, tenantId),
          registers: registers.map((each) => ({
            ...each,
            steward: each.steward as Record<string, string> | null,
            fresh: isFresh(each.lastChangedOn, each.freshnessDays, context.today),
          })),
        }
      }),
  }),
  /** POST /api/nayapur/quality/runs */
  defineRoute({
    method: 'post',
    path: '/quality/runs',
    permission: 'parcels.read-quality',
    perMinute: 10,
    summary: 'Look the whole register over',
    body: z.strictObject({}),
    response: z.object({ runId: z.int() }),
    run: (context) => startRun(context),
  }),
  /** GET /api/nayapur/quality/findings?kind=overlap */
  defineRoute({
    method: 'get',
    path: '/quality/findings',
    permission: 'parcels.read-quality',
    summary: 'The work list: faults with their weight and place, the heaviest first',
    query: z.strictObject({
      kind: z.enum(kindNames).optional(),
      state: z.enum(['open', 'mended', 'kept', 'gone']).default('open'),
      offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
      limit: z.coerce.number().int().min(1).max(1000).default(200),
    }),
    response: z.object({ findings: z.array(schemas.findingSchema) }),
    run: async (context, { query }) => {
      const asked = { ...query, kind: query.kind ?? null }
      const list = await read(context, (db) => selectQualityFindings(db, context.tenant.tenantId, asked))
      return { findings: list.map((finding) => ({ ...finding, mend: mendOf(finding.kind) })) }
    },
  }),
  /** GET /api/nayapur/quality/findings/17/mend */
  defineRoute({
    method: 'get',
    path: '/quality/findings/:findingId/mend',
    permission: 'parcels.read-quality',
    summary: 'What is suggested for a finding, with outlines before and after; it writes nothing',
    params: findingParams,
    response: z.object({ mend: z.looseObject({ mend: z.string() }).nullable() }),
    run: async (context, { params }) => ({
      mend: await suggestMend(context, await requireFinding(context, params.findingId)),
    }),
  }),
  /** POST /api/nayapur/quality/findings/17/mend */
  defineRoute({
    method: 'post',
    path: '/quality/findings/:findingId/mend',
    permission: 'parcels.write',
    summary: 'Accept what is suggested: it is done by the action that does such a thing always',
    params: findingParams,
    body: schemas.actSchema,
    response: z.object({ findingId: z.int(), mend: z.string() }),
    run: (context, { params, body }) => acceptMend(context, params.findingId, body),
  }),
  /** POST /api/nayapur/quality/findings/17/keep */
  defineRoute({
    method: 'post',
    path: '/quality/findings/:findingId/keep',
    permission: 'parcels.write',
    summary: 'Keep a finding as it is, for a reason',
    params: findingParams,
    body: schemas.keepFindingSchema,
    response: z.object({ findingId: z.int() }),
    run: (context, { params, body }) =>
      decideFinding(context, params.findingId, { state: 'kept', reason: body.reason }),
  }),
  /** POST /api/nayapur/quality/stewards */
  defineRoute({
    method: 'post',
    path: '/quality/stewards',
    permission: 'parcels.publish-quality',
    summary: 'Name the post that answers for a register, and how old its youngest change may be',
    body: schemas.nameStewardSchema,
    response: z.object({ register: z.string() }),
    run: (context, { body }) => nameSteward(context, body),
  }),
  /** POST /api/nayapur/quality/reports */
  defineRoute({
    method: 'post',
    path: '/quality/reports',
    permission: 'parcels.publish-quality',
    summary: 'Publish the report of quality',
    body: z.strictObject({ instrument: z.string().trim().min(3).max(300) }),
    response: z.object({ reportId: z.int() }),
    run: (context, { body }) => publishReport(context, body),
  }),
  /** GET /api/nayapur/quality/report */
  defineRoute({
    method: 'get',
    path: '/quality/report',
    permission: null,
    summary: 'The report of quality that the town published last',
    response: schemas.qualityReportSchema,
    run: async (context) => {
      const found = await read(context, (db) => selectReport(db, context.tenant.tenantId))
      const { content, ...rest } = found ?? { content: null }
      return { report: found && ({ ...rest, ...content } as never) }
    },
  }),
]
