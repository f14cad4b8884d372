/** Rules in force, rate keys and what decides them. SQL only. */
import type { Db } from '../../kernel/index.ts'
import type { NewRateKey } from './schemas.ts'

export interface RulePackRow {
  rule_pack_id: number
  name: string
  pack: unknown
  resolution_number: string
  resolved_on: string
  valid_from: string
  valid_to: string
}

/** Puts the rules of a town in one order; held to the end of the transaction. */
export async function lockRules(db: Db, tenantId: number): Promise<void> {
  await db.query(`select pg_advisory_xact_lock($1::int, hashtext('property-tax.rules'))`, [tenantId])
}

/** Packs as now known, the earliest first; `knownOn` shows what was known at the end of a day. */
export function selectRulePacks(db: Db, tenantId: number, knownOn: string | null): Promise<RulePackRow[]> {
  return db.query(
    `select rule_pack_id, name, pack, resolution_number, resolved_on, valid_from, valid_to from property_tax.rule_packs
     where tenant_id = $1::int and recorded_at < coalesce($2::date + 1, 'infinity') and superseded_at >= coalesce($2::date + 1, 'infinity')
     order by valid_from`,
    [tenantId, knownOn],
  )
}

/** Ends a pack in law on a day: what was known before stays as it was known. */
export async function endRulePack(db: Db, tenantId: number, rulePackId: number, validTo: string): Promise<void> {
  await db.query(
    `with old as (update property_tax.rule_packs set superseded_at = now() where tenant_id = $1::int and rule_pack_id = $2::bigint returning *)
     insert into property_tax.rule_packs (tenant_id, name, pack, resolution_number, resolved_on, document_id, valid_from, valid_to)
     select tenant_id, name, pack, resolution_number, resolved_on, document_id, valid_from, $3::date from old where valid_from < $3::date`,
    [tenantId, rulePackId, validTo],
  )
}

export async function insertRulePack(
  db: Db,
  tenantId: number,
  row: { name: string; pack: unknown; resolutionNumber: string; resolvedOn: string; documentId: number; from: string },
): Promise<number> {
  const [made] = await db.query<{ rule_pack_id: number }>(
    `insert into property_tax.rule_packs (tenant_id, name, pack, resolution_number, resolved_on, document_id, valid_from)
     values ($1::int, $2::text, $3::jsonb, $4::text, $5::date, $6::bigint, $7::date) returning rule_pack_id`,
    [tenantId, row.name, JSON.stringify(row.pack), row.resolutionNumber, row.resolvedOn, row.documentId, row.from],
  )
  return made!.rule_pack_id
}

/** What of these ids the town does not have. */
export async function selectMissing(
  db: Db,
  tenantId: number,
  asked: {
    documentId?: number | null
    propertyId?: number
    roadId?: number | null
    localityIds?: readonly number[]
    unitIds?: readonly number[]
  },
): Promise<{ field: string; id: number } | null> {
  const [found] = await db.query<{ field: string; id: number }>(
    `select * from (
       select 'documentId' as field, $2::bigint as id where $2::bigint is not null
         and not exists (select 1 from kernel.documents d where d.tenant_id = $1::int and d.document_id = $2::bigint)
       union all select 'propertyId', $3::bigint where $3::bigint is not null
         and not exists (select 1 from parcels.current_properties_view p where p.tenant_id = $1::int and p.property_id = $3::bigint)
       union all select 'roadId', $4::bigint where $4::bigint is not null
         and not exists (select 1 from parcels.street_names_view r where r.tenant_id = $1::int and r.road_id = $4::bigint)
       union all select 'localityIds', l from unnest($5::bigint[]) as l
         where not exists (select 1 from parcels.locality_names_view v where v.tenant_id = $1::int and v.locality_id = l)
       union all select 'units', u from unnest($6::bigint[]) as u
         where not exists (select 1 from parcels.unit_ids_view v where v.tenant_id = $1::int and v.unit_id = u)
     ) as missing limit 1`,
    [
      tenantId,
      asked.documentId ?? null,
      asked.propertyId ?? null,
      asked.roadId ?? null,
      asked.localityIds ?? [],
      asked.unitIds ?? [],
    ],
  )
  return found ?? null
}

/** Codes of keys of the scheme whose polygons share ground with this one from that day on. */
export async function selectOverlappingKeys(
  db: Db,
  tenantId: number,
  key: NewRateKey,
  geometry: string,
): Promise<string[]> {
  const rows = await db.query<{ code: string }>(
    `with new as (select st_setsrid(st_multi(st_geomfromgeojson($2::text)), 4326) as geom)
     select code from property_tax.rate_keys k, new where k.tenant_id = $1::int and k.scheme = $3::text and k.superseded_at = 'infinity'
       and k.valid_to > $4::date and k.geom && new.geom and st_relate(k.geom, new.geom, 'T********')`,
    [tenantId, geometry, key.scheme, key.from],
  )
  return rows.map((row) => row.code)
}

/** Why a polygon cannot be used; null when it can. */
export async function selectPolygonFault(db: Db, geometry: string): Promise<string | null> {
  const [row] = await db.query<{ reason: string; valid: boolean }>(
    `select st_isvalid(g) as valid, st_isvalidreason(g) as reason from (select st_geomfromgeojson($1::text) as g) as given`,
    [geometry],
  )
  return row!.valid ? null : row!.reason
}

