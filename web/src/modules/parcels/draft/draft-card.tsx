import { useState } from 'react'
import { formatDay, formatNumber } from '../../../i18n/format.ts'
import { useLanguage, useWords } from '../../../i18n/language.ts'
import { queryClient } from '../../../state/query-client.ts'
import { useSession } from '../../../state/session.ts'
import { useSend } from '../../../state/use-send.ts'
import { useCity } from '../../../state/view.ts'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { Form } from '../../../ui/form.tsx'
import { Name } from '../../../ui/name.tsx'
import { PlaceLink } from '../../../ui/place-link.tsx'
import { ErrorNotice } from '../../../ui/states.tsx'
import styles from './draft.module.css'
import type { DraftOutline, PlotDraft } from './draft-types.ts'
import { OutlinePicture } from './outline-picture.tsx'
import type { Corner } from './plane.ts'

/** What would change, until when one may answer, and the answer: accept, or object by another boundary or area and why. */
export default function DraftCard({ draft }: { draft: PlotDraft }) {
  const t = useWords()
  const language = useLanguage()
  const city = useCity()
  const isSignedIn = !!useSession(city).data?.user
  const sending = useSend(city)
  const [own, setOwn] = useState<Corner[] | null>(null)
  const [isObjecting, setObjecting] = useState(false)
  const sum = (outlines: DraftOutline[]) => outlines.reduce((total, { areaSqm }) => total + areaSqm, 0)
  const sqm = (value: number) => t('parcels:square-metres', { value: formatNumber(value, language, 1) })
  const send = async (body: object) => {
    const path = `/surveys/${draft.surveyId}/differences/${draft.differenceId}/answers`
    if (!(await sending.send('POST', path, body))) return
    setObjecting(false)
    setOwn(null)
    await queryClient.invalidateQueries({ queryKey: ['place', city, 'drafts'] })
  }
  return (
    <div className={styles.card}>
      <p>
        <strong>
          <Name names={draft.names} />
        </strong>{' '}
        · {formatDay(draft.surveyedOn, language)}
      </p>
      <OutlinePicture before={draft.before} after={draft.after} own={own} onOwn={setOwn} />
      <p className="figures">
        {t('parcels:draft.areas', { before: sqm(sum(draft.before)), after: sqm(sum(draft.after)) })}
      </p>
      <p>{t('parcels:draft.until', { until: formatDay(draft.closesOn, language) })}</p>
      {draft.answers.map(({ answerId, answer, words, outcome }) => (
        <p key={answerId} role="status">
          {t(`parcels:draft.answered.${answer}`)} {words}
          {outcome && ` · ${t(`parcels:draft.outcome.${outcome}`)}`}
        </p>
      ))}
      {sending.error != null && !isObjecting && <ErrorNotice error={sending.error} />}
      {!isSignedIn && <PlaceLink to="/sign-in">{t('parcels:draft.sign-in')}</PlaceLink>}
      {isSignedIn && !isObjecting && (
        <div className={styles.buttons}>
          <Button busy={sending.busy} onClick={() => send({ answer: 'accepts' })}>
            {t('parcels:draft.accept')}
          </Button>
          <Button onClick={() => setObjecting(true)}>{t('parcels:draft.object')}</Button>
        </div>
      )}
      {isObjecting && <ObjectForm draft={draft} own={own} onOwn={setOwn} sending={sending} onSend={send} />}
    </div>
  )
}

type ObjectProps = {
  draft: PlotDraft
  own: Corner[] | null
  onOwn: (corners: Corner[] | null) => void
  sending: ReturnType<typeof useSend>
  onSend: (body: object) => void
}

function ObjectForm({ draft, own, onOwn, sending, onSend }: ObjectProps) {
  const t = useWords()
  const [words, setWords] = useState('')
  const [stated, setStated] = useState('')
  // One simple outline can be drawn anew; anything else is told by words and area.
  const [first] = draft.after.length === 1 ? draft.after : draft.before
  const ring = first?.geometry.coordinates[0]?.[0]
  const object = () =>
    onSend({
      answer: 'objects',
      words: words.trim(),
      ...(own ? { drawn: { type: 'Polygon', coordinates: [[...own, own[0]!]] } } : {}),
      ...(Number(stated) > 0 ? { statedSqm: Number(stated) } : {}),
    })
  return (
    <Form send={t('parcels:draft.send')} onSend={object} busy={sending.busy} error={sending.error}>
      {ring && (
        <p>
          <Button onClick={() => onOwn(own ? null : (ring.slice(0, -1) as Corner[]))}>
            {t(own ? 'parcels:draft.leave-boundary' : 'parcels:draft.move-boundary')}
          </Button>
        </p>
      )}
      {own && <p className="soft small">{t('parcels:draft.move-hint')}</p>}
      <Field
        label={t('parcels:draft.area')}
        name="stated"
        type="number"
        min={0}
        step="0.01"
        value={stated}
        onChange={(event) => setStated(event.target.value)}
      />
      <Field
        label={t('parcels:draft.why')}
        name="words"
        required
        minLength={3}
        maxLength={4000}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
    </Form>
  )
}
