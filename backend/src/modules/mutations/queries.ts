import type { Db, Names } from '../../kernel/index.ts'
import type { Ground, Incoming } from './rules.ts'
import type { Deed } from './schemas.ts'

/** An application as it stands. */
export interface ApplicationRow {
  caseId: number
  propertyId: number
  ground: Ground
  applicantIs: string
  deed: string
  deedOn: string
  outgoing: number[]
  incoming: Incoming[]
  charges: { holder: string; amountPaise?: number | null; share?: { numerator: number; denominator: number } | null }[]
  feePaise: number | null
  feeReceipt: string | null
  noticeFrom: string | null
  noticeUntil: string | null
  noticeLetterId: number | null
  statementId: number | null
  orderLetterId: number | null
}

const applicationColumns = `a.case_id as "caseId", a.property_id as "propertyId", a.ground, a.applicant_is as "applicantIs", a.deed, a.deed_on as "deedOn",
  a.outgoing, a.incoming, a.charges, a.fee_paise as "feePaise", a.fee_receipt as "feeReceipt", a.notice_from as "noticeFrom", a.notice_until as "noticeUntil",
  a.notice_letter_id as "noticeLetterId", a.statement_id as "statementId", a.order_letter_id as "orderLetterId"`

type Rows<R> = (R & Record<string, unknown>)[]

/** The application of a case, as far as the caller may read it. */
export async function selectApplication(
  db: Db,
  tenantId: number,
  caseId: number,
): Promise<(ApplicationRow & { propertyNumber: string; address: Names | null }) | null> {
  const rows: Rows<ApplicationRow & { propertyNumber: string; address: Names | null }> = await db.query(
    `select ${applicationColumns}, p.property_number as "propertyNumber", (
       select v.address from parcels.current_properties_view v where v.tenant_id = a.tenant_id and v.property_id = a.property_id order by v.valid_from desc limit 1) as address
     from mutations.applications a
     join (select distinct tenant_id, property_id, property_number from parcels.current_properties_view) p on p.tenant_id = a.tenant_id and p.property_id = a.property_id
     where a.tenant_id = $1::int and a.case_id = $2::bigint`,
    [tenantId, caseId],
  )
  return rows[0] ?? null
}

/** What an application says when it is opened. */
export type NewApplication = Pick<
  ApplicationRow,
  'caseId' | 'propertyId' | 'ground' | 'applicantIs' | 'deed' | 'deedOn' | 'outgoing' | 'incoming' | 'charges'
>

export async function insertApplication(db: Db, tenantId: number, given: NewApplication): Promise<void> {
  await db.query(
    `insert into mutations.applications (tenant_id, case_id, property_id, ground, applicant_is, deed, deed_on, outgoing, incoming, charges)
     values ($1::int, $2::bigint, $3::bigint, $4::text, $5::text, $6::text, $7::date, $8::bigint[], $9::jsonb, $10::jsonb)`,
    [
      tenantId,
      given.caseId,
      given.propertyId,
      given.ground,
      given.applicantIs,
      given.deed,
      given.deedOn,
      given.outgoing,
      JSON.stringify(given.incoming),
      JSON.stringify(given.charges),
    ],
  )
}

/** The case of a mutation that is still open on a property: a second one would be decided against the first (P7). */
export async function selectOpenMutation(db: Db, tenantId: number, propertyId: number): Promise<number | null> {
  const rows = await db.query<{ case_id: number }>(
    `select a.case_id from mutations.applications a join workflow.public_cases_view c on c.tenant_id = a.tenant_id and c.case_id = a.case_id
     where a.tenant_id = $1::int and a.property_id = $2::bigint and c.stage <> 'closed' limit 1`,
    [tenantId, propertyId],
  )
  return rows[0]?.case_id ?? null
}

export async function updateNotice(
  db: Db,
  tenantId: number,
  caseId: number,
  given: { incoming: Incoming[]; from: string; until: string; letterId: number },
): Promise<void> {
  await db.query(
    `update mutations.applications set incoming = $3::jsonb, notice_from = $4::date, notice_until = $5::date, notice_letter_id = $6::bigint
     where tenant_id = $1::int and case_id = $2::bigint`,
    [tenantId, caseId, JSON.stringify(given.incoming), given.from, given.until, given.letterId],
  )
}

