import { formatNumber } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import type { Bounds, SearchResult } from '../../state/contract.ts'
import { useSetView, useView } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField } from '../../ui/field.tsx'
import { PlaceLink } from '../../ui/place-link.tsx'
import { pathOfResult, ResultLine } from '../../ui/result-line.tsx'
import { Empty, ErrorNotice, Skeleton } from '../../ui/states.tsx'
import { ListFile } from './list-file.tsx'
import styles from './page.module.css'
import { usePlaceList } from './use-place-list.ts'

type Props = { box: Bounds; parcelId: number | null; onChoose: (result: SearchResult) => void }

/** The same places as the map shows, as a list: same box, same classes, same ids, for eyes, ears and keys. */
export function BoxList({ box, parcelId, onChoose }: Props) {
  const t = useWords()
  const list = usePlaceList(box)
  const { found, rows } = list
  return (
    <section className={styles.list} aria-labelledby="box-list">
      <h2 id="box-list">{t('map:list-title')}</h2>
      <ListTools box={box} list={list} />
      {found.error && <ErrorNotice error={found.error} onRetry={() => found.refetch()} />}
      {found.isPending && <Skeleton lines={8} />}
      {found.isSuccess && rows.length === 0 && (
        <Empty>{list.isFiltered ? t('map:list-empty-filter') : t('map:list-empty')}</Empty>
      )}
      <ul>
        {rows.map((result) => (
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
      <MoreLines list={list} />
    </section>
  )
}

type PlaceList = ReturnType<typeof usePlaceList>

/** How many are listed and by which rule, the order, and the file. */
export function ListTools({ box, list, withoutOrder }: { box: Bounds; list: PlaceList; withoutOrder?: boolean }) {
  const t = useWords()
  const language = useLanguage()
  const { sort } = useView()
  const setView = useSetView()
  const { found, rows, columns } = list
  if (rows.length === 0) return null
  return (
    <div className={styles.listTools}>
      <p className="soft small" role="status">
        {t(found.hasNextPage ? 'map:list-first' : 'map:list-all', {
          count: rows.length,
          places: formatNumber(rows.length, language),
        })}
        {list.isFiltered && ` ${t('map:list-filtered')}`}
        {sort && found.hasNextPage && ` ${t('map:list-sorted')}`}
      </p>
      <div className={styles.listButtons}>
        {!withoutOrder && (
          <SelectField
            label={t('map:order')}
            value={sort ?? ''}
            onChange={(event) => setView({ sort: event.target.value || undefined }, true)}
          >
            <option value="">{t('map:order-none')}</option>
            {columns.map((column) => (
              <option key={column.key} value={column.key}>
                {column.head}
              </option>
            ))}
            <option value="-area">{t('map:order-largest')}</option>
          </SelectField>
        )}
        <ListFile box={box} filter={list.filter} columns={columns} />
      </div>
    </div>
  )
}

export function MoreLines({ list: { found } }: { list: PlaceList }) {
  const t = useWords()
  if (!found.hasNextPage) return null
  return (
    <p className={styles.more}>
      <Button busy={found.isFetchingNextPage} onClick={() => found.fetchNextPage()}>
        {t('map:list-more')}
      </Button>
    </p>
  )
}
