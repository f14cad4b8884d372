import { codeWords } from '../../i18n/code-words.ts'
import { formatNumber } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { pickName } from '../../i18n/pick.ts'
import type { SearchResult } from '../../state/contract.ts'
import { Name } from '../../ui/name.tsx'
import { PlaceLink } from '../../ui/place-link.tsx'
import { pathOfResult } from '../../ui/result-line.tsx'

/** What the list tells of a place: in lines, in the table and in the file alike. */
export type PlaceColumn = {
  key: string
  head: string
  value: (row: SearchResult) => string | number | null
  cell: (row: SearchResult) => React.ReactNode
  isName?: boolean
  isNumber?: boolean
}

export function usePlaceColumns(): PlaceColumn[] {
  const t = useWords()
  const language = useLanguage()
  const plain = (key: string, head: string, value: PlaceColumn['value']): PlaceColumn => ({
    key,
    head,
    value,
    cell: value,
  })
  return [
    {
      key: 'address',
      head: t('map:column.address'),
      isName: true,
      value: (row) => pickName(row.title, language).text || null,
      cell: (row) => (
        <PlaceLink to={pathOfResult(row)}>
          <Name names={row.title} otherwise={row.propertyNumber ?? row.parcelNumber ?? ''} />
        </PlaceLink>
      ),
    },
    plain('number', t('parcels:property-number'), (row) => row.propertyNumber),
    {
      key: 'owner',
      head: t('parcels:section.owners'),
      value: (row) => pickName(row.ownerNames, language).text || null,
      cell: (row) => <Name names={row.ownerNames} />,
    },
    plain('ward', t('map:column.ward'), (row) => row.wardCode),
    plain('plot', t('parcels:plot'), (row) => row.parcelNumber),
    {
      key: 'area',
      head: t('parcels:unit.area-head'),
      isNumber: true,
      value: (row) => row.areaSqm,
      cell: (row) => row.areaSqm !== null && formatNumber(row.areaSqm, language, 1),
    },
    plain('grade', t('parcels:place-known'), (row) => codeWords(t, 'grade', row.place.grade)),
  ]
}
