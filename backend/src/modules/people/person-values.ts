import { Invalid } from '../../kernel/index.ts'
import type { PersonRow, PersonValues } from './queries.ts'
import { readNames } from './rules.ts'
import { nameKeyOf } from './rules-names.ts'
import type { PersonInput } from './schemas.ts'

/** What is stored of a person that was given. @throws Invalid for names or dates that cannot be */
export function valuesOf(given: PersonInput, today: string): PersonValues {
  const names = readNames(given.names)
  const guardianNames = given.guardianNames ? readNames(given.guardianNames, 'guardianNames') : null
  for (const field of ['bornOn', 'diedOn'] as const)
    if (given[field] && given[field] > today)
      throw new Invalid(field, 'This day is still to come.', { got: given[field] })
  if (given.bornOn && given.diedOn && given.diedOn < given.bornOn)
    throw new Invalid('diedOn', 'Nobody dies before birth.')
  if (given.diedOn && given.life === 'living')
    throw new Invalid('life', 'A person with a day of death is not living.', { expected: 'dead' })
  return {
    names,
    guardian_names: guardianNames,
    guardian_relation: given.guardianRelation ?? null,
    gender: given.gender ?? null,
    born_on: given.bornOn ?? null,
    died_on: given.diedOn ?? null,
    language: given.language,
    aadhaar_last_four: given.aadhaarLastFour ?? null,
    aadhaar_vault_reference: given.aadhaarVaultReference ?? null,
    correspondence_address: given.correspondenceAddress ?? null,
    name_key: nameKeyOf(names),
  }
}

/** A stored person in the words of the schemas, for laying changes over it. */
export function inputOf(person: PersonRow, life: string): PersonInput {
  return {
    names: person.names as Record<string, string>,
    guardianNames: person.guardian_names as Record<string, string> | null,
    guardianRelation: person.guardian_relation,
    gender: person.gender,
    bornOn: person.born_on,
    diedOn: person.died_on,
    life: life as PersonInput['life'],
    language: person.language,
    aadhaarLastFour: person.aadhaar_last_four,
    aadhaarVaultReference: person.aadhaar_vault_reference,
    correspondenceAddress: person.correspondence_address as PersonInput['correspondenceAddress'],
  }
}
