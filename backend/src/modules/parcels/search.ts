/** The one search box: numbers, address and owner in either script, by words, nearness or box. */
import { type Context, type Db, Invalid, look, type Names, pickName, read, readPublic } from '../../kernel/index.ts'
import type { OwnerSearchLimit } from './owner-search-limit.ts'
import { type BareParcelRow, selectAt, selectNear } from './queries-place.ts'
import { type ResultRow, selectPropertiesInWard, selectResults, selectWardIds } from './queries-search.ts'
import type { MatchKind, SearchAnswer, SearchQuery, SearchResult } from './schemas.ts'
import { bareParcelsInBox, propertiesInBox, requireFitting, wardFilter } from './search-box.ts'
import type { Evidence } from './search-evidence.ts'
import { findByWords } from './search-words.ts'

/** Who sees names in full: only with the permission, and each look is journaled. */
export function maySeeNames(context: Context): boolean {
  return context.permissions.has('people.read-private')
}

/**
 * GET /parcels: by words, near a point or in a box, each of them in a ward if one is named; or all of a ward.
 * @throws Invalid when none of `search`, `near`, `bbox` and `ward` is given, or two of the first three; TooMany for too many anonymous owner searches
 */
export async function searchParcels(
  context: Context,
  query: SearchQuery,
  limits: OwnerSearchLimit,
): Promise<SearchAnswer> {
  requireFitting(query)
  if (query.search) return searchByWords(context, query, limits)
  if (query.near) return searchNear(context, query)
  if (query.bbox) return searchInBox(context, query)
  if (query.ward) return listWard(context, query, query.ward)
  throw new Invalid('search', 'Give words to search for, a point (near), a box (bbox) or a ward.')
}

async function searchByWords(context: Context, query: SearchQuery, limits: OwnerSearchLimit): Promise<SearchAnswer> {
  const { found, notice } = await findByWords(context, query, limits)
  const best = found.slice(0, query.limit)
  const rows = await readRows(
    context,
    best.map(({ propertyId }) => propertyId),
    query.search,
  )
  return {
    results: linesOf(rows, new Map(best.map((each) => [each.propertyId, each]))),
    nextCursor: null,
    ...(notice && { notice }),
  }
}

/** Lines of results; in full and journaled for those who may see names. */
async function readRows(context: Context, ids: number[], asked?: string): Promise<ResultRow[]> {
  if (!ids.length) return []
  const select = (unmasked: boolean) => (db: Db) =>
    selectResults(db, context.tenant.tenantId, context.today, ids, unmasked)
  if (!maySeeNames(context)) return read(context, select(false))
  const line = { subjects: ids.map((id) => ({ kind: 'property', id })), after: { search: asked ?? null } }
  return look(context, 'parcels.search', line, select(true))
}

function linesOf(rows: ResultRow[], evidence: Map<number, Evidence>): SearchResult[] {
  return rows.map((row) => {
    const { matchedOn, score } = evidence.get(row.property_id)!
    return { ...toResult(row, matchedOn), score: Math.round(score * 1000) / 1000 }
  })
}

function toResult(row: ResultRow, matchedOn: MatchKind): SearchResult {
  return {
    propertyId: row.property_id,
    propertyNumber: row.property_number,
    parcelId: row.parcel_id,
    parcelNumber: row.parcel_number,
    title: definedNames(row.address),
    ownerNames: row.owners ? joinOwners(row.owners) : null,
    matchedOn,
    place: { grade: row.place_grade, point: row.lon === null || row.lat === null ? null : [row.lon, row.lat] },
    wardCode: row.ward_code,
    areaSqm: row.area_sqm,
  }
}

function fromParcel(row: BareParcelRow, matchedOn: MatchKind): SearchResult {
  const number = row.number ?? String(row.parcel_id)
  return {
    propertyId: null,
    propertyNumber: null,
    parcelId: row.parcel_id,
    parcelNumber: row.number,
    title: { en: `Parcel ${number}`, hi: `भूखंड ${number}`, mr: `भूखंड ${number}` },
    ownerNames: null,
    matchedOn,
    place: { grade: 'parcel', point: [row.lon, row.lat] },
    wardCode: null,
    areaSqm: row.area_sqm,
  }
}

const andOthers: Record<string, string> = { en: ' and others', hi: ' वगैरह', mr: ' व इतर' }
const ownersShown = 2

