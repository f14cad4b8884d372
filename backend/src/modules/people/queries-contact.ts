import type { Db } from '../../kernel/index.ts'

/** A dated claim to a mobile or an e-mail address. */
export interface ContactRow {
  contact_id: number
  party_id: number
  channel: 'mobile' | 'email'
  value: string
  claimed_on: string
  proved_on: string | null
  proved_until: string | null
  ended_on: string | null
}

const contactColumns = `contact_id, party_id, channel, value, claimed_on, proved_on, proved_until, ended_on`

export async function insertContact(
  db: Db,
  tenantId: number,
  partyId: number,
  contact: { channel: 'mobile' | 'email'; value: string; claimedOn: string },
): Promise<number> {
  const [row] = await db.query<{ contact_id: number }>(
    `insert into people.contacts (tenant_id, party_id, channel, value, claimed_on)
     values ($1::int, $2::bigint, $3::text, $4::text, $5::date) returning contact_id`,
    [tenantId, partyId, contact.channel, contact.value, contact.claimedOn],
  )
  return row!.contact_id
}

export function selectContacts(db: Db, tenantId: number, partyIds: readonly number[]): Promise<ContactRow[]> {
  return db.query(
    `select ${contactColumns} from people.contacts where tenant_id = $1::int and party_id = any ($2::bigint[])
     order by ended_on nulls first, claimed_on desc, contact_id desc`,
    [tenantId, partyIds],
  )
}

export async function selectContact(db: Db, tenantId: number, contactId: number): Promise<ContactRow | null> {
  const rows = await db.query<ContactRow>(
    `select ${contactColumns} from people.contacts where tenant_id = $1::int and contact_id = $2::bigint`,
    [tenantId, contactId],
  )
  return rows[0] ?? null
}

/** Live claims of living entries to a mobile or an address. */
export function selectContactsByValue(
  db: Db,
  tenantId: number,
  channel: 'mobile' | 'email',
  value: string,
): Promise<ContactRow[]> {
  return db.query(
    `select c.contact_id, c.party_id, c.channel, c.value, c.claimed_on, c.proved_on, c.proved_until, c.ended_on from people.contacts c
     join people.parties p on p.tenant_id = c.tenant_id and p.party_id = c.party_id and p.merged_into is null and p.life in ('living', 'unknown')
     where c.tenant_id = $1::int and c.channel = $2::text and c.value = $3::text and c.ended_on is null order by c.contact_id limit 50`,
    [tenantId, channel, value],
  )
}

/** Contacts by their ids, ended ones too: who had to be told. */
export function selectContactsById(db: Db, tenantId: number, contactIds: readonly number[]): Promise<ContactRow[]> {
  return db.query(
    `select ${contactColumns} from people.contacts where tenant_id = $1::int and contact_id = any ($2::bigint[]) order by contact_id`,
    [tenantId, contactIds],
  )
}

/** Parties with a live claim to one of the values. */
export function selectPartiesByContact(
  db: Db,
  tenantId: number,
  values: readonly string[],
): Promise<{ party_id: number }[]> {
  return db.query(
    `select distinct c.party_id from people.contacts c
     join people.parties p on p.tenant_id = c.tenant_id and p.party_id = c.party_id and p.merged_into is null
     where c.tenant_id = $1::int and c.value = any ($2::text[]) and c.ended_on is null limit 50`,
    [tenantId, values],
  )
}

export async function updateContactProved(
  db: Db,
  tenantId: number,
  contactId: number,
  on: string,
  until: string,
): Promise<void> {
  await db.query(
    `update people.contacts set proved_on = $3::date, proved_until = $4::date where tenant_id = $1::int and contact_id = $2::bigint`,
    [tenantId, contactId, on, until],
  )
}

/** Ends the other live claims of a person to a channel: a person has one mobile that counts. */
export async function endOtherContacts(
  db: Db,
  tenantId: number,
  kept: Pick<ContactRow, 'party_id' | 'channel' | 'contact_id'>,
  on: string,
): Promise<void> {
  await db.query(
    `update people.contacts set ended_on = $5::date
     where tenant_id = $1::int and party_id = $2::bigint and channel = $3::text and contact_id <> $4::bigint and ended_on is null`,
    [tenantId, kept.party_id, kept.channel, kept.contact_id, on],
  )
}

export async function deleteContacts(db: Db, tenantId: number, partyId: number): Promise<void> {
  await db.query(`delete from people.contacts where tenant_id = $1::int and party_id = $2::bigint`, [tenantId, partyId])
}

