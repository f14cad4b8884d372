import type { Db, Names } from '../../kernel/index.ts'
import type { NetworkPipe, NetworkValve } from './rules-network.ts'

/** A zone with its area, where one is drawn. */
export interface ZoneRow {
  zone_id: number
  code: string
  names: Names
  boundary_id: number | null
}

/** Zones in force on a day. */
export function selectZones(db: Db, tenantId: number, today: string): Promise<ZoneRow[]> {
  return db.query(
    `select zone_id, code, names, boundary_id from water.zones
     where tenant_id = $1::int and valid_from <= $2::date and valid_to > $2::date order by length(code), code limit 2000`,
    [tenantId, today],
  )
}

/** The zone whose area covers a point; null where none is drawn there. Areas are few: read without an index. */
export async function selectZoneAt(
  db: Db,
  tenantId: number,
  point: readonly [number, number],
  today: string,
): Promise<number | null> {
  const [row] = await db.query<{ zone_id: number }>(
    `select z.zone_id from water.zones z
     join identity.current_boundaries_view b on b.tenant_id = $1::int and b.boundary_id = z.boundary_id
     where z.tenant_id = $1::int and z.valid_from <= $4::date and z.valid_to > $4::date
       and st_covers(b.geom, st_setsrid(st_makepoint($2::float8, $3::float8), 4326))
     order by z.zone_id limit 1`,
    [tenantId, point[0], point[1], today],
  )
  return row?.zone_id ?? null
}

/** The zone of a property: by its own connection, else by the area of a boundary set that it is placed in. */
export async function selectZoneOfProperty(
  db: Db,
  tenantId: number,
  propertyId: number,
  today: string,
): Promise<number | null> {
  const [row] = await db.query<{ zone_id: number }>(
    `select zone_id from (
       select c.zone_id, 1 as rank from water.connection_properties l
       join water.current_connections_view c on c.tenant_id = $1::int and c.connection_id = l.connection_id
         and c.valid_from <= $3::date and c.valid_to > $3::date and c.status = 'live' and c.zone_id is not null
       where l.tenant_id = $1::int and l.property_id = $2::bigint and l.superseded_at = 'infinity' and l.valid_from <= $3::date and l.valid_to > $3::date
       union all
       select z.zone_id, 2 from parcels.current_placements_view p
       join water.zones z on z.tenant_id = $1::int and z.boundary_id = p.boundary_id and z.valid_from <= $3::date and z.valid_to > $3::date
       where p.tenant_id = $1::int and p.property_id = $2::bigint and p.valid_from <= $3::date and p.valid_to > $3::date) found
     order by rank, zone_id limit 1`,
    [tenantId, propertyId, today],
  )
  return row?.zone_id ?? null
}

/** Whether a boundary of this town is there. */
export async function hasBoundary(db: Db, tenantId: number, boundaryId: number): Promise<boolean> {
  const rows = await db.query(
    `select 1 from identity.boundaries where tenant_id = $1::int and boundary_id = $2::bigint`,
    [tenantId, boundaryId],
  )
  return rows.length > 0
}

export interface NewZone {
  code: string
  names: Names
  boundaryId: number | null
  instrument: string
  from: string
}

/** Writes a zone; null when its code is taken. */
export async function insertZone(db: Db, tenantId: number, zone: NewZone): Promise<number | null> {
  const [row] = await db.query<{ zone_id: number }>(
    `insert into water.zones (tenant_id, code, names, boundary_id, instrument, valid_from)
     values ($1::int, $2::text, $3::jsonb, $4::bigint, $5::text, $6::date) on conflict do nothing returning zone_id`,
    [tenantId, zone.code, JSON.stringify(zone.names), zone.boundaryId, zone.instrument, zone.from],
  )
  return row?.zone_id ?? null
}

export interface NewNode {
  code: string
  kind: string
  names: Names
  zoneId: number | null
  elevationM: number | null
  demandLps: number | null
  capacityKl: number | null
  point: readonly [number, number] | null
  builtOn: string | null
}

