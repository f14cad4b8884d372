import { codeWords } from '../i18n/code-words.ts'
import { formatNumber } from '../i18n/format.ts'
import { useLanguage, useWords } from '../i18n/language.ts'
import type { SearchResult } from '../state/contract.ts'
import { Name } from './name.tsx'
import styles from './result-line.module.css'

/** One found property: whose house is this, told by address, number and masked owner. */
export function ResultLine({ result }: { result: SearchResult }) {
  const t = useWords()
  const language = useLanguage()
  const isPlain = result.place.grade === 'parcel' || result.place.grade === 'building' || result.place.grade === 'unit'
  return (
    <span className={styles.line}>
      <span className={styles.title}>
        <Name
          names={result.title}
          otherwise={result.propertyNumber ?? `${t('parcels:plot')} ${result.parcelNumber ?? ''}`}
        />
      </span>
      <span className={styles.facts}>
        <span className="figures">{result.propertyNumber ?? result.parcelNumber}</span>
        {result.ownerNames && <Name names={result.ownerNames} />}
        {result.wardCode && <span>{t('search:ward', { code: result.wardCode })}</span>}
        {result.distanceM !== undefined && (
          <span>
            {t('search:metres', { count: result.distanceM, metres: formatNumber(result.distanceM, language) })}
          </span>
        )}
        {!isPlain && <span>{codeWords(t, 'grade', result.place.grade)}</span>}
      </span>
    </span>
  )
}

/** Where a result leads: the property's page, or the bare plot's when nothing is billed on it. */
export const pathOfResult = (result: SearchResult) =>
  result.propertyId ? `/property/${result.propertyId}` : `/parcel/${result.parcelId}`
