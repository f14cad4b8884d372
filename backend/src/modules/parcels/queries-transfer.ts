/** Moves rows of properties from one tenant to another, whole and unchanged: ids, both times, acts, people, papers. */
import type { Db } from '../../kernel/index.ts'

/** Ids of everything that goes along. "Moving" rows leave the old town; the rest is copied and stays there too. */
export interface TransferSet {
  propertyIds: number[]
  movingParcelIds: number[]
  movingBuildingIds: number[]
  parcelIds: number[]
  buildingIds: number[]
  unitIds: number[]
  addressIds: number[]
  partyIds: number[]
  changeIds: number[]
  documentIds: number[]
  numberIds: number[]
}

/** Locks the properties; answers those that are there and open. */
export async function lockProperties(db: Db, tenantId: number, propertyIds: number[]): Promise<number[]> {
  const rows = await db.query<{ property_id: number }>(
    `select property_id from parcels.properties p where tenant_id = $1::int and property_id = any ($2::bigint[])
       and exists (select 1 from parcels.property_versions v where v.tenant_id = $1::int and v.property_id = p.property_id)
     order by property_id for update`,
    [tenantId, propertyIds],
  )
  return rows.map((row) => row.property_id)
}

/** Everything that hangs on the properties. */
export async function selectTransferSet(db: Db, tenantId: number, propertyIds: number[]): Promise<TransferSet> {
  const [row] = await db.query<Record<string, number[] | null>>(
    `with links as (select parcel_id, superseded_at = 'infinity' and valid_to = 'infinity' as now from parcels.property_parcels
                    where tenant_id = $1::int and property_id = any ($2::bigint[])),
     houses as (select building_id, superseded_at = 'infinity' and valid_to = 'infinity' as now from parcels.building_properties
                where tenant_id = $1::int and property_id = any ($2::bigint[])
                union select building_id, superseded_at = 'infinity' and valid_to = 'infinity' from parcels.building_parcels
                where tenant_id = $1::int and parcel_id in (select parcel_id from links where now)),
     moving_plots as (select distinct parcel_id from links where now),
     moving_houses as (select distinct building_id from houses where now),
     kin as (select parent_parcel_id as parcel_id from parcels.lineage where tenant_id = $1::int and child_parcel_id in (select parcel_id from moving_plots)
             union select child_parcel_id from parcels.lineage where tenant_id = $1::int and parent_parcel_id in (select parcel_id from moving_plots)
             union select parcel_id from parcels.building_parcels where tenant_id = $1::int and building_id in (select building_id from moving_houses)
             union select parcel_id from links),
     flats as (select unit_id from parcels.units where tenant_id = $1::int and building_id in (select building_id from houses)),
     people as (select party_id from parcels.party_roles where tenant_id = $1::int and property_id = any ($2::bigint[])),
     places as (select address_id from parcels.property_versions where tenant_id = $1::int and property_id = any ($2::bigint[])),
     papers as (select document_id from parcels.property_documents where tenant_id = $1::int and property_id = any ($2::bigint[])),
     acts as (
       select change_id from parcels.property_versions where tenant_id = $1::int and property_id = any ($2::bigint[])
       union select change_id from parcels.property_parcels where tenant_id = $1::int and property_id = any ($2::bigint[])
       union select change_id from parcels.building_properties where tenant_id = $1::int and property_id = any ($2::bigint[])
       union select change_id from parcels.party_roles where tenant_id = $1::int and property_id = any ($2::bigint[])
       union select change_id from parcels.ownership_statements where tenant_id = $1::int and property_id = any ($2::bigint[])
       union select change_id from parcels.parcel_versions where tenant_id = $1::int and parcel_id in (select parcel_id from moving_plots)
       union select change_id from parcels.lineage where tenant_id = $1::int and (parent_parcel_id in (select parcel_id from moving_plots) or child_parcel_id in (select parcel_id from moving_plots))
       union select change_id from parcels.building_versions where tenant_id = $1::int and building_id in (select building_id from moving_houses)
       union select change_id from parcels.building_parcels where tenant_id = $1::int and building_id in (select building_id from moving_houses)
       union select change_id from parcels.unit_versions where tenant_id = $1::int and unit_id in (select unit_id from flats)),
     numbers as (
       select number_id from parcels.property_numbers where tenant_id = $1::int and property_id = any ($2::bigint[])
       union select number_id from people.party_numbers where tenant_id = $1::int and party_id in (select party_id from people))
     select (select array_agg(parcel_id order by 1) from moving_plots) as moving_parcels, (select array_agg(building_id order by 1) from moving_houses) as moving_buildings,
       (select array_agg(distinct parcel_id) from kin) as parcels, (select array_agg(distinct building_id) from houses) as buildings,
       (select array_agg(unit_id) from flats) as units, (select array_agg(distinct address_id) from places) as addresses,
       (select array_agg(distinct party_id) from (select party_id from people union select p.merged_into from people.parties p
          where p.tenant_id = $1::int and p.merged_into is not null and p.party_id in (select party_id from people)) both_) as parties,
       (select array_agg(change_id) from acts) as changes, (select array_agg(document_id) from papers) as documents,
       (select array_agg(number_id) from numbers) as numbers`,
    [tenantId, propertyIds],
  )
  const ids = (name: string) => row![name] ?? []
  return {
    propertyIds,
    movingParcelIds: ids('moving_parcels'),
    movingBuildingIds: ids('moving_buildings'),
    parcelIds: ids('parcels'),
    buildingIds: ids('buildings'),
    unitIds: ids('units'),
    addressIds: ids('addresses'),
    partyIds: ids('parties'),
    changeIds: ids('changes'),
    documentIds: ids('documents'),
    numberIds: ids('numbers'),
  }
}

