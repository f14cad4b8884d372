/** The drawn side of the actions: a polygon fitted to its neighbours, and a property put into its areas. */
import type { MultiPolygon, Polygon, Position } from 'geojson'
import { Conflict, type Tx } from '../../kernel/index.ts'
import type { Act } from './acts.ts'
import {
  asReader,
  type BoundaryPart,
  lockGeometry,
  replaceOverlaps,
  selectBoundaryParts,
  selectNeighbourShapes,
  selectOtherLevels,
  selectOverlaps,
} from './queries-register.ts'
import { insertVersion, selectHeldRows, writePlan } from './queries-versions.ts'
import { areaSqm, cornersOf, isSamePolygon, joinToCorners, requireValidPolygon } from './rules-geometry.ts'
import { type Placement, placeByRule, type StraddlerRule } from './rules-placement.ts'
import { endless, planChange } from './rules-versions.ts'

/** Land that two plots of a level may share: the thickness of a line, m². */
const overlapToleranceSqm = 0.01

/** A polygon ready to be stored, and neighbours that take a corner of it. */
export interface FittedPolygon {
  polygon: MultiPolygon
  areaSqm: number
  neighbours: { parcelId: number; polygon: MultiPolygon }[]
}

/**
 * P1 and P2: a valid polygon on the grid, corners shared with its neighbours, no overlap inside the level.
 * @param before what the parcel was; an overlap that it had may stay, but not grow
 * @throws Invalid naming the place of a fault; Conflict naming the neighbour and the common area
 */
export async function fitPolygon(
  tx: Tx,
  given: Polygon | MultiPolygon,
  where: { level: string; before: MultiPolygon | null; exceptParcelIds: number[]; day: string },
): Promise<FittedPolygon> {
  const { tenantId, srid } = tx.context.tenant
  const drawn = requireValidPolygon(given)
  await lockGeometry(tx, tenantId)
  const { level, before, exceptParcelIds, day } = where
  const [polygon, shapes, overlaps] = await asReader(tx, async () => {
    const near = await selectNeighbourShapes(tx, tenantId, level, drawn, exceptParcelIds, day)
    const joined = requireValidPolygon(
      joinToCorners(
        drawn,
        near.flatMap((each) => cornersOf(each.geometry)),
      ),
    )
    return [
      joined,
      near,
      await selectOverlaps(tx, tenantId, level, joined, before, exceptParcelIds, srid, day),
    ] as const
  })
  const worst = overlaps.find(
    (each) => each.overlap_sqm > Math.max(overlapToleranceSqm, each.before_sqm + overlapToleranceSqm),
  )
  if (worst)
    throw new Conflict('geometry', 'This overlaps parcel {parcel} by {areaSqm} m². Move the common boundary.', {
      parameters: { parcel: worst.number ?? String(worst.parcel_id), areaSqm: worst.overlap_sqm.toFixed(2) },
      got: {
        parcelId: worst.parcel_id,
        number: worst.number,
        overlapSqm: Math.round(worst.overlap_sqm * 1000) / 1000,
      },
      expected: `at most ${overlapToleranceSqm} m²`,
    })
  const corners = cornersOf(polygon)
  const neighbours = shapes.flatMap(({ parcel_id, geometry }) => {
    const joined = joinToCorners(geometry, corners)
    return isSamePolygon(joined, geometry) ? [] : [{ parcelId: parcel_id, polygon: joined }]
  })
  return { polygon, areaSqm: areaSqm(polygon, srid), neighbours }
}

/** T-junctions: neighbours on whose edge a corner lies take it in, by the same act; their land stays what it was. */
export async function joinNeighbours(tx: Tx, act: Act, neighbours: FittedPolygon['neighbours']): Promise<void> {
  const { tenantId, srid } = tx.context.tenant
  for (const { parcelId, polygon } of neighbours) {
    const rows = await selectHeldRows(tx, tenantId, 'parcel_versions', parcelId)
    const plan = planChange(rows, { from: act.effectiveOn, to: endless }, act.now)
    const patch = { geom: JSON.stringify(polygon), area_sqm: areaSqm(polygon, srid) }
    await writePlan(tx, tenantId, 'parcel_versions', plan, patch, act.changeId)
  }
  await tx.touch(
    'parcels',
    neighbours.map(({ parcelId }) => parcelId),
  )
}

/** Overlap between levels is normal, and linked: a municipal plot knows its khasra. */
export async function linkLevels(
  tx: Tx,
  parcelId: number,
  level: string,
  polygon: MultiPolygon,
  day: string,
): Promise<void> {
  const { tenantId, srid } = tx.context.tenant
  const others = await asReader(tx, () => selectOtherLevels(tx, tenantId, level, polygon, srid, day))
  await replaceOverlaps(tx, tenantId, parcelId, others)
}

/** Where a property goes in each boundary set by the set's own rule; sets that need a decision are named. */
export interface Placements {
  placed: (Placement & { boundarySetId: number; boundaryId: number })[]
  undecided: string[]
}

/** P8 for the land and point of a property. */
export async function findPlacements(
  tx: Tx,
  place: { parcelIds: number[]; point: Position | null },
  day: string,
): Promise<Placements> {
  const { tenantId, srid } = tx.context.tenant
  const parts = await asReader(tx, () => selectBoundaryParts(tx, tenantId, place, srid, day))
  const sets = new Map<number, BoundaryPart[]>()
  for (const part of parts) sets.set(part.boundary_set_id, [...(sets.get(part.boundary_set_id) ?? []), part])
  const placements: Placements = { placed: [], undecided: [] }
  for (const [boundarySetId, list] of sets) {
    const found = placeInSet(list)
    if (!found) placements.undecided.push(list[0]!.set_code)
    else if (found.boundaryId) placements.placed.push({ ...found, boundarySetId, boundaryId: found.boundaryId })
  }
  return placements
}

function placeInSet(list: BoundaryPart[]): Placement | null {
  const parts = list.map((part) => ({
    boundaryId: part.boundary_id,
    code: part.code,
    partSqm: part.part_sqm,
    holdsDoor: part.holds_door,
  }))
  try {
    return placeByRule(list[0]!.straddler_rule as StraddlerRule, parts)
  } catch (error) {
    // A decision that nobody has taken yet: the property stands without this set until place-property names it.
    if (error instanceof Conflict) return null
    throw error
  }
}

/** Writes the placements of a new property. */
export async function writePlacements(tx: Tx, propertyId: number, act: Act, { placed }: Placements): Promise<void> {
  for (const { boundarySetId, boundaryId, placedBy } of placed)
    await insertVersion(
      tx,
      tx.context.tenant.tenantId,
      'property_boundaries',
      { property_id: propertyId, boundary_set_id: boundarySetId, boundary_id: boundaryId, placed_by: placedBy },
      { validFrom: act.effectiveOn, moment: act.now.toISOString(), changeId: null },
    )
}
