/** What a split and a merge write alike: old plots end, new ones begin, and everything that hung on them is carried. */
import type { MultiPolygon } from 'geojson'
import type { Tx } from '../../../kernel/index.ts'
import { type Act, after, endFacts, indexProperties } from '../acts.ts'
import { joinNeighbours, linkLevels } from '../land.ts'
import { asReader, insertLineage, insertParcel, selectNeighbourShapes } from '../queries-register.ts'
import { insertVersion } from '../queries-versions.ts'
import { takeCorners } from '../rules-cut.ts'
import { isSamePolygon, joinToCorners, requireValidPolygon } from '../rules-geometry.ts'
import type { EditPlan } from './plan.ts'

/** Ends the old plots and writes the new ones. Answers their ids in the plan's order. */
export async function replacePlots(tx: Tx, plan: EditPlan, act: Act): Promise<number[]> {
  const { tenantId } = tx.context.tenant
  const parents = plan.before.map((plot) => plot.parcelId)
  for (const parcelId of parents) await endFacts(tx, { table: 'parcel_versions', id: parcelId }, act)
  const like = plan.before[0]!
  const children: number[] = []
  for (const plot of plan.plots) {
    const parcelId = await insertParcel(tx, tenantId, like.level)
    children.push(parcelId)
    const facts = {
      parcel_id: parcelId,
      level: like.level,
      number: plot.number,
      number_printed: plot.numberPrinted,
      geom: JSON.stringify(plot.polygon),
      area_sqm: plot.areaSqm,
      legal_area_sqm: plot.legalAreaSqm,
      survey_class: like.surveyClass,
      surveyed_on: like.surveyedOn,
      use: plot.use,
      road_id: like.roadId,
    }
    const held = { validFrom: act.effectiveOn, moment: act.now.toISOString(), changeId: act.changeId }
    await insertVersion(tx, tenantId, 'parcel_versions', facts, held)
    await insertLineage(tx, tenantId, act.changeId, parents, parcelId)
    await linkLevels(tx, parcelId, like.level, plot.polygon, act.effectiveOn)
  }
  await carryProperties(tx, plan, children, act)
  await carryBuildings(tx, plan, children, act)
  return children
}

/**
 * Neighbours take the corners that the edit put on their edge: the boundary stays one line for both. A neighbour whose edge
 * runs past several plots (a load without shared corners) takes them by nearness.
 */
export async function joinRound(tx: Tx, plan: EditPlan, act: Act, exceptParcelIds: number[]): Promise<void> {
  if (!plan.putIn.length) return
  const { tenantId } = tx.context.tenant
  const { level } = plan.before[0]!
  const near = new Map<number, MultiPolygon>()
  for (const plot of plan.before)
    for (const { parcel_id, geometry } of await asReader(tx, () =>
      selectNeighbourShapes(tx, tenantId, level, plot.geometry, exceptParcelIds, act.effectiveOn),
    ))
      near.set(parcel_id, geometry)
  const shared = [...near].map(([parcelId, geometry]) => ({ parcelId, geometry, ...takeCorners(geometry, plan.putIn) }))
  const left = plan.putIn
    .filter((each) => !shared.some(({ taken }) => taken.has(each)))
    .flatMap(({ corners }) => corners)
  const joined = shared.flatMap(({ parcelId, geometry, polygon }) => {
    const whole = joinToCorners(polygon, left)
    return isSamePolygon(whole, geometry) ? [] : [{ parcelId, polygon: requireValidPolygon(whole) }]
  })
  await joinNeighbours(tx, act, joined)
}

/** What is carried when plots end, and onto which of the new ones. */
export type Carrying = Pick<EditPlan, 'carried' | 'properties' | 'buildings'> & {
  before: readonly { parcelId: number }[]
}

/** P11: links of properties go to the new plots that were named; a share stays what it was where there is one heir alone. */
export async function carryProperties(tx: Tx, plan: Carrying, children: readonly number[], act: Act): Promise<void> {
  const { tenantId } = tx.context.tenant
  for (const { propertyId, to } of plan.carried) {
    const links = plan.properties.filter((link) => link.propertyId === propertyId)
    for (const { parcelId } of links)
      await endFacts(
        tx,
        { table: 'property_parcels', id: propertyId, only: { column: 'parcel_id', value: parcelId } },
        act,
      )
    const moment = (await after(tx, { table: 'property_parcels', id: propertyId }, act)).toISOString()
    const share = to.length === 1 && links.length === 1 ? links[0]! : null
    for (const at of to) {
      const facts = {
        property_id: propertyId,
        parcel_id: children[at]!,
        numerator: share?.numerator,
        denominator: share?.denominator,
      }
      await insertVersion(tx, tenantId, 'property_parcels', facts, {
        validFrom: act.effectiveOn,
        moment,
        changeId: act.changeId,
      })
    }
  }
  await indexProperties(
    tx,
    plan.carried.map(({ propertyId }) => propertyId),
  )
}

/** Buildings go to the new plots that they stand on. */
export async function carryBuildings(tx: Tx, plan: Carrying, children: readonly number[], act: Act): Promise<void> {
  const { tenantId } = tx.context.tenant
  for (const { buildingId, to } of plan.buildings) {
    for (const { parcelId } of plan.before)
      await endFacts(
        tx,
        { table: 'building_parcels', id: buildingId, only: { column: 'parcel_id', value: parcelId } },
        act,
      )
    const moment = (await after(tx, { table: 'building_parcels', id: buildingId }, act)).toISOString()
    for (const { at } of to)
      await insertVersion(
        tx,
        tenantId,
        'building_parcels',
        { building_id: buildingId, parcel_id: children[at]!, numerator: null, denominator: null },
        { validFrom: act.effectiveOn, moment, changeId: act.changeId },
      )
  }
}
