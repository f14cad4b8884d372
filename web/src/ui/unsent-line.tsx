import { useState } from 'react'
import { formatMoment } from '../i18n/format.ts'
import { useLanguage, useWords } from '../i18n/language.ts'
import type { KeptCommand } from '../state/command-queue.ts'
import { discardCommand, sendKept, useKeptCommands } from '../state/queued.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import styles from './unsent-line.module.css'

/** What was done here and has not arrived: how many, what, and why one was refused. Nothing is drawn when all is sent. */
export function UnsentLine() {
  const t = useWords()
  const kept = useKeptCommands()
  const [isOpen, setOpen] = useState(false)
  if (kept.length === 0) return null
  const refused = kept.filter((command) => command.refusal).length
  return (
    <aside className={`${styles.line} no-print`} aria-label={t('notices:unsent.label')}>
      <p role="status">
        <Icon name={refused > 0 ? 'alert' : 'clock'} />
        <span>
          {kept.length > refused && <strong>{t('notices:unsent.waiting', { count: kept.length - refused })}</strong>}{' '}
          {refused > 0 && <strong>{t('notices:unsent.refused', { count: refused })}</strong>}
        </span>
        <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'notices:unsent.hide' : 'notices:unsent.show')}
        </button>
      </p>
      {isOpen && (
        <ul>
          {kept.map((command) => (
            <Line key={command.order} command={command} />
          ))}
        </ul>
      )}
    </aside>
  )
}

function Line({ command }: { command: KeptCommand }) {
  const t = useWords()
  const language = useLanguage()
  const { refusal } = command
  return (
    <li>
      <span>
        {t(command.words)} · <span className="soft figures">{formatMoment(command.keptAt, language)}</span>
      </span>
      {refusal && (
        <span className={styles.refusal}>
          {refusal.status === 409 ? t('notices:unsent.conflict') : t('shell:error.refused')} {refusal.detail}{' '}
          {refusal.reference && (
            <span className="figures">
              {t('shell:error.reference')} {refusal.reference}
            </span>
          )}
        </span>
      )}
      <span className={styles.buttons}>
        {!refusal && (
          <Button look="quiet" onClick={() => void sendKept()}>
            {t('notices:unsent.now')}
          </Button>
        )}
        <Button look="quiet" onClick={() => void discardCommand(command.order)}>
          {t('notices:unsent.discard')}
        </Button>
      </span>
    </li>
  )
}
