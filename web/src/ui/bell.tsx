import { formatNumber } from '../i18n/format.ts'
import { useLanguage, useWords } from '../i18n/language.ts'
import { useUnread } from '../state/notices.ts'
import styles from './bell.module.css'
import { Icon } from './icon.tsx'
import { PlaceLink } from './place-link.tsx'

const MOST = 99

/** The way to the notices, with how many are unread. */
export function Bell({ city }: { city: string }) {
  const t = useWords()
  const language = useLanguage()
  const unread = useUnread(city, true).data?.unread ?? 0
  const words = unread > 0 ? t('notices:bell', { count: unread }) : t('notices:title')
  return (
    <PlaceLink to="/notices" className={styles.bell} aria-label={words}>
      <Icon name="bell" />
      {unread > 0 && (
        <span className={styles.count} aria-hidden="true">
          {formatNumber(Math.min(unread, MOST), language)}
          {unread > MOST ? '+' : ''}
        </span>
      )}
    </PlaceLink>
  )
}
