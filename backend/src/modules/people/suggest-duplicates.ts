import type { Db } from '../../kernel/index.ts'
import { selectPartiesByNameKey, selectPersons } from './queries.ts'
import { selectContacts, selectNumbersOf, selectPartiesByContact, selectPartiesByNumbersOf } from './queries-contact.ts'
import { upsertSuggestions } from './queries-merge.ts'
import { type ComparedEntry, compareEntries, suggestFrom } from './rules-duplicates.ts'
import { nameKeysNear } from './rules-names.ts'

/**
 * Looks for entries that may be the same person as one, by mobile, outside number and sound of the name, and keeps the pairs
 * that score enough. Answers how many. Reads at most some 300 entries.
 */
export async function suggestDuplicatesOf(db: Db, tenantId: number, partyId: number): Promise<number> {
  const [mine] = await selectPersons(db, tenantId, [partyId])
  if (!mine || mine.erased_at) return 0
  const contacts = (await selectContacts(db, tenantId, [partyId])).filter((contact) => contact.ended_on === null)
  const alike = await selectPartiesByNameKey(db, tenantId, nameKeysNear(mine.names, true), 200)
  const byContact = contacts.length
    ? await selectPartiesByContact(
        db,
        tenantId,
        contacts.map((contact) => contact.value),
      )
    : []
  const byNumber = await selectPartiesByNumbersOf(db, tenantId, partyId)
  const others = new Set([...alike, ...byContact, ...byNumber].map((row) => row.party_id))
  others.delete(partyId)
  if (others.size === 0) return 0
  const entries = await comparedEntries(db, tenantId, [partyId, ...others])
  const own = entries.get(partyId)!
  const pairs = [...others].flatMap((other) => {
    const entry = entries.get(other)
    const found = entry ? compareEntries(own, entry) : { score: 0, reasons: [] }
    return found.score >= suggestFrom ? [{ one: partyId, two: other, ...found }] : []
  })
  await upsertSuggestions(db, tenantId, pairs)
  return pairs.length
}

async function comparedEntries(db: Db, tenantId: number, partyIds: number[]): Promise<Map<number, ComparedEntry>> {
  const persons = await selectPersons(db, tenantId, partyIds)
  const contacts = await selectContacts(db, tenantId, partyIds)
  const numbers = await selectNumbersOf(db, tenantId, partyIds)
  const valuesOf = (partyId: number, channel: string) =>
    contacts
      .filter((one) => one.party_id === partyId && one.channel === channel && one.ended_on === null)
      .map((one) => one.value)
  const entries = persons
    .filter((person) => person.erased_at === null)
    .map((person): [number, ComparedEntry] => [
      person.party_id,
      {
        names: person.names,
        guardianNames: person.guardian_names,
        mobiles: valuesOf(person.party_id, 'mobile'),
        emails: valuesOf(person.party_id, 'email'),
        numbers: numbers
          .filter((one) => one.party_id === person.party_id)
          .map((one) => `${one.scheme} ${one.value_normal}`),
        bornOn: person.born_on,
        gender: person.gender,
        aadhaarLastFour: person.aadhaar_last_four,
        address: typeof person.correspondence_address?.line === 'string' ? person.correspondence_address.line : null,
      },
    ])
  return new Map(entries)
}