export async function updateFee(
  db: Db,
  tenantId: number,
  caseId: number,
  fee: { paise: number; receipt: string },
): Promise<void> {
  await db.query(
    `update mutations.applications set fee_paise = $3::bigint, fee_receipt = $4::text where tenant_id = $1::int and case_id = $2::bigint`,
    [tenantId, caseId, fee.paise, fee.receipt],
  )
}

export async function updateRecorded(
  db: Db,
  tenantId: number,
  caseId: number,
  given: { statementId: number | null; letterId: number },
): Promise<void> {
  await db.query(
    `update mutations.applications set statement_id = $3::bigint, order_letter_id = $4::bigint where tenant_id = $1::int and case_id = $2::bigint`,
    [tenantId, caseId, given.statementId, given.letterId],
  )
}

/** An objection, without whose it is. */
export interface ObjectionRow {
  objectionId: number
  kind: 'facts' | 'title'
  words: string
  filedOn: string
  outcome: string | null
  reasons: string | null
  decidedOn: string | null
}

/** Objections to a case, as far as the caller may read them. */
export function selectObjections(db: Db, tenantId: number, caseId: number): Promise<ObjectionRow[]> {
  return db.query<ObjectionRow & Record<string, unknown>>(
    `select objection_id as "objectionId", kind, words, filed_on as "filedOn", outcome, reasons, decided_on as "decidedOn"
     from mutations.objections where tenant_id = $1::int and case_id = $2::bigint order by objection_id`,
    [tenantId, caseId],
  )
}

export async function insertObjection(
  db: Db,
  tenantId: number,
  given: {
    caseId: number
    kind: string
    userId: number | null
    name: string | null
    mobile: string | null
    words: string
    filedOn: string
  },
): Promise<number> {
  const rows = await db.query<{ id: number }>(
    `insert into mutations.objections (tenant_id, case_id, kind, user_id, name, mobile, words, filed_on)
     values ($1::int, $2::bigint, $3::text, $4::bigint, $5::text, $6::text, $7::text, $8::date) returning objection_id as id`,
    [tenantId, given.caseId, given.kind, given.userId, given.name, given.mobile, given.words, given.filedOn],
  )
  return rows[0]!.id
}

/** Decides an objection that is still open; false when there is none. */
export async function updateObjection(
  db: Db,
  tenantId: number,
  key: { caseId: number; objectionId: number },
  given: { outcome: string; reasons: string; on: string; postId: number | null },
): Promise<boolean> {
  const rows = await db.query(
    `update mutations.objections set outcome = $4::text, reasons = $5::text, decided_on = $6::date, decided_by_post_id = $7::bigint
     where tenant_id = $1::int and case_id = $2::bigint and objection_id = $3::bigint and outcome is null returning objection_id`,
    [tenantId, key.caseId, key.objectionId, given.outcome, given.reasons, given.on, given.postId],
  )
  return rows.length > 0
}

/** Public notices whose period holds a day. */
export function selectNotices(
  db: Db,
  tenantId: number,
  day: string,
): Promise<
  {
    caseId: number
    number: string
    propertyId: number
    propertyNumber: string
    address: Names
    ground: Ground
    from: string
    until: string
  }[]
> {
  return db.query(
    `select a.case_id as "caseId", c.number, a.property_id as "propertyId", p.property_number as "propertyNumber", p.address, a.ground,
       a.notice_from as "from", a.notice_until as until
     from mutations.applications a
     join workflow.public_cases_view c on c.tenant_id = a.tenant_id and c.case_id = a.case_id and c.status = 'noticed'
     join parcels.current_properties_view p on p.tenant_id = a.tenant_id and p.property_id = a.property_id and p.valid_from <= $2::date and p.valid_to > $2::date
     where a.tenant_id = $1::int and a.notice_until >= $2::date and a.notice_from <= $2::date order by a.notice_until, a.case_id limit 500`,
    [tenantId, day],
  )
}

/** A deed of a feed as it was received. */
export interface DeedRow {
  deedId: number
  feed: string
  receivedAt: Date
  deed: Deed
  propertyId: number | null
  caseId: number | null
}

