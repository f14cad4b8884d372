import type { ReactNode } from 'react'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { pressed, readSorting, sorted } from '../../state/sorting.ts'
import { useSetView, useView } from '../../state/view.ts'
import styles from './table-page.module.css'
import { tableLook } from './table-page.tsx'

export type Column<Row> = {
  key: string
  head: string
  /** What it is sorted by and what stands in a file; `null` when there is nothing. A column without it is not sorted. */
  value?: (row: Row) => string | number | null
  cell: (row: Row) => ReactNode
  /** The column that names the row. */
  isName?: boolean
  isNumber?: boolean
}

type Props<Row> = {
  rows: readonly Row[]
  columns: Column<Row>[]
  keyOf: (row: Row) => string | number
  chosen?: (row: Row) => boolean
  onRow?: (row: Row) => void
}

/** A table that is sorted by its heads; the order stands in the address. */
export function DataTable<Row>({ rows, columns, keyOf, chosen, onRow }: Props<Row>) {
  const ordered = useSorted(rows, columns)
  return (
    <table className={tableLook}>
      <thead>
        <tr>
          {columns.map((column) => (
            <Head key={column.key} column={column} />
          ))}
        </tr>
      </thead>
      <tbody>
        {ordered.map((row) => (
          <tr
            key={keyOf(row)}
            className={chosen?.(row) ? styles.chosen : undefined}
            onClick={onRow ? () => onRow(row) : undefined}
          >
            {columns.map((column) =>
              column.isName ? (
                <th key={column.key} scope="row">
                  {column.cell(row)}
                </th>
              ) : (
                <td key={column.key} className={column.isNumber ? styles.number : undefined}>
                  {column.cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Head<Row>({ column }: { column: Column<Row> }) {
  const t = useWords()
  const setView = useSetView()
  const now = readSorting(useView().sort)
  const isNow = now?.by === column.key
  if (!column.value) return <th scope="col">{column.head}</th>
  return (
    <th
      scope="col"
      aria-sort={isNow ? (now.down ? 'descending' : 'ascending') : undefined}
      className={column.isNumber ? styles.number : undefined}
    >
      <button
        type="button"
        className={styles.sort}
        title={t('office:table.sort')}
        onClick={() => setView({ sort: pressed(now, column.key) }, true)}
      >
        {column.head}
        <span aria-hidden="true">{isNow ? (now.down ? '▼' : '▲') : '↕'}</span>
      </button>
    </th>
  )
}

/** Rows in the order that the address asks for. */
export function useSorted<Row>(rows: readonly Row[], columns: Pick<Column<Row>, 'key' | 'value'>[]): readonly Row[] {
  const language = useLanguage()
  const sorting = readSorting(useView().sort)
  const column = columns.find((one) => one.key === sorting?.by)
  return sorting && column?.value ? sorted(rows, column.value, sorting, language) : rows
}
