/**
 * What to read of the stored tokens (rules-names.ts) for a typed name: ranges in steps, each wider than the one before. Pure.
 */
import { type NameWord, partName } from './rules-name-parts.ts'
import { initialLetters, mostWords } from './rules-names.ts'
import { neighbourSkeletons } from './rules-skeleton.ts'

/** Read at most `limit` rows with token >= from and token < to, in token order, and of those keep at most `each` of one token. */
export type TokenRange = { from: string; to: string; limit: number; each: number }
/** Ranges in steps, the next to be read only when the former ones do not answer well (see searchByName). */
export type QueryTokens = { words: NameWord[]; steps: TokenRange[][] }

const prefixRange = (from: string, limit: number, each = limit): TokenRange => ({ from, to: `${from}~`, limit, each })
const exactRange = (from: string, limit: number): TokenRange => ({ from, to: `${from}!`, limit, each: limit })

/** The words of a typed text, relatives' names with them. */
function typedWords(text: string): NameWord[] {
  const parts = partName(text)
  return [...parts.words, ...parts.relatives].slice(0, mostWords)
}

/** The consonants of a word in the likeliest reading. */
export function skeletonOf(text: string): string {
  return typedWords(text)
    .map((word) => word.skeletons[0] ?? '')
    .join('')
}

/** A typed word in a list that is asked word by word: as it sounds (it may be unfinished), and one consonant wrong. */
export function wordSteps(text: string): TokenRange[][] {
  const words = typedWords(text).filter((word, _, all) => word.kind === 'word' && (all.length === 1 || !word.filler))
  const mistaken = words.flatMap((word) =>
    word.skeletons.flatMap(neighbourSkeletons).map((near) => prefixRange(`nw:${near}.`, 60, 5)),
  )
  return [unique(words.flatMap(soundingWord)), unique(mistaken)]
}

/**
 * What to read for a typed name in a whole town. Three steps: as it sounds (the last word may be unfinished), one consonant wrong, and
 * the first letter only or the words the other way round. A text without letters gives no steps. Order of words is free.
 */
export function queryTokens(text: string): QueryTokens {
  const words = typedWords(text)
  if (words.length === 0) return { words, steps: [] }
  if (words.length === 1) return { words, steps: oneWordSteps(words[0]!) }
  return { words, steps: manyWordSteps(words) }
}

function soundingWord(word: NameWord): TokenRange[] {
  return word.skeletons.flatMap((skeleton) => [
    exactRange(`nw:${skeleton}.${word.fine}`, 200),
    prefixRange(`nw:${skeleton}.`, 200),
    prefixRange(`nw:${skeleton}`, 300),
  ])
}

function oneWordSteps(word: NameWord): TokenRange[][] {
  const mistaken = word.skeletons.flatMap((skeleton) => [
    ...partings(skeleton),
    ...neighbourSkeletons(skeleton).flatMap((near) => [
      prefixRange(`np:${near}/`, 60, 5),
      prefixRange(`nr:${near}/`, 60, 5),
    ]),
  ])
  return [unique(soundingWord(word)), unique(mistaken)]
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
  const sounding = pairsToRead(words).flatMap(([one, two]) => pairRanges(one, two, two === last))
  const mistaken: TokenRange[] = []
  const looser: TokenRange[] = []
  for (const doubted of words) {
    if (doubted.kind === 'initial') continue
    const sure = surestBeside(words, doubted)
    if (!sure) continue
    const [near, turned] = mistakenRanges(sure, doubted, words.indexOf(doubted) < words.indexOf(sure))
    mistaken.push(...near)
    looser.push(...turned, ...firstLetterRanges(words, doubted))
  }
  return [
    unique([...initialRanges(words), ...sounding]),
    unique([...joinedRanges(words), ...mistakenBesideInitials(words), ...mistaken]),
    unique(looser),
  ]
}

/** Pairs in the order in which they were typed, those that say most first. */
function pairsToRead(words: NameWord[]): [one: NameWord, two: NameWord][] {
  const pairs: [NameWord, NameWord][] = []
  for (let left = 0; left < words.length; left++)
    for (let right = left + 1; right < words.length; right++) pairs.push([words[left]!, words[right]!])
  const weight = ([one, two]: [NameWord, NameWord]) => telling(one) + telling(two)
  return pairs.sort((one, two) => weight(two) - weight(one)).slice(0, 6)
}

function telling(word: NameWord): number {
  return (word.skeletons[0]?.length ?? 0) - (word.filler ? 2 : 0) - (word.kind === 'initial' ? 3 : 0)
}

/** The word beside which a doubted one is looked for. */
function surestBeside(words: NameWord[], doubted: NameWord): NameWord | undefined {
  return words
    .filter((word) => word !== doubted && word.kind === 'word')
    .sort((one, two) => telling(two) - telling(one))[0]
}

function pairRanges(one: NameWord, two: NameWord, unfinished: boolean): TokenRange[] {
  if (one.kind === 'initial' || two.kind === 'initial') return pairWithInitial(one, two)
  const out: TokenRange[] = []
  for (const a of one.skeletons)
    for (const b of two.skeletons) {
      out.push(
        prefixRange(`np:${a}/${b}.${one.fine}/${two.fine}.`, 120),
        prefixRange(`np:${a}/${b}.`, 300),
        prefixRange(`np:${b}/${a}.${two.fine}/${one.fine}.`, 120),
        prefixRange(`np:${b}/${a}.`, 300),
      )
      if (unfinished) out.push(prefixRange(`np:${a}/${b}`, 300), prefixRange(`nr:${a}/${b[0]}/${b}`, 300))
      // The register may hold only the initial of a word that is typed out.
      for (const [left, right] of [
        [a, b[0]],
        [a[0], b],
        [b, a[0]],
        [b[0], a],
      ])
        out.push(prefixRange(`np:${left}/${right}.`, 60))
    }
  return out
}

