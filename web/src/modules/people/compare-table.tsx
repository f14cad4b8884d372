import type { ReactNode } from 'react'
import { codeWords } from '../../i18n/code-words.ts'
import { formatDay, formatShare } from '../../i18n/format.ts'
import { type Language, useLanguage, useWords } from '../../i18n/language.ts'
import { pickName } from '../../i18n/pick.ts'
import { isPart } from '../../i18n/share.ts'
import type { Words } from '../../i18n/words.ts'
import { Icon } from '../../ui/icon.tsx'
import { Name } from '../../ui/name.tsx'
import { tableLook } from '../../ui/office/table-page.tsx'
import { PlaceLink } from '../../ui/place-link.tsx'
import type { Held, Party } from './api.ts'
import styles from './compare-page.module.css'
import { compared, type Side } from './what-moves.ts'

type Props = { sides: [Side, Side]; keptId: number; onKeep: (partyId: number) => void }

/** Fact by fact; what agrees and what differs is marked by a sign, never by colour alone. */
export function CompareTable({ sides, keptId, onKeep }: Props) {
  const t = useWords()
  return (
    <table className={tableLook}>
      <thead>
        <tr>
          <th scope="col">{t('office:people.fact')}</th>
          {sides.map(({ party }) => (
            <th key={party.partyId} scope="col">
              <label className={styles.keep}>
                <input
                  type="radio"
                  name="kept"
                  checked={party.partyId === keptId}
                  onChange={() => onKeep(party.partyId)}
                />
                {t('office:people.keep-entry', { entry: party.partyId })}
              </label>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <FactRows sides={sides} />
        <ListRow name={t('office:person.contacts')} lists={sides.map(contactsOf)} />
        <ListRow name={t('office:person.numbers')} lists={sides.map((side) => numbersOf(side, t))} />
        <ListRow
          name={t('office:person.households')}
          lists={sides.map(({ party }) =>
            party.memberOf.map((one) => (
              <Name key={one.householdId} names={one.names} otherwise={String(one.householdId)} />
            )),
          )}
        />
        <ListRow
          name={t('office:person.holds')}
          lists={sides.map(({ held }) => held.map((one) => <HeldLine key={one.roleId} held={one} />))}
        />
      </tbody>
    </table>
  )
}

function FactRows({ sides }: { sides: [Side, Side] }) {
  const t = useWords()
  const language = useLanguage()
  return factsOf(t, language).map(({ name, read }) => {
    const [a, b] = [read(sides[0]), read(sides[1])]
    if (!a && !b) return null
    const state = compared(a, b)
    return (
      <tr key={name} className={state === 'differs' ? styles.differs : undefined}>
        <th scope="row">
          {state !== 'unsaid' && (
            <span className={styles.sign} data-same={state === 'same'}>
              <Icon name={state === 'same' ? 'check' : 'alert'} size={16} />
              <span className="visually-hidden">{t(`office:people.${state}`)}: </span>
            </span>
          )}
          {name}
        </th>
        <td>{a ?? <span className="soft">{t('office:people.unsaid')}</span>}</td>
        <td>{b ?? <span className="soft">{t('office:people.unsaid')}</span>}</td>
      </tr>
    )
  })
}

type Fact = { name: string; read: (side: Side) => string | null }

/** The facts that are compared, in the order an officer reads them; `null` is what nobody has said. */
function factsOf(t: Words, language: Language): Fact[] {
  const day = (value: string | null | undefined) => (value ? formatDay(value, language) : null)
  const fact = (name: string, read: (party: Party) => string | null | undefined): Fact => ({
    name: t(`office:person.${name}`),
    read: ({ party }) => read(party) || null,
  })
  return [
    fact('name-latin', (party) => party.names.en),
    fact('name-devanagari', (party) => party.names.hi ?? party.names.mr),
    fact('guardian', (party) => pickName(party.person?.guardianNames, language).text),
    fact('born', (party) => day(party.person?.bornOn)),
    fact('died', (party) => day(party.person?.diedOn)),
    fact('gender', (party) => party.person?.gender && codeWords(t, 'gender', party.person.gender)),
    fact('life', (party) => codeWords(t, 'life', party.life)),
    fact('aadhaar', (party) => party.person?.aadhaarLastFour && `•••• ${party.person.aadhaarLastFour}`),
    fact('address', (party) => party.person?.correspondenceAddress?.line),
  ]
}

const contactsOf = ({ party }: Side) =>
  party.contacts.map((one) => (
    <span key={one.contactId} className="figures">
      {one.value}
    </span>
  ))

const numbersOf = ({ party }: Side, t: Words) =>
  party.numbers.map((one) => `${codeWords(t, 'number-scheme', one.scheme)} ${one.value}`)

function ListRow({ name, lists }: { name: string; lists: ReactNode[][] }) {
  const t = useWords()
  if (lists.every((list) => list.length === 0)) return null
  return (
    <tr>
      <th scope="row">{name}</th>
      {lists.map((list, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the two sides never change places
        <td key={at}>
          {list.length === 0 ? (
            <span className="soft">{t('office:people.unsaid')}</span>
          ) : (
            <ul>
              {list.map((line, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a list that is only read
                <li key={place}>{line}</li>
              ))}
            </ul>
          )}
        </td>
      ))}
    </tr>
  )
}

/** A role on a property in one line. */
export function HeldLine({ held }: { held: Held }) {
  const t = useWords()
  const language = useLanguage()
  const facts = [
    codeWords(t, 'role', held.role),
    isPart(held.share) ? t('parcels:share-of', { share: formatShare(held.share, language) }) : '',
    held.to
      ? `${formatDay(held.from, language)} – ${formatDay(held.to, language)}`
      : t('parcels:since', { day: formatDay(held.from, language) }),
  ]
  return (
    <span>
      <PlaceLink to={`/property/${held.propertyId}`}>
        <Name names={held.address} otherwise={held.propertyNumber} />
      </PlaceLink>{' '}
      <span className="soft figures">{[held.propertyNumber, ...facts].filter(Boolean).join(' · ')}</span>
    </span>
  )
}
