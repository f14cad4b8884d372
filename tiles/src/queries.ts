import type { Db } from '../../backend/src/kernel/index.ts'

/** A row of the change counter. */
export type ChangeRow = { tenant_id: number; change_id: number; layer: string; feature_id: number }

/** Which transactions have ended: all below `xmin`; none at or above `xmax` has begun to write what we could see. */
export type Horizon = { xmin: string; xmax: string }

/** From where in the database's life something is, and which database it is. */
export type Mark = { database: string; xmin: string }

/** Changes of some towns above an id, leaving out transactions that had ended before `firstTransaction`. */
export const selectChanges = (db: Db, tenantIds: number[], above: number, firstTransaction: string) =>
  db.query<ChangeRow>(
    `select tenant_id, change_id, layer, feature_id from kernel.layer_changes
     where tenant_id = any($1::int[]) and change_id > $2::bigint and transaction_id >= $3::xid8
     order by change_id`,
    [tenantIds, above, firstTransaction],
  )

/** Features of one layer that changed in or after a transaction. */
export const selectChangedIds = (db: Db, tenantId: number, layer: string, sinceTransaction: string) =>
  db.query<{ feature_id: number }>(
    `select distinct feature_id from kernel.layer_changes
     where tenant_id = $1::int and layer = $2::text and transaction_id >= $3::xid8`,
    [tenantId, layer, sinceTransaction],
  )

/** Where the database stands now. */
export async function selectHorizon(db: Db): Promise<Horizon> {
  const [row] = await db.query<Horizon>(
    `select pg_snapshot_xmin(pg_current_snapshot())::text as xmin, pg_snapshot_xmax(pg_current_snapshot())::text as xmax`,
  )
  return row!
}

/** The same, with what tells this database from any other. */
export async function selectMark(db: Db): Promise<Mark> {
  const [row] = await db.query<Mark>(
    `select (select system_identifier from pg_control_system())::text || '/' ||
       (select oid from pg_database where datname = current_database())::text as database,
       pg_snapshot_xmin(pg_current_snapshot())::text as xmin`,
  )
  return row!
}
