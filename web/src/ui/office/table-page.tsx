import type { ReactNode } from 'react'
import styles from './table-page.module.css'

type Props = { title: string; lead?: string; tools?: ReactNode; nav?: ReactNode; children: ReactNode }

/** A wide page around one table, which scrolls inside itself. */
export function TablePage({ title, lead, tools, nav, children }: Props) {
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{title}</h1>
        {tools}
      </header>
      {nav}
      {lead && <p className="soft">{lead}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label={title}>
        {children}
      </section>
    </div>
  )
}

/** Class of a plain table inside it. */
export const tableLook = styles.table
