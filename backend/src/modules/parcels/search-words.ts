/** Finds properties by what was typed: reads tokens, scores names and places, and says by what each was found. */
import { asSystem, type Context, read } from '../../kernel/index.ts'
import type { TokenRange } from '../people/index.ts'
import type { OwnerSearchLimit } from './owner-search-limit.ts'
import { selectPlaces, selectWardIds } from './queries-search.ts'
import { groupPlaces, type PlaceGroup, type PlaceHit, wordsOutside } from './rules-places.ts'
import {
  exactly,
  housesIn,
  inWard,
  type PlaceRange,
  readSearchText,
  soundKey,
  soundsOf,
  startingWith,
  wholeNameRanges,
  wordRanges,
} from './rules-search.ts'
import type { MatchKind, SearchQuery } from './schemas.ts'
import { type Evidence, isOfficer, isOwnerFound, note, placePrefix, type Search, tokens } from './search-evidence.ts'
import { findNumbers } from './search-numbers.ts'
import { findOwnersAtPlaces, findOwnersInTown, findOwnersInWard } from './search-owners.ts'

/** What the words led to, best first. */
export interface Found {
  found: Evidence[]
  notice?: 'owner-search-needs-ward' | 'owner-search-off'
}

/** All evidence for the words of a query. Full names are read here, with the platform's powers, and go no further than a score. */
export async function findByWords(context: Context, given: SearchQuery, limits: OwnerSearchLimit): Promise<Found> {
  const query = readSearchText(given.search ?? '')
  const namedWard = given.ward ?? query.ward
  const owners = mayFindOwners(context, Boolean(namedWard))
  return read(asSystem(context), async (db) => {
    const wardIds = namedWard ? await selectWardIds(db, context.tenant.tenantId, namedWard, context.today) : null
    const town = soundsOf(context.tenant.names)
    const evidence = new Map<number, Evidence>()
    const search: Search = { db, context, query, wardIds, groups: [], town, limit: given.limit, limits, evidence }
    if (wardIds && !wardIds.length) return { found: [] }
    await findNumbers(search)
    if (search.evidence.size && query.propertyNumber) return finish(search)
    await findPlaces(search)
    const notice = await findOwners(search, owners)
    return finish(search, notice)
  })
}

type OwnerSearch = 'anywhere' | 'in-ward' | 'in-street' | 'off'

/** Staff and auditors may look for owners in the whole town; everyone else in a ward or a street. */
function mayFindOwners(context: Context, hasWard: boolean): OwnerSearch {
  if (isOfficer(context)) return 'anywhere'
  if (context.tenant.settings.anonymousOwnerSearch === false) return 'off'
  return hasWard ? 'in-ward' : 'in-street'
}

function finish(search: Search, notice?: Found['notice']): Found {
  const found = [...search.evidence.values()].sort(
    (one, two) => two.score - one.score || one.propertyId - two.propertyId,
  )
  return { found, ...(notice && { notice }) }
}

async function findPlaces(search: Search): Promise<void> {
  const { words } = search.query
  const whole = await placeHits(search, wholeNameRanges(words))
  search.groups = groupPlaces(words, whole)
  const sure = search.groups.some((group) => group.score >= 0.99)
  const rest = wordRanges(words).filter(
    ({ from }) => !search.groups.some((group) => group.from <= from && from <= group.to),
  )
  if (rest.length) {
    const groups = groupPlaces(words, [...whole, ...(await placeHits(search, rest))])
    // Beside a sure place, a lone word is rather a person than half a street: "Ramesh Sharma, Gandhi Marg" knows no Sharma Colony.
    search.groups = sure ? groups.filter((group) => group.score >= 0.99 || isSpelledOut(search, group)) : groups
  }
  await findAddresses(search)
}

/** Typed with its kind or its number (Gandhi Marg, Sector 4), a place is no person of that name. */
function isSpelledOut({ query }: Search, { from, to }: PlaceGroup): boolean {
  return query.words.slice(from, to + 1).some((word) => word.generic || word.digits)
}

async function placeHits(search: Search, asked: PlaceRange[]): Promise<PlaceHit[]> {
  if (!asked.length) return []
  const rows = await selectPlaces(
    search.db,
    search.context.tenant.tenantId,
    asked.map(({ range }) => range),
  )
  return rows.map((row) => ({ kind: row.kind, placeId: row.place_id, names: row.names, by: asked[row.at]! }))
}