export interface ConsentRow {
  consent_id: number
  party_id: number
  purpose: string
  notice_text: string
  notice_language: string
  given_at: Date
  withdrawn_at: Date | null
}

export async function insertConsent(
  db: Db,
  tenantId: number,
  partyId: number,
  consent: { purpose: string; noticeText: string; noticeLanguage: string },
): Promise<number> {
  const [row] = await db.query<{ consent_id: number }>(
    `insert into people.consents (tenant_id, party_id, purpose, notice_text, notice_language)
     values ($1::int, $2::bigint, $3::text, $4::text, $5::text) returning consent_id`,
    [tenantId, partyId, consent.purpose, consent.noticeText, consent.noticeLanguage],
  )
  return row!.consent_id
}

export function selectConsents(db: Db, tenantId: number, partyId: number): Promise<ConsentRow[]> {
  return db.query(
    `select consent_id, party_id, purpose, notice_text, notice_language, given_at, withdrawn_at from people.consents
     where tenant_id = $1::int and party_id = $2::bigint order by given_at, consent_id`,
    [tenantId, partyId],
  )
}

export async function selectConsent(db: Db, tenantId: number, consentId: number): Promise<ConsentRow | null> {
  const rows = await db.query<ConsentRow>(
    `select consent_id, party_id, purpose, notice_text, notice_language, given_at, withdrawn_at from people.consents
     where tenant_id = $1::int and consent_id = $2::bigint`,
    [tenantId, consentId],
  )
  return rows[0] ?? null
}

export async function updateConsentWithdrawn(db: Db, tenantId: number, consentId: number): Promise<void> {
  await db.query(
    `update people.consents set withdrawn_at = now() where tenant_id = $1::int and consent_id = $2::bigint`,
    [tenantId, consentId],
  )
}

/** `scheme value` of the outside numbers of parties. */
export function selectNumbersOf(
  db: Db,
  tenantId: number,
  partyIds: readonly number[],
): Promise<{ party_id: number; number_id: number; scheme: string; value_normal: string }[]> {
  return db.query(
    `select pn.party_id, n.number_id, n.scheme, n.value_normal from people.party_numbers pn
     join people.outside_numbers n on n.tenant_id = pn.tenant_id and n.number_id = pn.number_id
     where pn.tenant_id = $1::int and pn.party_id = any ($2::bigint[]) order by n.number_id`,
    [tenantId, partyIds],
  )
}

/** Parties that share an outside number with a party. */
export function selectPartiesByNumbersOf(db: Db, tenantId: number, partyId: number): Promise<{ party_id: number }[]> {
  return db.query(
    `select distinct other.party_id from people.party_numbers mine
     join people.party_numbers other on other.tenant_id = mine.tenant_id and other.number_id = mine.number_id and other.party_id <> mine.party_id
     join people.parties p on p.tenant_id = other.tenant_id and p.party_id = other.party_id and p.merged_into is null
     where mine.tenant_id = $1::int and mine.party_id = $2::bigint limit 50`,
    [tenantId, partyId],
  )
}

/** Outside numbers that only this party holds and that are private, out of the register. */
export async function deletePrivateNumbers(db: Db, tenantId: number, partyId: number): Promise<void> {
  await db.query(
    `delete from people.outside_numbers n where n.tenant_id = $1::int and n.private
       and exists (select 1 from people.party_numbers pn where pn.tenant_id = $1::int and pn.number_id = n.number_id and pn.party_id = $2::bigint)
       and not exists (select 1 from people.party_numbers pn where pn.tenant_id = $1::int and pn.number_id = n.number_id and pn.party_id <> $2::bigint)`,
    [tenantId, partyId],
  )
}

/** Parties after an id whose living mobile or e-mail a later party has too. */
export function selectSharedContacts(
  db: Db,
  tenantId: number,
  after: number,
  limit: number,
): Promise<{ party_id: number }[]> {
  return db.query(
    `select distinct c.party_id from people.contacts c
     where c.tenant_id = $1::int and c.party_id > $2::bigint and c.ended_on is null and exists (
       select 1 from people.contacts o where o.tenant_id = $1::int and o.value = c.value and o.channel = c.channel
         and o.party_id > c.party_id and o.ended_on is null)
     order by c.party_id limit $3::int`,
    [tenantId, after, limit],
  )
}
