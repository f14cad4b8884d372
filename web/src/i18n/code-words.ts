import type { Words } from './words.ts'

/** Words for a code of the data (`use`, `level`, `role` …). A code nobody has words for yet is shown as it is, readable. */
export function codeWords(t: Words, family: string, code: string): string {
  const key = `codes:${family}.${code}`
  return t.has(key) ? t(key) : code.replace(/[-_]+/g, ' ')
}
