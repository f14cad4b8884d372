import { useState } from 'react'
import { useLanguage, useWords } from '../../i18n/language.ts'
import type { ParcelPage } from '../../state/contract.ts'
import { useSession } from '../../state/session.ts'
import { useSend } from '../../state/use-send.ts'
import { useCity } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { PlaceLink } from '../../ui/place-link.tsx'
import { ErrorNotice } from '../../ui/states.tsx'

type Issued = { letterId: number; number: string }

/** The signed extract of this property, for its owner and for officers who see names; the leading language is the reader's. */
export function ExtractButton({ page }: { page: ParcelPage }) {
  const t = useWords()
  const language = useLanguage()
  const city = useCity()
  const { data: session } = useSession(city)
  const { busy, error, send } = useSend(city)
  const [issued, setIssued] = useState<Issued | null>(null)
  const isToday = session && page.asOf >= session.town.today
  if (!page.property || !session?.user || !isToday || !page.parties.some(({ masked }) => !masked)) return null
  const languages = [language, ...(language === 'en' ? [] : ['en'])]
  const ask = async () =>
    setIssued(await send<Issued>('POST', `/properties/${page.property!.propertyId}/extract`, { languages }))
  return (
    <div>
      {issued ? (
        <p role="status">
          <PlaceLink to={`/letters/${issued.letterId}`}>
            {t('parcels:extract.open', { number: issued.number })}
          </PlaceLink>
        </p>
      ) : (
        <Button icon="document" busy={busy} onClick={ask}>
          {t('parcels:extract.ask')}
        </Button>
      )}
      <p className="soft small">{t('parcels:extract.note')}</p>
      {error !== null && <ErrorNotice error={error} />}
    </div>
  )
}

/** The Revenue department's own record of each plot, with its own signature: for officers who may see names. */
export function LandRecordLinks({ page }: { page: ParcelPage }) {
  const t = useWords()
  const language = useLanguage()
  const city = useCity()
  const { data: session } = useSession(city)
  if (!session?.user?.permissions.includes('people.read-private')) return null
  return page.parcels
    .filter(({ number }) => number !== null)
    .slice(0, 5)
    .map(({ parcelId, number }) => (
      <p key={parcelId}>
        <a href={`/api/${city}/parcels/${parcelId}/land-record.pdf?language=${language}`}>
          {t('parcels:extract.of-rights', { number: number ?? '' })}
        </a>
      </p>
    ))
}
