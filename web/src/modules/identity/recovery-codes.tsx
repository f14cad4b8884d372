import { useState } from 'react'
import { useWords } from '../../i18n/language.ts'
import { copyText } from '../../state/share.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import styles from './forms.module.css'

/** Shown once: each opens the account once when the telephone is lost. */
export function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const t = useWords()
  const [copied, setCopied] = useState(false)
  const copy = () =>
    copyText(codes.join('\n')).then(
      () => setCopied(true),
      () => undefined,
    )
  return (
    <div className={styles.panel}>
      <p className={styles.warning} role="status">
        <Icon name="alert" />
        <span>{t('office:factor.codes-lead')}</span>
      </p>
      <ol className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className={`${styles.row} no-print`}>
        <Button look="main" icon="check" onClick={onKept}>
          {t('office:factor.kept')}
        </Button>
        <Button icon="print" onClick={() => print()}>
          {t('parcels:print')}
        </Button>
        <Button onClick={copy}>{copied ? t('shell:share.copied') : t('office:factor.copy')}</Button>
      </div>
    </div>
  )
}
