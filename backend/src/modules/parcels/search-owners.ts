/** Owners by name: in the whole town by phonetic tokens, in a ward by its own, on a street by reading everyone there. */
import type { Names } from '../../kernel/index.ts'
import { nameScorer, orderRanked, rankNames, searchByName } from '../people/index.ts'
import { selectByTokens, selectElectoralAreaIds, selectOwnerNames } from './queries-search.ts'
import { acrossWards, isOfWord, startingWith, wardSteps } from './rules-search.ts'
import { note, placePrefix, type Search, tokens } from './search-evidence.ts'

const mostCandidates = 900
const ownersOfStreet = 1500
/** Enough answers of this score make the wider step needless. */
const goodScore = 0.88

interface Hit {
  at: number
  property_id: number
}

/** Properties that most ranges lead to, then those of the most telling range. */
function bestHit(rows: readonly Hit[]): number[] {
  const hits = new Map<number, { count: number; first: number }>()
  for (const { property_id: id, at } of rows) {
    const hit = hits.get(id) ?? { count: 0, first: at }
    hits.set(id, { count: hit.count + 1, first: Math.min(hit.first, at) })
  }
  const order = [...hits].sort(([, one], [, two]) => two.count - one.count || one.first - two.first)
  return order.slice(0, mostCandidates).map(([id]) => id)
}

/** By phonetic tokens in widening steps, in the whole town. */
export async function findOwnersInTown(search: Search, text: string): Promise<void> {
  const ranked = await searchByName(text, search.limit * 2, async (ranges, known) => {
    const asked = ranges.some(isOfWord)
      ? acrossWards(await selectElectoralAreaIds(search.db, search.context.tenant.tenantId), ranges)
      : [...ranges]
    return ownersOf(search, bestHit(await tokens(search, asked, 1)), known)
  })
  noteOwners(search, ranked, (score) => score)
}

/** By the words that are kept for the ward: all of a frequent name are found, wherever they stand in the town's order. */
export async function findOwnersInWard(search: Search, words: readonly string[], wardId: number): Promise<void> {
  const text = words.join(' ')
  const scorer = nameScorer(text)
  const known = new Set<string>()
  const scored: { candidate: Owner; score: number }[] = []
  for (const ranges of wardSteps(wardId, words)) {
    if (!ranges.length) continue
    const rows = await selectByTokens(search.db, search.context.tenant.tenantId, ranges)
    for (const owner of await ownersOf(search, bestHit(rows), known)) {
      known.add(owner.key)
      const score = scorer(owner.names, owner.relatives)
      if (score >= 0.55) scored.push({ candidate: owner, score })
    }
    if (
      scored.some(({ score }) => score >= 0.95) ||
      scored.filter(({ score }) => score >= goodScore).length >= search.limit
    )
      break
  }
  noteOwners(search, orderRanked(scored, search.limit * 2), (score) => score)
}

/** "Ramesh, Gandhi Marg": everyone on the street is read and scored against the rest of the words. */
export async function findOwnersAtPlaces(search: Search, rest: readonly string[]): Promise<void> {
  const places = search.groups.flatMap((group) => group.places)
  const share = Math.max(40, Math.floor(ownersOfStreet / places.length))
  const ranges = places.map(({ kind, placeId }) => startingWith(`${placePrefix[kind]}:${placeId}/`, share))
  const rows = await tokens(search, ranges, 4)
  const placeScore = Math.max(...search.groups.map((group) => group.score))
  const ids = [...new Set(rows.map((row) => row.property_id))].slice(0, ownersOfStreet)
  const ranked = rankNames(rest.join(' '), await ownersOf(search, ids), search.limit * 3)
  noteOwners(search, ranked, (score) => Math.min(1, 0.1 + 0.9 * score * placeScore))
}

interface Owner {
  key: string
  propertyId: number
  names: Names
  relatives?: Names
}

/** Full names of the owners of properties that are not yet known. */
async function ownersOf(
  search: Search,
  ids: number[],
  known: ReadonlySet<string | number> = new Set(),
): Promise<Owner[]> {
  if (!ids.length) return []
  const rows = await selectOwnerNames(search.db, search.context.tenant.tenantId, ids)
  return rows
    .map((row) => ({
      key: `${row.property_id} ${row.party_id}`,
      propertyId: row.property_id,
      names: row.names,
      ...(row.guardian_names && { relatives: row.guardian_names }),
    }))
    .filter(({ key }) => !known.has(key))
}

function noteOwners(
  search: Search,
  ranked: { candidate: Owner; score: number }[],
  weigh: (score: number) => number,
): void {
  // The order of equals (one of each name first) is kept by a hair.
  for (const [rank, { candidate, score }] of ranked.entries())
    note(search, candidate.propertyId, weigh(score) - rank * 1e-6, 'owner')
}
