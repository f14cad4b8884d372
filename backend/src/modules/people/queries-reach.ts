import type { Db } from '../../kernel/index.ts'
import type { StandingConsent } from './rules-consent.ts'

/** What a room that writes to people must know of a party: whether, in which language and by which ways it can be reached. */
export interface PartyReach {
  /** As it was asked for; `standingId` is the entry that answers for it after merges. */
  partyId: number
  standingId: number
  life: 'living' | 'dead' | 'unknown' | 'dissolved'
  erased: boolean
  language: string
  /** Live claims, the proved ones first; a proof older than twelve months no longer counts. */
  addresses: { kind: 'mobile' | 'email'; value: string; proved: boolean }[]
  consents: StandingConsent[]
}

interface Row extends Omit<PartyReach, 'consents'> {
  consents: { purpose: string; withdrawnAt: string | null }[]
}

/** Reach of parties on a day; for the platform's own deliveries, because it shows whole addresses. */
export async function selectReach(
  db: Db,
  tenantId: number,
  partyIds: readonly number[],
  today: string,
): Promise<PartyReach[]> {
  const rows = await db.query<Row>(
    `with recursive chain as (
       select party_id as asked, party_id, merged_into, 1 as step from people.parties
       where tenant_id = $1::int and party_id = any ($2::bigint[])
       union all
       select chain.asked, p.party_id, p.merged_into, chain.step + 1 from chain
       join people.parties p on p.tenant_id = $1::int and p.party_id = chain.merged_into where chain.step < 50),
     standing as (select distinct on (asked) asked, party_id from chain order by asked, step desc)
     select s.asked as "partyId", s.party_id as "standingId", p.life, person.erased_at is not null as erased,
       coalesce(person.language, 'hi') as language,
       coalesce((select jsonb_agg(jsonb_build_object('kind', c.channel, 'value', c.value,
           'proved', coalesce(c.proved_on is not null and c.proved_until > $3::date, false))
           order by (c.proved_until > $3::date) desc nulls last, c.claimed_on desc, c.contact_id desc)
         from people.contacts c where c.tenant_id = $1::int and c.party_id = s.party_id and c.ended_on is null), '[]') as addresses,
       coalesce((select jsonb_agg(jsonb_build_object('purpose', c.purpose, 'withdrawnAt', c.withdrawn_at))
         from people.consents c where c.tenant_id = $1::int and c.party_id = s.party_id), '[]') as consents
     from standing s
     join people.parties p on p.tenant_id = $1::int and p.party_id = s.party_id
     left join people.persons person on person.tenant_id = $1::int and person.party_id = s.party_id`,
    [tenantId, partyIds, today],
  )
  return rows.map((row) => ({
    ...row,
    consents: row.consents.map(({ purpose, withdrawnAt }) => ({
      purpose,
      withdrawnAt: withdrawnAt === null ? null : new Date(withdrawnAt),
    })),
  }))
}
