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
  return (names, relatives = {}) => {
    const kin = Object.values(relatives).flatMap((text) => (text ? partName(text).words : []))
    let best = 0
    for (const text of new Set(Object.values(names))) {
      if (!text || best > 0.999) continue
      best = Math.max(best, scoreParts(words, partsOf(text), kin, similarity))
    }
    return best
  }
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
  if (asked.kind === 'initial' || held.kind === 'initial') return initialSimilarity(asked, held)
  let best = 0
  for (const one of asked.sounds)
    for (const two of held.sounds) {
      const whole = 1 - soundDistance(one, two) / Math.max(soundWeight(one), soundWeight(two))
      const begun = unfinished && one.length >= 2 ? 0.97 - soundDistance(one, two, true) / soundWeight(one) : 0
      best = Math.max(best, whole, begun)
    }
  if (isIndic(asked.spelling) === isIndic(held.spelling))
    best = Math.max(best, spellingSimilarity(asked.spelling, held.spelling))
  return best
}

function initialSimilarity(asked: NameWord, held: NameWord): number {
  const opens = asked.skeletons.some((one) => held.skeletons.some((two) => one[0] === two[0]))
  if (!opens) return 0
  if (asked.kind === held.kind) return asked.spelling === held.spelling ? 1 : 0.93
  const [initial, word] = asked.kind === 'initial' ? [asked, held] : [held, asked]
  // A syllable (भा.) says more than a letter (B.).
  const fits = initial.sounds.some((one) =>
    word.sounds.some((two) => two.startsWith(one.toLowerCase()) || two.startsWith(one)),
  )
  return fits ? 0.82 : 0.76
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
  const all = [...held.words, ...held.relatives, ...kin]
  const score = matchWords(asked, all, held.words.length, similarity)
  if (score > 0.9 || asked.length + held.words.length < 3) return score
  let best = score
  for (const joined of joinings(asked))
    best = Math.max(best, matchWords(joined, all, held.words.length, similarity) - 0.02)
  for (const joined of joinings(held.words))
    best = Math.max(best, matchWords(asked, joined, joined.length, similarity) - 0.02)
  return best
}

/** The same words with each pair of neighbours written as one (Hari Om, Hariom). */
function joinings(words: NameWord[]): NameWord[][] {
  const out: NameWord[][] = []
  for (let index = 0; index + 1 < words.length; index++) {
    const [one, two] = [words[index]!, words[index + 1]!]
    if (one.kind === 'initial' || two.kind === 'initial' || isIndic(one.spelling) !== isIndic(two.spelling)) continue
    out.push([...words.slice(0, index), readWord(one.spelling + two.spelling), ...words.slice(index + 2)])
  }
  return out
}

const leastLikeness = 0.45

/** Pairs the words greedily, best first. `own` is how many of the held words are the person's own; the rest are relatives and may stay unmatched. */
function matchWords(asked: NameWord[], held: NameWord[], own: number, similarity: Similarity): number {
  const links: { from: number; to: number; value: number }[] = []
  for (const [from, word] of asked.entries())
    for (const [to, other] of held.entries()) {
      const value = similarity(word, other)
      if (value >= leastLikeness) links.push({ from, to, value: to < own ? value : value - 0.03 })
    }
  links.sort((one, two) => two.value - one.value || Math.abs(one.from - one.to) - Math.abs(two.from - two.to))
  const taken = new Map<number, number>()
  const used = new Set<number>()
  let sum = 0
  for (const { from, to, value } of links) {
    if (taken.has(from) || used.has(to)) continue
    taken.set(from, to)
    used.add(to)
    sum += value * weightOf(asked[from]!)
  }
  const total = asked.reduce((weight, word) => weight + weightOf(word), 0)
  if (total === 0) return 0
  let unmatched = 0
  for (let to = 0; to < own; to++)
    if (!used.has(to)) unmatched += held[to]!.filler || held[to]!.kind === 'initial' ? 0.015 : 0.03
  return Math.max(0, (sum / total) * (1 - unmatched) - 0.01 * inversions(taken))
}

function inversions(taken: Map<number, number>): number {
  const order = [...taken].sort((one, two) => one[0] - two[0]).map(([, to]) => to)
  return order.filter((to, index) => index > 0 && to < order[index - 1]!).length
}

/**
 * The best `limit` candidates, best first. Equal scores are dealt out one of each different name at a time, most frequent names first,
 * so that "R. Sharma" shows ten different people before a second Ramesh Sharma.
 */
export function rankNames<T extends { names: NamesByLanguage; relatives?: NamesByLanguage }>(
  query: string,
  candidates: readonly T[],
  limit: number,
  least = 0.5,
): { candidate: T; score: number }[] {
  const scorer = nameScorer(query)
  const scored = candidates.map((candidate) => ({
    candidate,
    score: Math.round(scorer(candidate.names, candidate.relatives) * 500) / 500,
  }))
  const kept = scored.filter(({ score }) => score >= least)
  const turn = turns(kept.map(({ candidate }) => nameKey(candidate.names)))
  return kept
    .map((entry, index) => ({ ...entry, turn: turn[index]! }))
    .sort((one, two) => two.score - one.score || one.turn.round - two.turn.round || two.turn.count - one.turn.count)
    .slice(0, limit)
    .map(({ candidate, score }) => ({ candidate, score }))
}

function nameKey(names: NamesByLanguage): string {
  const text = Object.values(names).find((value) => value) ?? ''
  return partsOf(text)
    .words.map((word) => word.skeletons[0])
    .join(' ') // prettier-ignore
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
