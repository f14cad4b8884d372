import { useSyncExternalStore } from 'react'
import { keep, recall } from '../state/kept.ts'
import { type Catalogue, type Words, wordsOf } from './words.ts'

export type Language = 'en' | 'hi' | 'mr'
export const LANGUAGES: readonly Language[] = ['en', 'hi', 'mr']
/** Each language in its own script: a person looks for their own, not for its English name. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: 'English', hi: 'हिन्दी', mr: 'मराठी' }

type Loader = (language: Language) => Promise<Catalogue>

const STORED = 'khasra.language'
const RIGHT_TO_LEFT = new Set(['ur', 'ar', 'fa', 'sd', 'ks'])
const loaders: Loader[] = []
const known = new Map<Language, Words>()
const listeners = new Set<() => void>()
let now: Language = 'en'

export const isLanguage = (value: unknown): value is Language => LANGUAGES.includes(value as Language)

/** Starts with the link's language, else the remembered one, else the device's. Only that one is fetched. */
export async function startLanguage(fromLink: string | null, ...catalogues: Loader[]): Promise<void> {
  loaders.push(...catalogues)
  await changeLanguage(firstLanguage(fromLink), false)
}

/** Switches without reload: fetches the words if they are not here yet, then sets `<html lang dir>`. */
export async function changeLanguage(language: Language, isKept = true): Promise<void> {
  if (!known.has(language))
    known.set(language, wordsOf(language, await Promise.all(loaders.map((load) => load(language)))))
  now = language
  document.documentElement.lang = language
  document.documentElement.dir = RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr'
  tellServer(language)
  if (isKept) keep(STORED, language)
  for (const listener of listeners) listener()
}

/** The language now on screen. */
export const useLanguage = (): Language => useSyncExternalStore(listen, () => now)

/** The words of the language now on screen; another function for each language, so that effects follow a switch. */
export const useWords = (): Words => known.get(useLanguage())!

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function firstLanguage(fromLink: string | null): Language {
  const wished = [fromLink, recall(STORED), ...navigator.languages.map((tag) => tag.slice(0, 2))]
  return wished.find(isLanguage) ?? 'en'
}

/** The server writes its refusals and one-time codes in the language on screen, also when only a link asked for it. */
function tellServer(language: Language): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox 115 and on plain http
  document.cookie = `khasra_language=${language}; path=/; max-age=31536000; samesite=lax`
}
