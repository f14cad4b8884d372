import { useState } from 'react'
import { formatMoment } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { markRead, type Notice, useNotices } from '../../state/notices.ts'
import { useSession } from '../../state/session.ts'
import { useCity } from '../../state/view.ts'
import { Button, buttonLook } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Name } from '../../ui/name.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { PlaceLink } from '../../ui/place-link.tsx'
import { Empty, ErrorNotice, Skeleton } from '../../ui/states.tsx'
import { MyLetters } from './letter-list.tsx'
import styles from './notices.module.css'
import { PreferenceForm } from './preference-form.tsx'

/** `/{city}/notices`: what the reader was told, letters to them, and how they want to be told. */
export function NoticesPage() {
  const t = useWords()
  const city = useCity()
  const session = useSession(city)
  if (session.isPending)
    return (
      <Page title={t('notices:title')}>
        <Skeleton />
      </Page>
    )
  const user = session.data?.user
  if (!user)
    return (
      <Page title={t('notices:title')} lead={session.error ? undefined : t('notices:sign-in')}>
        {session.error ? (
          <ErrorNotice error={session.error} onRetry={() => session.refetch()} />
        ) : (
          <p>
            <PlaceLink to="/sign-in" className={buttonLook('main')}>
              {t('shell:nav.sign-in')}
            </PlaceLink>
          </p>
        )}
      </Page>
    )
  return (
    <Page title={t('notices:title')}>
      <NoticeList city={city} />
      {user.roleClass === 'citizen' && (
        <Section title={t('notices:letters.title')} id="letters">
          <MyLetters city={city} />
        </Section>
      )}
      <Section title={t('notices:preferences.title')} id="preferences">
        <PreferenceForm city={city} />
      </Section>
    </Page>
  )
}

function NoticeList({ city }: { city: string }) {
  const t = useWords()
  const [before, setBefore] = useState<number | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const page = useNotices(city, before)
  if (page.error) return <ErrorNotice error={page.error} onRetry={() => page.refetch()} />
  if (!page.data) return <Skeleton lines={4} />
  const { notices, unread, nextBefore } = page.data
  if (notices.length === 0) return <Empty>{t('notices:empty')}</Empty>
  const read = (ids: number[] | null) => markRead(city, ids).catch(setProblem)
  return (
    <>
      {problem !== null && <ErrorNotice error={problem} />}
      {unread > 0 && (
        <p>
          <Button onClick={() => void read(null)}>{t('notices:read-all')}</Button>
        </p>
      )}
      <ul className={styles.notices}>
        {notices.map((notice) => (
          <NoticeLine key={notice.noticeId} notice={notice} onRead={() => void read([notice.noticeId])} />
        ))}
      </ul>
      <p className={styles.pages}>
        {before !== null && <Button onClick={() => setBefore(null)}>{t('notices:newest')}</Button>}
        {nextBefore !== null && <Button onClick={() => setBefore(nextBefore)}>{t('notices:older')}</Button>}
      </p>
    </>
  )
}

function NoticeLine({ notice, onRead }: { notice: Notice; onRead: () => void }) {
  const t = useWords()
  const language = useLanguage()
  const isErased = Object.keys(notice.texts).length === 0
  return (
    <li className={notice.read ? undefined : styles.unread}>
      <p className={styles.head}>
        <strong>{isErased ? t('notices:erased') : <Name names={notice.titles} />}</strong>
        {!notice.read && <Chip tone={notice.urgent ? 'alert' : 'plain'}>{t('notices:new')}</Chip>}
      </p>
      {!isErased && (
        <p>
          <Name names={notice.texts} />
        </p>
      )}
      <p className={styles.foot}>
        <span className="soft small figures">{formatMoment(notice.sentAt, language)}</span>
        {notice.link && (
          <PlaceLink to={notice.link} onClick={notice.read ? undefined : onRead}>
            {t('notices:open')}
          </PlaceLink>
        )}
        {!notice.read && (
          <button type="button" className={styles.quiet} onClick={onRead}>
            {t('notices:mark-read')}
          </button>
        )}
      </p>
    </li>
  )
}
