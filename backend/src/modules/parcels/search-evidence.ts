/** What a search has in hand while it reads: the query, where it may look, and the evidence so far. */
import type { Context, Db } from '../../kernel/index.ts'
import type { TokenRange } from '../people/index.ts'
import type { OwnerSearchLimit } from './owner-search-limit.ts'
import { selectByTokens, selectByTokensInWard } from './queries-search.ts'
import type { PlaceGroup } from './rules-places.ts'
import type { ReadQuery } from './rules-search.ts'
import type { MatchKind } from './schemas.ts'

/** How sure it is, 0 to 1, that a property was meant, and by what. */
export interface Evidence {
  propertyId: number
  score: number
  matchedOn: MatchKind
}

/** One search on its way. */
export interface Search {
  db: Db
  context: Context
  query: ReadQuery
  /** Wards to stay in; null for the whole town. */
  wardIds: number[] | null
  groups: PlaceGroup[]
  /** The town's own name by sound: at the end of an address it says nothing. */
  town: ReadonlySet<string>
  limit: number
  limits: OwnerSearchLimit
  evidence: Map<number, Evidence>
}

/** Who works for the town or oversees it. */
export function isOfficer({ roleClass }: Context): boolean {
  return roleClass === 'staff' || roleClass === 'auditor' || roleClass === 'system'
}

/** Adds evidence; the stronger of two stays. */
export function note(search: Search, propertyId: number, score: number, matchedOn: MatchKind): void {
  const known = search.evidence.get(propertyId)
  if (!known || known.score < score) search.evidence.set(propertyId, { propertyId, score, matchedOn })
}

/** Whether some owner fits so well that no wider search is worth its time. */
export function isOwnerFound({ evidence }: Search): boolean {
  for (const { matchedOn, score } of evidence.values()) if (matchedOn === 'owner' && score >= 0.9) return true
  return false
}

/** Properties behind token ranges, inside the ward when one is named; `deeper` multiplies what is read before the ward is asked. */
export function tokens(search: Search, ranges: TokenRange[], deeper: number) {
  const { db, context, wardIds } = search
  if (!ranges.length) return Promise.resolve([])
  if (!wardIds) return selectByTokens(db, context.tenant.tenantId, ranges)
  // The ward is asked after the range is read, so more of the range is read.
  const deep = ranges.map((range) => ({ ...range, limit: range.limit * deeper, each: range.limit * deeper }))
  return selectByTokensInWard(db, context.tenant.tenantId, deep, wardIds)
}

/** Prefixes of address tokens by kind of place: street, locality, building. */
export const placePrefix = { 1: 'ar', 2: 'al', 3: 'ab' } as const
