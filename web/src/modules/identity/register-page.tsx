import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { codeWords } from '../../i18n/code-words.ts'
import { formatDay } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { useSession } from '../../state/session.ts'
import { useTown } from '../../state/towns.ts'
import { useCity } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { type Column, DataTable } from '../../ui/office/data-table.tsx'
import { TablePage } from '../../ui/office/table-page.tsx'
import { PlaceLink } from '../../ui/place-link.tsx'
import { Empty, ErrorNotice, Skeleton } from '../../ui/states.tsx'
import { type Item, useRegister } from './masters-api.ts'
import { TownsThatDiffer } from './towns-that-differ.tsx'
import { ValueDialog } from './value-dialog.tsx'
import { useValueWords } from './value-words.ts'

/** `/masters/services/days`: key by key what holds here, by whose word, and what the state says. */
export function RegisterPage() {
  const t = useWords()
  const city = useCity()
  // An address with a dot would be taken for a file: `services.days` stands as `services/days`.
  const { room, thing } = useParams({ strict: false }) as { room: string; thing: string }
  const register = `${room}.${thing}`
  const items = useRegister(city, register)
  const [changed, setChanged] = useState<Item | null>(null)
  const columns = useColumns(register, setChanged)
  return (
    <TablePage
      title={codeWords(t, 'register', register)}
      lead={t('office:masters.register-lead')}
      nav={
        <p>
          <PlaceLink to="/masters">{t('office:masters.all')}</PlaceLink>
        </p>
      }
    >
      {items.error && <ErrorNotice error={items.error} onRetry={() => items.refetch()} />}
      {items.isPending && <Skeleton lines={5} />}
      {items.data?.length === 0 && <Empty>{t('office:masters.none')}</Empty>}
      {items.data && items.data.length > 0 && (
        <DataTable rows={items.data} columns={columns} keyOf={(row) => row.key} />
      )}
      {changed && <ValueDialog register={register} item={changed} onClose={() => setChanged(null)} />}
    </TablePage>
  )
}

function useColumns(register: string, onChange: (item: Item) => void): Column<Item>[] {
  const t = useWords()
  const language = useLanguage()
  const words = useValueWords()
  const city = useCity()
  const mayChange = useSession(city).data?.user?.permissions.includes('identity.manage-masters') ?? false
  // The list of towns holds no state: at its own address the towns that differ stand in the table instead.
  const isState = useTown(city) === null
  return [
    {
      key: 'key',
      head: t('office:masters.key'),
      isName: true,
      value: (row) => codeWords(t, 'master-key', row.key),
      cell: (row) => codeWords(t, 'master-key', row.key),
    },
    {
      key: 'value',
      head: isState ? t('office:masters.state-says') : t('office:masters.here'),
      value: (row) => (typeof row.value === 'number' ? row.value : JSON.stringify(row.value)),
      cell: (row) => <strong>{words(row.value)}</strong>,
    },
    { key: 'from', head: t('office:masters.by'), cell: (row) => codeWords(t, 'master-scope', row.scope) },
    {
      key: 'why',
      head: t('office:masters.why'),
      cell: (row) => `${row.instrument} (${t('parcels:from-day', { day: formatDay(row.validFrom, language) })})`,
    },
    isState
      ? {
          key: 'towns',
          head: t('office:masters.differ'),
          cell: (row) => <TownsThatDiffer register={register} itemKey={row.key} />,
        }
      : {
          key: 'state',
          head: t('office:masters.state-says'),
          cell: (row) =>
            row.differs && row.state ? (
              <Chip tone="caution">{words(row.state.value)}</Chip>
            ) : (
              <span className="soft">{row.state ? t('office:masters.same') : t('office:masters.nothing')}</span>
            ),
        },
    ...(mayChange
      ? [
          {
            key: 'action',
            head: t('office:jobs.action'),
            cell: (row: Item) => <Button onClick={() => onChange(row)}>{t('office:masters.change')}</Button>,
          },
        ]
      : []),
  ]
}
