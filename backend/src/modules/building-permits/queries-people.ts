import type { Db, Names } from '../../kernel/index.ts'
import type { TechnicalPerson } from './rules-technical.ts'

/** Owners and co-owners today of the properties on parcels, or of one property; each person once. */
export function selectOwners(
  db: Db,
  tenantId: number,
  place: { parcelIds: readonly number[]; propertyId: number | null },
  day: string,
): Promise<{ party_id: number; capacity: 'owner' | 'co-owner' }[]> {
  return db.query(
    `with on_site as (
       select l.property_id from parcels.current_property_parcels_view l where l.tenant_id = $1::int and l.parcel_id = any ($2::bigint[])
         and l.valid_from <= $4::date and l.valid_to > $4::date
       union select $3::bigint where $3::bigint is not null)
     select o.party_id, min(o.role) as capacity from parcels.current_owners_view o join on_site using (property_id)
     where o.tenant_id = $1::int and o.valid_from <= $4::date and o.valid_to > $4::date group by o.party_id order by min(o.role) desc, o.party_id`,
    [tenantId, place.parcelIds, place.propertyId, day],
  )
}

/** A consent as stored, with the masked name of whose it is. */
export interface ConsentRow {
  consent_id: number
  case_id: number
  party_id: number
  names: Names
  capacity: string
  attorney_party_id: number | null
  code_hash: string | null
  asked_at: Date | null
  tries: number
  given_on: string | null
  refused_on: string | null
}

const consentColumns = `k.consent_id, k.case_id, k.party_id, m.masked_names as names, k.capacity, k.attorney_party_id, k.code_hash, k.asked_at, k.tries, k.given_on, k.refused_on`

/** Writes whose consent a case needs; who is there already stays. */
export async function insertConsents(
  db: Db,
  tenantId: number,
  caseId: number,
  owners: readonly { party_id: number; capacity: string }[],
): Promise<void> {
  await db.query(
    `insert into building_permits.consents (tenant_id, case_id, party_id, capacity)
     select $1::int, $2::bigint, o.party_id, o.capacity from unnest($3::bigint[], $4::text[]) as o (party_id, capacity)
     on conflict (tenant_id, case_id, party_id) do nothing`,
    [tenantId, caseId, owners.map((each) => each.party_id), owners.map((each) => each.capacity)],
  )
}

/** Consents of a case. */
export function selectConsents(db: Db, tenantId: number, caseId: number): Promise<ConsentRow[]> {
  return db.query<ConsentRow & Record<string, unknown>>(
    `select ${consentColumns} from building_permits.consents k
     join people.masked_parties_view m on m.tenant_id = $1::int and m.party_id = k.party_id
     where k.tenant_id = $1::int and k.case_id = $2::bigint order by k.consent_id`,
    [tenantId, caseId],
  )
}

/** One consent, locked; null when the case has none by that id. */
export async function lockConsent(
  db: Db,
  tenantId: number,
  caseId: number,
  consentId: number,
): Promise<ConsentRow | null> {
  await db.query(
    `select consent_id from building_permits.consents where tenant_id = $1::int and case_id = $2::bigint and consent_id = $3::bigint for update`,
    [tenantId, caseId, consentId],
  )
  return (await selectConsents(db, tenantId, caseId)).find((each) => each.consent_id === consentId) ?? null
}

/** Names the attorney of an owner; a code that was sent before counts no more. */
export async function updateAttorney(
  db: Db,
  tenantId: number,
  consentId: number,
  attorney: { partyId: number; powerOfAttorney: string },
): Promise<void> {
  await db.query(
    `update building_permits.consents set attorney_party_id = $3::bigint, power_of_attorney = $4::text, code_hash = null, asked_at = null, tries = 0
     where tenant_id = $1::int and consent_id = $2::bigint`,
    [tenantId, consentId, attorney.partyId, attorney.powerOfAttorney],
  )
}

/** Keeps the hash of a code that is about to be sent. */
export async function updateConsentAsked(
  db: Db,
  tenantId: number,
  consentId: number,
  asked: { hash: string; at: Date },
): Promise<void> {
  await db.query(
    `update building_permits.consents set code_hash = $3::text, asked_at = $4::timestamptz, tries = 0
     where tenant_id = $1::int and consent_id = $2::bigint and given_on is null and refused_on is null`,
    [tenantId, consentId, asked.hash, asked.at.toISOString()],
  )
}

/** Counts a try at a code. */
export async function updateConsentTried(db: Db, tenantId: number, consentId: number): Promise<void> {
  await db.query(
    `update building_permits.consents set tries = tries + 1 where tenant_id = $1::int and consent_id = $2::bigint and tries < 5`,
    [tenantId, consentId],
  )
}

/** Records what an owner said; the code is used up. */
export async function updateConsentAnswered(
  db: Db,
  tenantId: number,
  consentId: number,
  answer: { given: boolean; on: string },
): Promise<void> {
  await db.query(
    `update building_permits.consents set code_hash = null, given_on = case when $3::boolean then $4::date end, refused_on = case when not $3::boolean then $4::date end
     where tenant_id = $1::int and consent_id = $2::bigint`,
    [tenantId, consentId, answer.given, answer.on],
  )
}

