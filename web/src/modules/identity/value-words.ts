import { formatNumber } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import type { Json } from './masters-api.ts'

const MOST_DECIMALS = 4

/** A value as people read it: numbers grouped, yes and no in words, anything larger as it is kept. */
export function useValueWords(): (value: Json) => string {
  const t = useWords()
  const language = useLanguage()
  return (value) => {
    if (typeof value === 'number') return formatNumber(value, language, decimalsOf(value))
    if (typeof value === 'boolean') return value ? t('office:masters.yes') : t('office:masters.no')
    return typeof value === 'string' ? value : JSON.stringify(value)
  }
}

const decimalsOf = (value: number) => Math.min((String(value).split('.')[1] ?? '').length, MOST_DECIMALS)
