import { codeWords } from '../../i18n/code-words.ts'
import { useWords } from '../../i18n/language.ts'
import type { Town } from '../../state/contract.ts'
import { useTowns } from '../../state/towns.ts'
import { Icon } from '../../ui/icon.tsx'
import { Name } from '../../ui/name.tsx'
import { Page } from '../../ui/page.tsx'
import { PlaceLink } from '../../ui/place-link.tsx'
import { Empty, ErrorNotice, Skeleton } from '../../ui/states.tsx'
import styles from './town-chooser.module.css'

/** `/` without a town: which one is yours? */
export function TownChooser() {
  const t = useWords()
  const towns = useTowns()
  return (
    <Page title={t('home:choose.title')} lead={t('home:choose.lead')}>
      {towns.isPending && <Skeleton lines={4} />}
      {towns.error && <ErrorNotice error={towns.error} onRetry={() => towns.refetch()} />}
      {towns.data?.length === 0 && <Empty>{t('home:choose.none')}</Empty>}
      <ul className={styles.towns}>
        {towns.data?.map((town) => (
          <TownLine key={town.code} town={town} />
        ))}
      </ul>
    </Page>
  )
}

function TownLine({ town }: { town: Town }) {
  const t = useWords()
  return (
    <li>
      <PlaceLink city={town.code} to="" className={styles.town}>
        <img src="/emblem.svg" alt="" width={36} height={36} />
        <span>
          <strong>
            <Name names={town.names} />
          </strong>
          <span className="soft small">
            {codeWords(t, 'town-kind', town.kind)} · <Name names={town.state.names} />
            {!town.hasMap && ` · ${t('home:choose.no-map')}`}
          </span>
        </span>
        <Icon name="forward" />
      </PlaceLink>
    </li>
  )
}
