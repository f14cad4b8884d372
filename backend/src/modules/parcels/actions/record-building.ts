import type { Context, Tx } from '../../../kernel/index.ts'
import {
  type Act,
  after,
  changeFacts,
  changeRegister,
  endFacts,
  indexProperties,
  recordAct,
  requireSubject,
} from '../acts.ts'
import { insertBuilding, insertUnit, replacePlaceRows } from '../queries-register.ts'
import { insertVersion } from '../queries-versions.ts'
import { askOrders, type StandingOrder } from '../restrictions.ts'
import { areaSqm, requireValidPolygon } from '../rules-geometry.ts'
import { placeRowsFor } from '../rules-search.ts'
import type { RecordBuilding } from '../schemas-actions.ts'

/** A building with its links: on which parcels it stands, to which properties it belongs, and its units by floor. */
export interface RecordedBuilding {
  buildingId: number
  footprintSqm: number | null
  unitIds: number[]
  orders: StandingOrder[]
}

/**
 * Records a new building, or how an old one is from a day on. Links that are given replace those that held;
 * units are added (a unit is never erased by a new drawing).
 */
export function recordBuilding(context: Context, input: RecordBuilding): Promise<RecordedBuilding> {
  return changeRegister(context, 'parcels.record-building', input, async (tx) => {
    const polygon = input.geometry ? requireValidPolygon(input.geometry) : null
    const footprintSqm = polygon && areaSqm(polygon, context.tenant.srid)
    const orders = await askOrders(tx, 'record-building', subjectsOf(input))
    const act = await recordAct(tx, input.buildingId ? 'building-changed' : 'building-new', input)
    const buildingId = input.buildingId ?? (await insertBuilding(tx, context.tenant.tenantId))
    await requireSubject(tx, 'building', buildingId)
    const facts = {
      names: input.names ? JSON.stringify(input.names) : null,
      geom: polygon && JSON.stringify(polygon),
      footprint_sqm: footprintSqm,
      floors_above: input.floorsAboveGround,
      floors_below: input.floorsBelowGround,
      height_m: input.heightM,
      construction: input.construction,
      use: input.use,
      built_year: input.builtYear ?? null,
    }
    if (input.buildingId) await changeFacts(tx, { table: 'building_versions', id: buildingId }, act, facts)
    else
      await insertVersion(
        tx,
        context.tenant.tenantId,
        'building_versions',
        { building_id: buildingId, ...facts },
        heldBy(act),
      )
    await linkParcels(tx, buildingId, input, act)
    const unitIds = await addUnits(tx, buildingId, input, act)
    const propertyIds = await linkProperties(tx, buildingId, unitIds, input, act)
    if (input.names)
      await replacePlaceRows(
        tx,
        context.tenant.tenantId,
        3,
        buildingId,
        placeRowsFor({ kind: 3, placeId: buildingId, names: input.names }),
      )
    await indexProperties(tx, propertyIds)
    await tx.touch('buildings', [buildingId])
    await tx.emit('parcels.building-recorded', { buildingId, propertyIds })
    tx.journal({
      subjects: [
        { kind: 'building', id: buildingId },
        ...input.parcels.map(({ parcelId }) => ({ kind: 'parcel', id: parcelId })),
        ...propertyIds.slice(0, 200).map((id) => ({ kind: 'property', id })),
      ],
      after: { ...input, footprintSqm },
    })
    return { buildingId, footprintSqm, unitIds, orders }
  })
}

/** What the building stands on and belongs to, for the orders that stand on it. */
function subjectsOf(input: RecordBuilding) {
  return {
    parcelIds: input.parcels.map(({ parcelId }) => parcelId),
    propertyIds: [...input.properties, ...input.units].flatMap(({ propertyId }) => propertyId ?? []),
    ...(input.buildingId && { buildingId: input.buildingId }),
  }
}

function heldBy(act: Act) {
  return { validFrom: act.effectiveOn, moment: act.now.toISOString(), changeId: act.changeId }
}

async function linkParcels(tx: Tx, buildingId: number, input: RecordBuilding, act: Act): Promise<void> {
  if (!input.parcels.length) return
  const subject = { table: 'building_parcels', id: buildingId } as const
  await endFacts(tx, subject, act)
  const moment = (await after(tx, subject, act)).toISOString()
  for (const { parcelId, share } of input.parcels) {
    await requireSubject(tx, 'parcel', parcelId)
    const facts = {
      building_id: buildingId,
      parcel_id: parcelId,
      numerator: share?.numerator,
      denominator: share?.denominator,
    }
    await insertVersion(tx, tx.context.tenant.tenantId, 'building_parcels', facts, { ...heldBy(act), moment })
  }
}

async function addUnits(tx: Tx, buildingId: number, input: RecordBuilding, act: Act): Promise<number[]> {
  const { tenantId } = tx.context.tenant
  const ids: number[] = []
  for (const unit of input.units) {
    const unitId = await insertUnit(tx, tenantId, buildingId)
    ids.push(unitId)
    const facts = {
      unit_id: unitId,
      wing: unit.wing ?? null,
      floor: unit.floor,
      number: unit.number ?? null,
      use: unit.use,
      occupancy: unit.occupancy,
      area_sqm: unit.areaSqm,
      unauthorised: unit.unauthorised,
      land_share_numerator: unit.landShare?.numerator,
      land_share_denominator: unit.landShare?.denominator,
    }
    await insertVersion(tx, tenantId, 'unit_versions', facts, heldBy(act))
  }
  return ids
}

async function linkProperties(
  tx: Tx,
  buildingId: number,
  unitIds: number[],
  input: RecordBuilding,
  act: Act,
): Promise<number[]> {
  const links = [
    ...input.properties.map(({ propertyId, share }) => ({
      propertyId,
      share: share ?? null,
      unitId: null as number | null,
    })),
    ...input.units.flatMap((unit, at) =>
      unit.propertyId ? [{ propertyId: unit.propertyId, share: null, unitId: unitIds[at]! }] : [],
    ),
  ]
  for (const { propertyId, share, unitId } of links) {
    await requireSubject(tx, 'property', propertyId)
    const subject = {
      table: 'building_properties',
      id: propertyId,
      only: { column: 'building_id', value: buildingId },
    } as const
    if (!unitId) await endFacts(tx, subject, act)
    const moment = (await after(tx, subject, act)).toISOString()
    const facts = {
      property_id: propertyId,
      building_id: buildingId,
      unit_id: unitId,
      numerator: share?.numerator,
      denominator: share?.denominator,
    }
    await insertVersion(tx, tx.context.tenant.tenantId, 'building_properties', facts, { ...heldBy(act), moment })
  }
  return [...new Set(links.map(({ propertyId }) => propertyId))]
}
