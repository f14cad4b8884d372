import { useParams } from '@tanstack/react-router'
import { codeWords } from '../../i18n/code-words.ts'
import { formatDay } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { useCity } from '../../state/view.ts'
import { Name } from '../../ui/name.tsx'
import { Fact, Facts, Page, Section } from '../../ui/page.tsx'
import { PlaceLink } from '../../ui/place-link.tsx'
import { Empty, ErrorNotice, Skeleton } from '../../ui/states.tsx'
import { type Party, useHeld, useParty } from './api.ts'
import { HeldLine } from './compare-table.tsx'

/** A person, organisation or household as an officer may see it; the look itself is journaled by the server. */
export function PersonPage() {
  const t = useWords()
  const city = useCity()
  const { partyId } = useParams({ strict: false }) as { partyId: string }
  const party = useParty(city, partyId)
  if (party.data) return <PartyFacts party={party.data} />
  return (
    <Page title={t('office:person.title')}>
      {party.error ? <ErrorNotice error={party.error} onRetry={() => party.refetch()} /> : <Skeleton lines={6} />}
    </Page>
  )
}

function PartyFacts({ party }: { party: Party }) {
  const t = useWords()
  return (
    <Page
      title={<Name names={party.names} otherwise={t('parcels:name-unknown')} />}
      lead={`${codeWords(t, 'party-kind', party.kind)} · ${t('office:people.entry')} ${party.partyId}`}
    >
      {party.movedTo !== null && (
        <p role="status">
          <PlaceLink to={`/person/${party.movedTo}`}>{t('office:person.moved')}</PlaceLink>
        </p>
      )}
      {party.erased && <Empty>{t('office:person.erased')}</Empty>}
      <PersonFacts party={party} />
      <Holdings partyId={party.partyId} />
      <Contacts party={party} />
      <Belongings party={party} />
      <Consents party={party} />
    </Page>
  )
}

function PersonFacts({ party }: { party: Party }) {
  const t = useWords()
  const language = useLanguage()
  const { person } = party
  return (
    <Facts>
      <Fact name={t('office:person.guardian')}>{person?.guardianNames && <Name names={person.guardianNames} />}</Fact>
      <Fact name={t('office:person.life')}>{party.kind === 'person' && codeWords(t, 'life', party.life)}</Fact>
      <Fact name={t('office:person.gender')}>{person?.gender && codeWords(t, 'gender', person.gender)}</Fact>
      <Fact name={t('office:person.born')}>{person?.bornOn && formatDay(person.bornOn, language)}</Fact>
      <Fact name={t('office:person.died')}>{person?.diedOn && formatDay(person.diedOn, language)}</Fact>
      <Fact name={t('office:person.aadhaar')}>{person?.aadhaarLastFour && `•••• ${person.aadhaarLastFour}`}</Fact>
      <Fact name={t('office:person.address')}>{person?.correspondenceAddress?.line}</Fact>
    </Facts>
  )
}

function Holdings({ partyId }: { partyId: number }) {
  const t = useWords()
  const held = useHeld(useCity(), String(partyId))
  return (
    <Section title={t('office:person.holds')}>
      {held.error && <ErrorNotice error={held.error} onRetry={() => held.refetch()} />}
      {held.isPending && <Skeleton lines={2} />}
      {held.data?.length === 0 && <Empty>{t('office:person.holds-nothing')}</Empty>}
      <ul>
        {held.data?.map((one) => (
          <li key={one.roleId}>
            <HeldLine held={one} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Contacts({ party }: { party: Party }) {
  const t = useWords()
  const language = useLanguage()
  return (
    <Section title={t('office:person.contacts')}>
      {party.contacts.length === 0 && <Empty>{t('office:person.no-contacts')}</Empty>}
      <ul>
        {party.contacts.map((contact) => (
          <li key={contact.contactId} className="figures">
            {contact.value}{' '}
            <span className="soft">
              {codeWords(t, 'contact-state', contact.state)}
              {contact.state === 'proved' && contact.provedUntil && `, ${formatDay(contact.provedUntil, language)}`}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Numbers that others gave, households, and of a household its members; nothing is drawn where there is nothing. */
function Belongings({ party }: { party: Party }) {
  const t = useWords()
  return (
    <>
      {party.numbers.length > 0 && (
        <Section title={t('office:person.numbers')}>
          <Facts>
            {party.numbers.map((one) => (
              <Fact key={one.numberId} name={codeWords(t, 'number-scheme', one.scheme)}>
                {one.value}
              </Fact>
            ))}
          </Facts>
        </Section>
      )}
      {party.memberOf.length > 0 && (
        <Section title={t('office:person.households')}>
          <ul>
            {party.memberOf.map((one) => (
              <li key={one.householdId}>
                <PlaceLink to={`/person/${one.householdId}`}>
                  <Name names={one.names} otherwise={String(one.householdId)} />
                </PlaceLink>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {party.members.length > 0 && (
        <Section title={t('office:person.members')}>
          <ul>
            {party.members.map((one) => (
              <li key={one.personId}>
                <PlaceLink to={`/person/${one.personId}`}>
                  {t('office:people.entry')} {one.personId}
                </PlaceLink>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

function Consents({ party }: { party: Party }) {
  const t = useWords()
  const language = useLanguage()
  if (party.kind !== 'person') return null
  return (
    <Section title={t('office:person.consents')}>
      {party.consents.length === 0 && <Empty>{t('office:person.no-consents')}</Empty>}
      <ul>
        {party.consents.map((consent) => (
          <li key={consent.consentId}>
            {codeWords(t, 'consent', consent.purpose)}{' '}
            <span className="soft">
              {formatDay(consent.givenAt, language)}
              {consent.withdrawnAt && ` – ${formatDay(consent.withdrawnAt, language)}`}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
