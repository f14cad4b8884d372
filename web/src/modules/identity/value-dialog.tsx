import { useState } from 'react'
import { codeWords } from '../../i18n/code-words.ts'
import { useWords } from '../../i18n/language.ts'
import { queryClient } from '../../state/query-client.ts'
import { useSession } from '../../state/session.ts'
import { useTown } from '../../state/towns.ts'
import { useSend } from '../../state/use-send.ts'
import { useCity } from '../../state/view.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, SelectField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { OrderField } from '../../ui/office/order-field.tsx'
import type { Item, Json } from './masters-api.ts'
import { useValueWords } from './value-words.ts'

const CLASSES = ['nigam', 'palika', 'parishad', 'cantonment', 'authority'] as const

type Props = { register: string; item: Item; onClose: () => void }

/** Sets a value from a day on, by an order. */
export function ValueDialog({ register, item, onClose }: Props) {
  const t = useWords()
  const city = useCity()
  const words = useValueWords()
  const today = useSession(city).data?.town.today ?? ''
  const { busy, error, send } = useSend(city)
  const [value, setValue] = useState(typeof item.value === 'string' ? item.value : JSON.stringify(item.value))
  const [form, setForm] = useState({ from: today, to: '', instrument: '', townClass: '' })
  // The state alone may speak for one class of its towns.
  const isState = useTown(city) === null
  const [isBad, setBad] = useState(false)
  const set = (change: Partial<typeof form>) => setForm((old) => ({ ...old, ...change }))
  const put = async () => {
    const read = readAs(item.value, value)
    setBad(read === undefined)
    if (read === undefined) return
    const body = {
      value: read,
      from: form.from,
      to: form.to || null,
      townClass: form.townClass || null,
      instrument: form.instrument.trim(),
    }
    if (!(await send('PUT', `/masters/${register}/${encodeURIComponent(item.key)}`, body))) return
    await queryClient.invalidateQueries({ queryKey: ['masters', city] })
    onClose()
  }
  return (
    <Dialog title={codeWords(t, 'master-key', item.key)} open onClose={onClose}>
      <Form send={t('office:masters.set')} onSend={put} busy={busy} error={error}>
        {item.state && <p className="soft">{t('office:masters.state-value', { value: words(item.state.value) })}</p>}
        {typeof item.value === 'boolean' ? (
          <SelectField
            label={t('office:masters.value')}
            value={value}
            onChange={(event) => setValue(event.target.value)}
          >
            <option value="true">{t('office:masters.yes')}</option>
            <option value="false">{t('office:masters.no')}</option>
          </SelectField>
        ) : (
          <Field
            label={t('office:masters.value')}
            name="value"
            required
            inputMode={typeof item.value === 'number' ? 'decimal' : undefined}
            problem={isBad ? t('office:masters.bad-value') : null}
            value={value}
            onChange={(event) => setValue(event.target.value)}
          />
        )}
        {isState && (
          <SelectField
            label={t('office:masters.for')}
            value={form.townClass}
            onChange={(event) => set({ townClass: event.target.value })}
          >
            <option value="">{t('office:masters.for-all')}</option>
            {CLASSES.map((townClass) => (
              <option key={townClass} value={townClass}>
                {codeWords(t, 'town-kind', townClass)}
              </option>
            ))}
          </SelectField>
        )}
        <Field
          label={t('office:posts.on')}
          type="date"
          required
          value={form.from}
          onChange={(event) => set({ from: event.target.value })}
        />
        <Field
          label={t('office:masters.until')}
          hint={t('office:masters.until-hint')}
          type="date"
          value={form.to}
          onChange={(event) => set({ to: event.target.value })}
        />
        <OrderField value={form.instrument} onChange={(instrument) => set({ instrument })} />
      </Form>
    </Dialog>
  )
}

/** What was typed, as a value of the same kind as before; undefined when it is none. */
export function readAs(before: Json, text: string): Json | undefined {
  if (typeof before === 'string') return text
  try {
    const read = JSON.parse(text.trim()) as Json
    return typeof read === typeof before ? read : undefined
  } catch {
    return undefined
  }
}
