import { useNavigate } from '@tanstack/react-router'
import { useWords } from '../../i18n/language.ts'
import type { SearchResult } from '../../state/contract.ts'
import { useTown } from '../../state/towns.ts'
import { keepView, useCity, useView } from '../../state/view.ts'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { Name } from '../../ui/name.tsx'
import { PictureLink } from '../../ui/picture-link.tsx'
import { PlaceLink } from '../../ui/place-link.tsx'
import { PropertySearch } from '../../ui/property-search.tsx'
import { pathOfResult } from '../../ui/result-line.tsx'
import styles from './home-page.module.css'
import { NearMe } from './near-me.tsx'

/** One sentence, one search box, the houses near me, and the town itself. */
export function HomePage() {
  const t = useWords()
  const city = useCity()
  const view = useView()
  const town = useTown(city)
  const navigate = useNavigate()
  const open = (result: SearchResult) =>
    navigate({ to: `/${city}${pathOfResult(result)}`, search: keepView(view) as never })
  return (
    <div className={styles.home}>
      <div className={styles.find}>
        <h1>{t('home:sentence')}</h1>
        <PropertySearch onChoose={open} />
        <NearMe />
      </div>
      {town?.hasMap && town.bounds ? (
        <PictureLink
          open={t('home:open-map')}
          city={city}
          bounds={town.bounds}
          width={960}
          height={720}
          words=""
          eager
        />
      ) : (
        <p className={styles.noMap}>{t('home:no-map')}</p>
      )}
      <section className={styles.services} aria-labelledby="services">
        <h2 id="services">
          {t('home:services')} {town && <Name names={town.names} />}
        </h2>
        <ul>
          {SERVICES.filter((service) => town?.hasMap || service.to !== '/map').map((service) => (
            <li key={service.to}>
              <PlaceLink to={service.to} className={styles.service}>
                <Icon name={service.icon} />
                <span>
                  <strong>{t(service.name)}</strong>
                  <span className="soft">{t(service.words)}</span>
                </span>
              </PlaceLink>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

const SERVICES: { to: string; icon: IconName; name: string; words: string }[] = [
  { to: '/map', icon: 'map', name: 'shell:nav.map', words: 'home:map-words' },
  { to: '/pay', icon: 'pay', name: 'shell:nav.pay', words: 'home:pay-words' },
  { to: '/requests', icon: 'requests', name: 'shell:nav.requests', words: 'home:requests-words' },
]
