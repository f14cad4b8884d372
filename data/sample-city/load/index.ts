import {
  asOwner,
  type Db,
  insertTenant,
  openBulkLoad,
  type Platform,
  type Tenant,
} from '../../../backend/src/kernel/index.ts'
import type { CityBlock, CityEnd, CityFrame } from '../types.ts'
import { multiPolygonHex } from './ewkb.ts'
import { reserveIds } from './ids.ts'
import { RowMaker } from './rows.ts'
import { noRows, type Rows, type TableName, tables } from './tables.ts'

/** How far a load is: parcels and properties written so far. */
export type LoadProgress = (done: { parcels: number; properties: number }) => void

/** What was written. */
export interface LoadedCity {
  tenant: Tenant
  parcels: number
  properties: number
  end: CityEnd
}

const rowsPerFlush = 60_000

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

/**
 * Loads a generated town as a tenant of its own. Half a load is never seen: the tenant carries `settings.loading` until
 * the last row is in, and a start that finds one begins it anew.
 */
export async function loadCity(
  platform: Platform,
  blocks: Iterable<CityBlock>,
  size: number,
  today: string,
  onProgress: LoadProgress = () => {},
): Promise<LoadedCity> {
  const iterator = blocks[Symbol.iterator]()
  const first = iterator.next().value
  if (first?.part !== 'frame') throw new Error('a town begins with its frame')
  const stateId = await ensureState(platform, first.town)
  const tenant = await asOwner(platform.database, (db) =>
    insertTenant(db, {
      stateId,
      code: first.town.code,
      kind: 'ulb',
      names: first.town.names,
      srid: first.town.srid,
      timeZone: 'Asia/Kolkata',
      settings: { sample: true, loading: true },
    }),
  )
  const empty = await asOwner(platform.database, (db) => db.query(`select 1 from parcels.properties limit 1`))
  const load = await openBulkLoad(platform.database, {
    fast: empty.length === 0 && size >= 20_000,
    schemas: ['parcels', 'people'],
  })
  try {
    const maker = new RowMaker(tenant, await reserveIds(load, size), today)
    const done = { parcels: 0, properties: 0 }
    let waiting = noRows()
    let writing: Promise<void> = Promise.resolve()
    let end: CityEnd | undefined
    maker.frame(first, waiting)
    for (let next = iterator.next(); !next.done; next = iterator.next()) {
      const block = next.value
      if (block.part === 'end') end = block
      if (block.part !== 'chunk') continue
      maker.chunk(block, waiting)
      done.parcels += block.parcels.length
      done.properties += block.properties.length
      if (countRows(waiting) >= rowsPerFlush) {
        const full = waiting
        waiting = noRows()
        // The database writes one flush while the next is made; never two at once.
        await writing
        writing = flush(load, full)
        onProgress({ ...done })
      }
      await new Promise((resolve) => setImmediate(resolve))
    }
    await writing
    await flush(load, waiting)
    await load.finish()
    await asOwner(platform.database, async (db) => {
      await insertTownVersions(db.query, tenant, first.town, today)
      await db.query(`update kernel.tenants set settings = settings - 'loading' where tenant_id = $1::int`, [
        tenant.tenantId,
      ])
    })
    onProgress({ ...done })
    return { tenant: { ...tenant, settings: { sample: true } }, ...done, end: end! }
  } catch (error) {
    await load.finish().catch(() => {})
    throw error
  }
}

function countRows(rows: Rows): number {
  let count = 0
  for (const list of Object.values(rows)) count += list.length
  return count
}

async function flush(load: Awaited<ReturnType<typeof openBulkLoad>>, rows: Rows): Promise<void> {
  for (const [table, columns] of Object.entries(tables)) await load.write(table, columns, rows[table as TableName])
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

/** Takes a half-loaded sample town away, all its rows, so that a start can begin anew. */
export async function removeHalfLoaded(platform: Platform): Promise<string[]> {
  return asOwner(platform.database, async (db) => {
    const towns = await db.query<{ tenant_id: number; code: string }>(
      `select tenant_id, code from kernel.tenants where settings ->> 'loading' = 'true'`,
    )
    for (const town of towns) {
      const names = (Object.keys(tables) as TableName[]).reverse()
      for (const table of names) await db.query(`delete from ${table} where tenant_id = $1::int`, [town.tenant_id])
      await db.query(`delete from identity.town_versions where tenant_id = $1::int`, [town.tenant_id])
      await db.query(`delete from kernel.tenants where tenant_id = $1::int`, [town.tenant_id])
    }
    return towns.map((town) => town.code)
  })
}
