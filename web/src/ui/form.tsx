import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import styles from './form.module.css'
import { ErrorNotice } from './states.tsx'

type Props = {
  /** Words of the one main button. */
  send: string
  onSend: () => void
  busy?: boolean
  error?: unknown
  /** More buttons beside the main one. */
  more?: ReactNode
  /** The browser's own checks of required fields; off where the form says more itself. */
  checked?: boolean
  children: ReactNode
}

/** A form of one column: fields, what went wrong, the one main button. */
export function Form({ send, onSend, busy, error, more, checked = true, children }: Props) {
  return (
    <form
      className={styles.form}
      noValidate={!checked}
      onSubmit={(event) => {
        event.preventDefault()
        onSend()
      }}
    >
      {children}
      {error != null && <ErrorNotice error={error} />}
      <div className={styles.buttons}>
        <Button look="main" type="submit" busy={busy}>
          {send}
        </Button>
        {more}
      </div>
    </form>
  )
}
