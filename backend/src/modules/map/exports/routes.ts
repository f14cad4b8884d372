/** Exports of whole layers to files: asked for, watched, cancelled, fetched. */
import { z } from 'zod'
import {
  asOwner,
  Conflict,
  type Context,
  command,
  defineRoute,
  Invalid,
  idSchema,
  type JobList,
  jobQueue,
  look,
  NotFound,
  type Platform,
  type Route,
  read,
} from '../../../kernel/index.ts'
import { collections } from '../ogc/queries-collections.ts'
import { countAsked, exportCollection } from './export-collection.ts'
import { cancelExport, type ExportRow, insertExport, selectExport, selectExports } from './queries.ts'
import { type ExportFormat, exportFormats, stateOfExport } from './rules-export.ts'

const formats = Object.keys(exportFormats) as [ExportFormat, ...ExportFormat[]]
const degrees = (limit: number) => z.number().min(-limit).max(limit)

const exportBody = z.strictObject({
  collection: z.string().max(60),
  format: z.enum(formats),
  /** CQL2 text, as at /ogc/{city}. */
  filter: z.string().trim().min(1).max(2000).optional(),
  box: z.tuple([degrees(180), degrees(90), degrees(180), degrees(90)]).optional(),
  /** The town's own zone, in metres, instead of longitude and latitude. GeoJSON knows the latter alone. */
  inMetres: z.boolean().default(false),
})

const exportSchema = z.object({
  exportId: idSchema,
  collection: z.string(),
  titles: z.record(z.string(), z.string()),
  format: z.enum(formats),
  filter: z.string().nullable(),
  features: z.int(),
  featuresDone: z.int(),
  state: z.enum(['waiting', 'running', 'ready', 'cancelled', 'failed']),
  failure: z.string().nullable(),
  askedAt: z.string(),
  bytes: z.int().nullable(),
})

const titlesOf = (id: string) => ({ ...(collections.find((each) => each.id === id)?.titles ?? { en: id }) })

function lineOf(row: ExportRow): z.input<typeof exportSchema> {
  const { exportId, collection, format, filter, features, featuresDone, failure, bytes } = row
  const askedAt = row.askedAt.toISOString()
  const titles = titlesOf(collection)
  return {
    exportId,
    collection,
    titles,
    format,
    filter,
    features,
    featuresDone,
    failure,
    bytes,
    askedAt,
    state: stateOfExport(row),
  }
}

/** @throws Invalid for a collection, filter or box that cannot be read, and for more features than one file holds */
async function askForExport(context: Context, body: z.output<typeof exportBody>): Promise<{ exportId: number }> {
  if (!collections.some(({ id }) => id === body.collection))
    throw new Invalid('collection', 'There is no such collection.', { expected: collections.map(({ id }) => id) })
  if (body.inMetres && body.format === 'geojson')
    throw new Invalid('inMetres', 'GeoJSON is always in longitude and latitude. Take another format for metres.')
  const { collection, format, filter = null, box = null } = body
  const asked = { collection, format, filter, box, srid: body.inMetres ? context.tenant.srid : 4326 }
  const features = await countAsked(context, asked)
  const { mostFeatures } = exportFormats[format]
  if (features > mostFeatures)
    throw new Invalid('filter', 'One file of this format holds at most {most} features. Ask for a part of the town.', {
      parameters: { most: mostFeatures },
      got: features,
    })
  return command(context, { name: 'map.ask-for-export', input: body }, async (tx) => {
    const exportId = await insertExport(tx, context.tenant.tenantId, context.userId, { ...asked, features })
    await tx.emit('map.export-asked', { exportId })
    tx.journal({ subjects: [{ kind: 'export', id: exportId }], after: { ...asked, features } })
    return { exportId }
  })
}

const params = z.strictObject({ exportId: idSchema })

