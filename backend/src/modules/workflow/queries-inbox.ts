/** Lists of cases: what waits for whom. */
import type { Db, Names } from '../../kernel/index.ts'
import { type CaseRow, caseColumns } from './queries.ts'

/** A case in a list, with what is read beside it. */
export interface ListRow extends CaseRow {
  ward_code: string | null
  post_names: Names | null
}

/** Which cases; null leaves a filter out. */
export interface ListAsked {
  /** Files of these posts of the town. */
  postIds: readonly number[] | null
  unallotted: boolean
  lateOn: string | null
  raised: boolean
  service: string | null
  ward: string | null
  stage: 'open' | 'closed'
  /** After this day (the last one, or that of closing) and id. */
  after: { day: string | null; caseId: number } | null
  limit: number
}

const filters = `c.tenant_id = $1::int
  and ($2::bigint[] is null or (c.assigned_town is null and c.assigned_post_id = any ($2::bigint[])))
  and (not $3::boolean or c.assigned_post_id is null)
  and ($4::date is null or c.due_on < $4::date)
  and (not $5::boolean or c.level > 0)
  and ($6::text is null or c.service = $6::text)
  and ($7::text is null or w.code = $7::text)`

const filterValues = (tenantId: number, asked: ListAsked): unknown[] => [
  tenantId,
  asked.postIds,
  asked.unallotted,
  asked.lateOn,
  asked.raised,
  asked.service,
  asked.ward,
]

const beside = `left join identity.current_boundaries_view w on w.tenant_id = $1::int and w.boundary_id = c.ward_id`

/** Open cases by their last day, those without one at the end; closed ones by the day of closing, the newest first. */
const ways = {
  open: {
    where: `c.stage <> 'closed'`,
    after: `($8::bigint is null or case when $9::date is null then c.due_on is null and c.case_id > $8::bigint
      else (c.due_on, c.case_id) > ($9::date, $8::bigint) or c.due_on is null end)`,
    order: `c.due_on nulls last, c.case_id`,
  },
  closed: {
    where: `c.stage = 'closed'`,
    after: `($8::bigint is null or (c.closed_on, c.case_id) < ($9::date, $8::bigint))`,
    order: `c.closed_on desc, c.case_id desc`,
  },
}

/** A page of a list. */
export function selectList(db: Db, tenantId: number, asked: ListAsked): Promise<ListRow[]> {
  const { where, after, order } = ways[asked.stage]
  return db.query(
    `select ${caseColumns}, w.code as ward_code,
       (select p.names from identity.held_posts_view p where p.tenant_id = $1::int and p.post_id = c.assigned_post_id and c.assigned_town is null limit 1) as post_names
     from workflow.cases c ${beside} where ${where} and ${filters} and ${after} order by ${order} limit $10::int`,
    [...filterValues(tenantId, asked), asked.after?.caseId ?? null, asked.after?.day ?? null, asked.limit],
  )
}

/** How many cases the queues of an officer hold. */
export async function selectCounts(
  db: Db,
  tenantId: number,
  postIds: readonly number[],
  today: string,
): Promise<{ mine: number; unallotted: number; late: number; raised: number; open: number }> {
  const [row] = await db.query<{ mine: number; unallotted: number; late: number; raised: number; open: number }>(
    `select count(*) filter (where assigned_town is null and assigned_post_id = any ($2::bigint[])) as mine,
       count(*) filter (where assigned_post_id is null) as unallotted, count(*) filter (where due_on < $3::date) as late,
       count(*) filter (where level > 0) as raised, count(*) as open
     from workflow.cases where tenant_id = $1::int and stage <> 'closed'`,
    [tenantId, postIds, today],
  )
  return row!
}

/** Cases by id, as a list. */
export function selectListByIds(db: Db, tenantId: number, caseIds: readonly number[]): Promise<ListRow[]> {
  return db.query(
    `select ${caseColumns}, w.code as ward_code,
       (select p.names from identity.held_posts_view p where p.tenant_id = $1::int and p.post_id = c.assigned_post_id and c.assigned_town is null limit 1) as post_names
     from workflow.cases c ${beside} where c.tenant_id = $1::int and c.case_id = any ($2::bigint[]) order by c.case_id`,
    [tenantId, caseIds],
  )
}

/** Cases that a user or a person asked for or follows, the newest first. */
export function selectCasesOf(
  db: Db,
  tenantId: number,
  who: { userId: number | null; partyId: number | null },
  limit: number,
): Promise<ListRow[]> {
  return db.query(
    `select ${caseColumns}, w.code as ward_code, null::jsonb as post_names
     from workflow.cases c ${beside}
     where c.tenant_id = $1::int and c.case_id in (
       select a.case_id from workflow.applicants a where a.tenant_id = $1::int and a.ended_on is null and a.user_id = $2::bigint
       union select a.case_id from workflow.applicants a where a.tenant_id = $1::int and a.ended_on is null and a.party_id = $3::bigint)
     order by c.case_id desc limit $4::int`,
    [tenantId, who.userId, who.partyId, limit],
  )
}

/** Cases on a property or its parcels, for its page: open ones first, then the newest. */
export function selectCasesAt(
  db: Db,
  tenantId: number,
  place: { propertyId: number | null; parcelIds: readonly number[] },
  service: string | null,
  limit: number,
): Promise<ListRow[]> {
  return db.query(
    `select ${caseColumns}, w.code as ward_code, null::jsonb as post_names
     from workflow.cases c ${beside}
     where c.tenant_id = $1::int and (c.property_id = $2::bigint or c.parcel_id = any ($3::bigint[])) and ($4::text is null or c.service = $4::text)
     order by (c.stage = 'closed'), c.case_id desc limit $5::int`,
    [tenantId, place.propertyId, place.parcelIds, service, limit],
  )
}

/** Names of persons of the register, for officers. */
export function selectPartyNames(
  db: Db,
  tenantId: number,
  partyIds: readonly number[],
): Promise<{ party_id: number; names: Names; masked_names: Names }[]> {
  return db.query(
    `select m.party_id, coalesce(n.names, m.masked_names) as names, m.masked_names from people.masked_parties_view m
     left join people.party_names_view n on n.tenant_id = m.tenant_id and n.party_id = m.party_id
     where m.tenant_id = $1::int and m.party_id = any ($2::bigint[])`,
    [tenantId, partyIds],
  )
}

/** Number and address of a property, for the page of a case. */
export async function selectPropertyLine(
  db: Db,
  tenantId: number,
  propertyId: number,
  today: string,
): Promise<{ property_number: string; address: Names } | null> {
  const rows = await db.query<{ property_number: string; address: Names }>(
    `select property_number, address from parcels.current_properties_view
     where tenant_id = $1::int and property_id = $2::bigint and valid_from <= $3::date and valid_to > $3::date limit 1`,
    [tenantId, propertyId, today],
  )
  return rows[0] ?? null
}
