import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useWords } from '../i18n/language.ts'
import { IconButton } from './button.tsx'
import styles from './dialog.module.css'

type Props = {
  title: string
  open: boolean
  onClose: () => void
  children: ReactNode
  side?: 'middle' | 'end' | 'bottom'
}

/**
 * The browser's own modal dialog: it keeps the focus inside, closes with Escape and gives the focus back.
 * `end` is a drawer at the end of the line, `bottom` a sheet from below for thumbs.
 */
export function Dialog({ title, open, onClose, children, side = 'middle' }: Props) {
  const t = useWords()
  const box = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const dialog = box.current
    if (!dialog) return
    if (open && !dialog.open) {
      dialog.showModal()
      // The browser would start on the close button; a dialog with a search box starts there.
      dialog.querySelector<HTMLElement>('[data-first]')?.focus()
    }
    if (!open && dialog.open) dialog.close()
  }, [open])
  if (!open) return null
  return (
    <dialog
      ref={box}
      className={`${styles.dialog} ${styles[side]}`}
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => event.target === box.current && onClose()}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <div className={styles.inside}>
        <header className={styles.head}>
          <h2 id={id}>{title}</h2>
          <IconButton icon="close" label={t('shell:close')} onClick={onClose} />
        </header>
        {children}
      </div>
    </dialog>
  )
}
