import { useWords } from '../i18n/language.ts'
import styles from './bottom-bar.module.css'
import { Icon } from './icon.tsx'
import { PlaceLink } from './place-link.tsx'

const PLACES = [
  { to: '', icon: 'home', words: 'shell:nav.home' },
  { to: '/map', icon: 'map', words: 'shell:nav.map' },
  { to: '/pay', icon: 'pay', words: 'shell:nav.pay' },
  { to: '/requests', icon: 'requests', words: 'shell:nav.requests' },
  { to: '/me', icon: 'person', words: 'shell:nav.me' },
] as const

/** The five places of a citizen, under the thumb on phones. */
export function BottomBar() {
  const t = useWords()
  return (
    <nav className={`${styles.bar} no-print`} aria-label={t('shell:nav.bottom')}>
      {PLACES.map((place) => (
        <PlaceLink key={place.to} to={place.to} className={styles.place}>
          <Icon name={place.icon} />
          <span>{t(place.words)}</span>
        </PlaceLink>
      ))}
    </nav>
  )
}