function pairWithInitial(one: NameWord, two: NameWord): TokenRange[] {
  const [word, initial] = one.kind === 'initial' ? [two, one] : [one, two]
  if (word.kind === 'initial')
    return one.skeletons.flatMap((a) => two.skeletons.map((b) => prefixRange(`np:${a}/${b}`, 200, 40)))
  return word.skeletons.flatMap((skeleton) =>
    // A syllable (प्र.) is more than its first sound.
    initial.skeletons.flatMap((opening) => [
      ...(opening.length > 1 ? [prefixRange(`nr:${skeleton}/${opening[0]}/${opening}`, 600, 40)] : []),
      prefixRange(`nr:${skeleton}/${opening[0]}`, 2000, 40),
      prefixRange(`np:${skeleton}/${opening}`, word === one ? 2000 : 300, 40),
    ]),
  )
}

/** R. K. Sharma: the first letters of all words but the last lead to few rows. */
function initialRanges(words: NameWord[]): TokenRange[] {
  if (words.length < 3 || !words.some((word) => word.kind === 'initial')) return []
  return besideLast(words).map((from) => prefixRange(from, 600, 40))
}

/** Beginnings of the reverse tokens of a name: its last whole word with the letters of the others, in all readings. */
function besideLast(words: NameWord[], lasts?: readonly string[]): string[] {
  const last = words.findLast((word) => word.kind === 'word')
  if (!last) return []
  const letters = letterReadings(words.filter((word) => word !== last))
  return (lasts ?? last.skeletons).flatMap((skeleton) => letters.map((text) => `nr:${skeleton}/${text}`))
}

/** An initial may have several sounds (C: Chandra, Carvalho); at most eight readings of all of them together. */
function letterReadings(words: NameWord[]): string[] {
  let readings = ['']
  for (const word of words) {
    const letters =
      word.kind === 'initial' ? [...new Set(word.skeletons.map((text) => text[0]!))] : [initialLetters([word])]
    readings = readings.flatMap((text) => letters.map((letter) => text + letter)).slice(0, 8)
  }
  return readings
}

/** R. K. Shrama: the one whole word is misspelt. */
function mistakenBesideInitials(words: NameWord[]): TokenRange[] {
  const whole = words.filter((word) => word.kind === 'word')
  if (whole.length !== 1) return []
  const near = whole[0]!.skeletons.flatMap(neighbourSkeletons)
  return besideLast(words, near).map((from) => prefixRange(from, 60, 5))
}

/** Ranges of the doubted word beside the sure one, in the order typed and the other way round. */
function mistakenRanges(
  sure: NameWord,
  doubted: NameWord,
  doubtedFirst: boolean,
): [inOrder: TokenRange[], turned: TokenRange[]] {
  const first: TokenRange[] = []
  const second: TokenRange[] = []
  for (const one of sure.skeletons)
    for (const two of doubted.skeletons)
      for (const near of neighbourSkeletons(two)) {
        first.push(prefixRange(`np:${near}/${one}.`, 60, 5))
        second.push(prefixRange(`np:${one}/${near}.`, 60, 5))
      }
  return doubtedFirst ? [first, second] : [second, first]
}

/** Two typed words may be one in the register: Hari Om, Hariom. */
function joinedRanges(words: NameWord[]): TokenRange[] {
  const out: TokenRange[] = []
  for (let index = 0; index + 1 < words.length; index++) {
    const joined = (words[index]!.skeletons[0] ?? '') + (words[index + 1]!.skeletons[0] ?? '').replace(/^a/, '')
    if (words.length === 2) out.push(prefixRange(`np:${joined}/`, 60, 5), prefixRange(`nr:${joined}/`, 60, 5))
    for (const [at, other] of words.entries()) {
      if (at === index || at === index + 1) continue
      const skeleton = other.skeletons[0]
      out.push(
        prefixRange(at < index ? `np:${skeleton}/${joined}.` : `np:${joined}/${skeleton}`, 60),
        prefixRange(at < index ? `np:${joined}/${skeleton}.` : `np:${skeleton}/${joined}.`, 60),
      )
    }
  }
  return out
}

/** The doubted word by its first letter beside the first and the last of the others; of a rare name everyone. */
function firstLetterRanges(words: NameWord[], doubted: NameWord): TokenRange[] {
  const letter = doubted.skeletons[0]?.[0] ?? ''
  const others = words.filter((word) => word !== doubted && word.kind === 'word')
  return [...new Set([others[0], others.at(-1)])].flatMap((sure) => {
    const skeleton = sure?.skeletons[0]
    if (!skeleton) return []
    const beside = [prefixRange(`np:${skeleton}/${letter}`, 1000, 4), prefixRange(`nr:${skeleton}/${letter}`, 1000, 4)]
    return sure.filler ? beside : [...beside, prefixRange(`np:${skeleton}/`, 40), prefixRange(`nr:${skeleton}/`, 40)]
  })
}

function unique(ranges: TokenRange[]): TokenRange[] {
  const seen = new Map<string, TokenRange>()
  for (const range of ranges) {
    const known = seen.get(range.from)
    if (!known || known.to < range.to) seen.set(range.from, range)
  }
  return [...seen.values()]
}
