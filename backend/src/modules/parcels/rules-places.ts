/** Parts a typed line into places and the rest: "ramesh gandhi marg" is a name and a street. Pure. */
import type { Names } from '../../kernel/pure.ts'
import { nameScorer } from './rules-name-search.ts'
import type { PlaceKind } from './rules-search.ts'

/** A place that a word of the query may mean; `words` are the indexes of the words that led to it. */
export interface PlaceCandidate {
  kind: PlaceKind
  placeId: number
  names: Names
  words: number[]
}

/** Places that share one stretch of the query, best first; `from`–`to` are word indexes, both included. */
export interface PlaceGroup {
  from: number
  to: number
  score: number
  places: { kind: PlaceKind; placeId: number; score: number }[]
}

const leastLikeness = 0.78
const placesOfAGroup = 60

/** Non-overlapping stretches of the query that name places, the surest and longest first. */
export function groupPlaces(words: string[], candidates: PlaceCandidate[]): PlaceGroup[] {
  const groups = new Map<string, PlaceGroup>()
  const scorers = new Map<string, (names: Names) => number>()
  for (const candidate of candidates) {
    const best = bestStretch(words, candidate, scorers)
    if (!best || best.score < leastLikeness) continue
    const key = `${best.from}-${best.to}`
    const group = groups.get(key) ?? { from: best.from, to: best.to, score: 0, places: [] }
    group.places.push({ kind: candidate.kind, placeId: candidate.placeId, score: best.score })
    group.score = Math.max(group.score, best.score)
    groups.set(key, group)
  }
  return withoutOverlaps([...groups.values()])
}

function bestStretch(words: string[], candidate: PlaceCandidate, scorers: Map<string, (names: Names) => number>) {
  const first = Math.min(...candidate.words)
  const last = Math.max(...candidate.words)
  let best: { from: number; to: number; score: number } | null = null
  for (const from of [first - 1, first])
    for (const to of [last, last + 1]) {
      if (from < 0 || to >= words.length || to - from > 4) continue
      const text = words.slice(from, to + 1).join(' ')
      let scorer = scorers.get(text)
      if (!scorer) {
        scorer = nameScorer(text)
        scorers.set(text, scorer)
      }
      // A longer stretch that fits as well says more.
      const score = scorer(candidate.names)
      if (!best || score + 0.02 * (to - from) > best.score + 0.02 * (best.to - best.from)) best = { from, to, score }
    }
  return best
}

function withoutOverlaps(groups: PlaceGroup[]): PlaceGroup[] {
  const strength = (group: PlaceGroup) => group.score * (1 + 0.35 * (group.to - group.from))
  const kept: PlaceGroup[] = []
  for (const group of groups.sort((one, two) => strength(two) - strength(one))) {
    if (kept.some((other) => group.from <= other.to && other.from <= group.to)) continue
    const places = group.places.filter((place) => place.score >= group.score - 0.08)
    kept.push({ ...group, places: places.sort((one, two) => two.score - one.score).slice(0, placesOfAGroup) })
  }
  return kept.slice(0, 3)
}

/** The words that no group has taken. */
export function wordsOutside(words: string[], groups: PlaceGroup[]): string[] {
  return words.filter((_, index) => !groups.some((group) => group.from <= index && index <= group.to))
}
