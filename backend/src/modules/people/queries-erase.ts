import type { Db } from '../../kernel/index.ts'

/** Takes every private fact of persons out of the register; ids and roles in law stay. Suggestions about them go too. */
export async function updatePersonsErased(db: Db, tenantId: number, partyIds: readonly number[]): Promise<void> {
  await db.query(
    `with gone as (delete from people.duplicate_suggestions where tenant_id = $1::int and (party_a = any ($2::bigint[]) or party_b = any ($2::bigint[])))
     update people.persons
     set names = '{}', guardian_names = null, guardian_relation = null, gender = null, born_on = null, died_on = null, aadhaar_last_four = null,
       aadhaar_vault_reference = null, correspondence_address = null, name_key = '', erased_at = now(), updated_at = now()
     where tenant_id = $1::int and party_id = any ($2::bigint[])`,
    [tenantId, partyIds],
  )
}

/** An entry with all that were merged into it, directly or by steps. */
export async function selectEntryWithMerged(db: Db, tenantId: number, partyId: number): Promise<number[]> {
  const rows = await db.query<{ party_id: number }>(
    `with recursive chain as (
       select $2::bigint as party_id
       union
       select p.party_id from chain join people.parties p on p.tenant_id = $1::int and p.merged_into = chain.party_id)
     select party_id from chain order by party_id`,
    [tenantId, partyId],
  )
  return rows.map((row) => row.party_id)
}
