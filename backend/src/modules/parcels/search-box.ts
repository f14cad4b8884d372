/** What lies in a box of the map, thinned out as the legends of the map are. */
import { type Context, Invalid, read, readPublic } from '../../kernel/index.ts'
import { type BareParcelRow, type PlotFilter, selectBareParcelsInBox, selectPropertiesInBox } from './queries-place.ts'
import { selectOfBuildings, selectThoseInWards, selectWardIds } from './queries-search.ts'
import type { SearchQuery } from './schemas.ts'

/** How many properties are looked through at once for their buildings, and how often in one answer. */
const lookedThrough = 1000
const mostLooks = 20
const filters = ['plotUse', 'plotLevel', 'plotProperties', 'buildingUse', 'buildingFloors'] as const

/**
 * What cannot be asked together is refused, never left out in silence. A ward goes with each of the others.
 * @throws Invalid for a filter of the map without the box that it filters, and for two of words, point and box
 */
export function requireFitting(query: SearchQuery): void {
  const given = filters.find((name) => query[name] !== undefined)
  if (given && !query.bbox) throw new Invalid(given, 'This filter works with a box (bbox) alone.')
  const [, second] = (['search', 'near', 'bbox'] as const).filter((name) => query[name] !== undefined)
  if (second) throw new Invalid(second, 'Give words to search for, a point (near) or a box (bbox): one of them.')
}

/** Keeps of some properties those that stand in the ward that is asked for, in the same order; all of them where none is. */
export async function wardFilter(
  context: Context,
  ward: string | undefined,
): Promise<(ids: readonly number[]) => Promise<readonly number[]>> {
  if (!ward) return async (ids) => ids
  const { tenantId } = context.tenant
  const wardIds = await read(context, (db) => selectWardIds(db, tenantId, ward, context.today))
  return async (ids) => {
    if (!ids.length) return ids
    const inside = new Set(await read(context, (db) => selectThoseInWards(db, tenantId, ids, wardIds)))
    return ids.filter((id) => inside.has(id))
  }
}

const plotFilterOf = (query: SearchQuery): PlotFilter | null =>
  query.plotUse || query.plotLevel || query.plotProperties
    ? { uses: query.plotUse ?? null, levels: query.plotLevel ?? null, properties: query.plotProperties ?? null }
    : null

/** Properties of the box after an id. `next` is set when more may follow; with a rare class an answer may hold few. */
export async function propertiesInBox(
  context: Context,
  query: SearchQuery,
  after: number,
): Promise<{ ids: number[]; next: number | null }> {
  const { tenantId } = context.tenant
  const plots = plotFilterOf(query)
  const buildings = { uses: query.buildingUse ?? null, floors: query.buildingFloors ?? null }
  const page = (cursor: number, limit: number) =>
    readPublic(context, (db) =>
      selectPropertiesInBox(db, tenantId, query.bbox!, context.today, { cursor, limit }, plots),
    )
  const isOfBuildings = Boolean(buildings.uses || buildings.floors)
  if (!isOfBuildings && !query.ward) {
    const ids = await page(after, query.limit)
    return { ids, next: ids.length === query.limit ? ids.at(-1)! : null }
  }
  const thoseInWard = await wardFilter(context, query.ward)
  const kept: number[] = []
  let cursor = after
  for (let looks = 0; looks < mostLooks; looks++) {
    const ids = await page(cursor, lookedThrough)
    const inWard = await thoseInWard(ids)
    // Which property stands in which building is not public, therefore it is asked as the application.
    const inside = isOfBuildings
      ? await read(context, (db) => selectOfBuildings(db, tenantId, [...inWard], buildings, context.today))
      : inWard
    kept.push(...inside)
    if (kept.length >= query.limit) {
      const shown = kept.slice(0, query.limit)
      return { ids: shown, next: shown.at(-1)! }
    }
    if (ids.length < lookedThrough) return { ids: kept, next: null }
    cursor = ids.at(-1)!
  }
  return { ids: kept, next: cursor }
}

/** Parcels of the box without a property; none where a class of buildings or a ward is asked for: a bare plot has neither. */
export async function bareParcelsInBox(
  context: Context,
  query: SearchQuery,
  after: number,
  limit: number,
): Promise<{ parcels: BareParcelRow[]; next: number | null }> {
  if (query.buildingUse || query.buildingFloors || query.ward) return { parcels: [], next: null }
  const parcels = await readPublic(context, (db) =>
    selectBareParcelsInBox(
      db,
      context.tenant.tenantId,
      query.bbox!,
      context.today,
      { cursor: after, limit },
      plotFilterOf(query),
    ),
  )
  return { parcels, next: limit > 0 && parcels.length === limit ? parcels.at(-1)!.parcel_id : null }
}
