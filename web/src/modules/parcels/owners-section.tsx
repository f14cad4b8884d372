import { codeWords } from '../../i18n/code-words.ts'
import { formatDay, formatShare } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { isPart } from '../../i18n/share.ts'
import type { ParcelPage, Party } from '../../state/contract.ts'
import { useIsDesk } from '../../state/desk.ts'
import { Name } from '../../ui/name.tsx'
import { Section } from '../../ui/page.tsx'
import { PlaceLink } from '../../ui/place-link.tsx'
import { Empty } from '../../ui/states.tsx'
import styles from './owners-section.module.css'

/** People by role. Names are masked until a right to see them is proven, and the page says so. */
export function OwnersSection({ page }: { page: ParcelPage }) {
  const t = useWords()
  const isDesk = useIsDesk()
  return (
    <Section id="owners" title={t('parcels:section.owners')}>
      {page.parties.some((party) => party.masked) && <p className="soft">{t('parcels:masked')}</p>}
      {page.parties.length === 0 && <Empty>{t('parcels:no-owner')}</Empty>}
      <ul className={styles.parties}>
        {page.parties.map((party, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: masked parties have no identity of their own
          <PartyLine key={index} party={party} />
        ))}
      </ul>
      {page.property && !page.property.closedOn && !isDesk && (
        <p className="no-print">
          <PlaceLink to={`/property/${page.property.propertyId}/change-of-name`}>{t('mutations:apply')}</PlaceLink>
        </p>
      )}
    </Section>
  )
}

function PartyLine({ party }: { party: Party }) {
  const t = useWords()
  const language = useLanguage()
  const facts = [
    codeWords(t, 'role', party.role),
    isPart(party.share) ? t('parcels:share-of', { share: formatShare(party.share, language) }) : '',
    party.since ? t('parcels:since', { day: formatDay(party.since, language) }) : '',
    party.alive === 'dead' ? t('parcels:dead') : '',
  ]
  return (
    <li>
      <strong>
        <Name names={party.names} otherwise={t('parcels:name-unknown')} />
        {party.others && ` ${t('parcels:and-others')}`}
      </strong>
      <span className="soft">{facts.filter(Boolean).join(' · ')}</span>
    </li>
  )
}
