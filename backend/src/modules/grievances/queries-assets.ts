import type { Db, Names } from '../../kernel/index.ts'

/** A thing of this room. */
export interface AssetRow {
  kind: string
  id: number
  code: string
  names: Names
  placeWords: string | null
  point: [number, number] | null
}

const columns = `kind, asset_id as id, code, names, place_words as "placeWords", case when point is not null then array[st_x(point), st_y(point)] end as point`

/** A thing in use by kind and id. */
export async function selectAsset(db: Db, tenantId: number, kind: string, id: number): Promise<AssetRow | null> {
  const rows = await db.query<AssetRow>(
    `select ${columns} from grievances.assets where tenant_id = $1::int and kind = $2::text and asset_id = $3::bigint and retired_on is null`,
    [tenantId, kind, id],
  )
  return rows[0] ?? null
}

/** A thing in use by the code on it. */
export async function selectAssetByCode(db: Db, tenantId: number, code: string): Promise<AssetRow | null> {
  const rows = await db.query<AssetRow>(
    `select ${columns} from grievances.assets where tenant_id = $1::int and code = $2::text and retired_on is null`,
    [tenantId, code],
  )
  return rows[0] ?? null
}

/** Writes a thing; null when its code is taken. */
export async function insertAsset(
  db: Db,
  tenantId: number,
  asset: {
    kind: string
    code: string
    names: Names
    placeWords: string | null
    point: readonly [number, number] | null
  },
): Promise<number | null> {
  const [row] = await db.query<{ asset_id: number }>(
    `insert into grievances.assets (tenant_id, kind, code, names, place_words, point)
     values ($1::int, $2::text, $3::text, $4::jsonb, $5::text, case when $6::float8 is not null then st_setsrid(st_makepoint($6::float8, $7::float8), 4326) end)
     on conflict do nothing returning asset_id`,
    [
      tenantId,
      asset.kind,
      asset.code,
      JSON.stringify(asset.names),
      asset.placeWords,
      asset.point?.[0] ?? null,
      asset.point?.[1] ?? null,
    ],
  )
  return row?.asset_id ?? null
}