async function requireExport(context: Context, exportId: number): Promise<ExportRow> {
  const row = await read(context, (db) => selectExport(db, context.tenant.tenantId, exportId))
  if (!row) throw new NotFound('exportId', 'There is no such export.', { got: exportId })
  return row
}

/** The URL table of exports. */
export const exportRoutes: Route[] = [
  /** POST /api/nayapur/exports {"collection":"parcels","format":"geopackage","filter":"use = 'commercial'"} */
  defineRoute({
    method: 'post',
    path: '/exports',
    permission: 'map.export',
    perMinute: 12,
    summary: 'Ask for a file of a collection; it is made in the background',
    body: exportBody,
    response: z.object({ exportId: idSchema }),
    run: (context, { body }) => askForExport(context, body),
  }),
  defineRoute({
    method: 'get',
    path: '/exports',
    permission: 'map.export',
    summary: 'Exports of the town, the newest first, and what can be exported',
    response: z.object({
      exports: z.array(exportSchema),
      collections: z.array(z.object({ id: z.string(), titles: z.record(z.string(), z.string()) })),
    }),
    run: async (context) => ({
      exports: (await read(context, (db) => selectExports(db, context.tenant.tenantId))).map(lineOf),
      collections: collections.map(({ id }) => ({ id, titles: titlesOf(id) })),
    }),
  }),
  defineRoute({
    method: 'get',
    path: '/exports/:exportId',
    permission: 'map.export',
    summary: 'How far an export is',
    params,
    response: exportSchema,
    run: async (context, { params: { exportId } }) => lineOf(await requireExport(context, exportId)),
  }),
  /** POST /api/nayapur/exports/7/cancellation */
  defineRoute({
    method: 'post',
    path: '/exports/:exportId/cancellation',
    permission: 'map.export',
    summary: 'Stop an export that is not ready yet',
    params,
    response: z.object({ exportId: idSchema }),
    run: (context, { params: { exportId } }) =>
      command(context, { name: 'map.cancel-export', input: { exportId } }, async (tx) => {
        const row = await selectExport(tx, context.tenant.tenantId, exportId)
        if (!row) throw new NotFound('exportId', 'There is no such export.', { got: exportId })
        if (!(await cancelExport(tx, context.tenant.tenantId, exportId)))
          throw new Conflict('exportId', 'This export is ready or was stopped already.')
        tx.journal({ subjects: [{ kind: 'export', id: exportId }], after: { cancelled: true } })
        return { exportId }
      }),
  }),
  /** GET /api/nayapur/exports/7/file; the look is journaled, as the file holds what staff alone may see. */
  defineRoute({
    method: 'get',
    path: '/exports/:exportId/file',
    permission: 'map.export',
    summary: 'The file of an export',
    params,
    response: z.any(),
    run: async (context, { params: { exportId }, reply }) => {
      const row = await requireExport(context, exportId)
      const bytes = row.sha256 && (await context.platform.documents.get(row.sha256))
      if (!bytes) throw new NotFound('exportId', 'The file of this export is not there. See how far it is.')
      await look(context, 'map.fetch-export', { subjects: [{ kind: 'export', id: exportId }] }, async () => null)
      const { mediaType, ending } = exportFormats[row.format]
      const name = `${context.tenant.code}-${row.collection}-${exportId}.${ending}`
      reply.setHeader('content-disposition', `attachment; filename="${name}"`)
      reply.bytes(mediaType, bytes)
      return undefined
    },
  }),
]

/** Hears that a file was asked for and puts the work into the queue. */
export function followExports(platform: Platform): void {
  platform.subscribers.subscribe({
    name: 'map.export',
    event: 'map.export-asked',
    run: async (context, { exportId }: { exportId: number }) => {
      const { tenantId } = context.tenant
      await asOwner(platform.database, (db) =>
        jobQueue.addJob(db, 'map-export', { tenantId, exportId }, `map-export:${tenantId}:${exportId}`, 3),
      )
    },
  })
}

export const exportJobs: JobList = { 'map-export': exportCollection }
