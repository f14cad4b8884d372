import type { ReactNode } from 'react'
import { codeWords } from '../../i18n/code-words.ts'
import { formatDay, formatRupees } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import type { Restriction } from '../../state/contract.ts'
import styles from './land-section.module.css'

type Props = { restrictions: Restriction[]; tools?: (restriction: Restriction) => ReactNode }

/** Whose order stops what; `tools` adds what may be done about it. */
export function RestrictionList({ restrictions, tools }: Props) {
  const t = useWords()
  const language = useLanguage()
  if (restrictions.length === 0) return null
  return (
    <ul className={styles.restrictions} aria-label={t('parcels:restrictions')}>
      {restrictions.map((restriction) => (
        <li key={restriction.restrictionId} className={styles.restriction}>
          <strong>{codeWords(t, 'restriction', restriction.kind)}</strong>
          <p>
            {t('parcels:stops')} {restriction.scopes.map((scope) => codeWords(t, 'scope', scope)).join(', ')}
            {restriction.amountPaise !== null && ` · ${formatRupees(restriction.amountPaise, language)}`}
          </p>
          <p className="small figures">
            {restriction.order &&
              `${restriction.order.authority}, ${restriction.order.number}, ${formatDay(restriction.order.date, language)} · `}
            {t('parcels:from-day', { day: formatDay(restriction.from, language) })}
            {restriction.to && ` ${t('parcels:to-day', { day: formatDay(restriction.to, language) })}`}
          </p>
          {tools?.(restriction)}
        </li>
      ))}
    </ul>
  )
}