const placeMatch = { 1: 'street', 2: 'locality', 3: 'address' } as const

interface AddressRange {
  range: TokenRange
  group: number
  score: number
  matchedOn: MatchKind
}

function addressRanges({ groups, query, wardIds, limit }: Search): AddressRange[] {
  const list: AddressRange[] = []
  const houses = housesIn(wordsOutside(query.words, groups))
  const [house, ...shorter] = houses
  for (const [group, { places }] of groups.entries())
    for (const { kind, placeId, score } of places) {
      const stem = `${placePrefix[kind]}:${placeId}/`
      const add = (range: TokenRange, weight: number, matchedOn: MatchKind) =>
        list.push({ range, group, score: score * weight, matchedOn })
      if (house) {
        add(exactly(stem + house, 30), 1, 'address')
        add(startingWith(`${stem}${house}-`, 30), 0.9, 'address')
        for (const other of shorter) add(exactly(stem + other, 30), 0.88, 'address')
      }
      add(startingWith(stem, house ? limit : Math.max(60, limit)), house ? 0.55 : 0.8, placeMatch[kind])
    }
  // A house number alone says something only inside a ward.
  if (wardIds && !groups.length)
    for (const [index, key] of houses.entries())
      for (const wardId of wardIds)
        list.push({
          range: exactly(inWard(wardId, `ah:${key}`), 400),
          group: 0,
          score: index ? 0.7 : 0.85,
          matchedOn: 'address',
        })
  return list
}

/** Address evidence: a house on the street, then the street; what lies in both the street and the locality named goes first. */
async function findAddresses(search: Search): Promise<void> {
  const list = addressRanges(search)
  const rows = await tokens(
    search,
    list.map(({ range }) => range),
    20,
  )
  const best = new Map<number, Map<number, AddressRange>>()
  for (const row of rows) {
    const entry = list[row.at]!
    const groups = best.get(row.property_id) ?? new Map<number, AddressRange>()
    const known = groups.get(entry.group)
    if (!known || known.score < entry.score) groups.set(entry.group, entry)
    best.set(row.property_id, groups)
  }
  const asked = Math.max(1, search.groups.length)
  const unread = namesOutside(search).length
  for (const [propertyId, groups] of best) {
    const strongest = [...groups.values()].sort((one, two) => two.score - one.score)[0]!
    const score = strongest.score * (0.75 + (0.25 * groups.size) / asked) * (unread ? 0.8 : 1)
    note(search, propertyId, score, strongest.matchedOn)
  }
}

/** Words that are neither a place nor a number: perhaps a person. Beside a place the town's name is part of the address. */
function namesOutside({ query, groups, town }: Search): string[] {
  return wordsOutside(query.words, groups).flatMap((word) =>
    word.digits || word.generic || (groups.length && town.has(soundKey(word.text))) ? [] : [word.text],
  )
}

async function findOwners(search: Search, allowed: OwnerSearch): Promise<Found['notice'] | undefined> {
  const { groups } = search
  const named = search.query.words.filter((word) => !word.digits).map((word) => word.text)
  if (!named.length) return undefined
  const rest = namesOutside(search)
  const spelledOut = groups.some((group) => isSpelledOut(search, group))
  if (!rest.length && spelledOut) return undefined
  const street = groups.some((group) => group.places.some((place) => place.kind === 1))
  if (allowed === 'off') return rest.length ? 'owner-search-off' : undefined
  if (allowed === 'in-street' && !street) return rest.length ? 'owner-search-needs-ward' : undefined
  if (allowed === 'in-street' && !rest.length) return undefined
  // Spent whatever is found: an empty answer tells something too.
  if (allowed !== 'anywhere') await search.limits.spend(search.context)
  const atPlaces = () => (rest.length && groups.length ? findOwnersAtPlaces(search, rest) : undefined)
  if (allowed === 'in-street') await atPlaces()
  else {
    // Everyone at a place is many: where the place may be half a name (Ganesh Francis, Ganesh Vihar) the name comes first.
    const ways = [() => findOwnersByName(search, named), atPlaces]
    for (const way of spelledOut ? ways.reverse() : ways) if (!isOwnerFound(search)) await way()
  }
  return undefined
}

async function findOwnersByName(search: Search, named: readonly string[]): Promise<void> {
  if (!search.wardIds) return findOwnersInTown(search, named.join(' '))
  for (const wardId of search.wardIds.slice(0, 3)) await findOwnersInWard(search, named, wardId)
}
