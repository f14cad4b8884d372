import type { Db } from '../../../kernel/index.ts'

/** The collections that a town chose to publish. */
export async function selectPublished(db: Db, tenantId: number): Promise<string[]> {
  const rows = await db.query<{ collection: string }>(
    `select collection from map.published_collections where tenant_id = $1::int order by collection limit 100`,
    [tenantId],
  )
  return rows.map((row) => row.collection)
}

/** Leaves exactly these; those already there keep their order and day. */
export async function replacePublished(
  db: Db,
  tenantId: number,
  chosen: readonly string[],
  instrument: string,
): Promise<void> {
  await db.query(`delete from map.published_collections where tenant_id = $1::int and collection <> all ($2::text[])`, [
    tenantId,
    chosen,
  ])
  await db.query(
    `insert into map.published_collections (tenant_id, collection, instrument)
     select $1::int, collection, $3::text from unnest($2::text[]) as collection on conflict do nothing`,
    [tenantId, chosen, instrument],
  )
}
