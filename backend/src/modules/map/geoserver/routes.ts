/** Publishing on a GeoServer: what is chosen, how far the server is from it, and the work itself, which waits in the queue. */
import { z } from 'zod'
import { tileLayers } from '../../../../../tiles/layers/index.ts'
import {
  asOwner,
  Conflict,
  type Context,
  command,
  defineRoute,
  Invalid,
  type JobList,
  jobQueue,
  NotFound,
  type Platform,
  type Route,
  read,
  systemContext,
} from '../../../kernel/index.ts'
import { collections } from '../ogc/queries-collections.ts'
import { GeoServerAway, GeoServerRefusal, openGeoServer } from './client.ts'
import { type Desired, desiredOf } from './desired.ts'
import { publish, readDrift, unpublish } from './publish.ts'
import { replacePublished, selectPublished } from './queries.ts'
import { type GeoServerSettings, serverOf } from './settings.ts'

const publishable = collections.filter((collection) => tileLayers.some((layer) => layer.id === collection.tileLayer))
const statusTimeoutMs = 5_000

const collectionIds = z
  .array(z.string().max(60))
  .max(50)
  .refine((list) => new Set(list).size === list.length, 'must name each collection once')

const driftSchema = z.object({ what: z.string(), state: z.enum(['missing', 'differs', 'unwanted']) })

/** The collections that the town chose; none unless told. */
const chosenIds = (context: Context): Promise<string[]> =>
  read(context, (db) => selectPublished(db, context.tenant.tenantId))

function requireServer(servers: readonly GeoServerSettings[], context: Context): GeoServerSettings {
  const server = serverOf(servers, context.tenant.code)
  if (server) return server
  throw new NotFound('geoserver', 'No GeoServer is set for this town. The operator names one in KHASRA_GEOSERVER_FILE.')
}

async function desiredIn(context: Context, server: GeoServerSettings): Promise<Desired> {
  const ids = await chosenIds(context)
  const chosen = publishable
    .filter(({ id }) => ids.includes(id))
    .map((collection) => ({ collection, layer: tileLayers.find((layer) => layer.id === collection.tileLayer)! }))
  return desiredOf(context.tenant, chosen, server.database)
}

/** The room's URL table for GeoServer. A GeoServer that is down never holds up a save: only the status asks it at once. */
export function geoServerRoutes(servers: readonly GeoServerSettings[]): Route[] {
  return [
    /** GET /api/nayapur/geoserver */
    defineRoute({
      method: 'get',
      path: '/geoserver',
      permission: 'map.publish',
      summary: 'What is published on the GeoServer, and what differs',
      perMinute: 30,
      response: z.object({
        configured: z.boolean(),
        collections: z.array(
          z.object({ id: z.string(), title: z.record(z.string(), z.string()), chosen: z.boolean() }),
        ),
        state: z.enum(['none', 'away', 'refuses', 'drift', 'equal']),
        drift: z.array(driftSchema),
        services: z.object({ wms: z.string(), wfs: z.string(), wmts: z.string() }).nullable(),
      }),
      run: async (context) => {
        const ids = await chosenIds(context)
        const list = publishable.map(({ id, titles }) => ({ id, title: { ...titles }, chosen: ids.includes(id) }))
        const server = serverOf(servers, context.tenant.code)
        if (!server) return { configured: false, collections: list, state: 'none' as const, drift: [], services: null }
        const base = `${server.url.replace(/\/$/, '')}/khasra-${context.tenant.code}`
        const services = { wms: `${base}/wms`, wfs: `${base}/wfs`, wmts: `${base}/gwc/service/wmts` }
        return { configured: true, collections: list, services, ...(await statusOf(context, server)) }
      },
    }),
    /** PUT /api/nayapur/geoserver */
    defineRoute({
      method: 'put',
      path: '/geoserver',
      permission: 'map.publish',
      summary: 'Choose what is published; the GeoServer follows in the background',
      body: z.strictObject({ collections: collectionIds, instrument: z.string().trim().min(3).max(300) }),
      response: z.object({ chosen: z.array(z.string()) }),
      run: async (context, { body }) => {
        requireServer(servers, context)
        const unknown = body.collections.find((id) => !publishable.some((collection) => collection.id === id))
        if (unknown)
          throw new Invalid('collections', 'There is no such collection to publish.', {
            got: unknown,
            expected: publishable.map(({ id }) => id),
          })
        await askForPublishing(context, body)
        return { chosen: body.collections }
      },
    }),
    /** POST /api/nayapur/geoserver/publication */
    defineRoute({
      method: 'post',
      path: '/geoserver/publication',
      permission: 'map.publish',
      summary: 'Put right what differs on the GeoServer',
      response: z.object({ queued: z.boolean() }),
      run: async (context) => {
        requireServer(servers, context)
        await askForPublishing(context, null)
        return { queued: true }
      },
    }),
  ]
}

async function statusOf(context: Context, server: GeoServerSettings) {
  try {
    const drift = await readDrift(
      openGeoServer({ ...server, timeoutMs: statusTimeoutMs }),
      await desiredIn(context, server),
    )
    return { state: drift.length ? ('drift' as const) : ('equal' as const), drift }
  } catch (error) {
    if (error instanceof GeoServerAway) return { state: 'away' as const, drift: [] }
    if (error instanceof GeoServerRefusal) return { state: 'refuses' as const, drift: [] }
    throw error
  }
}

/** Notes the choice, when there is one, and asks for the work in the same transaction. */
function askForPublishing(
  context: Context,
  choice: { collections: string[]; instrument: string } | null,
): Promise<void> {
  const { tenantId } = context.tenant
  return command(context, { name: 'map.ask-for-publishing', input: choice }, async (tx) => {
    const before = choice && (await selectPublished(tx, tenantId))
    if (choice) await replacePublished(tx, tenantId, choice.collections, choice.instrument)
    await tx.emit('map.publication-asked', {})
    tx.journal({ subjects: [], before: before && { collections: before }, after: choice ?? { publication: 'again' } })
  })
}

/** Hears that publishing was asked for and works it off; a GeoServer that is away is tried again by the queue. */
export function followPublishing(platform: Platform): void {
  platform.subscribers.subscribe({
    name: 'map.publish',
    event: 'map.publication-asked',
    run: async (context) => {
      await asOwner(platform.database, (db) =>
        jobQueue.addJob(
          db,
          'map-publish',
          { tenantId: context.tenant.tenantId },
          `map-publish:${context.tenant.tenantId}`,
        ),
      )
    },
  })
}

/** The job of one town. */
export function publishingJobs(servers: readonly GeoServerSettings[]): JobList {
  return {
    'map-publish': async (platform, { tenantId }: { tenantId: number }) => {
      const context = await systemContext(platform, tenantId)
      const server = serverOf(servers, context.tenant.code)
      if (!server) throw new Conflict('geoserver', 'No GeoServer is set for this town any more.')
      const desired = await desiredIn(context, server)
      const client = openGeoServer(server)
      if (desired.layers.length) await publish(client, desired)
      else await unpublish(client, desired)
    },
  }
}
