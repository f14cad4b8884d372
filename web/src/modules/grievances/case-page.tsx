import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { formatDay } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { pickName } from '../../i18n/pick.ts'
import { queryClient } from '../../state/query-client.ts'
import { type CasePage, useCase } from '../../state/requests.ts'
import { useSend } from '../../state/use-send.ts'
import { useCity } from '../../state/view.ts'
import { Field, SelectField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Name } from '../../ui/name.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { ErrorNotice, Skeleton } from '../../ui/states.tsx'
import { CaseLine } from './requests-page.tsx'

const STARS = [5, 4, 3, 2, 1]

/** `/{city}/requests/{caseId}`: where it stands, what the reader can do now, what has happened, and feedback. */
export function RequestPage() {
  const t = useWords()
  const language = useLanguage()
  const city = useCity()
  const { caseId = '' } = useParams({ strict: false }) as { caseId?: string }
  const found = useCase(city, caseId)
  if (!found.data)
    return (
      <Page title={t('requests:title')}>
        {found.error ? <ErrorNotice error={found.error} onRetry={() => found.refetch()} /> : <Skeleton />}
      </Page>
    )
  const page = found.data
  const path = `/cases/${page.caseId}`
  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: ['case', city, caseId] }),
      queryClient.invalidateQueries({ queryKey: ['own-cases', city] }),
    ])
  return (
    <Page title={<Name names={page.title} />}>
      <CaseLine line={page} />
      {page.next.map((next) => (
        <Act key={`${next.action}-${page.version}`} {...{ city, path, next }} version={page.version} onDone={refresh} />
      ))}
      {page.feedback.asked && page.feedback.given.length === 0 && <Rate city={city} path={path} onDone={refresh} />}
      <Section title={t('requests:so-far')}>
        <ol>
          {page.timeline.map((step) => (
            <li key={step.sequence}>
              {formatDay(step.on, language)} · <Name names={step.names} />
              {step.post && (
                <>
                  {' · '}
                  <Name names={step.post} />
                </>
              )}
              {step.text && <p>{step.text}</p>}
            </li>
          ))}
        </ol>
      </Section>
    </Page>
  )
}

type Step = { city: string; path: string; onDone: () => Promise<unknown> }

/** One thing that the reader may do now; what stands in its way is said instead. */
function Act({ city, path, next, version, onDone }: Step & { next: CasePage['next'][number]; version: number }) {
  const t = useWords()
  const language = useLanguage()
  const { busy, error, send } = useSend(city)
  const [text, setText] = useState('')
  const name = pickName(next.names, language).text
  if (next.blocked.length > 0)
    return (
      <p>
        {name}: {next.blocked.map((reason) => reason.sentence).join(' ')}
      </p>
    )
  const act = async () => {
    const body = { action: next.action, expectedVersion: version, text: text.trim() || null }
    if (await send('POST', `${path}/actions`, body)) await onDone()
  }
  return (
    <Form send={name} onSend={() => void act()} busy={busy} error={error}>
      {next.needs.includes('text') && (
        <Field
          label={t('requests:text')}
          name={next.action}
          required
          maxLength={2000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
    </Form>
  )
}

/** Stars and words once the request is closed. */
function Rate({ city, path, onDone }: Step) {
  const t = useWords()
  const { busy, error, send } = useSend(city)
  const [rating, setRating] = useState('')
  const [words, setWords] = useState('')
  const rate = async () => {
    const body = { rating: Number(rating), words: words.trim() || null }
    if (await send('POST', `${path}/feedback`, body)) await onDone()
  }
  return (
    <Section title={t('requests:rate')}>
      <Form send={t('requests:send-rating')} onSend={() => void rate()} busy={busy} error={error}>
        <SelectField
          label={t('requests:stars')}
          name="rating"
          required
          value={rating}
          onChange={(event) => setRating(event.target.value)}
        >
          <option value="" />
          {STARS.map((stars) => (
            <option key={stars} value={stars}>
              {stars} {'★'.repeat(stars)}
            </option>
          ))}
        </SelectField>
        <Field
          label={t('requests:text')}
          name="words"
          maxLength={2000}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </Form>
    </Section>
  )
}
