import { type ReactNode, useId } from 'react'
import styles from './tabs.module.css'

type Tab = { id: string; words: string; content: ReactNode }

/** Tabs by the ARIA pattern: arrows move between them, Tab goes into the panel. */
export function Tabs({
  label,
  tabs,
  now,
  onChange,
}: {
  label: string
  tabs: Tab[]
  now: string
  onChange: (id: string) => void
}) {
  const base = useId()
  const key = (event: React.KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    const direction = document.documentElement.dir === 'rtl' ? -step : step
    const at = tabs.findIndex((tab) => tab.id === now)
    const next = tabs[(at + direction + tabs.length) % tabs.length]!
    onChange(next.id)
    document.getElementById(`${base}-${next.id}`)?.focus()
  }
  return (
    <div>
      <div role="tablist" aria-label={label} className={styles.list} onKeyDown={key}>
        {tabs.map((tab) => (
          <button
            key={tab.id}
            id={`${base}-${tab.id}`}
            type="button"
            role="tab"
            aria-selected={tab.id === now}
            aria-controls={`${base}-panel`}
            tabIndex={tab.id === now ? 0 : -1}
            className={styles.tab}
            onClick={() => onChange(tab.id)}
          >
            {tab.words}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${base}-panel`} aria-labelledby={`${base}-${now}`}>
        {tabs.find((tab) => tab.id === now)?.content}
      </div>
    </div>
  )
}
