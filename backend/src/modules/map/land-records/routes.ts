import { z } from 'zod'
import {
  Conflict,
  type Context,
  defineRoute,
  idSchema,
  look,
  NotFound,
  Problem,
  type Route,
  read,
} from '../../../kernel/index.ts'
import type { Language } from '../../notifications/index.ts'
import { selectParcelLabel } from '../queries.ts'
import { type LandRecordAnswer, type LandRecords, LandRecordsAway } from './providers.ts'

/** Levels whose record is a khasra; the others have a property card. */
const khasraLevels = new Set(['revenue-khasra', 'occupied-site'])

/**
 * The Revenue department's record of a plot, with its own signature; never ours. The look is journaled: it names holders.
 * @throws NotFound for the plot or its record, Conflict while it is being made there, Problem 503 while the service is away
 */
async function fetchRecord(context: Context, records: LandRecords, parcelId: number, language: Language) {
  const plot = await read(context, (db) => selectParcelLabel(db, context.tenant.tenantId, parcelId, context.today))
  if (!plot?.number)
    throw new NotFound('parcelId', 'There is no such plot with a number in this town.', { got: parcelId })
  const asked = {
    kind: khasraLevels.has(plot.level) ? ('khasra-copy' as const) : ('property-card' as const),
    number: plot.number,
    town: context.tenant.names.en ?? context.tenant.code,
    language,
  }
  const answer = await look(
    context,
    'map.fetch-land-record',
    { subjects: [{ kind: 'parcel', id: parcelId }], after: { kind: asked.kind, from: records.name } },
    async (): Promise<LandRecordAnswer> => records.find(asked),
  ).catch((error: unknown) => {
    if (error instanceof LandRecordsAway)
      throw new Problem(503, 'Service away', 'The land-records service does not answer. Try again later.', {
        field: 'parcelId',
      })
    throw error
  })
  if (answer.state === 'waiting')
    throw new Conflict('parcelId', 'The Revenue department is still making this record. Ask again in a few minutes.')
  if (answer.state === 'not-found')
    throw new NotFound('parcelId', 'The Revenue department has no record by this number.', { got: plot.number })
  return { ...answer, kind: asked.kind, number: plot.number }
}

/** The URL table of land records. */
export function landRecordRoutes(records: LandRecords): Route[] {
  return [
    /** GET /api/nayapur/parcels/17/land-record.pdf?language=hi */
    defineRoute({
      method: 'get',
      path: '/parcels/:parcelId/land-record.pdf',
      permission: 'people.read-private',
      perMinute: 30,
      summary: 'Khasra copy or property card from the land-records service, with its own signature',
      params: z.strictObject({ parcelId: idSchema }),
      query: z.strictObject({ language: z.enum(['en', 'hi', 'mr']).default('hi') }),
      response: z.any(),
      run: async (context, { params, query, reply }) => {
        const record = await fetchRecord(context, records, params.parcelId, query.language)
        // Header values are Latin letters: the issuer's own name stands in the file.
        reply.setHeader('x-issued-by', encodeURIComponent(record.issuedBy))
        reply.setHeader('content-disposition', `inline; filename="${record.kind}-${params.parcelId}.pdf"`)
        reply.bytes('application/pdf', record.bytes)
        return undefined
      },
    }),
  ]
}
