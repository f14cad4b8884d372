import type { Db } from '../../kernel/index.ts'
import type { ServedProperty, SharingRule } from './rules-sharing.ts'
import type { BillingBasis } from './rules-tariff.ts'

/** Facts of a connection; a point is longitude and latitude. */
export interface ConnectionFacts {
  origin: 'import' | 'application'
  sharing: SharingRule
  status: 'sanctioned' | 'live' | 'disconnected' | 'closed'
  category: string
  billingBasis: BillingBasis
  ferruleMm: number | null
  taps: number
  fixtures: number
  sewered: boolean
  propertyId: number | null
  point: readonly [number, number] | null
  zoneId: number | null
  holderPartyId: number | null
  shares: ServedProperty[] | null
  letterId: number | null
  because: string
}

/** A connection as it stands. */
export interface ConnectionRow extends ConnectionFacts {
  connectionId: number
  consumerNumber: string
  validFrom: string
}

/** Writes the identity of a connection; null when the consumer number is taken. */
export async function insertConnection(db: Db, tenantId: number, consumerNumber: string): Promise<number | null> {
  const [row] = await db.query<{ connection_id: number }>(
    `insert into water.connections (tenant_id, consumer_number) values ($1::int, $2::text) on conflict do nothing returning connection_id`,
    [tenantId, consumerNumber],
  )
  return row?.connection_id ?? null
}

const factColumns = `origin, sharing, status, category, billing_basis, ferrule_mm, taps, fixtures, sewered, property_id, point, zone_id, holder_party_id, shares, letter_id, because`

/** Writes what holds of a connection from a day on, as known from a moment on. */
export async function insertVersion(
  db: Db,
  tenantId: number,
  connectionId: number,
  facts: ConnectionFacts,
  when: { from: string; moment: string },
): Promise<void> {
  await db.query(
    `insert into water.connection_versions (tenant_id, connection_id, ${factColumns}, valid_from, recorded_at)
     values ($1::int, $2::bigint, $3::text, $4::text, $5::text, $6::text, $7::text, $8::numeric, $9::int, $10::int, $11::boolean, $12::bigint,
       case when $13::float8 is not null then st_setsrid(st_makepoint($13::float8, $14::float8), 4326) end,
       $15::bigint, $16::bigint, $17::jsonb, $18::bigint, $19::text, $20::date, $21::timestamptz)`,
    [
      tenantId,
      connectionId,
      facts.origin,
      facts.sharing,
      facts.status,
      facts.category,
      facts.billingBasis,
      facts.ferruleMm,
      facts.taps,
      facts.fixtures,
      facts.sewered,
      facts.propertyId,
      facts.point?.[0] ?? null,
      facts.point?.[1] ?? null,
      facts.zoneId,
      facts.holderPartyId,
      facts.shares && JSON.stringify(facts.shares),
      facts.letterId,
      facts.because,
      when.from,
      when.moment,
    ],
  )
}

/** Ends what is known of a connection from a day on; what held before that day is written again with its end. */
export async function endVersion(
  db: Db,
  tenantId: number,
  connectionId: number,
  when: { from: string; moment: string },
): Promise<void> {
  await db.query(
    `with ended as (
       update water.connection_versions set superseded_at = $4::timestamptz
       where tenant_id = $1::int and connection_id = $2::bigint and superseded_at = 'infinity' and valid_to > $3::date
       returning connection_id, ${factColumns}, valid_from)
     insert into water.connection_versions (tenant_id, connection_id, ${factColumns}, valid_from, valid_to, recorded_at)
     select $1::int, connection_id, ${factColumns}, valid_from, $3::date, $4::timestamptz from ended where valid_from < $3::date`,
    [tenantId, connectionId, when.from, when.moment],
  )
}

const connectionSelect = `select c.connection_id as "connectionId", c.consumer_number as "consumerNumber", c.origin, c.sharing, c.status, c.category,
  c.billing_basis as "billingBasis", c.ferrule_mm::float8 as "ferruleMm", c.taps, c.fixtures, c.sewered, c.property_id as "propertyId",
  case when c.point is not null then array[st_x(c.point), st_y(c.point)] end as point, c.zone_id as "zoneId", c.holder_party_id as "holderPartyId",
  c.shares, c.letter_id as "letterId", c.because, c.valid_from as "validFrom" from water.current_connections_view c`

/** A connection as it stands on a day. */
export async function selectConnection(
  db: Db,
  tenantId: number,
  connectionId: number,
  today: string,
): Promise<ConnectionRow | null> {
  const rows = await db.query<ConnectionRow>(
    `${connectionSelect} where c.tenant_id = $1::int and c.connection_id = $2::bigint and c.valid_from <= $3::date and c.valid_to > $3::date`,
    [tenantId, connectionId, today],
  )
  return rows[0] ?? null
}

/** The same, held against other changes until the transaction ends. */
export async function lockConnection(
  db: Db,
  tenantId: number,
  connectionId: number,
  today: string,
): Promise<ConnectionRow | null> {
  await db.query(
    `select connection_id from water.connections where tenant_id = $1::int and connection_id = $2::bigint for update`,
    [tenantId, connectionId],
  )
  return selectConnection(db, tenantId, connectionId, today)
}

