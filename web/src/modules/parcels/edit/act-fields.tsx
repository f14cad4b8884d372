import { useWords } from '../../../i18n/language.ts'
import { Field } from '../../../ui/field.tsx'
import { OrderField } from '../../../ui/office/order-field.tsx'
import type { Act } from './edit-body.ts'
import styles from './edit-desk.module.css'

type Props = { act: Act; today: string; onChange: (act: Act) => void }

/** By which order, from which day, and why. */
export function ActFields({ act, today, onChange }: Props) {
  const t = useWords()
  return (
    <div className={styles.part}>
      <OrderField value={act.instrument} onChange={(instrument) => onChange({ ...act, instrument })} />
      <Field
        label={t('office:edit.effective-on')}
        type="date"
        name="effectiveOn"
        required
        max={today}
        value={act.effectiveOn}
        onChange={(event) => onChange({ ...act, effectiveOn: event.target.value })}
      />
      <Field
        label={t('office:edit.reason')}
        hint={t('office:restriction.optional')}
        name="reason"
        maxLength={1000}
        value={act.reason}
        onChange={(event) => onChange({ ...act, reason: event.target.value })}
      />
    </div>
  )
}