/** Keeps a deed once; null when this feed told it before. */
export async function insertDeed(
  db: Db,
  tenantId: number,
  given: { feed: string; deed: Deed; propertyId: number | null },
): Promise<number | null> {
  const rows = await db.query<{ id: number }>(
    `insert into mutations.deeds (tenant_id, feed, external_id, deed, property_id) values ($1::int, $2::text, $3::text, $4::jsonb, $5::bigint)
     on conflict (tenant_id, feed, external_id) do nothing returning deed_id as id`,
    [tenantId, given.feed, given.deed.externalId, JSON.stringify(given.deed), given.propertyId],
  )
  return rows[0]?.id ?? null
}

const deedColumns = `deed_id as "deedId", feed, received_at as "receivedAt", deed, property_id as "propertyId", case_id as "caseId"`

/** The deed that a feed told under an id. */
export async function selectDeedOf(db: Db, tenantId: number, feed: string, externalId: string): Promise<DeedRow> {
  const rows = await db.query<DeedRow & Record<string, unknown>>(
    `select ${deedColumns} from mutations.deeds where tenant_id = $1::int and feed = $2::text and external_id = $3::text`,
    [tenantId, feed, externalId],
  )
  return rows[0]!
}

/** A deed that waits for its property, locked. */
export async function lockWaitingDeed(db: Db, tenantId: number, deedId: number): Promise<DeedRow | null> {
  const rows = await db.query<DeedRow & Record<string, unknown>>(
    `select ${deedColumns} from mutations.deeds where tenant_id = $1::int and deed_id = $2::bigint and case_id is null for update`,
    [tenantId, deedId],
  )
  return rows[0] ?? null
}

export async function updateDeed(
  db: Db,
  tenantId: number,
  deedId: number,
  given: { propertyId: number; caseId: number },
): Promise<void> {
  await db.query(
    `update mutations.deeds set property_id = $3::bigint, case_id = $4::bigint where tenant_id = $1::int and deed_id = $2::bigint`,
    [tenantId, deedId, given.propertyId, given.caseId],
  )
}

/** Deeds without a case, oldest first: no property was found, or one is under mutation already. */
export function selectWaitingDeeds(db: Db, tenantId: number): Promise<DeedRow[]> {
  return db.query<DeedRow & Record<string, unknown>>(
    `select ${deedColumns} from mutations.deeds where tenant_id = $1::int and case_id is null order by deed_id limit 500`,
    [tenantId],
  )
}

/** The property that has a number today. */
export async function selectPropertyByNumber(
  db: Db,
  tenantId: number,
  propertyNumber: string,
  day: string,
): Promise<number | null> {
  const rows = await db.query<{ property_id: number }>(
    `select property_id from parcels.current_properties_view
     where tenant_id = $1::int and property_number = $2::text and valid_from <= $3::date and valid_to > $3::date limit 1`,
    [tenantId, propertyNumber, day],
  )
  return rows[0]?.property_id ?? null
}

/** An application as a list needs it. */
export type ApplicationLine = Pick<ApplicationRow, 'caseId' | 'ground' | 'deed' | 'noticeUntil'> & {
  propertyNumber: string
}

/** Applications of cases, for lists. */
export function selectApplications(db: Db, tenantId: number, caseIds: readonly number[]): Promise<ApplicationLine[]> {
  return db.query<ApplicationLine & Record<string, unknown>>(
    `select distinct on (a.case_id) a.case_id as "caseId", a.ground, a.deed, a.notice_until as "noticeUntil", p.property_number as "propertyNumber"
     from mutations.applications a join parcels.current_properties_view p on p.tenant_id = a.tenant_id and p.property_id = a.property_id
     where a.tenant_id = $1::int and a.case_id = any ($2::bigint[]) order by a.case_id`,
    [tenantId, caseIds],
  )
}

/** Names of people of the register, as the caller may read them. */
export async function selectNamesOf(
  db: Db,
  tenantId: number,
  partyIds: readonly number[],
): Promise<Map<number, Names>> {
  const rows = await db.query<{ party_id: number; names: Names }>(
    `select party_id, names from people.party_names_view where tenant_id = $1::int and party_id = any ($2::bigint[])`,
    [tenantId, partyIds],
  )
  return new Map(rows.map((row) => [row.party_id, row.names]))
}
