/**
 * What is stored of a name so that either script finds it, misspelt too: tokens, and one key for telling doubles. Pure.
 *
 * Tokens (all ASCII, compared in collation "C"; ~ is above every token letter); rules-name-query.ts says which are read:
 *   nw:<skeleton>.<fine>                            a word
 *   np:<skeleton>/<skeleton>.<fine>/<fine>.<n>      two words of a name of n words, in their order; 9: the second is a relative's
 *   nr:<last word>/<letters>/<first word>.<n>       the other way round: behind the last word the first sounds of all the others in
 *                                                   their order, for initials
 * A name has two rows for each of its words and one for its order, not one for each pair and direction: a town is made of them.
 */
import { type NameParts, type NameWord, partName } from './rules-name-parts.ts'
import { neighbourSkeletons } from './rules-skeleton.ts'

/** Names by language, as the kernel keeps them. */
export type NamesByLanguage = { readonly [language: string]: string | undefined }

/** Words of a name beyond these are left out. */
export const mostWords = 6

/** Each telling word of a name, by sound: for lists that are small enough to be asked by one word. Unique. */
export function wordTokens(names: NamesByLanguage): string[] {
  const found = new Map<string, string>()
  for (const { words } of partsOf(names))
    for (let index = 0; index < Math.min(words.length, mostWords); index++) {
      const word = words[index]!
      if (word.kind === 'initial' || (word.filler && index > 0)) continue
      for (const skeleton of word.skeletons)
        if (!found.has(skeleton)) found.set(skeleton, `nw:${skeleton}.${word.fine}`)
    }
  return [...found.values()]
}

/** Tokens of a whole name in all languages; `relatives` are father's, mother's or husband's names. Unique, usually 2 to 5. */
export function nameTokens(names: NamesByLanguage, relatives: NamesByLanguage = {}): string[] {
  const found = new Map<string, string>()
  const kin = partsOf(relatives).flatMap((parts) => [...parts.words, ...parts.relatives])
  for (const parts of partsOf(names)) addName(parts, kin, found)
  return [...found.values()]
}

/** One key for a name in any spelling and script: skeletons of its telling words, sorted. '' when no word has letters. */
export function nameKeyOf(names: NamesByLanguage): string {
  for (const { words } of partsOf(names)) {
    const telling = keyWords(words)
    if (telling.length > 0) return keyFrom(telling)
  }
  return ''
}

/** The words of a name that its key is made of. */
function keyWords(words: readonly NameWord[]): NameWord[] {
  const telling: NameWord[] = []
  for (const word of words) if (!word.filler && telling.length < 5) telling.push(word)
  return telling.length > 0 ? telling : words.slice(0, 5)
}

/** `part` takes the place of the word at `index`. */
function keyFrom(words: readonly NameWord[], index = -1, part = ''): string {
  const skeletons: string[] = []
  for (let at = 0; at < words.length; at++) skeletons.push(at === index ? part : words[at]!.skeletons[0]!)
  return skeletons.sort().join(' ')
}

/** The key of a name and, with `mistakes`, those one consonant away in one word. At most about 700. */
export function nameKeysNear(names: NamesByLanguage, mistakes = false): string[] {
  const keys = new Set<string>()
  for (const { words } of partsOf(names)) {
    const telling = keyWords(words)
    if (telling.length === 0) continue
    keys.add(keyFrom(telling))
    if (!mistakes) continue
    for (const [index, { skeletons }] of telling.entries())
      for (const skeleton of skeletons)
        for (const near of [skeleton, ...neighbourSkeletons(skeleton)]) keys.add(keyFrom(telling, index, near))
  }
  return [...keys]
}

/** A name in each language in which it is written differently. */
function partsOf(names: NamesByLanguage): NameParts[] {
  const parts: NameParts[] = []
  let before: string | undefined
  for (const language in names) {
    const text = names[language]
    if (text === undefined || text === before) continue
    parts.push(partName(text))
    before = text
  }
  return parts
}

/** Adds under the sounds alone: a name that differs between its languages in vowels only is one. */
function addName({ words: all, relatives }: NameParts, kin: NameWord[], found: Map<string, string>): void {
  const words = all.slice(0, mostWords)
  const count = words.length
  const [first] = words
  if (!first) return
  const last = count - 1
  for (let right = 1; right < count; right++) addPair(first, words[right]!, count, found)
  for (let left = 1; left < last; left++)
    if (!words[left]!.filler && words[left]!.kind === 'word') addPair(words[left]!, words[last]!, count, found)
  addReverse(words, found)
  for (const other of relativesToName([...relatives, ...kin], words)) addPair(first, other, 9, found)
}

function addPair(left: NameWord, right: NameWord, count: number, found: Map<string, string>): void {
  for (const one of left.skeletons)
    for (const other of right.skeletons) {
      const key = `${one}/${other}`
      if (!found.has(key)) found.set(key, `np:${key}.${left.fine}/${right.fine}.${count}`)
    }
}

function addReverse(words: NameWord[], found: Map<string, string>): void {
  const count = words.length
  const others = words.slice(0, -1)
  const begin = `${initialLetters(others)}/${others[0]?.skeletons[0] ?? ''}`
  for (const skeleton of words[count - 1]!.skeletons) {
    const token = `nr:${skeleton}/${begin}.${count}`
    if (!found.has(token)) found.set(token, token)
  }
}

/** At most two words of relatives that say more than the name itself does: the father's own name, not the surname again. */
function relativesToName(kin: NameWord[], own: NameWord[]): NameWord[] {
  const told: NameWord[] = []
  for (const word of kin) {
    if (told.length === 2) break
    if (word.filler || word.kind === 'initial' || told.some((other) => sameSound(word, other))) continue
    if (!own.some((other) => sameSound(word, other))) told.push(word)
  }
  return told
}

const sameSound = (one: NameWord, other: NameWord) => one.skeletons[0] === other.skeletons[0]

/** The first sounds of words in their order. */
export function initialLetters(words: readonly NameWord[]): string {
  let letters = ''
  for (const word of words) letters += word.skeletons[0]?.[0] ?? ''
  return letters
}