/** Writes a node; null when its code is taken. */
export async function insertNode(db: Db, tenantId: number, node: NewNode): Promise<number | null> {
  const [row] = await db.query<{ node_id: number }>(
    `insert into water.nodes (tenant_id, code, kind, names, zone_id, elevation_m, demand_lps, capacity_kl, geom, built_on)
     values ($1::int, $2::text, $3::text, $4::jsonb, $5::bigint, $6::numeric, $7::numeric, $8::numeric,
       case when $9::float8 is not null then st_setsrid(st_makepoint($9::float8, $10::float8), 4326) end, $11::date)
     on conflict do nothing returning node_id`,
    [
      tenantId,
      node.code,
      node.kind,
      JSON.stringify(node.names),
      node.zoneId,
      node.elevationM,
      node.demandLps,
      node.capacityKl,
      node.point?.[0] ?? null,
      node.point?.[1] ?? null,
      node.builtOn,
    ],
  )
  return row?.node_id ?? null
}

export interface NewPipe {
  code: string
  role: string
  fromNodeId: number
  toNodeId: number
  zoneId: number | null
  material: string
  diameterMm: number | null
  lengthM: number | null
  roughnessC: number | null
  status: string
  oneWay: boolean
  roadId: number | null
  line: readonly (readonly [number, number])[] | null
  laidOn: string | null
}

/** Writes a pipe; without a length of its own that of its line counts. Null when its code is taken. */
export async function insertPipe(db: Db, tenantId: number, pipe: NewPipe): Promise<number | null> {
  const line = pipe.line && JSON.stringify({ type: 'LineString', coordinates: pipe.line })
  const [row] = await db.query<{ pipe_id: number }>(
    `with given as (select st_setsrid(st_geomfromgeojson($13::text), 4326) as geom)
     insert into water.pipes (tenant_id, code, role, from_node_id, to_node_id, zone_id, material, diameter_mm, length_m, roughness_c, status, one_way, geom, laid_on, road_id)
     select $1::int, $2::text, $3::text, $4::bigint, $5::bigint, $6::bigint, $7::text, $8::numeric,
       coalesce($9::numeric, nullif(round(st_length(given.geom::geography)::numeric, 2), 0)), $10::numeric, $11::text, $12::boolean, given.geom, $14::date, $15::bigint
     from given on conflict do nothing returning pipe_id`,
    [
      tenantId,
      pipe.code,
      pipe.role,
      pipe.fromNodeId,
      pipe.toNodeId,
      pipe.zoneId,
      pipe.material,
      pipe.diameterMm,
      pipe.lengthM,
      pipe.roughnessC,
      pipe.status,
      pipe.oneWay,
      line,
      pipe.laidOn,
      pipe.roadId,
    ],
  )
  return row?.pipe_id ?? null
}

/** Writes a valve; null when its code is taken. */
export async function insertValve(
  db: Db,
  tenantId: number,
  valve: { code: string; kind: string; pipeId: number; nodeId: number; state: string; placeWords: string | null },
): Promise<number | null> {
  const [row] = await db.query<{ valve_id: number }>(
    `insert into water.valves (tenant_id, code, kind, pipe_id, node_id, state, place_words)
     values ($1::int, $2::text, $3::text, $4::bigint, $5::bigint, $6::text, $7::text) on conflict do nothing returning valve_id`,
    [tenantId, valve.code, valve.kind, valve.pipeId, valve.nodeId, valve.state, valve.placeWords],
  )
  return row?.valve_id ?? null
}

/** Which of some zones, nodes, pipes, valves and roads are there: by noun the ids that were found. */
export async function selectKnown(
  db: Db,
  tenantId: number,
  asked: { zones?: number[]; nodes?: number[]; pipes?: number[]; valves?: number[]; roads?: number[] },
): Promise<Record<'zones' | 'nodes' | 'pipes' | 'valves' | 'roads', Set<number>>> {
  const rows = await db.query<{ noun: 'zones' | 'nodes' | 'pipes' | 'valves' | 'roads'; id: number }>(
    `select 'zones' as noun, zone_id as id from water.zones where tenant_id = $1::int and zone_id = any ($2::bigint[])
     union all select 'nodes', node_id from water.nodes where tenant_id = $1::int and node_id = any ($3::bigint[]) and retired_on is null
     union all select 'pipes', pipe_id from water.pipes where tenant_id = $1::int and pipe_id = any ($4::bigint[]) and retired_on is null
     union all select 'valves', valve_id from water.valves where tenant_id = $1::int and valve_id = any ($5::bigint[]) and retired_on is null
     union all select 'roads', road_id from parcels.street_names_view where tenant_id = $1::int and road_id = any ($6::bigint[])`,
    [tenantId, asked.zones ?? [], asked.nodes ?? [], asked.pipes ?? [], asked.valves ?? [], asked.roads ?? []],
  )
  const found = {
    zones: new Set<number>(),
    nodes: new Set<number>(),
    pipes: new Set<number>(),
    valves: new Set<number>(),
    roads: new Set<number>(),
  }
  for (const { noun, id } of rows) found[noun].add(id)
  return found
}

