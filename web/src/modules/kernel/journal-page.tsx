import { useInfiniteQuery } from '@tanstack/react-query'
import { codeWords } from '../../i18n/code-words.ts'
import { useWords } from '../../i18n/language.ts'
import { getJson } from '../../state/request.ts'
import { useCity, useSetView, useView } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField } from '../../ui/field.tsx'
import { TablePage } from '../../ui/office/table-page.tsx'
import { Empty, ErrorNotice, Skeleton } from '../../ui/states.tsx'
import { type Entry, JournalTable } from './journal-table.tsx'
import { JournalVerdict } from './journal-verdict.tsx'

type Journal = { entries: Entry[]; nextBefore: number | null }

/** Looks at private data outnumber the changes by far, so the changes are shown unless one asks. */
const KINDS = { write: 'office:journal.writes', look: 'office:journal.looks', all: 'office:journal.all' } as const

/** `/journal?show=look&at=property:12`: every change, newest first, and the proof that none was altered. */
export function JournalPage() {
  const t = useWords()
  const city = useCity()
  const { at, show = 'write' } = useView()
  const setView = useSetView()
  const journal = useJournal(city, show, at)
  const entries = journal.data?.pages.flatMap((page) => page.entries) ?? []
  return (
    <TablePage title={t('office:rooms.journal')} lead={t('office:journal.lead')} tools={<JournalVerdict city={city} />}>
      <div style={{ maxInlineSize: '20rem' }}>
        <SelectField
          label={t('office:journal.kind')}
          value={show in KINDS ? show : 'write'}
          onChange={(event) => setView({ show: event.target.value === 'write' ? undefined : event.target.value })}
        >
          {Object.entries(KINDS).map(([kind, words]) => (
            <option key={kind} value={kind}>
              {t(words)}
            </option>
          ))}
        </SelectField>
      </div>
      {at && <OnlyAbout at={at} onWhole={() => setView({ at: undefined })} />}
      {journal.error && <ErrorNotice error={journal.error} onRetry={() => journal.refetch()} />}
      {journal.isPending && <Skeleton lines={6} />}
      {journal.isSuccess && entries.length === 0 && <Empty>{t('office:journal.none')}</Empty>}
      {entries.length > 0 && <JournalTable entries={entries} />}
      {journal.hasNextPage && (
        <Button busy={journal.isFetchingNextPage} onClick={() => journal.fetchNextPage()}>
          {t('office:journal.more')}
        </Button>
      )}
    </TablePage>
  )
}

function useJournal(city: string, show: string, at: string | undefined) {
  const [subjectKind, subjectId] = at?.split(':') ?? []
  return useInfiniteQuery({
    queryKey: ['journal', city, show, at],
    queryFn: ({ pageParam, signal }) => {
      const asked = new URLSearchParams()
      if (pageParam) asked.set('before', String(pageParam))
      if (show !== 'all') asked.set('kind', show === 'look' ? 'look' : 'write')
      if (subjectKind && subjectId) {
        asked.set('subjectKind', subjectKind)
        asked.set('subjectId', subjectId)
      }
      return getJson<Journal>(`/api/${city}/admin/journal?${asked}`, signal)
    },
    initialPageParam: null as number | null,
    getNextPageParam: (last) => last.nextBefore,
  })
}

function OnlyAbout({ at, onWhole }: { at: string; onWhole: () => void }) {
  const t = useWords()
  const [kind = '', id = ''] = at.split(':')
  return (
    <p role="status">
      {t('office:journal.about', { subject: `${codeWords(t, 'subject', kind)} ${id}` })}{' '}
      <Button look="quiet" onClick={onWhole}>
        {t('office:journal.whole')}
      </Button>
    </p>
  )
}
