import { useState } from 'react'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { listFilter } from '../../map/list-filter.ts'
import type { Bounds, SearchResult } from '../../state/contract.ts'
import { csvOf, download } from '../../state/csv.ts'
import { useSession } from '../../state/session.ts'
import { readSorting, sorted } from '../../state/sorting.ts'
import { useCity, useView } from '../../state/view.ts'
import { useBoxList, wholeBox } from './box-query.ts'
import { type PlaceColumn, usePlaceColumns } from './list-columns.tsx'
import { useLayers } from './use-layers.ts'

/** The places of a box as the map shows them: same box, same classes, in the order that the address asks for. */
export function usePlaceList(box: Bounds) {
  const city = useCity()
  const { on, filter } = useLayers()
  const kept = listFilter(filter, on)
  const columns = usePlaceColumns()
  const found = useBoxList(city, box, kept)
  const rows = useOrdered(found.data?.pages.flatMap((page) => page.results) ?? [], columns)
  return { found, rows, columns, filter: kept, isFiltered: Object.keys(kept).length > 0 }
}

function useOrdered(rows: SearchResult[], columns: PlaceColumn[]): SearchResult[] {
  const language = useLanguage()
  const sorting = readSorting(useView().sort)
  const column = columns.find((one) => one.key === sorting?.by)
  return sorting && column ? sorted(rows, column.value, sorting, language) : rows
}

/** Hands the whole box over as a file, not only what is listed. */
export function usePlaceFile(box: Bounds, filter: Record<string, string>, columns: PlaceColumn[]) {
  const t = useWords()
  const city = useCity()
  const today = useSession(city).data?.town.today ?? ''
  const [state, setState] = useState<{ busy: boolean; error: unknown; isCut: boolean }>(IDLE)
  const save = async () => {
    setState({ ...IDLE, busy: true })
    try {
      const { results, isCut } = await wholeBox(city, box, filter)
      const rows = results.map((row) => columns.map((column) => column.value(row)))
      download(`${city}-${t('map:file-name')}-${today}.csv`, csvOf([columns.map((column) => column.head), ...rows]))
      setState({ ...IDLE, isCut })
    } catch (error) {
      setState({ ...IDLE, error })
    }
  }
  return { ...state, save }
}

const IDLE = { busy: false, error: null, isCut: false }
