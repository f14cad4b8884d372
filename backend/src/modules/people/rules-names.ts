/**
 * Finding a name in either script: the tokens to store for it, the ranges to read for a query, and the score that ranks what was read. Pure.
 *
 * Tokens (all ASCII, compared in collation "C"; ~ is above every token letter):
 *   nw:<skeleton>.<fine>                          a word
 *   np:<skeleton>/<skeleton>.<fine>/<fine>.<n>    two words of a name of n words, in both orders
 *   ni:<skeleton of the last word>/<letters>      the first sounds of the other words, sorted, for names of three words and more
 */
import { type NameParts, type NameWord, partName } from './rules-name-parts.ts'
import { neighbourSkeletons } from './rules-skeleton.ts'

/** Names by language, as the kernel keeps them. */
export type NamesByLanguage = { readonly [language: string]: string | undefined }
/** A row for the token table. `kind` is 1 for owners and 2 for addresses, as parcels.search_tokens numbers them. */
export type SearchToken = { token: string; kind: 1 | 2; weight: number }
/** Read at most `limit` rows with token >= from and token < to, in token order, and of those keep at most `each` of one token. */
export type TokenRange = { from: string; to: string; limit: number; each: number }
/** Ranges in steps, the next to be read only when the former ones do not answer well (see searchByName). */
export type QueryTokens = { words: NameWord[]; steps: TokenRange[][] }

// biome-ignore format: a table
const mostWords = 6

/** Tokens of a person's names in all languages; `relatives` are father's, mother's or husband's names. Unique, usually 4 to 12. */
export function nameTokens(names: NamesByLanguage, relatives: NamesByLanguage = {}): SearchToken[] {
  const found = new Map<string, number>()
  const add = (token: string, weight: number) => found.set(token, Math.max(weight, found.get(token) ?? 0))
  const kin = partsOf(relatives).flatMap((parts) => [...parts.words, ...parts.relatives])
  for (const parts of partsOf(names)) addName(parts, kin, add)
  return [...found].map(([token, weight]) => ({ token, kind: 1, weight }))
}

/** One key for a name in any spelling and script: skeletons of its telling words, sorted. '' when no word has letters. */
export function nameKeyOf(names: NamesByLanguage): string {
  return nameKeysNear(names)[0] ?? ''
}

/** The key of a name and, with `mistakes`, those one consonant away in one word. At most about 700. */
export function nameKeysNear(names: NamesByLanguage, mistakes = false): string[] {
  const keys = new Set<string>()
  for (const { words } of partsOf(names)) {
    const telling = words.filter((word) => !word.filler)
    const parts = (telling.length > 0 ? telling : words).slice(0, 5).map((word) => word.skeletons)
    if (parts.length === 0) continue
    const plain = parts.map((skeletons) => skeletons[0]!)
    const addWith = (index: number, part: string) =>
      keys.add(
        plain
          .map((own, at) => (at === index ? part : own))
          .sort()
          .join(' '),
      )
    keys.add([...plain].sort().join(' '))
    if (!mistakes) continue
    for (const [index, skeletons] of parts.entries())
      for (const skeleton of skeletons)
        for (const near of [skeleton, ...neighbourSkeletons(skeleton)]) addWith(index, near)
  }
  return [...keys]
}

function partsOf(names: NamesByLanguage): NameParts[] {
  return [...new Set(Object.values(names))].filter((text) => text !== undefined).map(rememberedParts)
}

const partsMemory = new Map<string, NameParts>()
const partsMemoryLimit = 5000

/** A name that is stored is asked for its key, its tokens and, as a relative's, for those of others, one soon after the other. */
function rememberedParts(text: string): NameParts {
  const known = partsMemory.get(text)
  if (known) return known
  if (partsMemory.size >= partsMemoryLimit) partsMemory.clear()
  const parts = partName(text)
  partsMemory.set(text, parts)
  return parts
}

