import type { MultiPolygon } from 'geojson'
import { type Context, Invalid, type Tx } from '../../../kernel/index.ts'
import { type Act, changeRegister, endFacts, recordAct, requireSubject } from '../acts.ts'
import { selectBuildingParts, selectLinkedProperties } from '../edit/queries-edit.ts'
import { carryBuildings, carryProperties } from '../edit/write.ts'
import { fitPolygon, joinNeighbours, linkLevels } from '../land.ts'
import { insertLineage, insertParcel, selectParcelOn } from '../queries-register.ts'
import { selectLevels } from '../queries-under.ts'
import { askOrders, type StandingOrder } from '../restrictions.ts'
import { numberOn, requireFreeNumber, writeParcel } from './register-parcel.ts'

/** A plot, road or park of a layout. `parents` are the parcels under it. */
export interface PartOfLayout {
  geometry: MultiPolygon
  number: string | null
  use: string
  parents: readonly number[]
}

/** Some parts of a layout: a large one is laid out in several calls, so that no transaction is long. */
export interface LayOutParcels {
  instrument: string
  effectiveOn: string
  /** All parcels that the layout lies on; those of the town's own levels end with the first call. */
  parents: readonly number[]
  parts: readonly PartOfLayout[]
  /** With the last call: parcels that the properties and buildings of the parents go to. */
  carryTo: readonly { parcelId: number; geometry: MultiPolygon }[]
}

/** Levels that the town itself keeps: a layout takes the place of such a plot. A khasra stays the Revenue department's. */
const ownLevels: readonly string[] = ['municipal-plot', 'layout-plot', 'nazul-plot']

/**
 * Turns parts of a sanctioned layout into parcels with lineage. A part of land of the town's own levels stays on that level, of any
 * other it becomes a layout plot over it.
 * @throws Conflict when an order stops transfers of a parent, a number is taken, or parts overlap
 */
export function layOutParcels(
  context: Context,
  input: LayOutParcels,
): Promise<{ parcelIds: number[]; orders: StandingOrder[] }> {
  return changeRegister(context, 'parcels.lay-out-parcels', input, async (tx) => {
    const { tenantId } = context.tenant
    const parents = [...input.parents].sort((one, other) => one - other)
    for (const parent of parents) await requireSubject(tx, 'parcel', parent)
    const orders = await askOrders(tx, 'lay-out-parcels', { parcelIds: parents })
    const levels = await selectLevels(tx, tenantId, parents)
    const level = levelOfParts(levels.map((each) => each.level))
    const act = await recordAct(tx, 'split', input)
    if (ownLevels.includes(levels[0]!.level))
      for (const parent of parents)
        if (await selectParcelOn(tx, tenantId, parent, input.effectiveOn))
          await endFacts(tx, { table: 'parcel_versions', id: parent }, act)
    const parcelIds: number[] = []
    for (const part of input.parts) parcelIds.push(await layOut(tx, { ...part, level }, parents, act))
    if (input.carryTo.length) await carry(tx, parents, input.carryTo, act)
    await tx.invite('parcels.lineage', { parents, children: parcelIds, effectiveOn: input.effectiveOn })
    await tx.touch('parcels', [...parents, ...parcelIds])
    await tx.emit('parcels.parcels-laid-out', { parents, children: parcelIds })
    const { parts, ...told } = input
    tx.journal({
      subjects: [...parents, ...parcelIds].map((id) => ({ kind: 'parcel', id })),
      after: { ...told, carryTo: input.carryTo.map((each) => each.parcelId), parts: parts.length, parcelIds },
    })
    return { parcelIds, orders }
  })
}

function levelOfParts(levels: readonly string[]): string {
  const [first] = levels
  if (!first || levels.some((level) => level !== first))
    throw new Invalid('parents', 'A layout lies on parcels of one level.', { got: [...new Set(levels)] })
  return ownLevels.includes(first) ? first : 'layout-plot'
}

async function layOut(
  tx: Tx,
  part: PartOfLayout & { level: string },
  parents: readonly number[],
  act: Act,
): Promise<number> {
  const { tenantId } = tx.context.tenant
  const number = numberOn(part.level, part.number)
  if (number) await requireFreeNumber(tx, part.level, number, null)
  const fitted = await fitPolygon(tx, part.geometry, {
    level: part.level,
    before: null,
    exceptParcelIds: [...parents],
    day: act.effectiveOn,
  })
  const parcelId = await insertParcel(tx, tenantId, part.level)
  const facts = { level: part.level as 'layout-plot', number: part.number, use: part.use }
  await writeParcel(tx, parcelId, facts, number, fitted.polygon, fitted.areaSqm, act)
  await joinNeighbours(tx, act, fitted.neighbours)
  await linkLevels(tx, parcelId, part.level, fitted.polygon, act.effectiveOn)
  await insertLineage(tx, tenantId, act.changeId, [...part.parents], parcelId)
  return parcelId
}

/** What stood on the old plots goes to the new ones: properties to all that were named, buildings to those under them. */
async function carry(tx: Tx, parents: readonly number[], to: LayOutParcels['carryTo'], act: Act): Promise<void> {
  const { tenantId, srid } = tx.context.tenant
  const day = act.effectiveOn
  const properties = await selectLinkedProperties(tx, tenantId, parents, day)
  const outlines = to.map((each) => each.geometry)
  const parts = await selectBuildingParts(tx, tenantId, parents, outlines, srid, day)
  const byBuilding = new Map<number, { at: number; partSqm: number }[]>()
  for (const { buildingId, at, partSqm, footprintSqm } of parts) {
    const standing = byBuilding.get(buildingId) ?? []
    if (at !== null && partSqm > footprintSqm / 100) standing.push({ at, partSqm })
    byBuilding.set(buildingId, standing)
  }
  const carrying = {
    before: parents.map((parcelId) => ({ parcelId })),
    properties,
    carried: [...new Set(properties.map((each) => each.propertyId))].map((propertyId) => ({
      propertyId,
      to: to.map((_, at) => at),
    })),
    buildings: [...byBuilding].map(([buildingId, list]) => ({
      buildingId,
      to: list.length ? list : [{ at: 0, partSqm: 0 }],
    })),
  }
  const children = to.map((each) => each.parcelId)
  await carryProperties(tx, carrying, children, act)
  await carryBuildings(tx, carrying, children, act)
}
