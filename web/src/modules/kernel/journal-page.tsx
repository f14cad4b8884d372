import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { codeWords } from '../../i18n/code-words.ts'
import { formatMoment, formatNumber } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { getJson } from '../../state/request.ts'
import { useCity } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { Empty, ErrorNotice, Skeleton } from '../../ui/states.tsx'
import { TablePage, tableLook } from '../../ui/table-page.tsx'

type Entry = {
  entryId: number
  kind: string
  command: string
  userId: number | null
  postId: number | null
  roleClass: string
  subjects: unknown
  before: unknown
  after: unknown
  recordedAt: string
  sealed: boolean
}
type Journal = { entries: Entry[]; nextBefore: number | null }
type Verdict = { entries: number; unsealed: number; intact: boolean; firstBroken?: { entryId: number; reason: string } }

/** Every write, newest first, and the proof that none was altered. */
export function JournalPage() {
  const t = useWords()
  const city = useCity()
  const journal = useInfiniteQuery({
    queryKey: ['journal', city],
    queryFn: ({ pageParam, signal }) =>
      getJson<Journal>(`/api/${city}/admin/journal${pageParam ? `?before=${pageParam}` : ''}`, signal),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => last.nextBefore,
  })
  const entries = journal.data?.pages.flatMap((page) => page.entries) ?? []
  return (
    <TablePage title={t('office:rooms.journal')} lead={t('office:journal.lead')} tools={<Verify city={city} />}>
      {journal.error && <ErrorNotice error={journal.error} onRetry={() => journal.refetch()} />}
      {journal.isPending && <Skeleton lines={6} />}
      {journal.isSuccess && entries.length === 0 && <Empty>{t('office:journal.none')}</Empty>}
      {entries.length > 0 && (
        <table className={tableLook}>
          <thead>
            <tr>
              {['number', 'at', 'command', 'who', 'subjects', 'values'].map((head) => (
                <th key={head} scope="col">
                  {t(`office:journal.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <EntryRow key={entry.entryId} entry={entry} />
            ))}
          </tbody>
        </table>
      )}
      {journal.hasNextPage && (
        <Button busy={journal.isFetchingNextPage} onClick={() => journal.fetchNextPage()}>
          {t('office:journal.more')}
        </Button>
      )}
    </TablePage>
  )
}

function EntryRow({ entry }: { entry: Entry }) {
  const t = useWords()
  const language = useLanguage()
  const who = [entry.userId && `#${entry.userId}`, codeWords(t, 'role-class', entry.roleClass)]
    .filter(Boolean)
    .join(' ')
  return (
    <tr>
      <td>{entry.entryId}</td>
      <td>{formatMoment(entry.recordedAt, language)}</td>
      <th scope="row">{entry.command}</th>
      <td>{who}</td>
      <td>
        <pre>{subjectsOf(entry.subjects)}</pre>
      </td>
      <td>
        {(entry.before != null || entry.after != null) && (
          <details>
            <summary>{t('office:journal.show')}</summary>
            <pre>{JSON.stringify({ before: entry.before, after: entry.after }, null, 1)}</pre>
          </details>
        )}
      </td>
    </tr>
  )
}

/** A search looks at many at once; the rest is a number. */
const MOST_SUBJECTS = 5

function subjectsOf(subjects: unknown): string {
  if (!Array.isArray(subjects)) return ''
  const lines = subjects.map((subject: { kind?: string; id?: number }) => `${subject.kind} ${subject.id}`)
  return lines.length > MOST_SUBJECTS
    ? [...lines.slice(0, MOST_SUBJECTS), `+${lines.length - MOST_SUBJECTS}`].join('\n')
    : lines.join('\n')
}

function Verify({ city }: { city: string }) {
  const t = useWords()
  const language = useLanguage()
  const verdict = useQuery({
    queryKey: ['journal-verdict', city],
    queryFn: ({ signal }) => getJson<Verdict>(`/api/${city}/admin/journal/verify`, signal),
    enabled: false,
  })
  const data = verdict.data
  return (
    <div>
      <Button icon="check" busy={verdict.isFetching} onClick={() => verdict.refetch()}>
        {t('office:journal.verify')}
      </Button>
      <p role="status">
        {data?.intact &&
          t('office:journal.intact', { count: data.entries, entries: formatNumber(data.entries, language) })}
        {data && !data.intact && t('office:journal.broken', { entry: data.firstBroken?.entryId ?? '?' })}
      </p>
      {verdict.error && <ErrorNotice error={verdict.error} />}
    </div>
  )
}
