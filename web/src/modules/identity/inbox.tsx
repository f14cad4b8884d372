import { formatMoment } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { useTowns } from '../../state/towns.ts'
import { useCity } from '../../state/view.ts'
import { Name } from '../../ui/name.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { Empty, ErrorNotice, Skeleton } from '../../ui/states.tsx'
import styles from './forms.module.css'
import { useInbox } from './inbox-query.ts'

const EVERY_MS = 4000

/** `/{city}/inbox`: what the development sender would have sent. It never exists where real messages go out. */
export function TownInbox() {
  const t = useWords()
  return (
    <Page title={t('identity:inbox.title')} lead={t('identity:inbox.lead')}>
      <Messages city={useCity()} />
    </Page>
  )
}

/** `/inbox`: the same for every town of this server. */
export function AnyInbox() {
  const t = useWords()
  const towns = useTowns()
  return (
    <Page title={t('identity:inbox.title')} lead={t('identity:inbox.lead')}>
      {towns.error && <ErrorNotice error={towns.error} />}
      {towns.data?.map((town) => (
        <Section key={town.code} title={<Name names={town.names} />}>
          <Messages city={town.code} />
        </Section>
      ))}
    </Page>
  )
}

function Messages({ city }: { city: string }) {
  const t = useWords()
  const language = useLanguage()
  const inbox = useInbox(city, EVERY_MS)
  if (inbox.error) return <ErrorNotice error={inbox.error} />
  if (!inbox.data) return <Skeleton />
  if (inbox.data.length === 0) return <Empty>{t('identity:inbox.empty')}</Empty>
  return (
    <ul className={styles.messages}>
      {inbox.data.map((message) => (
        <li key={`${message.sentAt}-${message.to}`}>
          <span className="soft small figures">
            {message.channel} · {message.to} · {formatMoment(message.sentAt, language)}
          </span>
          <span className={styles.text}>{message.text}</span>
        </li>
      ))}
    </ul>
  )
}
