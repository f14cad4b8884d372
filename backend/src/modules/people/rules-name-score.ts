/** How well a typed text names someone: 1 is the same name in any spelling or script, 0 is nothing in common. Pure. */
import { isIndic } from './rules-devanagari.ts'
import { type NameParts, type NameWord, partName, readWord } from './rules-name-parts.ts'
import type { NamesByLanguage } from './rules-names.ts'
import { soundDistance, soundWeight } from './rules-phonemes.ts'

/** Scores names against one query; make it once for all candidates, it remembers the words it has met. */
export type NameScorer = (names: NamesByLanguage, relatives?: NamesByLanguage) => number

/** Score from 0 to 1 of one name. See nameScorer for many. */
export function scoreName(query: string, names: NamesByLanguage, relatives?: NamesByLanguage): number {
  return nameScorer(query)(names, relatives)
}

/** A scorer for one query text. The last word may be unfinished; the order of words is free; initials match the words they open. */
export function nameScorer(query: string): NameScorer {
  const asked = partName(query)
  const words = [...asked.words, ...asked.relatives]
  const similarity = rememberedSimilarity(words.at(-1))
  const ownScores = new Map<string, number>()
  const ownScore = (text: string) => {
    const known = ownScores.get(text)
    if (known !== undefined) return known
    const score = scoreParts(words, partsOf(text), [], similarity)
    ownScores.set(text, score)
    return score
  }
  return (names, relatives) => {
    const best = bestOf(names, ownScore)
    // The same names come by the hundred in a town; relatives are looked at only where the own name leaves something open.
    if (best > 0.9 || !relatives) return best
    const kin = relativesOf(relatives)
    return kin.length
      ? Math.max(
          best,
          bestOf(names, (text) => scoreParts(words, partsOf(text), kin, similarity)),
        )
      : best
  }
}

/** The best score of a name's languages. */
function bestOf(names: NamesByLanguage, score: (text: string) => number): number {
  let best = 0
  for (const language in names) {
    const text = names[language]
    if (text && best <= 0.999) best = Math.max(best, score(text))
  }
  return best
}

function relativesOf(relatives: NamesByLanguage): NameWord[] {
  const words: NameWord[] = []
  for (const language in relatives) {
    const text = relatives[language]
    if (text) words.push(...partsOf(text).words)
  }
  return words
}

const partsMemory = new Map<string, NameParts>()

function partsOf(text: string): NameParts {
  const known = partsMemory.get(text)
  if (known) return known
  if (partsMemory.size > 20_000) partsMemory.clear()
  const parts = partName(text)
  partsMemory.set(text, parts)
  return parts
}

type Similarity = (asked: NameWord, held: NameWord) => number

function rememberedSimilarity(unfinished: NameWord | undefined): Similarity {
  const memory = new Map<NameWord, Map<NameWord, number>>()
  return (asked, held) => {
    const row = memory.get(asked) ?? new Map<NameWord, number>()
    memory.set(asked, row)
    const value = row.get(held) ?? wordSimilarity(asked, held, asked === unfinished)
    row.set(held, value)
    return value
  }
}

/** From 0 to 1: the better of how two words sound and, within one script, how they are spelt. */
function wordSimilarity(asked: NameWord, held: NameWord, unfinished: boolean): number {
  if (asked === held) return 1
  if (asked.kind === 'initial' || held.kind === 'initial') return initialSimilarity(asked, held)
  if (!shareSounds(asked, held)) return 0
  let best = 0
  for (const one of asked.sounds)
    for (const two of held.sounds) {
      best = Math.max(best, 1 - soundDistance(one, two) / Math.max(soundWeight(one), soundWeight(two)))
      if (unfinished && one.length >= 2 && two.length > one.length && best < 0.93)
        best = Math.max(best, 0.93 - soundDistance(one, two, true) / soundWeight(one))
    }
  if (best < 0.95 && isIndic(asked.spelling) === isIndic(held.spelling))
    best = Math.max(best, spellingSimilarity(asked.spelling, held.spelling))
  return best
}

/** A cheap first look: words of which less than half the consonant classes agree are not compared further. */
function shareSounds(one: NameWord, two: NameWord): boolean {
  const [short, long] =
    one.classes.length <= two.classes.length ? [one.classes, two.classes] : [two.classes, one.classes]
  let shared = 0
  for (const letter of short) if (long.includes(letter)) shared++
  return shared * 2 >= short.length
}

