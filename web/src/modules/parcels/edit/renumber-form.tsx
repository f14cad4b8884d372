import { useState } from 'react'
import { useWords } from '../../../i18n/language.ts'
import { queryClient } from '../../../state/query-client.ts'
import { useSend } from '../../../state/use-send.ts'
import { useCity } from '../../../state/view.ts'
import { Field } from '../../../ui/field.tsx'
import { Form } from '../../../ui/form.tsx'
import { ActFields } from './act-fields.tsx'
import type { Act } from './edit-body.ts'
import type { ToolProps } from './edit-desk.tsx'

/** Gives the plot another number from a day on. */
export function RenumberForm({ drawing, screen, today, onDone }: ToolProps) {
  const t = useWords()
  const city = useCity()
  const { busy, error, send } = useSend(city)
  const { parcelId, number: before } = drawing.plot
  const [number, setNumber] = useState(before ?? '')
  const [act, setAct] = useState<Act>({ instrument: '', effectiveOn: today, reason: '' })
  const save = async () => {
    const body = {
      number: number.trim(),
      instrument: act.instrument.trim(),
      effectiveOn: act.effectiveOn,
      ...(act.reason.trim() ? { reason: act.reason.trim() } : {}),
    }
    if (!(await send('POST', `/parcels/${parcelId}/number`, body))) return
    await queryClient.invalidateQueries({ queryKey: ['place', city] })
    screen.handle?.refresh('parcels')
    onDone(parcelId)
  }
  return (
    <Form send={t('office:edit.save.renumber')} onSend={save} busy={busy} error={error}>
      <Field
        label={t('office:edit.new-number')}
        name="number"
        required
        maxLength={80}
        value={number}
        onChange={(event) => setNumber(event.target.value)}
      />
      <ActFields act={act} today={today} onChange={setAct} />
    </Form>
  )
}
