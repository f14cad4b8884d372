/** Finds the land of an application: whose it is to decide, its outline, its parcels. Reads only. */
import type { MultiPolygon, Position } from 'geojson'
import { Conflict, type Context, Invalid, NotFound, read, toMultiPolygon } from '../../kernel/index.ts'
import { competenceAt } from '../identity/index.ts'
import { parcelsUnder } from '../parcels/index.ts'
import { areaSqm, cornersOf, requireValidPolygon } from '../parcels/rules-geometry.ts'
import { selectInside, selectUnion } from './queries-site.ts'
import { isCovered, parcelsOfSite, type SiteOf } from './rules-site.ts'
import type { Apply } from './schemas.ts'

/** Boundary set whose areas say which body gives permissions there. */
export const planningAuthority = 'planning-authority'

/** Land ready for a case. `provisional`: no registered parcel covers it, and the applicant's drawing is to stand for one. */
export interface FoundSite {
  geometry: MultiPolygon
  areaSqm: number
  inside: [number, number]
  on: SiteOf
  provisional: boolean
}

/** Who answers for permissions at a point: ours, nobody known, or the body to go to. */
export async function authorityAt(context: Context, point: Position) {
  const { ours, goTo, sets } = await competenceAt(context, point, context.today)
  const own = sets.find((each) => each.set === planningAuthority)
  if (ours === false || !own) return { ours, goTo }
  return { ours: own.ours, goTo: own.goTo }
}

/** @throws Conflict naming the body that decides there: "not ours, go there" */
async function requireOurs(context: Context, points: readonly Position[]): Promise<void> {
  for (const point of points) {
    const { ours, goTo } = await authorityAt(context, point)
    if (ours !== false) continue
    if (goTo)
      throw new Conflict('site', 'Permissions are not ours to give here. {body} decides at this place.', {
        parameters: { body: goTo.names },
        got: point,
        expected: goTo,
      })
    throw new Conflict('site', 'This land lies outside the town, in whole or in part.', { got: point })
  }
}

/** A step inside the corners: a site that only touches a border is not across it. */
function nearCorners(polygon: MultiPolygon, inside: Position): Position[] {
  const corners = cornersOf(polygon)
  const every = Math.ceil(corners.length / 24)
  return corners
    .filter((_, at) => at % every === 0)
    .map((corner) => corner.map((value, at) => inside[at]! + (value - inside[at]!) * 0.98))
}

/**
 * The land of an application.
 * @throws Conflict for land of another authority or without a parcel, Invalid for an outline that is none, NotFound for a parcel
 */
export async function findSite(context: Context, given: Apply['site']): Promise<FoundSite> {
  const { srid } = context.tenant
  const geometry = await outlineOf(context, given)
  const inside = await read(context, (db) => selectInside(db, geometry))
  await requireOurs(context, [inside, ...nearCorners(geometry, inside)])
  const sqm = areaSqm(geometry, srid)
  if (!(sqm > 0)) throw new Invalid('site', 'The site has no area.', { got: sqm })
  const on = parcelsOfSite(sqm, await parcelsUnder(context, geometry))
  const registered = on.level !== 'provisional' && isCovered(sqm, on.coveredSqm)
  const wanted = 'provisional' in given && given.provisional
  if (!registered && !wanted)
    throw new Conflict('site', 'The register has no parcel under all of this land. Draw it as a provisional plot.', {
      got: Math.round(on.coveredSqm),
      expected: Math.round(sqm),
    })
  if (registered && wanted)
    throw new Conflict('site', 'The register has parcels here: a provisional plot is only for land without any.', {
      got: on.parcels.map((each) => each.parcelId),
    })
  return { geometry, areaSqm: sqm, inside, on, provisional: !registered }
}

async function outlineOf(context: Context, given: Apply['site']): Promise<MultiPolygon> {
  if ('geometry' in given) return requireValidPolygon(given.geometry)
  const found = await read(context, (db) =>
    selectUnion(db, context.tenant.tenantId, [...new Set(given.parcelIds)], context.today),
  )
  const missing = given.parcelIds.find((id) => !found?.parcel_ids.includes(id))
  if (!found || missing !== undefined)
    throw new NotFound('site', 'There is no such parcel in this town.', { got: missing ?? given.parcelIds })
  return requireValidPolygon(toMultiPolygon(found.geometry))
}