/** Properties that share a plot or a building with the set but are not in it: the line of the transfer would cut them. */
export async function selectCutProperties(
  db: Db,
  tenantId: number,
  set: TransferSet,
): Promise<{ property_id: number; property_number: string }[]> {
  return db.query(
    `select p.property_id, p.property_number from parcels.properties p
     where p.tenant_id = $1::int and p.property_id <> all ($2::bigint[]) and p.property_id in (
       select property_id from parcels.property_parcels where tenant_id = $1::int and parcel_id = any ($3::bigint[])
         and superseded_at = 'infinity' and valid_to = 'infinity'
       union select property_id from parcels.building_properties where tenant_id = $1::int and building_id = any ($4::bigint[])
         and superseded_at = 'infinity' and valid_to = 'infinity')
     order by p.property_id limit 20`,
    [tenantId, set.propertyIds, set.movingParcelIds, set.movingBuildingIds],
  )
}

/** Which rows of a table go along, by which ids of the set; `moves`: the old town gives them up. */
interface TransferTable {
  table: string
  where: string
  ids: keyof TransferSet
  moves: boolean
}

const copied = (table: string, where: string, ids: keyof TransferSet): TransferTable => ({
  table,
  where,
  ids,
  moves: false,
})
const moved = (table: string, where: string, ids: keyof TransferSet): TransferTable => ({
  table,
  where,
  ids,
  moves: true,
})
const any = (column: string) => `${column} = any ($2::bigint[])`
const ofAddresses = (column: string, source = column) =>
  `${column} in (select a.${source} from parcels.addresses a where a.tenant_id = $1::int and a.address_id = any ($2::bigint[]))`
const ofPlots = (column: string, source = column) =>
  `${column} in (select v.${source} from parcels.parcel_versions v where v.tenant_id = $1::int and v.parcel_id = any ($2::bigint[]))`
const aboutThese = `entry_id in (select s.entry_id from kernel.journal_subjects s where s.tenant_id = $1::int and s.subject_kind = 'property' and s.subject_id = any ($2::bigint[]))`

