import { useSyncExternalStore } from 'react'
import { useWords } from '../i18n/language.ts'
import { Icon } from './icon.tsx'
import styles from './offline-line.module.css'

/** One honest line while the device has no network: what one sees may be old, nothing is sent. */
export function OfflineLine() {
  const t = useWords()
  const online = useSyncExternalStore(subscribe, () => navigator.onLine)
  return (
    <div role="status" className="no-print">
      {!online && (
        <p className={styles.line}>
          <Icon name="alert" /> {t('shell:offline')}
        </p>
      )}
    </div>
  )
}

function subscribe(listener: () => void): () => void {
  addEventListener('online', listener)
  addEventListener('offline', listener)
  return () => {
    removeEventListener('online', listener)
    removeEventListener('offline', listener)
  }
}
