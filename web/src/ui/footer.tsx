import { useWords } from '../i18n/language.ts'
import { useTown } from '../state/towns.ts'
import { useCity } from '../state/view.ts'
import styles from './footer.module.css'
import { Name } from './name.tsx'
import { PlaceLink } from './place-link.tsx'

/** What the guidelines for government sites ask of every page: who owns it, when it changed, how to reach everything. */
export function Footer() {
  const t = useWords()
  const city = useCity()
  const town = useTown(city)
  return (
    <footer className={`${styles.footer} no-print`}>
      <nav aria-label={t('shell:nav.footer')}>
        <PlaceLink to="/accessibility">{t('shell:footer.accessibility')}</PlaceLink>
        <PlaceLink to="/sitemap">{t('shell:footer.sitemap')}</PlaceLink>
        <PlaceLink to="/about">{t('shell:footer.about')}</PlaceLink>
        <PlaceLink to="/help">{t('shell:nav.help')}</PlaceLink>
        <a href="/verify">{t('notices:verify.title')}</a>
      </nav>
      <p className="small soft">
        {t('shell:footer.owner')} {town ? <Name names={town.names} /> : 'Khasra'}
      </p>
    </footer>
  )
}
