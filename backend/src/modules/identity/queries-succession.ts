import type { MultiPolygon } from 'geojson'
import type { Db, Names } from '../../kernel/index.ts'

/** A succession as the state's list keeps it. */
export interface SuccessionRow {
  successionId: number
  kind: string
  fromTown: string
  toTown: string
  fromNames: Names
  toNames: Names
  effectiveOn: string
  notification: string
}

/** Successions of a state, newest first; `townId` null for all of them. */
export function selectSuccessions(db: Db, stateId: number, townId: number | null): Promise<SuccessionRow[]> {
  return db.query(
    `select s.succession_id as "successionId", s.kind, f.code as "fromTown", t.code as "toTown", f.names as "fromNames", t.names as "toNames",
            s.effective_on as "effectiveOn", s.notification
     from identity.successions s join kernel.tenants f on f.tenant_id = s.from_tenant_id join kernel.tenants t on t.tenant_id = s.to_tenant_id
     where s.tenant_id = $1::int and ($2::int is null or $2::int in (s.from_tenant_id, s.to_tenant_id))
     order by s.effective_on desc, s.succession_id desc limit 1000`,
    [stateId, townId],
  )
}

/** A town of a state by its code; null when the state has none. */
export async function selectTownOfState(db: Db, stateId: number, code: string): Promise<number | null> {
  const rows = await db.query<{ tenant_id: number }>(
    `select tenant_id from kernel.tenants where state_id = $1::int and code = $2::text and kind = 'ulb'`,
    [stateId, code],
  )
  return rows[0]?.tenant_id ?? null
}

/** Adds a succession; answers its id. */
export async function insertSuccession(
  db: Db,
  stateId: number,
  row: { kind: string; fromId: number; toId: number; effectiveOn: string; notification: string },
): Promise<number> {
  const rows = await db.query<{ succession_id: number }>(
    `insert into identity.successions (tenant_id, kind, from_tenant_id, to_tenant_id, effective_on, notification)
     values ($1::int, $2::text, $3::int, $4::int, $5::date, $6::text) returning succession_id`,
    [stateId, row.kind, row.fromId, row.toId, row.effectiveOn, row.notification],
  )
  return rows[0]!.succession_id
}

/** Versions of a town in force on a day or later, as now known, oldest first. */
export function selectVersionsFrom(
  db: Db,
  townId: number,
  day: string,
): Promise<{ versionId: number; validFrom: string; townClass: string; act: string }[]> {
  return db.query(
    `select version_id as "versionId", valid_from as "validFrom", town_class as "townClass", act from identity.town_versions
     where tenant_id = $1::int and superseded_at = 'infinity' and valid_to > $2::date order by valid_from for update`,
    [townId, day],
  )
}

/** Makes a version end on a day: what was recorded stays, superseded, and a copy with the new end takes its place. */
export async function endVersion(db: Db, townId: number, versionId: number, day: string): Promise<void> {
  await db.query(
    `update identity.town_versions set superseded_at = now() where tenant_id = $1::int and version_id = $2::bigint`,
    [townId, versionId],
  )
  await db.query(
    `insert into identity.town_versions (tenant_id, names, town_class, act, lgd_code, census_code, boundary, instrument, valid_from, valid_to)
     select tenant_id, names, town_class, act, lgd_code, census_code, boundary, instrument, valid_from, $3::date
     from identity.town_versions where tenant_id = $1::int and version_id = $2::bigint`,
    [townId, versionId, day],
  )
}

/** A version that follows another from a day on, with another class, Act, name, code or limit; what is null stays. */
export async function insertNextVersion(
  db: Db,
  townId: number,
  versionId: number,
  next: {
    from: string
    townClass: string
    act: string
    names: Names | null
    lgdCode?: string | null
    boundary: MultiPolygon | null
    instrument: string
  },
): Promise<void> {
  await db.query(
    `insert into identity.town_versions (tenant_id, names, town_class, act, lgd_code, census_code, boundary, instrument, valid_from, valid_to)
     select tenant_id, coalesce($5::jsonb, names), $3::text, $4::text, coalesce($8::text, lgd_code), census_code,
       coalesce(st_setsrid(st_geomfromgeojson($9::text), 4326), boundary), $6::text, $7::date, valid_to
     from identity.town_versions where tenant_id = $1::int and version_id = $2::bigint`,
    [
      townId,
      versionId,
      next.townClass,
      next.act,
      next.names && JSON.stringify(next.names),
      next.instrument,
      next.from,
      next.lgdCode ?? null,
      next.boundary && JSON.stringify(next.boundary),
    ],
  )
}

/** What a town was on every day, as now known, newest first. */
export function selectTownVersions(
  db: Db,
  townId: number,
): Promise<
  {
    names: Names
    townClass: string
    act: string
    lgdCode: string | null
    censusCode: string | null
    hasBoundary: boolean
    instrument: string
    validFrom: string
    validTo: string | null
  }[]
> {
  return db.query(
    `select names, town_class as "townClass", act, lgd_code as "lgdCode", census_code as "censusCode", boundary is not null as "hasBoundary", instrument,
       valid_from as "validFrom", nullif(valid_to, 'infinity') as "validTo"
     from identity.town_versions where tenant_id = $1::int and superseded_at = 'infinity' order by valid_from desc limit 200`,
    [townId],
  )
}
