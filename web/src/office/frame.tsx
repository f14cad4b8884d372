import { Outlet, useLocation } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useViewFromLink } from '../app.tsx'
import { useLanguage, useWords } from '../i18n/language.ts'
import { pickName } from '../i18n/pick.ts'
import { SignInPage } from '../modules/identity/sign-in-page.tsx'
import { useSession } from '../state/session.ts'
import { useTown } from '../state/towns.ts'
import { useCity } from '../state/view.ts'
import { Icon } from '../ui/icon.tsx'
import { LanguageSwitch } from '../ui/language-switch.tsx'
import { Name } from '../ui/name.tsx'
import { OfflineLine } from '../ui/offline-line.tsx'
import { Page } from '../ui/page.tsx'
import { PlaceLink } from '../ui/place-link.tsx'
import { ErrorNotice, Skeleton } from '../ui/states.tsx'
import { ThemeSwitch } from '../ui/theme-switch.tsx'
import styles from './frame.module.css'
import { Palette } from './palette.tsx'
import { isOfficer, roomsOf } from './rooms.ts'

/** Around every officer's page: link to the content, the network line. */
export function OfficeRoot() {
  const t = useWords()
  useViewFromLink()
  return (
    <>
      <a href="#main" className="visually-hidden">
        {t('shell:skip')}
      </a>
      <OfflineLine />
      <Outlet />
    </>
  )
}

/** Top line, rail of rooms, and the room. Whoever is not an officer is asked to sign in, in place. */
export function OfficeFrame() {
  const t = useWords()
  const city = useCity()
  const town = useTown(city)
  const session = useSession(city)
  const language = useLanguage()
  const user = session.data?.user
  const name = pickName(town?.names, language).text
  useEffect(() => {
    document.title = name ? t('office:title', { town: name }) : 'Khasra'
  }, [name, t])
  return (
    <div className={styles.office}>
      <TopLine />
      {isOfficer(user) ? <Rail /> : null}
      <main id="main" tabIndex={-1} className={isOfficer(user) ? styles.room : styles.alone}>
        {session.isPending && (
          <Page title="">
            <Skeleton />
          </Page>
        )}
        {session.error && (
          <Page title="">
            <ErrorNotice error={session.error} onRetry={() => session.refetch()} />
          </Page>
        )}
        {session.data && (isOfficer(user) ? <Outlet /> : <Outside isKnown={!!user} />)}
      </main>
    </div>
  )
}

function Outside({ isKnown }: { isKnown: boolean }) {
  const t = useWords()
  const place = useLocation().pathname
  return (
    <>
      {isKnown && <p className={styles.notice}>{t('office:not-officer')}</p>}
      {!isKnown || /sign-in$/.test(place) ? <SignInPage first="staff" /> : null}
    </>
  )
}

function TopLine() {
  const t = useWords()
  const city = useCity()
  const town = useTown(city)
  const user = useSession(city).data?.user
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      setOpen(true)
    }
    addEventListener('keydown', key)
    return () => removeEventListener('keydown', key)
  }, [])
  return (
    <header className={`${styles.top} no-print`}>
      <PlaceLink to="" className={styles.name}>
        <img src="/emblem.svg" alt="" width={28} height={28} />
        <strong>{town ? <Name names={town.names} /> : 'Khasra'}</strong>
      </PlaceLink>
      {isOfficer(user) && (
        <button type="button" className={styles.find} onClick={() => setOpen(true)}>
          <Icon name="search" size={18} />
          <span>{t('office:palette.open')}</span>
          <kbd>Ctrl K</kbd>
        </button>
      )}
      <span className={styles.spread} />
      <LanguageSwitch />
      <ThemeSwitch />
      {user && (
        <PlaceLink to="/me" className={styles.me}>
          <Icon name="person" size={18} />
          <span>
            <Name names={user.displayName} />
          </span>
        </PlaceLink>
      )}
      {isOfficer(user) && <Palette open={open} onClose={() => setOpen(false)} />}
    </header>
  )
}

/** Narrow: a drawing and one word a room. */
function Rail() {
  const t = useWords()
  const city = useCity()
  const path = useLocation().pathname
  const user = useSession(city).data?.user
  if (!user) return null
  // The places hold every address that is not another room's: a property, a parcel, the bare town.
  const rooms = roomsOf(user)
  const other = rooms.find((room) => room.to !== '' && path.endsWith(`/${city}${room.to}`))
  return (
    <nav className={`${styles.rail} no-print`} aria-label={t('office:rooms.label')}>
      {rooms.map((room) => (
        <PlaceLink
          key={room.to}
          to={room.to}
          aria-current={room === (other ?? (path.endsWith('/me') ? null : rooms[0])) ? 'page' : undefined}
        >
          <Icon name={room.icon} />
          <span>{t(room.words)}</span>
        </PlaceLink>
      ))}
    </nav>
  )
}