export async function insertRateKey(
  db: Db,
  tenantId: number,
  key: NewRateKey,
  geometry: string | null,
): Promise<number> {
  const [made] = await db.query<{ rate_key_id: number }>(
    `insert into property_tax.rate_keys (tenant_id, scheme, code, names, kind, geom, locality_ids, road_id, least_frontage_m, instrument, document_id, valid_from)
     values ($1::int, $2::text, $3::text, $4::jsonb, $5::text, st_setsrid(st_multi(st_geomfromgeojson($6::text)), 4326), $7::bigint[], $8::bigint,
       $9::numeric, $10::text, $11::bigint, $12::date) returning rate_key_id`,
    [
      tenantId,
      key.scheme,
      key.code,
      JSON.stringify(key.names),
      key.kind,
      geometry,
      key.localityIds.length ? key.localityIds : null,
      key.roadId,
      key.leastFrontageM,
      key.instrument,
      key.documentId,
      key.from,
    ],
  )
  return made!.rate_key_id
}

export interface KeyFound {
  rate_key_id: number
  scheme: string
  code: string
  kind: string
  least_frontage_m: number | null
}

/**
 * Keys of a scheme that a property's place speaks for on a day: its street with enough frontage, its locality, the polygon that its
 * point lies in. The narrowest first: a main road goes before its locality, a locality before the zone around it.
 */
export function selectKeysByPlace(
  db: Db,
  tenantId: number,
  propertyId: number,
  scheme: string,
  frontageM: number | null,
  day: string,
): Promise<KeyFound[]> {
  return db.query(
    `with place as (select road_id, locality_id, point from parcels.current_properties_view
       where tenant_id = $1::int and property_id = $2::bigint and valid_from <= $5::date and valid_to > $5::date limit 1)
     select k.rate_key_id, k.scheme, k.code, k.kind, k.least_frontage_m::float8 as least_frontage_m
     from place, property_tax.rate_keys k
     where k.tenant_id = $1::int and k.scheme = $3::text and k.superseded_at = 'infinity' and k.valid_from <= $5::date and k.valid_to > $5::date
       and ((k.kind = 'road-frontage' and k.road_id = place.road_id and $4::numeric >= k.least_frontage_m)
         or (k.kind = 'localities' and place.locality_id = any (k.locality_ids))
         or (k.kind = 'polygon' and k.geom && place.point and st_covers(k.geom, place.point)))
     order by array_position(array['road-frontage', 'localities', 'polygon'], k.kind), k.least_frontage_m desc nulls last, k.rate_key_id limit 5`,
    [tenantId, propertyId, scheme, frontageM, day],
  )
}

export async function selectRateKey(
  db: Db,
  tenantId: number,
  rateKeyId: number,
  day: string,
): Promise<KeyFound | null> {
  const [row] = await db.query<KeyFound>(
    `select rate_key_id, scheme, code, kind, least_frontage_m::float8 as least_frontage_m from property_tax.rate_keys
     where tenant_id = $1::int and rate_key_id = $2::bigint and superseded_at = 'infinity' and valid_from <= $3::date and valid_to > $3::date`,
    [tenantId, rateKeyId, day],
  )
  return row ?? null
}

/** Writes the key of a property from a day on; what held before ends there, what held after is replaced. */
export async function insertPlacing(
  db: Db,
  tenantId: number,
  row: {
    propertyId: number
    rateKeyId: number
    scheme: string
    frontageM: number | null
    evidence: string
    documentId: number | null
    from: string
  },
): Promise<number> {
  const [made] = await db.query<{ placing_id: number }>(
    `with old as (update property_tax.property_rate_keys set superseded_at = now()
       where tenant_id = $1::int and property_id = $2::bigint and scheme = $4::text and superseded_at = 'infinity' and valid_to > $8::date returning *),
     kept as (insert into property_tax.property_rate_keys (tenant_id, property_id, rate_key_id, scheme, frontage_m, evidence, document_id, valid_from, valid_to)
       select tenant_id, property_id, rate_key_id, scheme, frontage_m, evidence, document_id, valid_from, $8::date from old where valid_from < $8::date)
     insert into property_tax.property_rate_keys (tenant_id, property_id, rate_key_id, scheme, frontage_m, evidence, document_id, valid_from)
     values ($1::int, $2::bigint, $3::bigint, $4::text, $5::numeric, $6::text, $7::bigint, $8::date) returning placing_id`,
    [tenantId, row.propertyId, row.rateKeyId, row.scheme, row.frontageM, row.evidence, row.documentId, row.from],
  )
  return made!.placing_id
}

export interface PlacingRow {
  scheme: string
  code: string
  kind: string
  evidence: string
  frontage_m: number | null
  instrument: string
  valid_from: string
}

/** Rate keys of a property on a day, as known on a day. */
export function selectPlacings(
  db: Db,
  tenantId: number,
  propertyId: number,
  day: string,
  knownOn: string | null,
): Promise<PlacingRow[]> {
  return db.query(
    `select p.scheme, k.code, k.kind, p.evidence, p.frontage_m::float8 as frontage_m, k.instrument, p.valid_from
     from property_tax.property_rate_keys p join property_tax.rate_keys k on k.tenant_id = p.tenant_id and k.rate_key_id = p.rate_key_id
     where p.tenant_id = $1::int and p.property_id = $2::bigint and p.valid_from <= $3::date and p.valid_to > $3::date
       and p.recorded_at < coalesce($4::date + 1, 'infinity') and p.superseded_at >= coalesce($4::date + 1, 'infinity') order by p.scheme`,
    [tenantId, propertyId, day, knownOn],
  )
}
