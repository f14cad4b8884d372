import { useState } from 'react'
import { codeWords } from '../../i18n/code-words.ts'
import { formatDay } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import type { Restriction } from '../../state/contract.ts'
import { queryClient } from '../../state/query-client.ts'
import { useSession } from '../../state/session.ts'
import { useSend } from '../../state/use-send.ts'
import { useCity } from '../../state/view.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { OrderField } from '../../ui/office/order-field.tsx'

/** Lifts an order from a day on, by another order. What it stopped until then stays on record. */
export function LiftDialog({ restriction, onClose }: { restriction: Restriction; onClose: () => void }) {
  const t = useWords()
  const language = useLanguage()
  const city = useCity()
  const today = useSession(city).data?.town.today ?? ''
  const { busy, error, send } = useSend(city)
  const [form, setForm] = useState({ liftedOn: today, instrument: '' })
  const lift = async () => {
    const body = { liftedOn: form.liftedOn, instrument: form.instrument.trim() }
    if (!(await send('POST', `/restrictions/${restriction.restrictionId}/lift`, body))) return
    await queryClient.invalidateQueries({ queryKey: ['place', city] })
    onClose()
  }
  const { order } = restriction
  return (
    <Dialog title={t('office:restriction.lift')} open onClose={onClose}>
      <Form send={t('office:restriction.lift')} onSend={lift} busy={busy} error={error}>
        <p>
          <strong>{codeWords(t, 'restriction', restriction.kind)}</strong>
          {order && `: ${order.authority}, ${order.number}, ${formatDay(order.date, language)}`}
        </p>
        <p className="soft small">{t('office:restriction.lift-lead')}</p>
        <Field
          label={t('office:restriction.lifted-on')}
          type="date"
          name="liftedOn"
          required
          min={restriction.from}
          max={today}
          value={form.liftedOn}
          onChange={(event) => setForm({ ...form, liftedOn: event.target.value })}
        />
        <OrderField
          hint={t('office:restriction.lift-order')}
          value={form.instrument}
          onChange={(instrument) => setForm({ ...form, instrument })}
        />
      </Form>
    </Dialog>
  )
}
