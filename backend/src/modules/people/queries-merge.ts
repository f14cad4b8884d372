import type { Db, Names } from '../../kernel/index.ts'

/** What a merge moved: ids by table of this room, and what other rooms moved, each under its own name. */
export interface MovedThings {
  contacts: number[]
  consents: number[]
  numbers: number[]
  memberships: { household_id: number; valid_from: string }[]
  /** Filled by participants of `people.merge`: `<room>.<table>` to ids. */
  elsewhere: Record<string, unknown>
}

/** Moves what this room keeps of one party to another, except what the other has already. */
export async function movePartyThings(
  db: Db,
  tenantId: number,
  from: number,
  to: number,
): Promise<Omit<MovedThings, 'elsewhere'>> {
  const [row] = await db.query<{ moved: Omit<MovedThings, 'elsewhere'> }>(
    `with contacts as (
       update people.contacts set party_id = $3::bigint where tenant_id = $1::int and party_id = $2::bigint returning contact_id),
     consents as (
       update people.consents set party_id = $3::bigint where tenant_id = $1::int and party_id = $2::bigint returning consent_id),
     numbers as (
       update people.party_numbers n set party_id = $3::bigint where n.tenant_id = $1::int and n.party_id = $2::bigint
         and not exists (select 1 from people.party_numbers o where o.tenant_id = $1::int and o.party_id = $3::bigint and o.number_id = n.number_id)
       returning number_id),
     memberships as (
       update people.household_members m set person_id = $3::bigint where m.tenant_id = $1::int and m.person_id = $2::bigint
         and not exists (select 1 from people.household_members o
                         where o.tenant_id = $1::int and o.person_id = $3::bigint and o.household_id = m.household_id)
       returning household_id, valid_from)
     select jsonb_build_object(
       'contacts', coalesce((select jsonb_agg(contact_id) from contacts), '[]'), 'consents', coalesce((select jsonb_agg(consent_id) from consents), '[]'),
       'numbers', coalesce((select jsonb_agg(number_id) from numbers), '[]'),
       'memberships', coalesce((select jsonb_agg(jsonb_build_object('household_id', household_id, 'valid_from', valid_from)) from memberships), '[]')) as moved`,
    [tenantId, from, to],
  )
  return row!.moved
}

/** Moves back what a merge moved, in the order of the parameters: from the kept entry to the one it came from. */
export async function moveBackPartyThings(
  db: Db,
  tenantId: number,
  kept: number,
  back: number,
  moved: MovedThings,
): Promise<void> {
  await db.query(
    `with contacts as (update people.contacts set party_id = $3::bigint where tenant_id = $1::int and party_id = $2::bigint and contact_id = any ($4::bigint[])),
     consents as (update people.consents set party_id = $3::bigint where tenant_id = $1::int and party_id = $2::bigint and consent_id = any ($5::bigint[])),
     numbers as (update people.party_numbers set party_id = $3::bigint where tenant_id = $1::int and party_id = $2::bigint and number_id = any ($6::bigint[]))
     update people.household_members m set person_id = $3::bigint
     from unnest($7::bigint[], $8::date[]) as moved (household_id, valid_from)
     where m.tenant_id = $1::int and m.person_id = $2::bigint and m.household_id = moved.household_id and m.valid_from = moved.valid_from`,
    [
      tenantId, kept, back, moved.contacts, moved.consents, moved.numbers, moved.memberships.map((one) => one.household_id),
      moved.memberships.map((one) => one.valid_from),
    ], // biome-ignore format: a row
  )
}

export async function updateMergedInto(db: Db, tenantId: number, partyId: number, into: number | null): Promise<void> {
  await db.query(
    `update people.parties set merged_into = $3::bigint where tenant_id = $1::int and party_id = $2::bigint`,
    [tenantId, partyId, into],
  )
}

export interface MergeRow {
  merge_id: number
  kept_party_id: number
  merged_party_id: number
  reason: string
  moved: MovedThings
  merged_at: Date
  undone_at: Date | null
}

export async function insertMerge(
  db: Db,
  tenantId: number,
  merge: { kept: number; merged: number; reason: string; moved: MovedThings },
): Promise<number> {
  const [row] = await db.query<{ merge_id: number }>(
    `insert into people.merges (tenant_id, kept_party_id, merged_party_id, reason, moved)
     values ($1::int, $2::bigint, $3::bigint, $4::text, $5::jsonb) returning merge_id`,
    [tenantId, merge.kept, merge.merged, merge.reason, JSON.stringify(merge.moved)],
  )
  return row!.merge_id
}

