import type { ReactNode } from 'react'
import styles from './chip.module.css'
import { Icon, type IconName } from './icon.tsx'

/** A short fact or state. Never by colour alone: `alert` and `caution` bring a sign of their own. */
export function Chip({
  tone = 'plain',
  children,
}: {
  tone?: 'plain' | 'good' | 'caution' | 'alert'
  children: ReactNode
}) {
  const sign: IconName | null = tone === 'good' ? 'check' : tone === 'plain' ? null : 'alert'
  return (
    <span className={`${styles.chip} ${styles[tone]}`} data-chip>
      {sign && <Icon name={sign} size={16} />}
      <span>{children}</span>
    </span>
  )
}

/** Chips in a row that wraps. */
export const ChipRow = ({ children, label }: { children: ReactNode; label: string }) => (
  <ul className={styles.row} aria-label={label}>
    {children}
  </ul>
)
