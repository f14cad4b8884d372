import { useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { formatDay } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { pickName } from '../../i18n/pick.ts'
import type { ParcelPage } from '../../state/contract.ts'
import { type PlaceKind, usePlacePage } from '../../state/place-page.ts'
import { useCity, useSetView, useView } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { ErrorNotice, Skeleton } from '../../ui/states.tsx'
import { DocumentsSection } from './documents-section.tsx'
import { DraftSection } from './draft/draft-section.tsx'
import { HistorySection } from './history-section.tsx'
import { LandSection } from './land-section.tsx'
import { LaterSections } from './later-sections.tsx'
import { LineageSection } from './lineage-section.tsx'
import { OrdersSection } from './orders-section.tsx'
import { OwnersSection } from './owners-section.tsx'
import styles from './page.module.css'
import { PlaceHeader } from './place-header.tsx'
import { UnitChooser } from './unit-chooser.tsx'

type Params = { propertyId?: string; parcelId?: string }

export const PropertyPage = () => (
  <PlaceById kind="properties" id={(useParams({ strict: false }) as Params).propertyId!} />
)
export const ParcelPlacePage = () => (
  <PlaceById kind="parcels" id={(useParams({ strict: false }) as Params).parcelId!} />
)

function PlaceById({ kind, id }: { kind: PlaceKind; id: string }) {
  const { asOf, knownAt } = useView()
  const page = usePlacePage(useCity(), kind, id, asOf, knownAt)
  const language = useLanguage()
  useEffect(() => {
    const property = page.data?.property
    if (property) document.title = `${property.propertyNumber} – ${pickName(property.address, language).text}`
  }, [page.data, language])
  if (page.error)
    return (
      <Page title="">
        <ErrorNotice error={page.error} onRetry={() => page.refetch()} />
      </Page>
    )
  if (!page.data)
    return (
      <Page title="">
        <Skeleton lines={8} />
      </Page>
    )
  return <Place page={page.data} />
}

/** Everything that is true of one place, each room in its own section. */
function Place({ page }: { page: ParcelPage }) {
  const t = useWords()
  return (
    <article className={styles.place}>
      <PlaceHeader page={page} />
      <PastNotice page={page} />
      <UnitChooser page={page} />
      <nav className={`${styles.jump} no-print`} aria-label={t('parcels:sections')}>
        {['land', 'owners', 'services', 'documents', 'history'].map((section) => (
          <a key={section} href={`#${section}`}>
            {t(`parcels:section.${section}`)}
          </a>
        ))}
      </nav>
      <DraftSection page={page} />
      <LandSection page={page} />
      <OwnersSection page={page} />
      <OrdersSection page={page} />
      <LaterSections page={page} />
      <DocumentsSection page={page} />
      <HistorySection page={page} />
      <LineageSection page={page} />
    </article>
  )
}

/** Says loudly when the page shows another day than today. */
function PastNotice({ page }: { page: ParcelPage }) {
  const t = useWords()
  const language = useLanguage()
  const view = useView()
  const setView = useSetView()
  if (!view.asOf && !view.knownAt) return null
  const law = formatDay(view.asOf ?? page.asOf, language)
  const known = formatDay(view.knownAt ?? page.knownAt, language)
  return (
    <div className={styles.past} role="status">
      <p>{t('parcels:past.notice', { law, known })}</p>
      <Button onClick={() => setView({ asOf: undefined, knownAt: undefined })}>{t('parcels:past.today')}</Button>
    </div>
  )
}
