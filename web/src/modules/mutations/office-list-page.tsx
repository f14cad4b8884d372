import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatDay } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { queryClient } from '../../state/query-client.ts'
import { getJson } from '../../state/request.ts'
import { useSend } from '../../state/use-send.ts'
import { useCity } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Name } from '../../ui/name.tsx'
import { type Column, DataTable } from '../../ui/office/data-table.tsx'
import { TablePage } from '../../ui/office/table-page.tsx'
import { PlaceLink } from '../../ui/place-link.tsx'
import { Empty, ErrorNotice, Skeleton } from '../../ui/states.tsx'
import type { CaseLine, WaitingDeed } from './mutation-types.ts'

/** Changes of name that are open, and deeds of the feed that wait for their property. */
export function MutationsPage() {
  const t = useWords()
  const language = useLanguage()
  const city = useCity()
  const cases = useQuery({
    queryKey: ['mutations', city],
    queryFn: ({ signal }) =>
      getJson<{ cases: CaseLine[] }>(`/api/${city}/cases?queue=all&service=mutations.mutation&limit=100`, signal),
  })
  const columns: Column<CaseLine>[] = [
    {
      key: 'number',
      head: t('office:mutation.number'),
      isName: true,
      value: (row) => row.number,
      cell: (row) => <PlaceLink to={`/mutations/${row.caseId}`}>{row.number}</PlaceLink>,
    },
    { key: 'title', head: t('office:mutation.what'), cell: (row) => <Name names={row.title} /> },
    { key: 'status', head: t('office:mutation.status'), cell: (row) => <Name names={row.status.names} /> },
    {
      key: 'opened',
      head: t('office:mutation.opened'),
      value: (row) => row.openedOn,
      cell: (row) => formatDay(row.openedOn, language),
    },
  ]
  return (
    <TablePage title={t('office:mutation.title')} lead={t('mutations:no-title')}>
      {cases.isPending && <Skeleton />}
      {cases.error && <ErrorNotice error={cases.error} onRetry={() => cases.refetch()} />}
      {cases.data?.cases.length === 0 && <Empty>{t('office:mutation.none')}</Empty>}
      {cases.data && cases.data.cases.length > 0 && (
        <DataTable rows={cases.data.cases} columns={columns} keyOf={(row) => row.caseId} />
      )}
      <WaitingDeeds />
    </TablePage>
  )
}

function WaitingDeeds() {
  const t = useWords()
  const city = useCity()
  const deeds = useQuery({
    queryKey: ['mutation-deeds', city],
    queryFn: ({ signal }) => getJson<{ deeds: WaitingDeed[] }>(`/api/${city}/mutations/deeds`, signal),
  })
  if (!deeds.data || deeds.data.deeds.length === 0) return null
  return (
    <>
      <h2>{t('office:mutation.deeds')}</h2>
      <ul>
        {deeds.data.deeds.map((each) => (
          <DeedLine key={each.deedId} waiting={each} />
        ))}
      </ul>
    </>
  )
}

function DeedLine({ waiting }: { waiting: WaitingDeed }) {
  const t = useWords()
  const language = useLanguage()
  const city = useCity()
  const { busy, error, send } = useSend(city)
  const [propertyId, setPropertyId] = useState('')
  const match = async () => {
    if (!(await send('POST', `/mutations/deeds/${waiting.deedId}/match`, { propertyId: Number(propertyId) }))) return
    await queryClient.invalidateQueries({ queryKey: ['mutation-deeds', city] })
    await queryClient.invalidateQueries({ queryKey: ['mutations', city] })
  }
  const { deed } = waiting
  return (
    <li>
      <p>
        {deed.deed} · {formatDay(deed.deedOn, language)} · {deed.incoming.map(({ name }) => name).join(', ')}
      </p>
      <Field
        label={t('office:mutation.property')}
        inputMode="numeric"
        value={propertyId}
        onChange={(event) => setPropertyId(event.target.value)}
      />
      <Button busy={busy} disabled={!(Number(propertyId) > 0)} onClick={match}>
        {t('office:mutation.match')}
      </Button>
      {error != null && <ErrorNotice error={error} />}
    </li>
  )
}
