import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { codeWords } from '../../i18n/code-words.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { pickName } from '../../i18n/pick.ts'
import { usePlacePage } from '../../state/place-page.ts'
import { useSession } from '../../state/session.ts'
import { useSend } from '../../state/use-send.ts'
import { useCity } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { Field, SelectField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Page } from '../../ui/page.tsx'
import { PlaceLink } from '../../ui/place-link.tsx'
import { GROUNDS, readShare } from './mutation-types.ts'

const APPLICANTS = ['transferee', 'heir', 'owner', 'agent'] as const
type Receiver = { name: string; share: string }

/** Applies for a change of name: on which paper, from which day, who receives it in which parts. */
export function ApplyPage() {
  const t = useWords()
  const language = useLanguage()
  const city = useCity()
  const { propertyId = '' } = useParams({ strict: false }) as { propertyId?: string }
  const page = usePlacePage(city, 'properties', propertyId)
  const session = useSession(city).data
  const { busy, error, send } = useSend(city)
  const [form, setForm] = useState({ ground: 'sale', applicantIs: 'transferee', deed: '', deedOn: '' })
  const [receivers, setReceivers] = useState<Receiver[]>([{ name: '', share: '1' }])
  const [made, setMade] = useState<{ number: string } | null>(null)
  const set = (part: Partial<typeof form>) => setForm((old) => ({ ...old, ...part }))
  const property = page.data?.property
  const apply = async () => {
    const incoming = receivers.map(({ name, share }) => ({ name: name.trim(), share: readShare(share) }))
    if (incoming.some(({ share }) => share === null)) return
    const body = { propertyId: Number(propertyId), ...form, deed: form.deed.trim(), incoming }
    setMade(await send<{ number: string }>('POST', '/mutations', body))
  }
  const lead = property ? `${property.propertyNumber} · ${pickName(property.address, language).text}` : ''
  if (made)
    return (
      <Page title={t('mutations:made', { number: made.number })} lead={lead}>
        <p>{t('mutations:made-next')}</p>
        <PlaceLink to={`/property/${propertyId}`}>{t('mutations:back')}</PlaceLink>
      </Page>
    )
  return (
    <Page title={t('mutations:apply')} lead={lead}>
      <p>{t('mutations:no-title')}</p>
      {session && !session.user ? (
        <PlaceLink to="/sign-in">{t('mutations:sign-in')}</PlaceLink>
      ) : (
        <Form send={t('mutations:send')} onSend={apply} busy={busy} error={error}>
          <SelectField
            label={t('mutations:ground')}
            name="ground"
            value={form.ground}
            onChange={(event) => set({ ground: event.target.value })}
          >
            {GROUNDS.map((each) => (
              <option key={each} value={each}>
                {t(`mutations:grounds.${each}`)}
              </option>
            ))}
          </SelectField>
          <SelectField
            label={t('mutations:i-am')}
            name="applicantIs"
            value={form.applicantIs}
            onChange={(event) => set({ applicantIs: event.target.value })}
          >
            {APPLICANTS.map((each) => (
              <option key={each} value={each}>
                {t(`mutations:applicants.${each}`)}
              </option>
            ))}
          </SelectField>
          <Field
            label={t('mutations:deed')}
            hint={t('mutations:deed-hint')}
            name="deed"
            required
            minLength={3}
            maxLength={300}
            value={form.deed}
            onChange={(event) => set({ deed: event.target.value })}
          />
          <Field
            label={t('mutations:deed-on')}
            type="date"
            name="deedOn"
            required
            max={session?.town.today}
            value={form.deedOn}
            onChange={(event) => set({ deedOn: event.target.value })}
          />
          <Receivers receivers={receivers} onChange={setReceivers} />
        </Form>
      )}
      {property && <p className="soft small">{codeWords(t, 'kind', property.kind)}</p>}
    </Page>
  )
}

function Receivers({ receivers, onChange }: { receivers: Receiver[]; onChange: (receivers: Receiver[]) => void }) {
  const t = useWords()
  const set = (at: number, part: Partial<Receiver>) =>
    onChange(receivers.map((each, index) => (index === at ? { ...each, ...part } : each)))
  return (
    <fieldset style={{ border: 0, padding: 0, margin: 0, display: 'grid', gap: '0.75rem' }}>
      <legend>{t('mutations:receivers')}</legend>
      {receivers.map(({ name, share }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place
        <div key={at} style={{ display: 'grid', gridTemplateColumns: '1fr 7rem', gap: '0.75rem', alignItems: 'end' }}>
          <Field
            label={t('mutations:name', { at: at + 1 })}
            name={`name-${at}`}
            required
            maxLength={200}
            value={name}
            onChange={(event) => set(at, { name: event.target.value })}
          />
          <Field
            label={t('mutations:part')}
            name={`share-${at}`}
            required
            inputMode="text"
            value={share}
            problem={readShare(share) ? null : t('mutations:bad-share')}
            onChange={(event) => set(at, { share: event.target.value })}
          />
        </div>
      ))}
      <p>
        <Button onClick={() => onChange([...receivers, { name: '', share: '' }])}>{t('mutations:one-more')}</Button>
      </p>
    </fieldset>
  )
}