function initialSimilarity(asked: NameWord, held: NameWord): number {
  const opens = asked.skeletons.some((one) => held.skeletons.some((two) => one[0] === two[0]))
  if (!opens) return 0
  if (asked.kind === held.kind) return asked.spelling === held.spelling ? 1 : 0.93
  const [initial, word] = asked.kind === 'initial' ? [asked, held] : [held, asked]
  let best = 0.76
  for (const one of initial.sounds)
    for (const two of word.sounds)
      if (two.toLowerCase().startsWith(one.toLowerCase()))
        // A syllable (भा.) tells the breath that a Latin letter leaves open: B. may be Banwari or Bhagwati, भ. is not Banwari.
        best = Math.max(best, isIndic(initial.spelling) && !two.startsWith(one) ? 0.79 : 0.82)
  return best
}

/** Slips of the finger that break the reading of letter groups (Cahudhary) are still near in letters. */
function spellingSimilarity(one: string, two: string): number {
  if (Math.abs(one.length - two.length) > 2) return 0
  const rows = one.length + 1
  let before: number[] = []
  let above = Array.from({ length: two.length + 1 }, (_, column) => column)
  for (let row = 1; row < rows; row++) {
    const here = [row]
    for (let column = 1; column <= two.length; column++) {
      const same = one[row - 1] === two[column - 1]
      let best = Math.min(above[column - 1]! + (same ? 0 : 1), above[column]! + 1, here[column - 1]! + 1)
      const swapped = row > 1 && column > 1 && one[row - 1] === two[column - 2] && one[row - 2] === two[column - 1]
      if (swapped) best = Math.min(best, before[column - 2]! + 0.6)
      here.push(best)
    }
    before = above
    above = here
  }
  return 0.99 - above[two.length]! / Math.max(one.length, two.length)
}

function weightOf(word: NameWord): number {
  return word.filler || word.kind === 'initial' ? 0.6 : 1
}

function scoreParts(asked: NameWord[], held: NameParts, kin: NameWord[], similarity: Similarity): number {
  const all = held.relatives.length + kin.length === 0 ? held.words : [...held.words, ...held.relatives, ...kin]
  let best = matchWords(asked, all, held.words.length, similarity)
  if (best > 0.9) return best
  if (asked.length > held.words.length)
    for (const joined of joinings(asked))
      best = Math.max(best, matchWords(joined, all, held.words.length, similarity) - 0.02)
  if (asked.length < held.words.length)
    for (const joined of joinings(held.words))
      best = Math.max(best, matchWords(asked, joined, joined.length, similarity) - 0.02)
  return best
}

const joiningMemory = new WeakMap<NameWord[], NameWord[][]>()

/** The same words with each pair of neighbours written as one (Hari Om, Hariom). */
function joinings(words: NameWord[]): NameWord[][] {
  const known = joiningMemory.get(words)
  if (known) return known
  const out: NameWord[][] = []
  joiningMemory.set(words, out)
  for (let index = 0; index + 1 < words.length; index++) {
    const [one, two] = [words[index]!, words[index + 1]!]
    if (one.kind === 'initial' || two.kind === 'initial' || isIndic(one.spelling) !== isIndic(two.spelling)) continue
    out.push([...words.slice(0, index), readWord(one.spelling + two.spelling), ...words.slice(index + 2)])
  }
  return out
}

const leastLikeness = 0.45

/** Likeness of each asked word (row) with each held word; one table for all, because names are compared by the thousand. */
const mostHeld = 24
const likeness = new Float64Array(mostHeld * mostHeld)

