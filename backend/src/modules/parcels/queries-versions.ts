import { Conflict, type Db } from '../../kernel/index.ts'
import type { ChangePlan, HeldRow } from './rules-versions.ts'

/** A table of versions: its key, whom a row is about, and its facts with their types. */
interface VersionTable {
  key: string
  subject: string
  facts: Record<string, string>
  hasChange: boolean
}

const share = { numerator: 'bigint', denominator: 'bigint' }

/** Every table that carries both times. Names are constants of this file, never input. */
export const versionTables = {
  parcel_versions: {
    key: 'version_id',
    subject: 'parcel_id',
    hasChange: true,
    facts: {
      level: 'text',
      number: 'text',
      number_printed: 'text',
      geom: 'geometry',
      area_sqm: 'numeric',
      legal_area_sqm: 'numeric',
      survey_class: 'text',
      surveyed_on: 'date',
      use: 'text',
      road_id: 'bigint',
      land_use_zone_id: 'bigint',
      attributes: 'jsonb',
      batch_id: 'bigint',
    },
  },
  building_versions: {
    key: 'version_id',
    subject: 'building_id',
    hasChange: true,
    facts: {
      names: 'jsonb',
      geom: 'geometry',
      footprint_sqm: 'numeric',
      floors_above: 'int',
      floors_below: 'int',
      height_m: 'numeric',
      construction: 'text',
      use: 'text',
      built_year: 'int',
    },
  },
  unit_versions: {
    key: 'version_id',
    subject: 'unit_id',
    hasChange: true,
    facts: {
      wing: 'text',
      floor: 'int',
      number: 'text',
      use: 'text',
      occupancy: 'text',
      area_sqm: 'numeric',
      unauthorised: 'boolean',
      common: 'boolean',
      land_share_numerator: 'bigint',
      land_share_denominator: 'bigint',
    },
  },
  property_versions: {
    key: 'version_id',
    subject: 'property_id',
    hasChange: true,
    facts: {
      kind: 'text',
      place_grade: 'text',
      place_source: 'text',
      placed_on: 'date',
      point: 'geometry',
      address_id: 'bigint',
      flags: 'text[]',
    },
  },
  property_parcels: {
    key: 'link_id',
    subject: 'property_id',
    hasChange: true,
    facts: { parcel_id: 'bigint', ...share },
  },
  building_parcels: {
    key: 'link_id',
    subject: 'building_id',
    hasChange: true,
    facts: { parcel_id: 'bigint', ...share },
  },
  building_properties: {
    key: 'link_id',
    subject: 'property_id',
    hasChange: true,
    facts: { building_id: 'bigint', unit_id: 'bigint', ...share },
  },
  property_boundaries: {
    key: 'placement_id',
    subject: 'property_id',
    hasChange: false,
    facts: { boundary_set_id: 'bigint', boundary_id: 'bigint', placed_by: 'text', decision: 'text' },
  },
  party_roles: {
    key: 'role_id',
    subject: 'property_id',
    hasChange: true,
    facts: { party_id: 'bigint', role: 'text', ...share, and_others: 'boolean', statement_id: 'bigint' },
  },
  restrictions: {
    key: 'restriction_id',
    subject: 'restriction_id',
    hasChange: false,
    facts: {
      kind: 'text',
      scopes: 'text[]',
      property_id: 'bigint',
      parcel_id: 'bigint',
      party_id: 'bigint',
      boundary_id: 'bigint',
      whole_town: 'boolean',
      area: 'geometry',
      case_reference: 'text',
      authority: 'text',
      order_number: 'text',
      order_date: 'date',
      amount_paise: 'bigint',
      note: 'text',
    },
  },
} as const satisfies Record<string, VersionTable>

export type VersionTableName = keyof typeof versionTables

/** Rows of a subject that are on record now. Lock the subject's identity row before, or two changes may miss one another. */
export async function selectHeldRows(
  db: Db,
  tenantId: number,
  name: VersionTableName,
  subjectId: number,
  extra: { column: string; value: number } | null = null,
): Promise<HeldRow[]> {
  const table: VersionTable = versionTables[name]
  const filter = extra ? `and ${extra.column} = $3::bigint` : ''
  const rows = await db.query<{ row_id: number; valid_from: string; valid_to: string; recorded_at: Date }>(
    `select ${table.key} as row_id, valid_from, valid_to, recorded_at from parcels.${name}
     where tenant_id = $1::int and ${table.subject} = $2::bigint and superseded_at = 'infinity' ${filter} order by valid_from`,
    extra ? [tenantId, subjectId, extra.value] : [tenantId, subjectId],
  )
  return rows.map((row) => ({
    rowId: row.row_id,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    recordedAt: row.recorded_at.toISOString(),
  }))
}

