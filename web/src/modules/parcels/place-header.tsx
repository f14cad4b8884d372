import { codeWords } from '../../i18n/code-words.ts'
import { formatDay } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { formatMapLink } from '../../map/index.ts'
import type { ParcelPage } from '../../state/contract.ts'
import { useIsDesk } from '../../state/desk.ts'
import { extentOf } from '../../state/extent.ts'
import { useCity } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { Chip, ChipRow } from '../../ui/chip.tsx'
import { Name } from '../../ui/name.tsx'
import { PictureLink } from '../../ui/picture-link.tsx'
import { ShareButton } from '../../ui/share-button.tsx'
import styles from './page.module.css'

/** Whose number, which address, where on the map, and what must be known at once. */
export function PlaceHeader({ page }: { page: ParcelPage }) {
  const t = useWords()
  // On a desk the map itself stands beside the page.
  const isDesk = useIsDesk()
  const property = page.property
  const plots = page.parcels.map((parcel) => parcel.number).join(', ')
  return (
    <header className={styles.header}>
      <div className={styles.words}>
        {(property || page.otherPropertiesTotal === 0) && (
          <p className={`${styles.number} figures`}>
            {property ? t('parcels:property-number') : t('parcels:plot')}{' '}
            <strong>{property?.propertyNumber ?? plots}</strong>
          </p>
        )}
        <h1>
          <PlaceTitle page={page} />
        </h1>
        <Standing page={page} />
        <div className={`${styles.actions} no-print`}>
          <ShareButton />
          <Button icon="print" onClick={() => print()}>
            {t('parcels:print')}
          </Button>
        </div>
      </div>
      {!isDesk && <SmallMap page={page} />}
    </header>
  )
}

/** The address; a plot that many share, or that nothing is billed on, is called by its number. */
function PlaceTitle({ page }: { page: ParcelPage }) {
  const t = useWords()
  if (page.property) return <Name names={page.property.address} otherwise={page.property.propertyNumber} />
  if (page.otherPropertiesTotal === 0) return t('parcels:bare-plot')
  return `${t('parcels:plot')} ${page.parcels[0]?.number ?? ''}`
}

/** Chips: what it is, and what stands against it. */
function Standing({ page }: { page: ParcelPage }) {
  const t = useWords()
  const language = useLanguage()
  const property = page.property
  return (
    <ChipRow label={t('parcels:standing')}>
      {property && (
        <li>
          <Chip>{codeWords(t, 'kind', property.kind)}</Chip>
        </li>
      )}
      {property?.closedOn && (
        <li>
          <Chip tone="alert">{t('parcels:closed', { day: formatDay(property.closedOn, language) })}</Chip>
        </li>
      )}
      {property && !['parcel', 'building', 'unit'].includes(property.place.grade) && (
        <li>
          <Chip tone="caution">{codeWords(t, 'grade', property.place.grade)}</Chip>
        </li>
      )}
      {property?.flags.map((flag) => (
        <li key={flag}>
          <Chip tone={flag.startsWith('exempt') ? 'plain' : 'caution'}>{codeWords(t, 'flag', flag)}</Chip>
        </li>
      ))}
      {page.restrictions.map((restriction) => (
        <li key={`${restriction.kind}-${restriction.from}`}>
          <Chip tone="alert">{codeWords(t, 'restriction', restriction.kind)}</Chip>
        </li>
      ))}
    </ChipRow>
  )
}

function SmallMap({ page }: { page: ParcelPage }) {
  const t = useWords()
  const city = useCity()
  const extent = extentOf(page)
  if (!extent) return <p className={styles.noPlace}>{t('parcels:no-place')}</p>
  const parcelId = page.parcels[0]?.parcelId
  const [west, south, east, north] = extent
  const camera = { lon: (west + east) / 2, lat: (south + north) / 2, zoom: 17.5, bearing: 0, pitch: 0 }
  const map = new URLSearchParams(formatMapLink({ view: camera })).get('map') ?? undefined
  return (
    <PictureLink
      open={t('parcels:open-map')}
      view={{ map, at: parcelId ? `parcel:${parcelId}` : undefined }}
      city={city}
      bounds={extent}
      width={704}
      height={440}
      parcelId={parcelId}
      words={t('parcels:picture')}
      eager
    />
  )
}
