import { useLanguage } from '../i18n/language.ts'
import { pickName } from '../i18n/pick.ts'
import type { Names } from '../state/contract.ts'

/** A stored name in the reader's language; when only another script is stored, it is marked for screen readers. */
export function Name({ names, otherwise }: { names: Names | null | undefined; otherwise?: string }) {
  const language = useLanguage()
  const picked = pickName(names, language)
  if (picked.text === '') return otherwise ?? null
  return picked.language === language ? picked.text : <span lang={picked.language}>{picked.text}</span>
}
