import { formatDay } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { type OwnCase, useOwnCases } from '../../state/requests.ts'
import { useSession } from '../../state/session.ts'
import { useCity } from '../../state/view.ts'
import { buttonLook } from '../../ui/button.tsx'
import { Name } from '../../ui/name.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { PlaceLink } from '../../ui/place-link.tsx'
import { Empty, ErrorNotice, Skeleton } from '../../ui/states.tsx'

/** `/{city}/requests`: where each request of the reader stands, and the way to report a problem. */
export function RequestsPage() {
  const t = useWords()
  const city = useCity()
  const session = useSession(city)
  return (
    <Page title={t('requests:title')}>
      <p>
        <PlaceLink to="/report" className={buttonLook('main')}>
          {t('requests:report')}
        </PlaceLink>
      </p>
      <Section title={t('requests:mine')}>
        {session.error ? (
          <ErrorNotice error={session.error} onRetry={() => session.refetch()} />
        ) : session.isPending ? (
          <Skeleton />
        ) : session.data.user ? (
          <OwnCases city={city} />
        ) : (
          <PlaceLink to="/sign-in">{t('requests:sign-in')}</PlaceLink>
        )}
      </Section>
    </Page>
  )
}

function OwnCases({ city }: { city: string }) {
  const t = useWords()
  const cases = useOwnCases(city)
  if (cases.error) return <ErrorNotice error={cases.error} onRetry={() => cases.refetch()} />
  if (!cases.data) return <Skeleton />
  if (cases.data.length === 0) return <Empty>{t('requests:none')}</Empty>
  return (
    <ul>
      {cases.data.map((each) => (
        <li key={each.caseId}>
          <PlaceLink to={`/requests/${each.caseId}`}>
            <Name names={each.title} />
          </PlaceLink>
          <CaseLine line={each} />
        </li>
      ))}
    </ul>
  )
}

/** Status, number, day of opening, the last day and who has it. */
export function CaseLine({ line }: { line: OwnCase }) {
  const t = useWords()
  const language = useLanguage()
  const due =
    line.closedOn === null && line.dueOn !== null
      ? t(line.daysLeft !== null && line.daysLeft < 0 ? 'requests:late' : 'requests:due', {
          day: formatDay(line.dueOn, language),
        })
      : null
  return (
    <>
      <p>
        <strong>
          <Name names={line.status.names} />
        </strong>
      </p>
      <p className="soft small">
        <span className="figures">{line.number}</span> · {formatDay(line.openedOn, language)}
        {due && ` · ${due}`}
        {line.post && (
          <>
            {' · '}
            <Name names={line.post.names} />
          </>
        )}
      </p>
    </>
  )
}
