import i18next from 'i18next'

/** Words for a code of the data (`use`, `level`, `role` …). A code nobody has words for yet is shown as it is, readable. */
export function codeWords(t: (key: string) => string, family: string, code: string): string {
  const key = `codes:${family}.${code}`
  return i18next.exists(key) ? t(key) : code.replace(/[-_]+/g, ' ')
}