function addName(
  { words: all, relatives }: NameParts,
  kin: NameWord[],
  add: (token: string, weight: number) => void,
): void {
  const words = all.slice(0, mostWords)
  const count = words.length
  for (const [index, word] of words.entries()) {
    if (word.kind === 'initial' || (word.filler && index > 0)) continue
    for (const skeleton of word.skeletons) add(`nw:${skeleton}.${word.fine}`, word.filler ? 0.3 : 0.6)
  }
  for (let left = 0; left < count; left++)
    for (let right = left + 1; right < count; right++) {
      const near = right === left + 1 || left === 0 || right === count - 1
      if (near) addPair(words[left]!, words[right]!, count, 1, add)
    }
  const first = words[0]
  if (first)
    for (const other of [...relatives, ...kin].slice(0, 3)) if (!other.filler) addPair(first, other, 9, 0.5, add)
  const letters = initialLetters(words.slice(0, -1))
  if (count >= 3) for (const skeleton of words[count - 1]!.skeletons) add(`ni:${skeleton}/${letters}`, 0.7)
}

function addPair(
  left: NameWord,
  right: NameWord,
  count: number,
  weight: number,
  add: (token: string, weight: number) => void,
): void {
  for (const one of left.skeletons)
    for (const other of right.skeletons) {
      add(`np:${one}/${other}.${left.fine}/${right.fine}.${count}`, weight)
      add(`np:${other}/${one}.${right.fine}/${left.fine}.${count}`, weight)
    }
}

function initialLetters(words: NameWord[]): string {
  return words
    .map((word) => word.skeletons[0]?.[0] ?? '')
    .sort()
    .join('')
}

const prefixRange = (from: string, limit: number, each = limit): TokenRange => ({ from, to: `${from}~`, limit, each })
const exactRange = (from: string, limit: number): TokenRange => ({ from, to: `${from}!`, limit, each: limit })

/**
 * What to read for a typed text. Three steps: as it sounds (the last word may be unfinished), one consonant wrong, and the first letter only.
 * A text without letters gives no steps. Order of words is free.
 */
export function queryTokens(text: string): QueryTokens {
  const parts = partName(text)
  const words = [...parts.words, ...parts.relatives].slice(0, mostWords)
  if (words.length === 0) return { words, steps: [] }
  if (words.length === 1) return { words, steps: oneWordSteps(words[0]!) }
  return { words, steps: manyWordSteps(words) }
}

function oneWordSteps(word: NameWord): TokenRange[][] {
  const sounding = word.skeletons.flatMap((skeleton) => [
    exactRange(`nw:${skeleton}.${word.fine}`, 200),
    prefixRange(`nw:${skeleton}.`, 200),
    prefixRange(`nw:${skeleton}`, 300),
  ])
  const mistaken = word.skeletons.flatMap((skeleton) => [
    ...partings(skeleton),
    ...neighbourSkeletons(skeleton).map((near) => prefixRange(`nw:${near}.`, 60, 5)),
  ])
  return [unique(sounding), unique(mistaken)]
}

/** A name typed without its space (rameshsharma). */
function partings(skeleton: string): TokenRange[] {
  const out: TokenRange[] = []
  for (let at = 1; at < skeleton.length; at++)
    out.push(prefixRange(`np:${skeleton.slice(0, at)}/${skeleton.slice(at)}.`, 60))
  return out
}

function manyWordSteps(words: NameWord[]): TokenRange[][] {
  const last = words.at(-1)!
  const sounding = pairsToRead(words).flatMap(([anchor, other]) => pairRanges(anchor, other, other === last))
  const mistaken: TokenRange[] = []
  const looser: TokenRange[] = []
  for (const doubted of words) {
    const [sure] = words
      .filter((word) => word !== doubted && word.kind === 'word')
      .sort((one, two) => telling(two) - telling(one))
    if (!sure || doubted.kind === 'initial') continue
    mistaken.push(...mistakenRanges(sure, doubted))
    looser.push(...firstLetterRanges(sure, doubted))
  }
  return [unique([...initialRanges(words), ...sounding]), unique([...joinedRanges(words), ...mistaken]), unique(looser)]
}

