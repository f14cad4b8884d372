import { formatMoment } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { queryClient } from '../../state/query-client.ts'
import { useSend } from '../../state/use-send.ts'
import { useCity, useView } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Name } from '../../ui/name.tsx'
import { type Column, DataTable } from '../../ui/office/data-table.tsx'
import { PlaceLink } from '../../ui/place-link.tsx'
import { Empty, ErrorNotice, Skeleton } from '../../ui/states.tsx'
import { type Merge, useMerges } from './api.ts'
import { MovingList } from './moving-list.tsx'
import { PeopleFrame } from './people-frame.tsx'

/** `/people/merges`: what was joined, what moved with it, and the way back. */
export function MergesPage() {
  const t = useWords()
  const city = useCity()
  const merges = useMerges(city)
  const undoing = useSend(city)
  const { at } = useView()
  const undo = async (merge: Merge) => {
    if (!(await undoing.send('DELETE', `/people/merges/${merge.mergeId}`))) return
    for (const key of ['merges', 'duplicates', 'party', 'held'])
      await queryClient.invalidateQueries({ queryKey: [key, city] })
  }
  const columns = useColumns(undo, undoing.busy)
  return (
    <PeopleFrame lead={t('office:people.merges-lead')}>
      {(merges.error ?? undoing.error) !== null && (
        <ErrorNotice error={merges.error ?? undoing.error} onRetry={() => merges.refetch()} />
      )}
      {merges.isPending && <Skeleton lines={4} />}
      {merges.data?.length === 0 && <Empty>{t('office:people.no-merges')}</Empty>}
      {merges.data && merges.data.length > 0 && (
        <DataTable
          rows={merges.data}
          columns={columns}
          keyOf={(row) => row.mergeId}
          chosen={(row) => at === `merge:${row.mergeId}`}
        />
      )}
    </PeopleFrame>
  )
}

function useColumns(undo: (merge: Merge) => void, busy: boolean): Column<Merge>[] {
  const t = useWords()
  const language = useLanguage()
  return [
    {
      key: 'kept',
      head: t('office:people.kept'),
      isName: true,
      cell: (row) => (
        <PlaceLink to={`/person/${row.keptPartyId}`}>
          <Name names={row.namesKept} /> ({row.keptPartyId})
        </PlaceLink>
      ),
    },
    {
      key: 'merged',
      head: t('office:people.merged'),
      cell: (row) => (
        <>
          <Name names={row.namesMerged} /> ({row.mergedPartyId})
        </>
      ),
    },
    { key: 'why', head: t('office:people.why'), cell: (row) => row.reason },
    { key: 'moved', head: t('office:people.moved'), cell: (row) => <MovingList moving={row.moved} /> },
    {
      key: 'at',
      head: t('office:journal.at'),
      value: (row) => row.mergedAt,
      cell: (row) => formatMoment(row.mergedAt, language),
    },
    {
      key: 'state',
      head: t('office:jobs.state'),
      cell: (row) =>
        row.undoneAt ? (
          <Chip>{t('office:people.undone', { at: formatMoment(row.undoneAt, language) })}</Chip>
        ) : (
          <Button icon="back" disabled={busy} onClick={() => undo(row)}>
            {t('office:people.undo')}
          </Button>
        ),
    },
  ]
}
