import { formatNumber as groupNumber, formatRupees as groupRupees } from '../../../backend/src/kernel/money.ts'
import type { Language } from './language.ts'

const LOCALES: Record<Language, string> = { en: 'en-IN', hi: 'hi-IN', mr: 'mr-IN' }

/** Lakh and crore grouping in the language's own digits, e.g. 12,34,567.5 · १२,३४,५६७.५; no idle zeros after the point. */
export const formatNumber = (value: number, language: Language, decimals = 0) =>
  groupNumber(
    Number(value.toFixed(decimals)),
    language,
    Number.isInteger(Number(value.toFixed(decimals))) ? 0 : decimals,
  )

/** ₹12,34,567.50 · ₹१२,३४,५६७.५० (whole paise). */
export const formatRupees = (amountPaise: number, language: Language) => groupRupees(amountPaise, language)

/** 'YYYY-MM-DD' as 1 April 2026 · 1 अप्रैल 2026 · १ एप्रिल, २०२६. A date has no hour: it is read and printed in UTC. */
export function formatDay(day: string, language: Language): string {
  const at = new Date(`${day.slice(0, 10)}T00:00:00Z`)
  if (Number.isNaN(at.getTime())) return day
  return new Intl.DateTimeFormat(LOCALES[language], {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(at)
}

/** An instant in the town's zone, to the minute. */
export function formatMoment(instant: string, language: Language, timeZone = 'Asia/Kolkata'): string {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return instant
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at)
}

/** A share as written in deeds: 1/3. */
export const formatShare = (share: { numerator: number; denominator: number }, language: Language) =>
  `${formatNumber(share.numerator, language)}/${formatNumber(share.denominator, language)}`