/** The first owners in one label per language in which any of them is written. */
export function joinOwners(owners: { names: Names; others: boolean }[]): Record<string, string> {
  const shown = owners.slice(0, ownersShown)
  const languages = new Set(shown.flatMap(({ names }) => Object.keys(names)))
  const more = owners.length > ownersShown || owners.some(({ others }) => others)
  return Object.fromEntries(
    [...languages].map((language) => {
      const label = shown.map(({ names }) => pickName(names, language)).join(', ')
      return [language, label + (more ? (andOthers[language] ?? ' …') : '')]
    }),
  )
}

/** Names without holes, as the schemas want them. */
export function definedNames(names: Names): Record<string, string> {
  return Object.fromEntries(
    Object.entries(names).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

// The ward is asked after the nearest were found, so more of them are read.
const mostNear = 2000

async function searchNear(context: Context, query: SearchQuery): Promise<SearchAnswer> {
  const { tenantId } = context.tenant
  const found = await readPublic(context, (db) =>
    selectNear(db, tenantId, query.near!, query.radiusM, context.today, query.ward ? mostNear : query.limit),
  )
  const ids = found.map((row) => row.property_id)
  const thoseInWard = await wardFilter(context, query.ward)
  const inWard = new Set((await thoseInWard(ids)).slice(0, query.limit))
  const near = found.filter((row) => inWard.has(row.property_id))
  const distances = new Map(near.map((row) => [row.property_id, row.distance_m]))
  const rows = await readRows(
    context,
    near.map((row) => row.property_id),
  )
  const results = rows.map((row) => ({
    ...toResult(row, 'near'),
    distanceM: Math.round(distances.get(row.property_id)! * 10) / 10,
  }))
  return { results, nextCursor: null }
}

/** A ward's properties, page by page: the table beside the map. */
async function listWard(context: Context, query: SearchQuery, ward: string): Promise<SearchAnswer> {
  const { tenantId } = context.tenant
  const after = Number(query.cursor?.slice(1) ?? 0)
  const ids = await read(context, async (db) => {
    const wardIds = await selectWardIds(db, tenantId, ward, context.today)
    return selectPropertiesInWard(db, tenantId, wardIds, after, query.limit)
  })
  const rows = await readRows(context, ids)
  return {
    results: rows.map((row) => toResult(row, 'box')),
    nextCursor: ids.length === query.limit ? `p${ids.at(-1)}` : null,
  }
}

/** First the properties in the box by id (cursor p…), then the parcels that carry none (cursor k…). */
async function searchInBox(context: Context, query: SearchQuery): Promise<SearchAnswer> {
  const after = Number(query.cursor?.slice(1) ?? 0)
  const isBare = query.cursor?.startsWith('k')
  const { ids, next } = isBare ? { ids: [], next: null } : await propertiesInBox(context, query, after)
  const results = (await readRows(context, ids)).map((row) => toResult(row, 'box'))
  if (next !== null) return { results, nextCursor: `p${next}` }
  const bare = await bareParcelsInBox(context, query, isBare ? after : 0, query.limit - ids.length)
  return {
    results: [...results, ...bare.parcels.map((row) => fromParcel(row, 'box'))],
    nextCursor: bare.next === null ? null : `k${bare.next}`,
  }
}

/** GET /parcels/at: what lies under a tap; a parcel's properties, the nearest first. */
export async function parcelsAt(context: Context, lon: number, lat: number): Promise<SearchAnswer> {
  const parcels = await readPublic(context, (db) => selectAt(db, context.tenant.tenantId, [lon, lat], context.today))
  const ids = [...new Set(parcels.flatMap((parcel) => parcel.property_ids ?? []))].slice(0, 60)
  const rows = new Map((await readRows(context, ids)).map((row) => [row.property_id, row]))
  const shown = new Set<number>()
  const results = parcels.flatMap((parcel) => {
    const own = (parcel.property_ids ?? []).flatMap((id) => (rows.has(id) && !shown.has(id) ? [rows.get(id)!] : []))
    for (const row of own) shown.add(row.property_id)
    // The tapped parcel, not the largest of the property's parcels, is what the tap meant.
    const lines = own.map((row) => ({
      ...toResult(row, 'at'),
      parcelId: parcel.parcel_id,
      parcelNumber: parcel.number,
      areaSqm: parcel.area_sqm,
    }))
    return lines.length || parcel.property_ids?.length ? lines : [fromParcel(parcel, 'at')]
  })
  return { results, nextCursor: null }
}