export async function selectMerge(db: Db, tenantId: number, mergeId: number): Promise<MergeRow | null> {
  const rows = await db.query<MergeRow>(
    `select merge_id, kept_party_id, merged_party_id, reason, moved, merged_at, undone_at from people.merges
     where tenant_id = $1::int and merge_id = $2::bigint for update`,
    [tenantId, mergeId],
  )
  return rows[0] ?? null
}

/** Merges of a town, the newest first, with the masked names of both entries. */
export function selectMerges(
  db: Db,
  tenantId: number,
  limit: number,
): Promise<(MergeRow & { names_kept: Names; names_merged: Names })[]> {
  return db.query(
    `select m.merge_id, m.kept_party_id, m.merged_party_id, m.reason, m.moved, m.merged_at, m.undone_at,
       kept.masked_names as names_kept, merged.masked_names as names_merged
     from people.merges m
     join people.parties kept on kept.tenant_id = m.tenant_id and kept.party_id = m.kept_party_id
     join people.parties merged on merged.tenant_id = m.tenant_id and merged.party_id = m.merged_party_id
     where m.tenant_id = $1::int order by m.merge_id desc limit $2::int`,
    [tenantId, limit],
  )
}

export async function updateMergeUndone(db: Db, tenantId: number, mergeId: number): Promise<void> {
  await db.query(`update people.merges set undone_at = now() where tenant_id = $1::int and merge_id = $2::bigint`, [
    tenantId,
    mergeId,
  ])
}

export interface SuggestionRow {
  party_a: number
  party_b: number
  score: number
  reasons: string[]
  state: 'open' | 'merged' | 'different'
  names_a: Names
  names_b: Names
}

/** New pairs are added and open ones get their new score; what an officer decided stays. */
export async function upsertSuggestions(
  db: Db,
  tenantId: number,
  pairs: readonly { one: number; two: number; score: number; reasons: readonly string[] }[],
): Promise<void> {
  await db.query(
    `insert into people.duplicate_suggestions as known (tenant_id, party_a, party_b, score, reasons)
     select $1::int, least(pair.one, pair.two), greatest(pair.one, pair.two), pair.score, pair.reasons::jsonb
     from unnest($2::bigint[], $3::bigint[], $4::real[], $5::text[]) as pair (one, two, score, reasons)
     on conflict (tenant_id, party_a, party_b) do update set score = excluded.score, reasons = excluded.reasons where known.state = 'open'`,
    [
      tenantId,
      pairs.map((pair) => pair.one),
      pairs.map((pair) => pair.two),
      pairs.map((pair) => pair.score),
      pairs.map((pair) => JSON.stringify(pair.reasons)),
    ],
  )
}

/** Open suggestions, the surest first, with masked names. */
export function selectOpenSuggestions(db: Db, tenantId: number, limit: number): Promise<SuggestionRow[]> {
  return db.query(
    `select s.party_a, s.party_b, s.score::float8 as score, s.reasons, s.state, a.masked_names as names_a, b.masked_names as names_b
     from people.duplicate_suggestions s
     join people.parties a on a.tenant_id = s.tenant_id and a.party_id = s.party_a and a.merged_into is null
     join people.parties b on b.tenant_id = s.tenant_id and b.party_id = s.party_b and b.merged_into is null
     where s.tenant_id = $1::int and s.state = 'open' order by s.score desc, s.party_a, s.party_b limit $2::int`,
    [tenantId, limit],
  )
}

/** What was decided of a pair, for a change of it; null when it was never suggested. */
export async function selectSuggestion(
  db: Db,
  tenantId: number,
  one: number,
  two: number,
): Promise<SuggestionRow['state'] | null> {
  const rows = await db.query<{ state: SuggestionRow['state'] }>(
    `select state from people.duplicate_suggestions
     where tenant_id = $1::int and party_a = least($2::bigint, $3::bigint) and party_b = greatest($2::bigint, $3::bigint) for update`,
    [tenantId, one, two],
  )
  return rows[0]?.state ?? null
}

/** Sets the state of a pair; false when the pair was never suggested. */
export async function updateSuggestion(
  db: Db,
  tenantId: number,
  one: number,
  two: number,
  state: SuggestionRow['state'],
): Promise<boolean> {
  const rows = await db.query(
    `update people.duplicate_suggestions set state = $4::text
     where tenant_id = $1::int and party_a = least($2::bigint, $3::bigint) and party_b = greatest($2::bigint, $3::bigint) returning party_a`,
    [tenantId, one, two, state],
  )
  return rows.length > 0
}
