import { codeWords } from '../i18n/code-words.ts'
import { useWords } from '../i18n/language.ts'
import { useSession } from '../state/session.ts'
import { useTown } from '../state/towns.ts'
import { useCity } from '../state/view.ts'
import { Bell } from './bell.tsx'
import { Icon } from './icon.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { Name } from './name.tsx'
import { PlaceLink } from './place-link.tsx'
import { ThemeSwitch } from './theme-switch.tsx'
import styles from './top-bar.module.css'

/** Two lines: language, theme and help; then whose town this is and who is here. */
export function TopBar() {
  const t = useWords()
  const city = useCity()
  return (
    <header className={`${styles.bar} no-print`}>
      <a href="#main" className={styles.skip}>
        {t('shell:skip')}
      </a>
      <div className={styles.strip}>
        <LanguageSwitch />
        <span className={styles.spread} />
        <ThemeSwitch />
      </div>
      {city && <TownLine city={city} />}
    </header>
  )
}

function TownLine({ city }: { city: string }) {
  const t = useWords()
  const town = useTown(city)
  return (
    <div className={styles.town}>
      <PlaceLink to="" className={styles.name}>
        <img src="/emblem.svg" alt="" width={40} height={40} />
        <span>
          <strong>{town ? <Name names={town.names} /> : 'Khasra'}</strong>
          {town && (
            <small>
              {codeWords(t, 'town-kind', town.kind)} · <Name names={town.state.names} />
            </small>
          )}
        </span>
      </PlaceLink>
      <nav className={styles.links} aria-label={t('shell:nav.main')}>
        <span className={styles.wideOnly}>
          <PlaceLink to="/map">{t('shell:nav.map')}</PlaceLink>
          <PlaceLink to="/pay">{t('shell:nav.pay')}</PlaceLink>
          <PlaceLink to="/requests">{t('shell:nav.requests')}</PlaceLink>
        </span>
        <PlaceLink to="/help" aria-label={t('shell:nav.help')} className={styles.help}>
          <Icon name="help" />
          <span className={styles.wideOnly}>{t('shell:nav.help')}</span>
        </PlaceLink>
        <WhoLink city={city} />
      </nav>
    </div>
  )
}

function WhoLink({ city }: { city: string }) {
  const t = useWords()
  const user = useSession(city).data?.user
  if (!user) return <PlaceLink to="/sign-in">{t('shell:nav.sign-in')}</PlaceLink>
  return (
    <>
      <Bell city={city} />
      <PlaceLink to="/me">
        <Icon name="person" />
        <span className={styles.who}>
          <Name names={user.displayName} />
        </span>
      </PlaceLink>
    </>
  )
}
