import { type ComponentProps, type ReactNode, useId } from 'react'
import styles from './field.module.css'

type Common = { label: string; hint?: ReactNode; problem?: string | null }

/** A labelled input: the label always visible, the hint above, the problem tied to the field. */
export function Field({ label, hint, problem, ...rest }: Common & ComponentProps<'input'>) {
  const id = useId()
  return (
    <Frame id={id} label={label} hint={hint} problem={problem}>
      <input
        id={id}
        className={styles.input}
        aria-describedby={describedBy(id, hint, problem)}
        aria-invalid={problem ? true : undefined}
        {...rest}
      />
    </Frame>
  )
}

/** A labelled native select: phones show their own list for it. */
export function SelectField({ label, hint, problem, children, ...rest }: Common & ComponentProps<'select'>) {
  const id = useId()
  return (
    <Frame id={id} label={label} hint={hint} problem={problem}>
      <select id={id} className={styles.input} aria-describedby={describedBy(id, hint, problem)} {...rest}>
        {children}
      </select>
    </Frame>
  )
}

function Frame({ id, label, hint, problem, children }: Common & { id: string; children: ReactNode }) {
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="soft small">
          {hint}
        </p>
      )}
      {children}
      {problem && (
        <p id={`${id}-problem`} className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}

const describedBy = (id: string, hint: ReactNode, problem: string | null | undefined) =>
  [hint ? `${id}-hint` : '', problem ? `${id}-problem` : ''].join(' ').trim() || undefined
