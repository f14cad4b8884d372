import type { Language } from './language.ts'
import type { Catalogue } from './words.ts'

/** Words of the citizen's screens, one chunk a language. */
export const citizenWords = async (language: Language): Promise<Catalogue> => {
  if (language === 'hi') return (await import('./hi.json')).default
  if (language === 'mr') return (await import('./mr.json')).default
  return (await import('./en.json')).default
}
