import type { ReactNode } from 'react'
import { type Language, useLanguage, useWords } from '../i18n/language.ts'
import { RequestProblem } from '../state/problem.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import styles from './states.module.css'

/** The shape of what comes: `lines` grey bars, told to screen readers as one word. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  const t = useWords()
  return (
    <div className={styles.skeleton} role="status" aria-label={t('shell:loading')}>
      {Array.from({ length: lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars have no identity and never move
        <span key={index} style={{ inlineSize: `${90 - ((index * 23) % 45)}%` }} />
      ))}
    </div>
  )
}

/** Nothing here, and what to do about it. */
export const Empty = ({ children }: { children: ReactNode }) => <p className={styles.empty}>{children}</p>

/** What happened, what was kept, and a number to quote. */
export function ErrorNotice({ error, onRetry, kept }: { error: unknown; onRetry?: () => void; kept?: string }) {
  const t = useWords()
  const language = useLanguage()
  const problem = error instanceof RequestProblem ? error : null
  const title = problem?.kind === 'offline' ? t('shell:error.offline') : titleOf(t, problem?.status ?? 500)
  return (
    <div className={styles.error} role="alert">
      <Icon name="alert" />
      <div>
        <p className={styles.errorTitle}>{title}</p>
        {problem?.detail && problem.status < 500 && isReadable(problem.detail, language) && <p>{problem.detail}</p>}
        {kept && <p>{kept}</p>}
        {problem?.reference && (
          <p className="figures">
            {t('shell:error.reference')} <strong>{problem.reference}</strong>
          </p>
        )}
        {onRetry && (
          <Button onClick={onRetry} className={styles.retry}>
            {t('shell:error.retry')}
          </Button>
        )}
      </div>
    </div>
  )
}

/** What the server says to officers alone may be in English only: others then get the title and the reference number. */
const isReadable = (detail: string, language: Language) => language === 'en' || /[\u0900-\u097f]/.test(detail)

function titleOf(t: (key: string) => string, status: number): string {
  if (status === 404) return t('shell:error.not-found')
  if (status === 401) return t('shell:error.sign-in')
  if (status === 403) return t('shell:error.forbidden')
  if (status === 429) return t('shell:error.too-many')
  return status >= 500 ? t('shell:error.server') : t('shell:error.refused')
}
