/** Parts a typed line into places and the rest: "ramesh gandhi marg" is a name and a street. Pure. */
import type { Names } from '../../kernel/pure.ts'
import { nameScorer } from './rules-name-search.ts'
import { houseKey, type PlaceKind, type PlaceRange, type QueryWord, queryWords } from './rules-search.ts'

/** A place that a stretch of the query led to. */
export interface PlaceHit {
  kind: PlaceKind
  placeId: number
  names: Names
  by: PlaceRange
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
export function groupPlaces(words: readonly QueryWord[], hits: readonly PlaceHit[]): PlaceGroup[] {
  const groups = new Map<string, PlaceGroup>()
  const scorers = new Map<string, (names: Names) => number>()
  for (const hit of hits) {
    const { from, to, score } =
      hit.by.score === null ? bestStretch(words, hit, scorers) : { ...hit.by, score: hit.by.score }
    if (score < leastLikeness) continue
    const group = groups.get(`${from}-${to}`) ?? { from, to, score: 0, places: [] }
    const known = group.places.find((place) => place.placeId === hit.placeId && place.kind === hit.kind)
    if (known) known.score = Math.max(known.score, score)
    else group.places.push({ kind: hit.kind, placeId: hit.placeId, score })
    group.score = Math.max(group.score, score)
    groups.set(`${from}-${to}`, group)
  }
  return withoutOverlaps([...groups.values()])
}

/** The stretch round the word that fits the name best; a number of the name that was not typed counts against it. */
function bestStretch(words: readonly QueryWord[], hit: PlaceHit, scorers: Map<string, (names: Names) => number>) {
  const { from: first, to: last } = hit.by
  let best = { from: first, to: last, score: 0 }
  for (const from of [first - 1, first])
    for (const to of [last, last + 1, last + 2]) {
      if (from < 0 || to >= words.length || words[from]!.digits) continue
      const text = words
        .slice(from, to + 1)
        .flatMap((word) => (word.digits ? [] : [word.text]))
        .join(' ')
      const scorer = scorers.get(text) ?? nameScorer(text)
      scorers.set(text, scorer)
      // A longer stretch that fits as well says more.
      const score = scorer(hit.names)
      if (score + 0.02 * (to - from) > best.score + 0.02 * (best.to - best.from)) best = { from, to, score }
    }
  return { ...best, score: best.score - 0.12 * untypedNumbers(words, hit.names) }
}

function untypedNumbers(words: readonly QueryWord[], names: Names): number {
  const name = Object.values(names).find(Boolean) ?? ''
  const typed = new Set(words.filter((word) => word.digits).map((word) => houseKey(word.text)))
  return queryWords(name).filter((word) => word.digits && !typed.has(houseKey(word.text))).length
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
export function wordsOutside(words: readonly QueryWord[], groups: readonly PlaceGroup[]): QueryWord[] {
  return words.filter((_, index) => !groups.some((group) => group.from <= index && index <= group.to))
}