/** Takes every consent of a case back: what is asked for is no longer what they agreed to. */
export async function resetConsents(db: Db, tenantId: number, caseId: number): Promise<void> {
  await db.query(
    `update building_permits.consents set given_on = null, refused_on = null, code_hash = null, asked_at = null, tries = 0
     where tenant_id = $1::int and case_id = $2::bigint`,
    [tenantId, caseId],
  )
}

/** A technical person with id and names. */
export interface TechnicalPersonRow extends TechnicalPerson {
  technicalPersonId: number
  names: Names
  userId: number | null
}

const technicalColumns = `t.technical_person_id as "technicalPersonId", t.kind, t.class, t.number, t.names, t.user_id as "userId",
  t.valid_from as "validFrom", t.valid_to as "validTo", t.ended_on as "endedOn"`

/** Enters a technical person. */
export async function insertTechnicalPerson(
  db: Db,
  tenantId: number,
  row: {
    kind: string
    class: string | null
    number: string
    issuer: string
    names: Names
    userId: number | null
    validFrom: string
    validTo: string
    instrument: string
  },
): Promise<number | null> {
  const [made] = await db.query<{ id: number }>(
    `insert into building_permits.technical_persons (tenant_id, kind, class, number, issuer, names, user_id, valid_from, valid_to, instrument)
     values ($1::int, $2::text, $3::text, $4::text, $5::text, $6::jsonb, $7::bigint, $8::date, $9::date, $10::text)
     on conflict (tenant_id, kind, number) do nothing returning technical_person_id as id`,
    [
      tenantId,
      row.kind,
      row.class,
      row.number,
      row.issuer,
      JSON.stringify(row.names),
      row.userId,
      row.validFrom,
      row.validTo,
      row.instrument,
    ],
  )
  return made?.id ?? null
}

/** Renews the registration of a technical person, or ends it; false when there is none by that id. */
export async function updateTechnicalPersonEnded(
  db: Db,
  tenantId: number,
  technicalPersonId: number,
  endedOn: string,
): Promise<boolean> {
  const rows = await db.query(
    `update building_permits.technical_persons set ended_on = $3::date
     where tenant_id = $1::int and technical_person_id = $2::bigint and ended_on is null returning technical_person_id`,
    [tenantId, technicalPersonId, endedOn],
  )
  return rows.length > 0
}

/** Technical persons in force on a day, by number. */
export function selectTechnicalPersons(db: Db, tenantId: number, day: string): Promise<TechnicalPersonRow[]> {
  return db.query<TechnicalPersonRow & Record<string, unknown>>(
    `select ${technicalColumns} from building_permits.technical_persons t
     where t.tenant_id = $1::int and t.valid_from <= $2::date and t.valid_to >= $2::date and (t.ended_on is null or t.ended_on > $2::date)
     order by t.kind, t.number limit 2000`,
    [tenantId, day],
  )
}

/** One technical person; null when there is none by that id. */
export async function selectTechnicalPerson(
  db: Db,
  tenantId: number,
  technicalPersonId: number,
): Promise<TechnicalPersonRow | null> {
  const [row] = await db.query<TechnicalPersonRow & Record<string, unknown>>(
    `select ${technicalColumns} from building_permits.technical_persons t where t.tenant_id = $1::int and t.technical_person_id = $2::bigint`,
    [tenantId, technicalPersonId],
  )
  return row ?? null
}

/** Who stands for a case now; null when nobody does. */
export async function selectEngaged(db: Db, tenantId: number, caseId: number): Promise<TechnicalPersonRow | null> {
  const [row] = await db.query<TechnicalPersonRow & Record<string, unknown>>(
    `select ${technicalColumns} from building_permits.engagements e
     join building_permits.technical_persons t on t.tenant_id = $1::int and t.technical_person_id = e.technical_person_id
     where e.tenant_id = $1::int and e.case_id = $2::bigint and e.ended_on is null`,
    [tenantId, caseId],
  )
  return row ?? null
}

/** Ends who stands for a case, if anybody does. */
export async function endEngagement(
  db: Db,
  tenantId: number,
  caseId: number,
  ended: { on: string; because: 'withdrawn' | 'replaced' },
): Promise<boolean> {
  const rows = await db.query(
    `update building_permits.engagements set ended_on = $3::date, ended_because = $4::text
     where tenant_id = $1::int and case_id = $2::bigint and ended_on is null returning engagement_id`,
    [tenantId, caseId, ended.on, ended.because],
  )
  return rows.length > 0
}

/** Records who stands for a case from a day on. */
export async function insertEngagement(
  db: Db,
  tenantId: number,
  caseId: number,
  technicalPersonId: number,
  on: string,
): Promise<void> {
  await db.query(
    `insert into building_permits.engagements (tenant_id, case_id, technical_person_id, from_on) values ($1::int, $2::bigint, $3::bigint, $4::date)`,
    [tenantId, caseId, technicalPersonId, on],
  )
}
