import { useWords } from '../../i18n/language.ts'
import type { Bounds, SearchResult } from '../../state/contract.ts'
import { DataTable } from '../../ui/office/data-table.tsx'
import { Empty, ErrorNotice, Skeleton } from '../../ui/states.tsx'
import { ListTools, MoreLines } from './box-list.tsx'
import styles from './page.module.css'
import { usePlaceList } from './use-place-list.ts'

type Props = { box: Bounds; parcelId: number | null; onChoose: (result: SearchResult) => void }

/** The places of the map as a table under it: sorted by its heads, saved as a file, a row goes to its place. */
export function BoxTable({ box, parcelId, onChoose }: Props) {
  const t = useWords()
  const list = usePlaceList(box)
  const { found, rows, columns } = list
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className={styles.table} aria-label={t('map:list-title')} tabIndex={0}>
      <ListTools box={box} list={list} withoutOrder />
      {found.error && <ErrorNotice error={found.error} onRetry={() => found.refetch()} />}
      {found.isPending && <Skeleton lines={6} />}
      {found.isSuccess && rows.length === 0 && (
        <Empty>{list.isFiltered ? t('map:list-empty-filter') : t('map:list-empty')}</Empty>
      )}
      {rows.length > 0 && (
        <DataTable
          rows={rows}
          columns={columns}
          keyOf={(row) => `${row.propertyId}-${row.parcelId}`}
          chosen={(row) => parcelId !== null && row.parcelId === parcelId}
          onRow={onChoose}
        />
      )}
      <MoreLines list={list} />
    </section>
  )
}
