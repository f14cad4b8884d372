import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { codeWords } from '../../i18n/code-words.ts'
import { formatDay } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import type { Names } from '../../state/contract.ts'
import { getJson } from '../../state/request.ts'
import { useCity } from '../../state/view.ts'
import { Name } from '../../ui/name.tsx'
import { Fact, Facts, Page, Section } from '../../ui/page.tsx'
import { Empty, ErrorNotice, Skeleton } from '../../ui/states.tsx'

type Party = {
  partyId: number
  movedTo: number | null
  kind: string
  life: string
  names: Names
  masked: boolean
  person: {
    guardianNames: Names | null
    guardianRelation: string | null
    bornOn: string | null
    diedOn: string | null
    aadhaarLastFour: string | null
  } | null
  contacts: { contactId: number; channel: string; value: string; state: string; provedUntil: string | null }[]
  consents: { consentId: number; purpose: string; givenAt: string; withdrawnAt: string | null }[]
}

/** A person, organisation or household as an officer may see it; the look itself is journaled by the server. */
export function PersonPage() {
  const t = useWords()
  const city = useCity()
  const { partyId } = useParams({ strict: false }) as { partyId: string }
  const party = useQuery({
    queryKey: ['party', city, partyId],
    queryFn: ({ signal }) => getJson<Party>(`/api/${city}/people/${encodeURIComponent(partyId)}`, signal),
  })
  if (party.error)
    return (
      <Page title={t('office:person.title')}>
        <ErrorNotice error={party.error} onRetry={() => party.refetch()} />
      </Page>
    )
  if (!party.data)
    return (
      <Page title={t('office:person.title')}>
        <Skeleton lines={4} />
      </Page>
    )
  return <PartyFacts party={party.data} />
}

function PartyFacts({ party }: { party: Party }) {
  const t = useWords()
  const language = useLanguage()
  const city = useCity()
  return (
    <Page title={<Name names={party.names} otherwise={t('parcels:name-unknown')} />}>
      {party.movedTo !== null && (
        <p role="status">
          <Link to={`/${city}/person/${party.movedTo}`}>{t('office:person.moved')}</Link>
        </p>
      )}
      <Facts>
        <Fact name={t('office:person.kind')}>{codeWords(t, 'party-kind', party.kind)}</Fact>
        <Fact name={t('office:person.life')}>{codeWords(t, 'life', party.life)}</Fact>
        <Fact name={t('office:person.guardian')}>
          <Name names={party.person?.guardianNames} />
        </Fact>
        <Fact name={t('office:person.born')}>{party.person?.bornOn && formatDay(party.person.bornOn, language)}</Fact>
        <Fact name={t('office:person.died')}>{party.person?.diedOn && formatDay(party.person.diedOn, language)}</Fact>
        <Fact name={t('office:person.aadhaar')}>
          {party.person?.aadhaarLastFour && `•••• ${party.person.aadhaarLastFour}`}
        </Fact>
      </Facts>
      <Section title={t('office:person.contacts')}>
        {party.contacts.length === 0 && <Empty>{t('office:person.no-contacts')}</Empty>}
        <ul>
          {party.contacts.map((contact) => (
            <li key={contact.contactId} className="figures">
              {contact.value} <span className="soft">{codeWords(t, 'contact-state', contact.state)}</span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('office:person.consents')}>
        {party.consents.length === 0 && <Empty>{t('office:person.no-consents')}</Empty>}
        <ul>
          {party.consents.map((consent) => (
            <li key={consent.consentId}>
              {consent.purpose}{' '}
              <span className="soft">
                {formatDay(consent.givenAt, language)}
                {consent.withdrawnAt && ` – ${formatDay(consent.withdrawnAt, language)}`}
              </span>
            </li>
          ))}
        </ul>
      </Section>
    </Page>
  )
}
