import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { codeWords } from '../../i18n/code-words.ts'
import { formatDay } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { getJson } from '../../state/request.ts'
import { useSession } from '../../state/session.ts'
import { useCity } from '../../state/view.ts'
import { Chip } from '../../ui/chip.tsx'
import { Section } from '../../ui/page.tsx'
import { Empty, ErrorNotice, Skeleton } from '../../ui/states.tsx'
import { LetterPage } from './letter-page.tsx'
import styles from './notices.module.css'
import { ServeForm } from './serve-form.tsx'

type Service = {
  serviceId: number
  mode: string
  outcome: string
  servedOn: string
  receivedBy: string | null
  placeWords: string | null
  cancelsServiceId: number | null
}
type Services = { served: boolean; servedOn: string | null; services: Service[] }

/** `/office/{city}/letters/{id}`: the letter, how it was served, and the form for the one who serves it. */
export function OfficeLetterPage() {
  const t = useWords()
  const city = useCity()
  const { letterId = '' } = useParams({ strict: false }) as { letterId?: string }
  const permissions = useSession(city).data?.user?.permissions ?? []
  return (
    <>
      <LetterPage />
      <div className={styles.below}>
        {permissions.includes('notifications.read') && (
          <Section title={t('office:service.title')} id="service">
            <ServiceList city={city} letterId={letterId} />
          </Section>
        )}
        {permissions.includes('notifications.record-service') && (
          <Section title={t('office:service.record')} id="record-service">
            <ServeForm city={city} subjectKind="letter" subjectId={Number(letterId)} />
          </Section>
        )}
      </div>
    </>
  )
}

function ServiceList({ city, letterId }: { city: string; letterId: string }) {
  const t = useWords()
  const language = useLanguage()
  const services = useQuery({
    queryKey: ['services', city, 'letter', Number(letterId)],
    queryFn: ({ signal }) =>
      getJson<Services>(`/api/${city}/services-of-papers?subjectKind=letter&subjectId=${letterId}`, signal),
  })
  if (services.error) return <ErrorNotice error={services.error} onRetry={() => services.refetch()} />
  if (!services.data) return <Skeleton />
  const { served, servedOn, services: records } = services.data
  return (
    <>
      <p>
        {served && servedOn ? (
          <Chip tone="good">{t('office:service.served', { day: formatDay(servedOn, language) })}</Chip>
        ) : (
          <Chip tone="caution">{t('office:service.not-served')}</Chip>
        )}
      </p>
      {records.length === 0 && <Empty>{t('office:service.none')}</Empty>}
      <ul className={styles.notices}>
        {records.map((record) => (
          <li key={record.serviceId}>
            <p className={styles.head}>
              <strong>
                {codeWords(t, 'service-mode', record.mode)} · {codeWords(t, 'service-outcome', record.outcome)}
              </strong>
              {record.cancelsServiceId !== null && <Chip>{t('office:service.taken-back')}</Chip>}
            </p>
            <p className="soft small">
              {[formatDay(record.servedOn, language), record.receivedBy, record.placeWords].filter(Boolean).join(' · ')}
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}
