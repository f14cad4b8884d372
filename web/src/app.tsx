import { Outlet } from '@tanstack/react-router'
import { useEffect } from 'react'
import { changeLanguage, useLanguage } from './i18n/language.ts'
import { setTheme } from './state/theme.ts'
import { useCity, useView } from './state/view.ts'
import { BottomBar } from './ui/bottom-bar.tsx'
import { Footer } from './ui/footer.tsx'
import { OfflineLine } from './ui/offline-line.tsx'
import { TopBar } from './ui/top-bar.tsx'
import { Unsent } from './ui/unsent.tsx'

/** Lets the address say which language and theme are on; both change without reload. */
export function useViewFromLink(): void {
  const { lang, theme } = useView()
  const now = useLanguage()
  useEffect(() => {
    if (lang && lang !== now) changeLanguage(lang)
  }, [lang, now])
  useEffect(() => {
    if (theme) setTheme(theme, false)
  }, [theme])
}

/** The frame around every citizen's page. */
export function CitizenFrame() {
  useViewFromLink()
  const city = useCity()
  return (
    <>
      <TopBar />
      <OfflineLine />
      <Unsent />
      <main id="main" tabIndex={-1} style={{ flex: 1, display: 'flex', flexDirection: 'column' }}>
        <Outlet />
      </main>
      {city && <Footer />}
      {city && <BottomBar />}
    </>
  )
}
