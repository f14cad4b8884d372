import { Navigate, Outlet, useLocation } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useViewFromLink } from '../app.tsx'
import { useLanguage, useWords } from '../i18n/language.ts'
import { pickName } from '../i18n/pick.ts'
import { SignInPage } from '../modules/identity/sign-in-page.tsx'
import { useSession } from '../state/session.ts'
import { useTown } from '../state/towns.ts'
import { keepView, useCity, useView } from '../state/view.ts'
import { Bell } from '../ui/bell.tsx'
import { Icon } from '../ui/icon.tsx'
import { LanguageSwitch } from '../ui/language-switch.tsx'
import { Name } from '../ui/name.tsx'
import { OfflineLine } from '../ui/offline-line.tsx'
import { Page } from '../ui/page.tsx'
import { PlaceLink } from '../ui/place-link.tsx'
import { ErrorNotice, Skeleton } from '../ui/states.tsx'
import { ThemeSwitch } from '../ui/theme-switch.tsx'
import { Unsent } from '../ui/unsent.tsx'
import styles from './frame.module.css'
import { Palette } from './palette.tsx'
import { isOfficer, roomOf, useRooms } from './rooms.ts'

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
      <Unsent />
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
  const name = pickName(town?.names ?? session.data?.town.names, language).text
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
        {session.data && (isOfficer(user) ? <Room /> : <Outside isKnown={!!user} />)}
      </main>
    </div>
  )
}

/** The room of the address; where there are no places, as at a state's address, the first room that there is. */
function Room() {
  const city = useCity()
  const view = useView()
  const rooms = useRooms()
  const path = useLocation().pathname
  const isBare = path.replace(/\/$/, '').endsWith(`/${city}`)
  if (isBare && rooms.length > 0 && rooms[0]!.to !== '')
    return <Navigate to={`/${city}${rooms[0]!.to}`} search={keepView(view) as never} replace />
  return <Outlet />
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
  const language = useLanguage()
  const city = useCity()
  const town = useTown(city)
  const session = useSession(city).data
  const user = session?.user
  // A state stands in no list of towns; its session knows its name.
  const names = town?.names ?? session?.town.names
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
        <strong>{names ? <Name names={names} /> : 'Khasra'}</strong>
      </PlaceLink>
      {isOfficer(user) && (
        <button type="button" className={styles.find} onClick={() => setOpen(true)}>
          <Icon name="search" size={18} />
          <span>{t('office:palette.open')}</span>
          <kbd className={styles.wide}>Ctrl K</kbd>
        </button>
      )}
      <span className={styles.spread} />
      <LanguageSwitch />
      <ThemeSwitch />
      {user && <Bell city={city} />}
      {user && (
        <PlaceLink to="/me" className={styles.me} aria-label={pickName(user.displayName, language).text}>
          <Icon name="person" />
          <span className={styles.wide}>
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
  const rooms = useRooms()
  const now = roomOf(rooms, path.slice(path.indexOf(city) + city.length))
  return (
    <nav className={`${styles.rail} no-print`} aria-label={t('office:rooms.label')}>
      {rooms.map((room) => (
        <PlaceLink key={room.to} to={room.to} aria-current={room === now ? 'page' : undefined}>
          <Icon name={room.icon} />
          <span>{t(room.words)}</span>
        </PlaceLink>
      ))}
    </nav>
  )
}
