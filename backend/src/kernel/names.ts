/** A label in several languages, keyed by BCP 47 code. */
export type Names = { en?: string; hi?: string; mr?: string; [language: string]: string | undefined }

const fallbacks: Record<string, string[]> = { en: ['en', 'hi', 'mr'], hi: ['hi', 'mr', 'en'], mr: ['mr', 'hi', 'en'] }

/** The name to show in `language`; Hindi and Marathi stand in for one another before Latin does. '' when there is none. */
export function pickName(names: Names | null | undefined, language: string): string {
  if (!names) return ''
  for (const candidate of fallbacks[language] ?? [language, 'en', 'hi', 'mr']) {
    const name = names[candidate]
    if (name) return name
  }
  return Object.values(names).find(Boolean) ?? ''
}