/** Pairs that say most first; in each the anchor is a whole word and the other may be an initial or still being typed. */
function pairsToRead(words: NameWord[]): [anchor: NameWord, other: NameWord][] {
  const last = words.at(-1)!
  const pairs: [NameWord, NameWord][] = []
  for (let left = 0; left < words.length; left++)
    for (let right = left + 1; right < words.length; right++) {
      const [one, two] = [words[left]!, words[right]!]
      const swap = one.kind === 'initial' || (two !== last && telling(one) < telling(two))
      pairs.push(swap && two.kind !== 'initial' ? [two, one] : [one, two])
    }
  return pairs.sort((one, two) => telling(two[0]) + telling(two[1]) - telling(one[0]) - telling(one[1])).slice(0, 6)
}

function telling(word: NameWord): number {
  return (word.skeletons[0]?.length ?? 0) - (word.filler ? 2 : 0) - (word.kind === 'initial' ? 3 : 0)
}

function pairRanges(anchor: NameWord, other: NameWord, unfinished: boolean): TokenRange[] {
  const out: TokenRange[] = []
  for (const one of anchor.skeletons)
    for (const two of other.skeletons) {
      if (other.kind === 'initial') {
        out.push(prefixRange(`np:${one}/${two}`, anchor.kind === 'initial' ? 200 : 2000, 40))
        continue
      }
      out.push(
        prefixRange(`np:${one}/${two}.${anchor.fine}/${other.fine}.`, 120),
        prefixRange(`np:${one}/${two}.`, 300),
      )
      if (unfinished) out.push(prefixRange(`np:${one}/${two}`, 300))
      // The register may hold only the initial of a word that is typed out.
      out.push(prefixRange(`np:${one}/${two[0]}.`, 60), prefixRange(`np:${two}/${one[0]}.`, 60))
    }
  return out
}

/** R. K. Sharma: with an initial in the query, the first letters of all other words lead to few rows. */
function initialRanges(words: NameWord[]): TokenRange[] {
  if (words.length < 3 || !words.some((word) => word.kind === 'initial')) return []
  const last = words.at(-1)!
  const letters = initialLetters(words.slice(0, -1))
  return last.skeletons.map((skeleton) => prefixRange(`ni:${skeleton}/${letters}`, 600))
}

function mistakenRanges(sure: NameWord, doubted: NameWord): TokenRange[] {
  return sure.skeletons.flatMap((one) =>
    doubted.skeletons.flatMap((two) =>
      neighbourSkeletons(two).map((near) => prefixRange(`np:${one}/${near}.${sure.fine}/`, 60, 5)),
    ),
  )
}

/** Two typed words may be one in the register: Hari Om, Hariom. */
function joinedRanges(words: NameWord[]): TokenRange[] {
  const out: TokenRange[] = []
  for (let index = 0; index + 1 < words.length; index++) {
    const joined = (words[index]!.skeletons[0] ?? '') + (words[index + 1]!.skeletons[0] ?? '').replace(/^a/, '')
    out.push(prefixRange(`nw:${joined}.`, words.length === 2 ? 60 : 10))
    for (const other of words) {
      if (other === words[index] || other === words[index + 1]) continue
      out.push(prefixRange(`np:${joined}/${other.skeletons[0]}${other === words.at(-1) ? '' : '.'}`, 60))
    }
  }
  return out
}

function firstLetterRanges(sure: NameWord, doubted: NameWord): TokenRange[] {
  const letter = doubted.skeletons[0]?.[0] ?? ''
  return [
    prefixRange(`np:${sure.skeletons[0]}/${letter}`, 1000, 4),
    ...(sure.filler ? [] : [exactRange(`nw:${sure.skeletons[0]}.${sure.fine}`, 40)]),
  ]
}

function unique(ranges: TokenRange[]): TokenRange[] {
  const seen = new Map<string, TokenRange>()
  for (const range of ranges) {
    const known = seen.get(range.from)
    if (!known || known.to < range.to) seen.set(range.from, range)
  }
  return [...seen.values()]
}