/** Parents before children. Reading goes down the list, giving up goes up. */
const tables: TransferTable[] = [
  copied('parcels.roads', ofAddresses('road_id'), 'addressIds'),
  copied('parcels.roads', ofPlots('road_id'), 'movingParcelIds'),
  copied('parcels.localities', ofAddresses('locality_id'), 'addressIds'),
  copied('parcels.land_use_zones', ofPlots('zone_id', 'land_use_zone_id'), 'movingParcelIds'),
  copied('parcels.import_batches', ofPlots('batch_id'), 'movingParcelIds'),
  copied('parcels.changes', any('change_id'), 'changeIds'),
  copied('parcels.addresses', any('address_id'), 'addressIds'),
  copied('parcels.parcels', any('parcel_id'), 'parcelIds'),
  moved('parcels.parcel_versions', any('parcel_id'), 'movingParcelIds'),
  copied('parcels.lineage', `(${any('parent_parcel_id')} or ${any('child_parcel_id')})`, 'movingParcelIds'),
  moved('parcels.parcel_overlaps', `(${any('upper_parcel_id')} and ${any('lower_parcel_id')})`, 'movingParcelIds'),
  copied('parcels.buildings', any('building_id'), 'buildingIds'),
  moved('parcels.building_versions', any('building_id'), 'movingBuildingIds'),
  moved('parcels.building_parcels', any('building_id'), 'movingBuildingIds'),
  copied('parcels.units', any('unit_id'), 'unitIds'),
  moved(
    'parcels.unit_versions',
    `unit_id in (select u.unit_id from parcels.units u where u.tenant_id = $1::int and ${any('u.building_id')})`,
    'movingBuildingIds',
  ),
  copied('parcels.properties', any('property_id'), 'propertyIds'),
  moved('parcels.property_versions', any('property_id'), 'propertyIds'),
  moved('parcels.property_parcels', any('property_id'), 'propertyIds'),
  moved('parcels.building_properties', any('property_id'), 'propertyIds'),
  copied('people.parties', any('party_id'), 'partyIds'),
  copied('people.persons', any('party_id'), 'partyIds'),
  copied('people.organisations', any('party_id'), 'partyIds'),
  copied('people.household_members', `(${any('household_id')} and ${any('person_id')})`, 'partyIds'),
  copied('people.contacts', any('party_id'), 'partyIds'),
  copied('people.consents', any('party_id'), 'partyIds'),
  copied('kernel.subject_keys', `(subject_kind = 'person' and ${any('subject_id')})`, 'partyIds'),
  copied('people.outside_numbers', any('number_id'), 'numberIds'),
  copied('people.party_numbers', `(${any('party_id')})`, 'partyIds'),
  moved('parcels.property_numbers', any('property_id'), 'propertyIds'),
  copied('parcels.ownership_statements', any('property_id'), 'propertyIds'),
  moved('parcels.party_roles', any('property_id'), 'propertyIds'),
  moved('parcels.property_claims', any('property_id'), 'propertyIds'),
  copied('identity.user_persons', any('person_id'), 'partyIds'),
  copied('kernel.documents', any('document_id'), 'documentIds'),
  moved('parcels.property_documents', any('property_id'), 'propertyIds'),
  moved('parcels.restrictions', any('property_id'), 'propertyIds'),
  moved('parcels.restrictions', any('parcel_id'), 'movingParcelIds'),
  copied('parcels.restrictions', any('party_id'), 'partyIds'),
  copied('parcels.place_tokens', `kind = 1 and ${ofAddresses('place_id', 'road_id')}`, 'addressIds'),
  copied('parcels.place_tokens', `kind = 2 and ${ofAddresses('place_id', 'locality_id')}`, 'addressIds'),
  copied('parcels.place_tokens', `kind = 3 and ${any('place_id')}`, 'movingBuildingIds'),
  copied('kernel.journal_entries', aboutThese, 'propertyIds'),
  copied('kernel.journal_subjects', aboutThese, 'propertyIds'),
]

/** Rows of one table as text of their composite type: exact for every type, geometry and infinity included. */
export interface PackedRows {
  table: string
  rows: string[]
}

/** Reads everything that goes along, in the tenant of the transaction. */
export async function packRows(db: Db, tenantId: number, set: TransferSet): Promise<PackedRows[]> {
  const packed: PackedRows[] = []
  for (const { table, where, ids } of tables) {
    if (!set[ids].length) continue
    const rows = await db.query<{ packed: string }>(
      `select t::text as packed from ${table} t where t.tenant_id = $1::int and ${where}`,
      [tenantId, set[ids]],
    )
    if (rows.length) packed.push({ table, rows: rows.map((row) => row.packed) })
  }
  return packed
}

/** Takes the moving rows out of the tenant, children first; with them the search rows. */
export async function releaseRows(db: Db, tenantId: number, set: TransferSet): Promise<void> {
  await db.query(`delete from parcels.search_tokens where tenant_id = $1::int and property_id = any ($2::bigint[])`, [
    tenantId,
    set.propertyIds,
  ])
  for (const { table, where, ids, moves } of [...tables].reverse()) {
    if (!moves || !set[ids].length) continue
    await db.query(`delete from ${table} t where t.tenant_id = $1::int and ${where}`, [tenantId, set[ids]])
  }
}

/** Writes packed rows into another tenant, the one of the transaction now. What is there already (a road, a person) stays as it is there. */
export async function unpackRows(db: Db, tenantId: number, townCode: string, packed: PackedRows[]): Promise<void> {
  const columns = await selectColumns(db, [...new Set(packed.map(({ table }) => table))])
  for (const { table, rows } of packed) {
    const names = columns.get(table)!
    const selected = names.map((name) => (name === 'tenant_id' ? '$1::int' : selectedValue(table, name)))
    await db.query(
      `insert into ${table} (${names.join(', ')}) select ${selected.join(', ')}
       from (select given::${table} as r from unnest($2::text[]) as given where $3::text is not null) given on conflict do nothing`,
      [tenantId, rows, townCode],
    )
  }
}

