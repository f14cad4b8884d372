import { formatNumber } from '../../../i18n/format.ts'
import { useLanguage } from '../../../i18n/language.ts'
import styles from './import.module.css'

/** A bar that moves, with its share in words; without a total it only says what goes on. */
export function Progress({ words, done, total }: { words: string; done: number; total: number }) {
  const language = useLanguage()
  const share = total > 0 ? Math.min(1, done / total) : null
  return (
    <div className={styles.progress} role="status">
      <p>
        {words}
        {share !== null && <span className="figures"> {formatNumber(Math.floor(share * 100), language)} %</span>}
      </p>
      <progress max={1} value={share ?? undefined} aria-label={words} />
    </div>
  )
}