/** A pipe's ends; null when it is not there. */
export async function selectPipe(
  db: Db,
  tenantId: number,
  pipeId: number,
): Promise<{
  pipe_id: number
  code: string
  role: string
  material: string
  diameter_mm: number | null
  length_m: number | null
  zone_id: number | null
  from_node_id: number
  to_node_id: number
  lon: number | null
  lat: number | null
} | null> {
  const rows = await db.query<NonNullable<Awaited<ReturnType<typeof selectPipe>>>>(
    `select pipe_id, code, role, material, diameter_mm::float8 as diameter_mm, length_m::float8 as length_m, zone_id, from_node_id, to_node_id,
       st_x(st_lineinterpolatepoint(geom, 0.5)) as lon, st_y(st_lineinterpolatepoint(geom, 0.5)) as lat
     from water.pipes where tenant_id = $1::int and pipe_id = $2::bigint`,
    [tenantId, pipeId],
  )
  return rows[0] ?? null
}

/** Pipes and isolating valves of the network as a graph. */
export async function selectNetwork(
  db: Db,
  tenantId: number,
): Promise<{ pipes: NetworkPipe<number>[]; valves: (NetworkValve<number> & { valveId: number })[] }> {
  const pipes = await db.query<{ id: number; from: number; to: number; closed: boolean; oneWay: boolean }>(
    `select pipe_id as id, from_node_id as "from", to_node_id as "to", status = 'closed' as closed, one_way as "oneWay"
     from water.pipes where tenant_id = $1::int and retired_on is null order by pipe_id`,
    [tenantId],
  )
  const valves = await db.query<{ valveId: number; pipe: number; node: number }>(
    `select valve_id as "valveId", pipe_id as pipe, node_id as node from water.valves
     where tenant_id = $1::int and retired_on is null and kind in ('sluice', 'butterfly') order by valve_id`,
    [tenantId],
  )
  return { pipes, valves }
}

/** The pipe nearest to a point within some metres; as the reader, whose policy leaves GiST its use. */
export async function selectNearestPipe(
  db: Db,
  tenantId: number,
  point: readonly [number, number],
  withinM: number,
): Promise<{ pipe_id: number; zone_id: number | null; distance_m: number } | null> {
  const rows = await db.query<{ pipe_id: number; zone_id: number | null; distance_m: number }>(
    `with here as (select st_setsrid(st_makepoint($2::float8, $3::float8), 4326) as point)
     select p.pipe_id, p.zone_id, st_distance(p.geom::geography, here.point::geography) as distance_m
     from here, water.pipes p
     where p.tenant_id = $1::int and p.retired_on is null and p.role in ('distribution-main', 'service-pipe')
       and p.geom && st_expand(here.point, $4::float8 / (111320 * greatest(cos(radians($3::float8)), 0.01)), $4::float8 / 110540)
     order by distance_m, p.pipe_id limit 1`,
    [tenantId, point[0], point[1], withinM],
  )
  return rows[0] && rows[0].distance_m <= withinM ? rows[0] : null
}

/** Codes of the pipes of incidents, as one text each. */
export function selectPipesNamed(
  db: Db,
  tenantId: number,
  caseIds: readonly number[],
): Promise<{ caseId: number; codes: string }[]> {
  return db.query(
    `select i.case_id as "caseId", string_agg(p.code, ', ' order by p.code) as codes from water.incident_pipes i
     join water.pipes p on p.tenant_id = $1::int and p.pipe_id = i.pipe_id
     where i.tenant_id = $1::int and i.case_id = any ($2::bigint[]) group by i.case_id`,
    [tenantId, caseIds],
  )
}
