import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useWords } from '../../i18n/language.ts'
import { IconButton } from '../../ui/button.tsx'
import styles from './page.module.css'

type Props = { title: string; onClose: () => void; children: ReactNode }

/** A panel at the side of the map. The map stays in sight and in hand, so that what is chosen here is seen at once. */
export function Side({ title, onClose, children }: Props) {
  const t = useWords()
  const id = useId()
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null
    box.current?.focus()
    return () => before?.focus()
  }, [])
  return (
    <section
      ref={box}
      tabIndex={-1}
      className={`${styles.side} no-print`}
      aria-labelledby={id}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <header className={styles.sideHead}>
        <h2 id={id}>{title}</h2>
        <IconButton icon="close" label={t('shell:close')} onClick={onClose} />
      </header>
      {children}
    </section>
  )
}
