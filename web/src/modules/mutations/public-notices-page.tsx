import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatDay } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { getJson } from '../../state/request.ts'
import { useSession } from '../../state/session.ts'
import { useSend } from '../../state/use-send.ts'
import { useCity } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { Field, SelectField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Name } from '../../ui/name.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { PlaceLink } from '../../ui/place-link.tsx'
import { Empty, ErrorNotice, Skeleton } from '../../ui/states.tsx'
import type { MutationNotice } from './mutation-types.ts'

/** Public notices of changes of name that run today, and the way to object. */
export function PublicNoticesPage() {
  const t = useWords()
  const city = useCity()
  const notices = useQuery({
    queryKey: ['mutation-notices', city],
    queryFn: ({ signal }) => getJson<{ notices: MutationNotice[] }>(`/api/${city}/mutations/notices`, signal),
  })
  return (
    <Page title={t('mutations:notices')} lead={t('mutations:no-title')}>
      {notices.isPending && <Skeleton />}
      {notices.error && <ErrorNotice error={notices.error} onRetry={() => notices.refetch()} />}
      {notices.data?.notices.length === 0 && <Empty>{t('mutations:no-notices')}</Empty>}
      {notices.data?.notices.map((notice) => (
        <Notice key={notice.caseId} notice={notice} />
      ))}
    </Page>
  )
}

function Notice({ notice }: { notice: MutationNotice }) {
  const t = useWords()
  const language = useLanguage()
  const city = useCity()
  const isSignedIn = !!useSession(city).data?.user
  const { busy, error, send } = useSend(city)
  const [isOpen, setOpen] = useState(false)
  const [form, setForm] = useState({ kind: 'facts', words: '' })
  const [isSent, setSent] = useState(false)
  const object = async () => {
    const made = await send('POST', `/mutations/${notice.caseId}/objections`, { ...form, words: form.words.trim() })
    if (made) setSent(true)
  }
  return (
    <Section title={`${notice.number} · ${t(`mutations:grounds.${notice.ground}`)}`}>
      <p>
        <PlaceLink to={`/property/${notice.propertyId}`}>{notice.propertyNumber}</PlaceLink> ·{' '}
        <Name names={notice.address} />
      </p>
      <p>{t('mutations:until', { until: formatDay(notice.until, language) })}</p>
      {isSent && <p role="status">{t('mutations:objection-sent')}</p>}
      {!isSent && !isOpen && isSignedIn && <Button onClick={() => setOpen(true)}>{t('mutations:object')}</Button>}
      {!isSignedIn && <PlaceLink to="/sign-in">{t('mutations:sign-in')}</PlaceLink>}
      {!isSent && isOpen && (
        <Form send={t('mutations:send-objection')} onSend={object} busy={busy} error={error}>
          <SelectField
            label={t('mutations:about')}
            name="kind"
            value={form.kind}
            onChange={(event) => setForm({ ...form, kind: event.target.value })}
          >
            <option value="facts">{t('mutations:kinds.facts')}</option>
            <option value="title">{t('mutations:kinds.title')}</option>
          </SelectField>
          <Field
            label={t('mutations:why')}
            name="words"
            required
            minLength={3}
            maxLength={4000}
            value={form.words}
            onChange={(event) => setForm({ ...form, words: event.target.value })}
          />
        </Form>
      )}
    </Section>
  )
}
