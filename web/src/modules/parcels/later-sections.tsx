import { useWords } from '../../i18n/language.ts'
import type { ParcelPage } from '../../state/contract.ts'
import { Section } from '../../ui/page.tsx'
import styles from './later-sections.module.css'

const ROOMS = ['property-tax', 'building-permits', 'water', 'waste', 'grievances'] as const

/** Each service keeps its place on the page and says plainly that it is still to come. */
export function LaterSections({ page }: { page: ParcelPage }) {
  const t = useWords()
  const coming = ROOMS.filter(
    (room) => page.sections.length === 0 || page.sections.some((section) => section.room === room),
  )
  return (
    <Section id="services" title={t('parcels:section.services')}>
      <ul className={styles.rooms}>
        {coming.map((room) => (
          <li key={room}>
            <h3>{t(`parcels:later.${room}.title`)}</h3>
            <p>{t(`parcels:later.${room}.words`)}</p>
            <p className="small soft">{t('parcels:later.not-yet')}</p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
