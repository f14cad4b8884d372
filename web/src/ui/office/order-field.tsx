import { useWords } from '../../i18n/language.ts'
import { Field } from '../field.tsx'

type Props = { value: string; onChange: (value: string) => void; hint?: string }

/** The order behind a change: its number and day, as they stand on the paper. */
export function OrderField({ value, onChange, hint }: Props) {
  const t = useWords()
  return (
    <Field
      label={t('office:order.label')}
      hint={hint ?? t('office:order.hint')}
      name="instrument"
      required
      minLength={3}
      maxLength={300}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