/** The last moment at which anything about a subject was recorded or superseded; null when nothing ever was. */
export async function selectLastRecorded(
  db: Db,
  tenantId: number,
  name: VersionTableName,
  subjectId: number,
): Promise<Date | null> {
  const table: VersionTable = versionTables[name]
  const [row] = await db.query<{ last: Date | null }>(
    `select max(greatest(recorded_at, case when superseded_at < 'infinity' then superseded_at end)) as last from parcels.${name}
     where tenant_id = $1::int and ${table.subject} = $2::bigint`,
    [tenantId, subjectId],
  )
  return row?.last ?? null
}

/**
 * Carries out a plan: closes the record of the rows it touches and writes their successors, changed by `patch` where the plan says so.
 * Answers the new ids, in the plan's order.
 * @throws Conflict when a row was changed by someone else since it was read
 */
export async function writePlan(
  db: Db,
  tenantId: number,
  name: VersionTableName,
  plan: ChangePlan,
  patch: Record<string, unknown>,
  changeId: number | null,
): Promise<number[]> {
  await closeRows(db, tenantId, name, plan)
  if (!plan.insert.length) return []
  const table: VersionTable = versionTables[name]
  const values: unknown[] = [
    tenantId,
    plan.moment,
    plan.insert.map((row) => row.copyOf),
    plan.insert.map((row) => row.validFrom),
    plan.insert.map((row) => row.validTo),
    plan.insert.map((row) => row.changed),
  ]
  const columns: string[] = [...(table.subject === table.key ? [] : [table.subject]), ...Object.keys(table.facts)]
  const selected = columns.map((column) => {
    if (!(column in patch)) return `old.${column}`
    values.push(patch[column])
    return `case when piece.changed then ${parameter(values.length, table.facts[column]!)} else old.${column} end`
  })
  if (table.hasChange) {
    columns.push('change_id')
    values.push(changeId)
    selected.push(`case when piece.changed then $${values.length}::bigint else old.change_id end`)
  }
  const rows = await db.query<{ id: number }>(
    `insert into parcels.${name} (tenant_id, ${columns.join(', ')}, valid_from, valid_to, recorded_at)
     select old.tenant_id, ${selected.join(', ')}, piece.valid_from, piece.valid_to, $2::timestamptz
     from unnest($3::bigint[], $4::date[], $5::date[], $6::boolean[]) with ordinality as piece (copy_of, valid_from, valid_to, changed, at)
     join parcels.${name} old on old.tenant_id = $1::int and old.${table.key} = piece.copy_of
     order by piece.at returning ${table.key} as id`,
    values,
  )
  return rows.map((row) => row.id)
}

/** Geometry travels as GeoJSON text. */
function parameter(at: number, type: string): string {
  return type === 'geometry' ? `st_setsrid(st_geomfromgeojson($${at}::text), 4326)` : `$${at}::${type}`
}

async function closeRows(db: Db, tenantId: number, name: VersionTableName, plan: ChangePlan): Promise<void> {
  const closed = await db.query(
    `update parcels.${name} set superseded_at = $2::timestamptz
     where tenant_id = $1::int and ${versionTables[name].key} = any ($3::bigint[]) and superseded_at = 'infinity'
     returning ${versionTables[name].key}`,
    [tenantId, plan.moment, plan.close],
  )
  if (closed.length !== plan.close.length)
    throw new Conflict('effectiveOn', 'Someone else changed this a moment ago. Read it again and repeat.')
}

/** The first version of a subject, or a further link or role of it: holds from `validFrom` on. Answers its id. */
export async function insertVersion(
  db: Db,
  tenantId: number,
  name: VersionTableName,
  facts: Record<string, unknown>,
  held: { validFrom: string; validTo?: string; moment: string; changeId: number | null },
): Promise<number> {
  const table: VersionTable = versionTables[name]
  const types: Record<string, string> = { [table.subject]: 'bigint', ...table.facts }
  const columns = Object.keys(facts)
  const values: unknown[] = [tenantId, held.validFrom, held.validTo ?? 'infinity', held.moment]
  const placed = columns.map((column) => {
    values.push(facts[column] ?? null)
    return parameter(values.length, types[column]!)
  })
  if (table.hasChange) {
    columns.push('change_id')
    values.push(held.changeId)
    placed.push(`$${values.length}::bigint`)
  }
  const [row] = await db.query<{ id: number }>(
    `insert into parcels.${name} (tenant_id, valid_from, valid_to, recorded_at, ${columns.join(', ')})
     values ($1::int, $2::date, $3::date, $4::timestamptz, ${placed.join(', ')}) returning ${table.key} as id`,
    values,
  )
  return row!.id
}
