import { pickName } from '../../../kernel/pure.ts'
import type { LetterContent } from '../rules-letters.ts'
import type { Language } from '../rules-templates.ts'
import { ink, type Page, write } from './page.ts'

/** Words in the languages of a letter: the first leads, the others stand under it, and what says the same stands once. */
export function inLanguages(
  names: { [language: string]: string | undefined },
  languages: readonly Language[],
): string[] {
  return [...new Set(languages.map((language) => pickName(names, language)).filter(Boolean))]
}

/** Leading words dark, the same in other languages softer and smaller below. */
export function writeWords(
  page: Page,
  names: { [language: string]: string | undefined },
  content: Pick<LetterContent, 'languages'>,
  size: number,
  look: { bold?: boolean; align?: 'start' | 'end' | 'middle' } = {},
): void {
  inLanguages(names, content.languages).forEach((text, at) => {
    write(page, text, at === 0 ? { size, ...look } : { size: size * 0.86, colour: ink.soft, ...look })
  })
}
