/** Statements about pictures from above. */
import type { Db } from '../../../kernel/index.ts'

export interface Orthophoto {
  orthophotoId: number
  importId: number
  title: string
  takenOn: string
  minZoom: number
  maxZoom: number
  bounds: [number, number, number, number]
  groundMetres: number
  state: 'drafted' | 'published' | 'withdrawn'
}

const columns = `orthophoto_id as "orthophotoId", import_id as "importId", title, taken_on as "takenOn", min_zoom as "minZoom", max_zoom as "maxZoom",
  jsonb_build_array(west, south, east, north) as bounds, ground_m as "groundMetres", state`

/** Published pictures, the latest first. */
export function selectOrthophotos(db: Db, tenantId: number): Promise<Orthophoto[]> {
  return db.query<Orthophoto & Record<string, unknown>>(
    `select ${columns} from parcels.orthophotos where tenant_id = $1::int and state = 'published' order by taken_on desc, orthophoto_id desc limit 100`,
    [tenantId],
  )
}

export async function selectOrthophoto(db: Db, tenantId: number, orthophotoId: number): Promise<Orthophoto | null> {
  const [row] = await db.query<Orthophoto & Record<string, unknown>>(
    `select ${columns} from parcels.orthophotos where tenant_id = $1::int and orthophoto_id = $2::bigint`,
    [tenantId, orthophotoId],
  )
  return row ?? null
}

/** The draft of an import's picture; again the same when the work is taken up anew. */
export async function insertOrthophoto(
  db: Db,
  tenantId: number,
  given: Omit<Orthophoto, 'orthophotoId' | 'state'>,
): Promise<number> {
  const [row] = await db.query<{ orthophoto_id: number }>(
    `insert into parcels.orthophotos (tenant_id, import_id, title, taken_on, min_zoom, max_zoom, west, south, east, north, ground_m)
     values ($1::int, $2::bigint, $3::text, $4::date, $5::int, $6::int, $7::float8, $8::float8, $9::float8, $10::float8, $11::float8)
     on conflict (tenant_id, import_id) do update set taken_on = excluded.taken_on returning orthophoto_id`,
    [
      tenantId,
      given.importId,
      given.title,
      given.takenOn,
      given.minZoom,
      given.maxZoom,
      ...given.bounds,
      given.groundMetres,
    ],
  )
  return row!.orthophoto_id
}

export async function updateOrthophoto(
  db: Db,
  tenantId: number,
  importId: number,
  state: 'published' | 'withdrawn',
  instrument: string | null,
): Promise<void> {
  await db.query(
    `update parcels.orthophotos set state = $3::text, instrument = coalesce($4::text, instrument) where tenant_id = $1::int and import_id = $2::bigint`,
    [tenantId, importId, state, instrument],
  )
}