/** Pairs the words greedily, best first. `own` is how many of the held words are the person's own; the rest are relatives and may stay unmatched. */
function matchWords(asked: NameWord[], held: NameWord[], own: number, similarity: Similarity): number {
  const rows = Math.min(asked.length, mostHeld)
  const columns = Math.min(held.length, mostHeld)
  for (let from = 0; from < rows; from++)
    for (let to = 0; to < columns; to++) {
      const value = similarity(asked[from]!, held[to]!)
      likeness[from * mostHeld + to] = value < leastLikeness ? -1 : to < own ? value : value - 0.03
    }
  const taken = new Array<number>(rows).fill(-1)
  let used = 0
  let sum = 0
  for (let at = nextLink(rows, columns, taken, used); at >= 0; at = nextLink(rows, columns, taken, used)) {
    const from = Math.floor(at / mostHeld)
    taken[from] = at % mostHeld
    used |= 1 << (at % mostHeld)
    sum += likeness[at]! * weightOf(asked[from]!)
  }
  let total = 0
  for (const word of asked) total += weightOf(word)
  return total === 0 ? 0 : Math.max(0, (sum / total) * (1 - unmatchedCost(held, own, used)) - 0.01 * inversions(taken))
}

/** The likest pair of words that are both still free, of equals the one nearest in place; -1 when there is none. */
function nextLink(rows: number, columns: number, taken: readonly number[], used: number): number {
  let best = -1
  let most = 0
  let apart = 0
  for (let from = 0; from < rows; from++) {
    if (taken[from] !== -1) continue
    for (let to = 0; to < columns; to++) {
      const value = likeness[from * mostHeld + to]!
      if (value < most || value < 0 || used & (1 << to)) continue
      const distance = Math.abs(from - to)
      if (best >= 0 && value === most && distance >= apart) continue
      best = from * mostHeld + to
      most = value
      apart = distance
    }
  }
  return best
}

/** Words of the person that nobody asked for cost a little, a filler or initial half of that. */
function unmatchedCost(held: NameWord[], own: number, used: number): number {
  let cost = 0
  for (let to = 0; to < own; to++)
    if (!(used & (1 << to))) cost += held[to]!.filler || held[to]!.kind === 'initial' ? 0.015 : 0.03
  return cost
}

function inversions(taken: number[]): number {
  let last = -1
  let count = 0
  for (const to of taken) {
    if (to === -1) continue
    if (to < last) count++
    last = to
  }
  return count
}

/** Someone who may be meant: what the search shows is the caller's own. */
export type NamedCandidate = { names: NamesByLanguage; relatives?: NamesByLanguage }
export type Ranked<T> = { candidate: T; score: number }

/** The best `limit` of some candidates, best first, those under `least` left out. See orderRanked for ties. */
export function rankNames<T extends NamedCandidate>(
  query: string,
  candidates: readonly T[],
  limit: number,
  least = 0.5,
): Ranked<T>[] {
  const scorer = nameScorer(query)
  const scored = candidates.map((candidate) => ({ candidate, score: scorer(candidate.names, candidate.relatives) }))
  return orderRanked(
    scored.filter(({ score }) => score >= least),
    limit,
  )
}

/**
 * Orders scored candidates and keeps `limit`. Equal scores are dealt out one of each different name at a time, most frequent names first,
 * so that "R. Sharma" shows ten different people before a second Ramesh Sharma.
 */
export function orderRanked<T extends NamedCandidate>(scored: readonly Ranked<T>[], limit: number): Ranked<T>[] {
  const rounded = scored.map((entry) => ({ ...entry, score: Math.round(entry.score * 500) / 500 }))
  const scores = rounded.map(({ score }) => score).sort((one, two) => two - one)
  const floor = scores[Math.min(limit, scores.length) - 1] ?? 0
  const kept = rounded.filter(({ score }) => score >= floor)
  const turn = turns(kept.map(({ candidate }) => nameKey(candidate.names)))
  return kept
    .map((entry, index) => ({ entry, turn: turn[index]! }))
    .sort(
      (one, two) =>
        two.entry.score - one.entry.score || one.turn.round - two.turn.round || two.turn.count - one.turn.count,
    )
    .slice(0, limit)
    .map(({ entry }) => entry)
}

/** The same for a name in either script. */
function nameKey(names: NamesByLanguage): string {
  const text = Object.values(names).find((value) => value) ?? ''
  return partsOf(text)
    .words.map((word) => word.skeletons[0])
    .join(' ')
}

function turns(keys: string[]): { round: number; count: number }[] {
  const counts = new Map<string, number>()
  const rounds = keys.map((key) => {
    const round = counts.get(key) ?? 0
    counts.set(key, round + 1)
    return round
  })
  return keys.map((key, index) => ({ round: rounds[index]!, count: counts.get(key)! }))
}
