import { pickName as kernelPick } from '../../../backend/src/kernel/names.ts'
import type { Names } from '../state/contract.ts'
import type { Language } from './language.ts'

/** Which stored name to show by the kernel's rule, and in which language it is (for the `lang` attribute). */
export function pickName(names: Names | null | undefined, language: Language): { text: string; language: string } {
  const text = kernelPick(names, language)
  if (text === '' || names?.[language] === text) return { text, language }
  return { text, language: Object.keys(names ?? {}).find((code) => names?.[code] === text) ?? language }
}
