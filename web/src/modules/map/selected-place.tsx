import { formatNumber } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { type PlaceKind, usePlacePage } from '../../state/place-page.ts'
import { useCity, useView } from '../../state/view.ts'
import { buttonLook, IconButton } from '../../ui/button.tsx'
import { Name } from '../../ui/name.tsx'
import { PlaceLink } from '../../ui/place-link.tsx'
import { ErrorNotice, Skeleton } from '../../ui/states.tsx'
import styles from './page.module.css'

type Props = { kind: PlaceKind; id: string; onClose: () => void }

/** The chosen place in three lines, and the way to its page. */
export function SelectedPlace({ kind, id, onClose }: Props) {
  const t = useWords()
  const city = useCity()
  const language = useLanguage()
  const { asOf, knownAt } = useView()
  const page = usePlacePage(city, kind, id, asOf, knownAt)
  const parcel =
    page.data?.parcels.find((one) => kind === 'parcels' && one.parcelId === Number(id)) ?? page.data?.parcels[0]
  const total = page.data?.otherPropertiesTotal ?? 0
  return (
    <section className={styles.selected} aria-label={t('map:selected')} aria-live="polite">
      <IconButton icon="close" label={t('shell:close')} onClick={onClose} className={styles.close} />
      {page.isPending && <Skeleton lines={2} />}
      {page.error && <ErrorNotice error={page.error} onRetry={() => page.refetch()} />}
      {page.data && (
        <>
          <h2>
            <Name names={page.data.property?.address} otherwise={`${t('parcels:plot')} ${parcel?.number ?? ''}`} />
          </h2>
          <p className="figures soft">
            {page.data.property && `${t('parcels:property-number')} ${page.data.property.propertyNumber}`}
            {parcel && ` · ${t('parcels:square-metres', { value: formatNumber(parcel.areaSqm, language, 1) })}`}
          </p>
          {total > 0 && (
            <p>
              {t(page.data.property ? 'parcels:others.title' : 'parcels:others.here', {
                count: total,
                total: formatNumber(total, language),
              })}
            </p>
          )}
          <p>
            <PlaceLink to={kind === 'parcels' ? `/parcel/${id}` : `/property/${id}`} className={buttonLook('main')}>
              {t('map:open-page')}
            </PlaceLink>
          </p>
        </>
      )}
    </section>
  )
}
