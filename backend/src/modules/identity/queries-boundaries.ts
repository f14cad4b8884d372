import type { MultiPolygon, Position } from 'geojson'
import { type Db, Invalid, type Names } from '../../kernel/index.ts'

/** @throws Invalid naming the field and the fault of a polygon that no area can have */
export async function requireValidArea(db: Db, area: MultiPolygon, field: string): Promise<void> {
  const [row] = await db.query<{ reason: string }>(
    `select st_isvalidreason(st_setsrid(st_geomfromgeojson($1::text), 4326)) as reason`,
    [JSON.stringify(area)],
  )
  if (row!.reason !== 'Valid Geometry')
    throw new Invalid(field, 'The polygon is not valid. Draw it again without crossing lines.', { got: row!.reason })
}

/** The body that answers in an area when it is not the town. */
export interface OtherBody {
  names: Names
  /** Code of a town of the same state, where it is on the platform. */
  town?: string
  contact?: string
}

/** An area of a boundary set, as the answer to "whose is this place". */
export interface AreaOfSet {
  set: string
  code: string
  names: Names
  otherBody: OtherBody | null
}

/** Every set of a town, and the area of each that covers a point on a day. Reads as khasra_reader, so that GiST serves. */
export function selectAreasAt(
  db: Db,
  townId: number,
  [lon, lat]: Position,
  day: string,
): Promise<{ set: string; code: string | null; names: Names | null; otherBody: OtherBody | null }[]> {
  return db.query(
    `select s.code as set, b.code, b.names, b.other_body as "otherBody"
     from identity.boundary_sets s
     left join identity.boundaries b on b.tenant_id = s.tenant_id and b.boundary_set_id = s.boundary_set_id and b.superseded_at = 'infinity'
       and b.valid_from <= $4::date and b.valid_to > $4::date and b.geom && st_setsrid(st_makepoint($2::float8, $3::float8), 4326)
       and st_covers(b.geom, st_setsrid(st_makepoint($2::float8, $3::float8), 4326))
     where s.tenant_id = $1::int order by s.code, b.code`,
    [townId, lon, lat, day],
  )
}

/** Whether a point lies inside the limit of a town on a day; null when the town has drawn none. */
export async function selectIsInside(
  db: Db,
  townId: number,
  [lon, lat]: Position,
  day: string,
): Promise<boolean | null> {
  const [row] = await db.query<{ inside: boolean | null }>(
    `select st_covers(boundary, st_setsrid(st_makepoint($2::float8, $3::float8), 4326)) as inside from identity.town_versions
     where tenant_id = $1::int and superseded_at = 'infinity' and valid_from <= $4::date and valid_to > $4::date`,
    [townId, lon, lat, day],
  )
  return row?.inside ?? null
}

/** Towns of a state whose limit on a day covers a point; a roll-up over public columns. */
export function selectTownsAt(
  db: Db,
  stateId: number,
  [lon, lat]: Position,
  day: string,
): Promise<{ code: string; names: Names }[]> {
  return db.query(
    `select t.code, v.names from kernel.tenants t
     join identity.town_versions v on v.tenant_id = t.tenant_id and v.superseded_at = 'infinity' and v.valid_from <= $4::date and v.valid_to > $4::date
     where t.state_id = $1::int and t.kind = 'ulb' and v.boundary is not null
       and st_covers(v.boundary, st_setsrid(st_makepoint($2::float8, $3::float8), 4326)) order by t.code limit 20`,
    [stateId, lon, lat, day],
  )
}