/** Connections that serve a property, with their share in it. */
export function selectConnectionsOfProperty(
  db: Db,
  tenantId: number,
  propertyId: number,
  today: string,
): Promise<ConnectionRow[]> {
  return db.query(
    `${connectionSelect}
     join water.connection_properties l on l.tenant_id = $1::int and l.connection_id = c.connection_id and l.property_id = $2::bigint
       and l.superseded_at = 'infinity' and l.valid_from <= $3::date and l.valid_to > $3::date
     where c.tenant_id = $1::int and c.valid_from <= $3::date and c.valid_to > $3::date order by c.connection_id limit 200`,
    [tenantId, propertyId, today],
  )
}

/** Properties that a connection serves. */
export function selectServed(
  db: Db,
  tenantId: number,
  connectionIds: readonly number[],
  today: string,
): Promise<(ServedProperty & { connectionId: number; households: number | null })[]> {
  return db.query(
    `select connection_id as "connectionId", property_id as "propertyId", numerator, denominator, households from water.connection_properties
     where tenant_id = $1::int and connection_id = any ($2::bigint[]) and superseded_at = 'infinity' and valid_from <= $3::date and valid_to > $3::date
     order by connection_id, property_id`,
    [tenantId, connectionIds, today],
  )
}

/** Puts other properties in the place of those that a connection served, from a day on. */
export async function replaceServed(
  db: Db,
  tenantId: number,
  connectionId: number,
  served: readonly (ServedProperty & { households: number | null })[],
  when: { from: string; moment: string },
): Promise<void> {
  await db.query(
    `with ended as (
       update water.connection_properties set superseded_at = $4::timestamptz
       where tenant_id = $1::int and connection_id = $2::bigint and superseded_at = 'infinity' and valid_to > $3::date
       returning property_id, numerator, denominator, households, valid_from)
     insert into water.connection_properties (tenant_id, connection_id, property_id, numerator, denominator, households, valid_from, valid_to, recorded_at)
     select $1::int, $2::bigint, property_id, numerator, denominator, households, valid_from, $3::date, $4::timestamptz from ended where valid_from < $3::date`,
    [tenantId, connectionId, when.from, when.moment],
  )
  await db.query(
    `insert into water.connection_properties (tenant_id, connection_id, property_id, numerator, denominator, households, valid_from, recorded_at)
     select $1::int, $2::bigint, s.property_id, s.numerator, s.denominator, s.households, $7::date, $8::timestamptz
     from unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::int[]) as s (property_id, numerator, denominator, households)`,
    [
      tenantId,
      connectionId,
      served.map((each) => each.propertyId),
      served.map((each) => each.numerator),
      served.map((each) => each.denominator),
      served.map((each) => each.households),
      when.from,
      when.moment,
    ],
  )
}

/** Which of some properties and persons are in this town. */
export async function selectKnownSubjects(
  db: Db,
  tenantId: number,
  propertyIds: readonly number[],
  partyIds: readonly number[],
): Promise<{ properties: Set<number>; parties: Set<number> }> {
  const rows = await db.query<{ noun: string; id: number }>(
    `select 'property' as noun, property_id as id from parcels.properties where tenant_id = $1::int and property_id = any ($2::bigint[])
     union all select 'party', party_id from people.masked_parties_view where tenant_id = $1::int and party_id = any ($3::bigint[]) and merged_into is null`,
    [tenantId, propertyIds, partyIds],
  )
  const of = (noun: string) => new Set(rows.filter((row) => row.noun === noun).map((row) => row.id))
  return { properties: of('property'), parties: of('party') }
}

/** Links a connection to a pipe; what was known before is superseded. */
export async function replacePipe(
  db: Db,
  tenantId: number,
  link: {
    connectionId: number
    pipeId: number
    foundBy: string
    confidence: number
    distanceM: number | null
    moment: string
  },
): Promise<void> {
  await db.query(
    `update water.connection_pipes set superseded_at = $3::timestamptz
     where tenant_id = $1::int and connection_id = $2::bigint and superseded_at = 'infinity'`,
    [tenantId, link.connectionId, link.moment],
  )
  await db.query(
    `insert into water.connection_pipes (tenant_id, connection_id, pipe_id, found_by, confidence, distance_m, recorded_at)
     values ($1::int, $2::bigint, $3::bigint, $4::text, $5::numeric, $6::numeric, $7::timestamptz)`,
    [tenantId, link.connectionId, link.pipeId, link.foundBy, link.confidence, link.distanceM, link.moment],
  )
}

/** The pipe of a connection, as far as is known. */
export async function selectPipeOf(
  db: Db,
  tenantId: number,
  connectionId: number,
): Promise<{ pipeId: number; foundBy: string; confidence: number } | null> {
  const rows = await db.query<{ pipeId: number; foundBy: string; confidence: number }>(
    `select pipe_id as "pipeId", found_by as "foundBy", confidence::float8 as confidence from water.connection_pipes
     where tenant_id = $1::int and connection_id = $2::bigint and superseded_at = 'infinity'`,
    [tenantId, connectionId],
  )
  return rows[0] ?? null
}

/** Moves connections of a merged person to the one that is kept, or some back; answers which. */
export async function moveHolders(
  db: Db,
  tenantId: number,
  fromPartyId: number,
  toPartyId: number,
  only: readonly number[] | null,
): Promise<number[]> {
  const rows = await db.query<{ version_id: number }>(
    `update water.connection_versions set holder_party_id = $3::bigint
     where tenant_id = $1::int and holder_party_id = $2::bigint and ($4::bigint[] is null or version_id = any ($4::bigint[])) returning version_id`,
    [tenantId, fromPartyId, toPartyId, only],
  )
  return rows.map((row) => row.version_id)
}
