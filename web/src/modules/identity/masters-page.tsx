import { codeWords } from '../../i18n/code-words.ts'
import { formatNumber } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { useCity } from '../../state/view.ts'
import { Chip } from '../../ui/chip.tsx'
import { type Column, DataTable } from '../../ui/office/data-table.tsx'
import { TablePage } from '../../ui/office/table-page.tsx'
import { PlaceLink } from '../../ui/place-link.tsx'
import { Empty, ErrorNotice, Skeleton } from '../../ui/states.tsx'
import { type Register, useRegisters } from './masters-api.ts'

/** `/masters`: registers of values that come from nation, state and class, and in how many keys this town differs. */
export function MastersPage() {
  const t = useWords()
  const city = useCity()
  const registers = useRegisters(city)
  const columns = useColumns()
  return (
    <TablePage title={t('office:rooms.masters')} lead={t('office:masters.lead')}>
      {registers.error && <ErrorNotice error={registers.error} onRetry={() => registers.refetch()} />}
      {registers.isPending && <Skeleton lines={4} />}
      {registers.data?.length === 0 && <Empty>{t('office:masters.none')}</Empty>}
      {registers.data && registers.data.length > 0 && (
        <DataTable rows={registers.data} columns={columns} keyOf={(row) => row.register} />
      )}
    </TablePage>
  )
}

function useColumns(): Column<Register>[] {
  const t = useWords()
  const language = useLanguage()
  return [
    {
      key: 'register',
      head: t('office:masters.register'),
      isName: true,
      value: (row) => codeWords(t, 'register', row.register),
      cell: (row) => (
        <PlaceLink to={`/masters/${row.register.replace('.', '/')}`}>
          {codeWords(t, 'register', row.register)}
        </PlaceLink>
      ),
    },
    {
      key: 'keys',
      head: t('office:masters.keys'),
      value: (row) => row.keys,
      cell: (row) => formatNumber(row.keys, language),
    },
    {
      key: 'differing',
      head: t('office:masters.differing'),
      value: (row) => row.differing + row.townsDiffering,
      cell: (row) => <Differing row={row} />,
    },
  ]
}

function Differing({ row }: { row: Register }) {
  const t = useWords()
  const language = useLanguage()
  if (row.townsDiffering > 0)
    return (
      <Chip tone="caution">
        {t('office:masters.towns-differ', {
          count: row.townsDiffering,
          towns: formatNumber(row.townsDiffering, language),
        })}
      </Chip>
    )
  if (row.differing === 0) return t('office:masters.as-state')
  return (
    <Chip tone="caution">
      {t('office:masters.keys-differ', { count: row.differing, keys: formatNumber(row.differing, language) })}
    </Chip>
  )
}
