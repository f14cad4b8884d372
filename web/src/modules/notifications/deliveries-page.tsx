import { useMutation, useQuery } from '@tanstack/react-query'
import { codeWords } from '../../i18n/code-words.ts'
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

type Delivery = {
  deliveryId: number
  template: string
  subject: { kind: string; id: number }
  channel: string
  sentTo: string | null
  state: string
  because: string | null
  attempts: number
  plannedAt: string
}

/** `/office/{city}/deliveries`: messages that did not go out, with the reason, and another try where it may help. */
export function DeliveriesPage() {
  const t = useWords()
  const city = useCity()
  const failed = useQuery({
    queryKey: ['deliveries', city],
    queryFn: ({ signal }) =>
      getJson<{ deliveries: Delivery[] }>(`/api/${city}/deliveries`, signal).then((answer) => answer.deliveries),
    refetchInterval: 30_000,
  })
  const mayRetry = useSession(city).data?.user?.permissions.includes('notifications.retry') ?? false
  const again = useMutation({
    mutationFn: (deliveryId: number) => sendJson('POST', city, `/deliveries/${deliveryId}/retry`),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['deliveries', city] }),
  })
  const error = failed.error ?? again.error
  return (
    <TablePage title={t('office:rooms.deliveries')} lead={t('office:deliveries.lead')}>
      {error && <ErrorNotice error={error} onRetry={() => failed.refetch()} />}
      {failed.isPending && <Skeleton lines={4} />}
      {failed.data?.length === 0 && <Empty>{t('office:deliveries.none')}</Empty>}
      {failed.data && failed.data.length > 0 && (
        <table className={tableLook}>
          <thead>
            <tr>
              {['what', 'way', 'to', 'state', 'because', 'tries', 'when'].map((head) => (
                <th key={head} scope="col">
                  {t(`office:deliveries.${head}`)}
                </th>
              ))}
              {mayRetry && <th scope="col">{t('office:jobs.action')}</th>}
            </tr>
          </thead>
          <tbody>
            {failed.data.map((delivery) => (
              <Row
                key={delivery.deliveryId}
                delivery={delivery}
                onRetry={mayRetry ? () => again.mutate(delivery.deliveryId) : undefined}
              />
            ))}
          </tbody>
        </table>
      )}
    </TablePage>
  )
}

function Row({ delivery, onRetry }: { delivery: Delivery; onRetry?: () => void }) {
  const t = useWords()
  const language = useLanguage()
  return (
    <tr>
      <th scope="row">{codeWords(t, 'template', delivery.template)}</th>
      <td>{codeWords(t, 'channel', delivery.channel)}</td>
      <td className="figures">{delivery.sentTo}</td>
      <td>
        <Chip tone={delivery.state === 'failed' ? 'alert' : 'caution'}>
          {codeWords(t, 'delivery-state', delivery.state)}
        </Chip>
      </td>
      <td>{delivery.because && codeWords(t, 'withheld', delivery.because)}</td>
      <td>{formatNumber(delivery.attempts, language)}</td>
      <td>{formatMoment(delivery.plannedAt, language)}</td>
      {onRetry && <td>{delivery.sentTo && <Button onClick={onRetry}>{t('office:jobs.retry')}</Button>}</td>}
    </tr>
  )
}
