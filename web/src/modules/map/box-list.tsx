import { useWords } from '../../i18n/language.ts'
import type { Bounds, SearchResult } from '../../state/contract.ts'
import { useSearch } from '../../state/search.ts'
import { useCity } from '../../state/view.ts'
import { PlaceLink } from '../../ui/place-link.tsx'
import { pathOfResult, ResultLine } from '../../ui/result-line.tsx'
import { Empty, ErrorNotice, Skeleton } from '../../ui/states.tsx'
import styles from './page.module.css'

const LIMIT = 50

type Props = { box: Bounds; parcelId: number | null; onChoose: (result: SearchResult) => void }

/** The same places as the map shows, as a list: same box, same ids, for eyes, ears and keys. */
export function BoxList({ box, parcelId, onChoose }: Props) {
  const t = useWords()
  const city = useCity()
  const found = useSearch(city, { bbox: box, limit: LIMIT })
  const results = found.data?.results ?? []
  return (
    <section className={styles.list} aria-labelledby="box-list">
      <h2 id="box-list">{t('map:list-title')}</h2>
      {found.error && <ErrorNotice error={found.error} onRetry={() => found.refetch()} />}
      {found.isPending && <Skeleton lines={5} />}
      {found.isSuccess && results.length === 0 && <Empty>{t('map:list-empty')}</Empty>}
      {results.length === LIMIT && <p className="soft small">{t('map:list-more', { count: LIMIT })}</p>}
      <ul>
        {results.map((result) => (
          <li
            key={`${result.propertyId}-${result.parcelId}`}
            className={parcelId !== null && result.parcelId === parcelId ? styles.chosen : undefined}
          >
            <PlaceLink to={pathOfResult(result)}>
              <ResultLine result={result} />
            </PlaceLink>
            {result.place.point && (
              <button type="button" onClick={() => onChoose(result)} className={styles.show}>
                {t('map:show')}
                <span className="visually-hidden"> {result.propertyNumber ?? result.parcelNumber}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