/** A code of a locality may be taken in the other town: there it carries the town it came from. */
function selectedValue(table: string, name: string): string {
  if (table === 'parcels.localities' && name === 'code')
    return `(r).code || case when exists (select 1 from parcels.localities l where l.tenant_id = $1::int and l.code = (r).code and l.locality_id <> (r).locality_id)
      then '-' || $3::text else '' end`
  return `(r).${name}`
}

async function selectColumns(db: Db, names: string[]): Promise<Map<string, string[]>> {
  const rows = await db.query<{ table: string; column: string }>(
    `select t.name as table, a.attname as column from unnest($1::text[]) as t (name)
     join pg_attribute a on a.attrelid = t.name::regclass and a.attnum > 0 and not a.attisdropped order by t.name, a.attnum`,
    [names],
  )
  const found = new Map<string, string[]>()
  for (const { table, column } of rows) found.set(table, [...(found.get(table) ?? []), column])
  return found
}

/** Lets the transaction act in another tenant of the same state; row security follows. */
export async function enterTenant(db: Db, tenantId: number): Promise<void> {
  if (!Number.isSafeInteger(tenantId)) throw new RangeError('a tenant is a whole number')
  await db.query(`set local app.tenant = '${tenantId}'`)
}

/** Where a property last stood in each set of a town, for sets in which it stands nowhere now. */
export function selectLastPlacements(
  db: Db,
  tenantId: number,
  propertyId: number,
): Promise<{ boundary_set_id: number; boundary_id: number; placed_by: string; decision: string | null }[]> {
  return db.query(
    `select distinct on (b.boundary_set_id) b.boundary_set_id, b.boundary_id, b.placed_by, b.decision from parcels.property_boundaries b
     where b.tenant_id = $1::int and b.property_id = $2::bigint and b.superseded_at = 'infinity' and not exists (
       select 1 from parcels.property_boundaries now_ where now_.tenant_id = $1::int and now_.property_id = $2::bigint
         and now_.boundary_set_id = b.boundary_set_id and now_.superseded_at = 'infinity' and now_.valid_to = 'infinity')
     order by b.boundary_set_id, b.valid_to desc`,
    [tenantId, propertyId],
  )
}

/** The succession on record of the state. */
export async function insertSuccession(
  db: Db,
  stateId: number,
  from: { kind: 'area-out'; fromTenantId: number; toTenantId: number; effectiveOn: string; notification: string },
): Promise<number> {
  const [row] = await db.query<{ succession_id: number }>(
    `insert into identity.successions (tenant_id, kind, from_tenant_id, to_tenant_id, effective_on, notification)
     values ($1::int, $2::text, $3::int, $4::int, $5::date, $6::text) returning succession_id`,
    [stateId, from.kind, from.fromTenantId, from.toTenantId, from.effectiveOn, from.notification],
  )
  return row!.succession_id
}

/** What the receiving town gets beside the rows: its own journal line, event and changed map features. */
export async function insertArrival(
  db: Db,
  tenantId: number,
  arrival: {
    command: string
    requestId: string
    userId: number | null
    roleClass: string
    subjects: { kind: string; id: number }[]
    after: object
    parcelIds: number[]
    buildingIds: number[]
    propertyIds: number[]
  },
): Promise<void> {
  await db.query(
    `with line as (
       insert into kernel.journal_entries (tenant_id, kind, command, request_id, user_id, role_class, subjects, after)
       values ($1::int, 'write', $2::text, $3::text, $4::bigint, $5::text, $6::jsonb, $7::jsonb) returning entry_id),
     event as (insert into kernel.events (tenant_id, name, payload) values ($1::int, 'parcels.area-received', $7::jsonb)),
     changes as (
       insert into kernel.layer_changes (tenant_id, layer, feature_id)
       select $1::int, 'parcels', id from unnest($8::bigint[]) as id union all select $1::int, 'buildings', id from unnest($9::bigint[]) as id
       union all select $1::int, 'house-numbers', id from unnest($10::bigint[]) as id)
     insert into kernel.journal_subjects (tenant_id, subject_kind, subject_id, entry_id)
     select $1::int, subject ->> 'kind', (subject ->> 'id')::bigint, line.entry_id from line, jsonb_array_elements($6::jsonb) as subject`,
    [
      tenantId,
      arrival.command,
      arrival.requestId,
      arrival.userId,
      arrival.roleClass,
      JSON.stringify(arrival.subjects),
      JSON.stringify(arrival.after),
      arrival.parcelIds,
      arrival.buildingIds,
      arrival.propertyIds,
    ],
  )
}
