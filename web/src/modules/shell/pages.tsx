import { useNavigate } from '@tanstack/react-router'
import { formatDay } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { useTown } from '../../state/towns.ts'
import { keepView, useCity, useView } from '../../state/view.ts'
import { Name } from '../../ui/name.tsx'
import { Fact, Facts, Page, Section } from '../../ui/page.tsx'
import { PlaceLink } from '../../ui/place-link.tsx'
import { PropertySearch } from '../../ui/property-search.tsx'
import { pathOfResult } from '../../ui/result-line.tsx'
import styles from './pages.module.css'

declare const __BUILT_ON__: string

/** A room that is not there yet: says so, says what it will do, and leads back to the search. */
function LaterPage({ room }: { room: 'pay' }) {
  const t = useWords()
  const city = useCity()
  const view = useView()
  const navigate = useNavigate()
  return (
    <Page title={t(`later:${room}.title`)} lead={t('later:not-yet')}>
      <ul className={styles.points}>
        {['first', 'second', 'third'].map((point) => (
          <li key={point}>{t(`later:${room}.${point}`)}</li>
        ))}
      </ul>
      <p>{t(`later:${room}.until-then`)}</p>
      <PropertySearch
        onChoose={(result) => navigate({ to: `/${city}${pathOfResult(result)}`, search: keepView(view) as never })}
      />
    </Page>
  )
}

export const PayPage = () => <LaterPage room="pay" />

const QUESTIONS = ['find', 'script', 'masked', 'wrong', 'offline'] as const

/** Plain answers to what people ask first. */
export function HelpPage() {
  const t = useWords()
  return (
    <Page title={t('shell:nav.help')}>
      {QUESTIONS.map((question) => (
        <Section key={question} title={t(`pages:help.${question}.question`)}>
          <p>{t(`pages:help.${question}.answer`)}</p>
        </Section>
      ))}
    </Page>
  )
}

const PROMISES = ['keyboard', 'reader', 'contrast', 'size', 'without-map', 'language'] as const

/** The accessibility statement (GIGW 3.0, WCAG 2.1 AA). */
export function AccessibilityPage() {
  const t = useWords()
  return (
    <Page title={t('shell:footer.accessibility')} lead={t('pages:accessibility.lead')}>
      <ul className={styles.points}>
        {PROMISES.map((promise) => (
          <li key={promise}>{t(`pages:accessibility.${promise}`)}</li>
        ))}
      </ul>
      <Section title={t('pages:accessibility.limits-title')}>
        <p>{t('pages:accessibility.limits')}</p>
      </Section>
    </Page>
  )
}

const PLACES = [
  ['', 'shell:nav.home'],
  ['/map', 'shell:nav.map'],
  ['/pay', 'shell:nav.pay'],
  ['/requests', 'shell:nav.requests'],
  ['/me', 'shell:nav.me'],
  ['/sign-in', 'shell:nav.sign-in'],
  ['/changes-of-name', 'mutations:notices'],
  ['/help', 'shell:nav.help'],
  ['/accessibility', 'shell:footer.accessibility'],
  ['/about', 'shell:footer.about'],
] as const

export function SitemapPage() {
  const t = useWords()
  return (
    <Page title={t('shell:footer.sitemap')}>
      <ul className={styles.places}>
        {PLACES.map(([to, words]) => (
          <li key={to}>
            <PlaceLink to={to}>{t(words)}</PlaceLink>
          </li>
        ))}
      </ul>
    </Page>
  )
}

/** Who owns these pages and when they last changed. */
export function AboutPage() {
  const t = useWords()
  const city = useCity()
  const town = useTown(city)
  const language = useLanguage()
  return (
    <Page title={t('shell:footer.about')} lead={t('pages:about.lead')}>
      <Facts>
        <Fact name={t('pages:about.owner')}>
          <Name names={town?.names} />
        </Fact>
        <Fact name={t('pages:about.state')}>
          <Name names={town?.state.names} />
        </Fact>
        <Fact name={t('pages:about.changed')}>{formatDay(__BUILT_ON__, language)}</Fact>
      </Facts>
      <Section title={t('pages:about.records-title')}>
        <p>{t('pages:about.records')}</p>
      </Section>
      <Section title={t('pages:about.privacy-title')}>
        <p>{t('pages:about.privacy')}</p>
      </Section>
    </Page>
  )
}
