import {
  asOwner,
  type Db,
  insertTenant,
  openBulkLoad,
  type Platform,
  type Tenant,
} from '../../../backend/src/kernel/index.ts'
import type { CityBlock, CityEnd, CityFrame, CityOptions } from '../types.ts'
import { multiPolygonHex } from './ewkb.ts'
import { noteLoader } from './half-loaded.ts'
import { reserveIds } from './ids.ts'
import { type Batch, type Source, sourceOf } from './source.ts'
import { type TableName, tables } from './tables.ts'
import { threadedSource } from './threaded.ts'

/** How far a load is: parcels and properties written so far. */
export type LoadProgress = (done: { parcels: number; properties: number }) => void

/** What was written. */
export interface LoadedCity {
  tenant: Tenant
  parcels: number
  properties: number
  end: CityEnd
}

/** Makes the state of a sample town where it is missing. */
export async function ensureState(platform: Platform, town: CityFrame['town']): Promise<number> {
  const rows = await asOwner(platform.database, (db) =>
    db.query<{ tenant_id: number }>(`select tenant_id from kernel.tenants where code = $1::text`, [town.stateCode]),
  )
  if (rows[0]) return rows[0].tenant_id
  const state = await asOwner(platform.database, (db) =>
    insertTenant(db, {
      stateId: null,
      code: town.stateCode,
      kind: 'state',
      names: town.stateNames,
      srid: town.srid,
      timeZone: 'Asia/Kolkata',
      settings: { sample: true },
    }),
  )
  return state.tenantId
}

/** How a town is loaded. */
export interface LoadOptions {
  onProgress?: LoadProgress
  /** Called with the state's tenant before the town's own is made. */
  onState?: (stateId: number) => Promise<void>
  /** Whether indexes are dropped first and made after; unsaid, they are for a large town in an empty register. */
  fast?: boolean
}

/** Loads the town of these options as a tenant of its own; it is made in a thread of its own. */
export async function loadGenerated(
  platform: Platform,
  city: CityOptions,
  options: LoadOptions = {},
): Promise<LoadedCity> {
  const source = threadedSource(city)
  try {
    return await loadFrom(platform, source, city.parcels || (city.properties ?? 0), city.today, options)
  } finally {
    await source.close()
  }
}

/** Loads a generated town as a tenant of its own, block by block in this thread. */
export async function loadCity(
  platform: Platform,
  blocks: Iterable<CityBlock>,
  size: number,
  today: string,
  onProgress: LoadProgress = () => {},
): Promise<LoadedCity> {
  return loadFrom(platform, sourceOf(blocks), size, today, { onProgress })
}

/**
 * Half a load is never seen: the tenant carries `settings.loading` until the last row is in, and a start that finds one
 * begins it anew. What `fast` set aside stands in `settings.setAside` for as long.
 */
async function loadFrom(
  platform: Platform,
  source: Source,
  size: number,
  today: string,
  options: LoadOptions,
): Promise<LoadedCity> {
  const { database } = platform
  const town = await source.town()
  const stateId = await ensureState(platform, town)
  await options.onState?.(stateId)
  const tenant = await insertLoading(platform, stateId, town)
  const load = await openBulkLoad(database, {
    fast: options.fast ?? (size >= 20_000 && (await isEmpty(platform))),
    schemas: ['parcels', 'people', 'water', 'waste'],
    remember: async (query, setAside) => {
      const kept = JSON.stringify({ setAside })
      await query(`update kernel.tenants set settings = settings || $1::jsonb where tenant_id = $2::int`, [
        kept,
        tenant.tenantId,
      ])
      await noteLoader(query, tenant.tenantId)
    },
  })
  let finished = false
  try {
    await noteLoader(load.query, tenant.tenantId)
    const bases = await reserveIds(load, size)
    let last: Batch | undefined
    let writing: Promise<unknown> = Promise.resolve()
    for await (const batch of source.batches({ tenant, bases, today })) {
      // One batch is written while the next is made.
      await writing
      writing = Promise.all(batch.texts.map(({ table, text }) => load.copy(table, columnsOf[table], text)))
      writing.catch(() => {})
      options.onProgress?.({ parcels: batch.parcels, properties: batch.properties })
      last = batch
    }
    await writing
    finished = true
    await load.finish()
    await makeKnown(platform, tenant, town, today)
    const { parcels, properties, end } = last!
    return { tenant: { ...tenant, settings: { sample: true } }, parcels, properties, end: end! }
  } catch (error) {
    if (!finished) await load.finish().catch(() => {})
    throw error
  }
}

const columnsOf = Object.fromEntries(
  Object.entries(tables).map(([table, columns]) => [table, Object.keys(columns)]),
) as Record<TableName, string[]>

async function isEmpty(platform: Platform): Promise<boolean> {
  const rows = await asOwner(platform.database, (db) => db.query(`select 1 from parcels.properties limit 1`))
  return rows.length === 0
}

function insertLoading(platform: Platform, stateId: number, town: CityFrame['town']): Promise<Tenant> {
  return asOwner(platform.database, (db) =>
    insertTenant(db, {
      stateId,
      code: town.code,
      kind: 'ulb',
      names: town.names,
      srid: town.srid,
      timeZone: 'Asia/Kolkata',
      settings: { sample: true, loading: true },
    }),
  )
}

async function makeKnown(platform: Platform, tenant: Tenant, town: CityFrame['town'], today: string): Promise<void> {
  await asOwner(platform.database, async (db) => {
    await insertTownVersions(db.query, tenant, town, today)
    await db.query(
      `update kernel.tenants set settings = settings - '{loading,setAside,loader}'::text[] where tenant_id = $1::int`,
      [tenant.tenantId],
    )
  })
}

async function insertTownVersions(
  query: Db['query'],
  tenant: Tenant,
  town: CityFrame['town'],
  today: string,
): Promise<void> {
  const joined = town.joinedOn ?? null
  const insert = (limit: CityFrame['town']['limit'], from: string, to: string, instrument: string) =>
    query(
      `insert into identity.town_versions (tenant_id, names, town_class, act, boundary, instrument, valid_from, valid_to)
       values ($1::int, $2::jsonb, $3::text, 'Sample Municipal Act (fictional)', $4::text::geometry, $5::text, $6::date, $7::date)`,
      [tenant.tenantId, JSON.stringify(town.names), town.kind, multiPolygonHex(limit), instrument, from, to],
    )
  const founded = `${Number(today.slice(0, 4)) - 30}-04-01`
  if (joined && town.earlierLimit) await insert(town.earlierLimit, founded, joined, 'Sample notification 1 (fictional)')
  await insert(
    town.limit,
    joined && town.earlierLimit ? joined : founded,
    'infinity',
    joined ? 'Sample notification 2: a village joins (fictional)' : 'Sample notification 1 (fictional)',
  )
}
