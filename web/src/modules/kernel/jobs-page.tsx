import { useMutation, useQuery } from '@tanstack/react-query'
import { formatMoment, formatNumber } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { queryClient } from '../../state/query-client.ts'
import { getJson, sendJson } from '../../state/request.ts'
import { useSession } from '../../state/session.ts'
import { useCity } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { TablePage, tableLook } from '../../ui/office/table-page.tsx'
import { Empty, ErrorNotice, Skeleton } from '../../ui/states.tsx'

type Job = {
  jobId: string
  name: string
  attempts: number
  maximumAttempts: number
  lastError: string | null
  runAt: string
  dead: boolean
}

/** Background work that failed: dead letters first, each with its last error and, where allowed, another try. */
export function JobsPage() {
  const t = useWords()
  const city = useCity()
  const jobs = useQuery({
    queryKey: ['jobs', city],
    queryFn: ({ signal }) => getJson<{ jobs: Job[] }>(`/api/${city}/admin/jobs`, signal).then((answer) => answer.jobs),
    refetchInterval: 10_000,
  })
  const mayRetry = useSession(city).data?.user?.permissions.includes('kernel.retry-jobs') ?? false
  const again = useMutation({
    mutationFn: (jobId: string) => sendJson('POST', city, `/admin/jobs/${jobId}/retry`),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['jobs', city] }),
  })
  return (
    <TablePage title={t('office:rooms.jobs')} lead={t('office:jobs.lead')}>
      {(jobs.error ?? again.error) && <ErrorNotice error={jobs.error ?? again.error} onRetry={() => jobs.refetch()} />}
      {jobs.isPending && <Skeleton lines={4} />}
      {jobs.data?.length === 0 && <Empty>{t('office:jobs.none')}</Empty>}
      {jobs.data && jobs.data.length > 0 && (
        <table className={tableLook}>
          <thead>
            <tr>
              {['name', 'state', 'tries', 'error', 'run'].map((head) => (
                <th key={head} scope="col">
                  {t(`office:jobs.${head}`)}
                </th>
              ))}
              {mayRetry && <th scope="col">{t('office:jobs.action')}</th>}
            </tr>
          </thead>
          <tbody>
            {jobs.data.map((job) => (
              <JobRow key={job.jobId} job={job} onRetry={mayRetry ? () => again.mutate(job.jobId) : undefined} />
            ))}
          </tbody>
        </table>
      )}
    </TablePage>
  )
}

function JobRow({ job, onRetry }: { job: Job; onRetry?: () => void }) {
  const t = useWords()
  const language = useLanguage()
  return (
    <tr>
      <th scope="row">{job.name}</th>
      <td>{job.dead ? <Chip tone="alert">{t('office:jobs.dead')}</Chip> : <Chip>{t('office:jobs.waiting')}</Chip>}</td>
      <td>
        {formatNumber(job.attempts, language)}/{formatNumber(job.maximumAttempts, language)}
      </td>
      <td>
        <pre>{job.lastError}</pre>
      </td>
      <td>{formatMoment(job.runAt, language)}</td>
      {onRetry && <td>{job.dead && <Button onClick={onRetry}>{t('office:jobs.retry')}</Button>}</td>}
    </tr>
  )
}
