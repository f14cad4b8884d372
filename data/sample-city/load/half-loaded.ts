import { hostname } from 'node:os'
import { asOwner, type Db, type Platform, putBack, type SetAside } from '../../../backend/src/kernel/index.ts'
import { type TableName, tables } from './tables.ts'

/** Writes into the town's settings who is loading it: the database's own connection, and the process of this machine. */
export async function noteLoader(
  query: (sql: string, values?: unknown[]) => Promise<unknown>,
  tenantId: number,
): Promise<void> {
  await query(
    `update kernel.tenants set settings = settings || jsonb_build_object('loader', jsonb_build_object(
       'backend', pg_backend_pid(), 'since', (select backend_start from pg_stat_activity where pid = pg_backend_pid()),
       'host', $2::text, 'process', $3::int)) where tenant_id = $1::int`,
    [tenantId, hostname(), process.pid],
  )
}

interface HalfTown {
  tenant_id: number
  code: string
  set_aside: SetAside[] | null
  loader: { host: string; process: number } | null
  /** The connection that loads it still stands (a real server knows), or the town was begun a moment ago. */
  is_loading: boolean
}

/**
 * Takes half-loaded sample towns away, all their rows, and puts back the indexes that were set aside for them. A load that
 * still runs is left alone; `alone` says that no other process can be at this database. Answers the codes.
 */
export async function removeHalfLoaded(platform: Platform, alone = false): Promise<string[]> {
  const { database } = platform
  return asOwner(database, async (db) => {
    const towns = (await selectHalfLoaded(db)).filter(
      (town) => alone || !(database.engine === 'postgis' ? town.is_loading : isAlive(town.loader)),
    )
    if (!towns.length) return []
    const isSuper = await skipKeyChecks(db)
    for (const town of towns) await removeTown(db, town, isSuper)
    return towns.map((town) => town.code)
  })
}

function selectHalfLoaded(db: Db): Promise<HalfTown[]> {
  return db.query<HalfTown>(
    `select t.tenant_id, t.code, t.settings -> 'setAside' as set_aside, t.settings -> 'loader' as loader,
            exists (select 1 from pg_stat_activity a where a.pid = (t.settings #>> '{loader,backend}')::int
              and a.backend_start = (t.settings #>> '{loader,since}')::timestamptz)
              or (t.settings -> 'loader' is null and t.created_at > now() - interval '1 minute') as is_loading
     from kernel.tenants t where t.settings ->> 'loading' = 'true' order by t.tenant_id`,
  )
}

/** The embedded database has one connection for all: there the process tells, and it can only be of this machine. */
function isAlive(loader: HalfTown['loader']): boolean {
  if (!loader || loader.host !== hostname() || loader.process === process.pid) return false
  try {
    return process.kill(loader.process, 0)
  } catch {
    return false
  }
}

/** Without indexes every key check would read a whole table: a superuser may leave them out. True for one. */
async function skipKeyChecks(db: Db): Promise<boolean> {
  const [row] = await db.query<{ super: boolean }>(`select current_setting('is_superuser') = 'on' as super`)
  if (row!.super) await db.query(`set local session_replication_role = replica`)
  return row!.super
}

async function removeTown(db: Db, town: HalfTown, isSuper: boolean): Promise<void> {
  if (!isSuper) await putBack(db.query, town.set_aside ?? [])
  const names = (Object.keys(tables) as TableName[]).reverse()
  for (const table of [...names, 'identity.town_versions', 'kernel.layer_changes', 'kernel.tenants'])
    await db.query(`delete from ${table} where tenant_id = $1::int`, [town.tenant_id])
  if (isSuper) await putBack(db.query, town.set_aside ?? [])
}
