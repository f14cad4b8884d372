import { useState } from 'react'
import { codeWords } from '../../i18n/code-words.ts'
import { useWords } from '../../i18n/language.ts'
import { queryClient } from '../../state/query-client.ts'
import { useQueuedCommand } from '../../state/queued.ts'
import { useSession } from '../../state/session.ts'
import { Field, SelectField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { smallPhoto } from './small-photo.ts'

/** Ways that an officer serves by, with what can come of each; the server asks the same. */
const OUTCOMES = {
  'by-hand': ['received', 'refused', 'locked', 'not-found'],
  affixed: ['affixed'],
  'by-post': ['sent', 'received', 'refused', 'returned'],
  published: ['sent'],
} as const
type Mode = keyof typeof OUTCOMES

type Given = { subjectKind: string; subjectId: number; city: string }

/** How a paper was served, recorded at the door: it is kept on the telephone when there is no network. */
export function ServeForm({ city, subjectKind, subjectId }: Given) {
  const t = useWords()
  const today = useSession(city).data?.town.today ?? ''
  const [mode, setMode] = useState<Mode>('by-hand')
  const [outcome, setOutcome] = useState<string>('received')
  const [values, setValues] = useState({
    receivedBy: '',
    relation: '',
    placeWords: '',
    witnesses: '',
    postalNumber: '',
  })
  const [photo, setPhoto] = useState<string | null>(null)
  const [said, setSaid] = useState<'sent' | 'kept' | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const { send } = useQueuedCommand<{ serviceId: number }>(city, 'office:service.record')
  const field = (key: keyof typeof values, more: { required?: boolean } = {}) => (
    <Field
      label={t(`office:service.${key}`)}
      name={key}
      value={values[key]}
      onChange={(event) => setValues({ ...values, [key]: event.target.value })}
      {...more}
    />
  )
  const save = async () => {
    setBusy(true)
    setProblem(null)
    setSaid(null)
    const written = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value.trim() || null]))
    try {
      const body = { subjectKind, subjectId, mode, outcome, servedOn: today, ...written, photoBase64: photo }
      const answer = await send('POST', '/services-of-papers', body)
      setSaid(answer.state)
      setValues({ receivedBy: '', relation: '', placeWords: '', witnesses: '', postalNumber: '' })
      setPhoto(null)
      await queryClient.invalidateQueries({ queryKey: ['services', city, subjectKind, subjectId] })
    } catch (caught) {
      setProblem(caught)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Form send={t('office:service.save')} onSend={() => void save()} busy={busy} error={problem}>
        <SelectField
          label={t('office:service.mode')}
          name="mode"
          value={mode}
          onChange={(event) => {
            const chosen = event.target.value as Mode
            setMode(chosen)
            setOutcome(OUTCOMES[chosen][0])
          }}
        >
          {Object.keys(OUTCOMES).map((each) => (
            <option key={each} value={each}>
              {codeWords(t, 'service-mode', each)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t('office:service.outcome')}
          name="outcome"
          value={outcome}
          onChange={(event) => setOutcome(event.target.value)}
        >
          {OUTCOMES[mode].map((each) => (
            <option key={each} value={each}>
              {codeWords(t, 'service-outcome', each)}
            </option>
          ))}
        </SelectField>
        {mode === 'by-hand' && outcome === 'received' && field('receivedBy', { required: true })}
        {mode === 'by-hand' && outcome === 'received' && field('relation')}
        {mode === 'by-post' && field('postalNumber', { required: outcome === 'sent' })}
        {(mode === 'affixed' || outcome === 'locked') && field('placeWords', { required: mode === 'affixed' })}
        {(mode === 'affixed' || outcome === 'refused') && field('witnesses')}
        <Field
          label={t('office:service.photo')}
          hint={photo ? t('office:service.photo-there') : undefined}
          type="file"
          name="photo"
          accept="image/*"
          capture="environment"
          required={mode === 'affixed' && photo === null}
          onChange={(event) => {
            const file = event.target.files?.[0]
            if (file) smallPhoto(file).then(setPhoto).catch(setProblem)
          }}
        />
      </Form>
      <p role="status">{said && t(`notices:saved.${said}`)}</p>
    </>
  )
}
