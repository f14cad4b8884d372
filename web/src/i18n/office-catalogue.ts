import type { Language } from './language.ts'
import type { Catalogue } from './words.ts'

/** Words that only officers' screens use. */
export const officeWords = async (language: Language): Promise<Catalogue> => {
  if (language === 'hi') return (await import('./office-hi.json')).default
  if (language === 'mr') return (await import('./office-mr.json')).default
  return (await import('./office-en.json')).default
}
