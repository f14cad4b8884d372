import type { Context, Tx } from '../../../kernel/index.ts'
import { type Act, changeRegister, indexProperties, recordAct, requireSubject } from '../acts.ts'
import { findPlacements, writePlacements } from '../land.ts'
import { insertAddress, insertProperty, insertPropertyNumber, takePropertySerial } from '../queries-register.ts'
import { insertVersion } from '../queries-versions.ts'
import { askOrders, type StandingOrder } from '../restrictions.ts'
import { normalNumber, propertyNumberOf, readUlpin } from '../rules-numbers.ts'
import type { RegisterProperty } from '../schemas-actions.ts'

/** A property that was registered; sets that need a named decision are told. */
export interface RegisteredProperty {
  propertyId: number
  propertyNumber: string
  undecided: string[]
  orders: StandingOrder[]
}

/** Registers a property at any grade of place: with parcels and buildings, or with a street and a house number only. */
export function registerProperty(context: Context, input: RegisterProperty): Promise<RegisteredProperty> {
  return changeRegister(context, 'parcels.register-property', input, async (tx) => {
    const { tenantId } = context.tenant
    const parcelIds = input.parcels.map((link) => link.parcelId)
    const orders = await askOrders(tx, 'register-property', { parcelIds, point: input.place.point ?? null })
    const act = await recordAct(tx, 'first-record', input)
    const propertyNumber = propertyNumberOf(await takePropertySerial(tx))
    const propertyId = await insertProperty(tx, tenantId, propertyNumber)
    await writePlace(tx, propertyId, input, act)
    await writeLinks(tx, propertyId, input, act)
    for (const { scheme, value, issuer } of input.outsideNumbers) {
      const normal = scheme === 'ulpin' ? readUlpin(value) : normalNumber(value)
      await insertPropertyNumber(tx, tenantId, propertyId, { scheme, printed: value, normal, issuer })
    }
    const placements = await findPlacements(tx, { parcelIds, point: input.place.point ?? null }, act.effectiveOn)
    await writePlacements(tx, propertyId, act, placements)
    await indexProperties(tx, [propertyId])
    await tx.touch('parcels', parcelIds)
    await tx.touch('house-numbers', [propertyId])
    await tx.emit('parcels.property-registered', { propertyId, propertyNumber })
    tx.journal({
      subjects: [{ kind: 'property', id: propertyId }, ...parcelIds.map((id) => ({ kind: 'parcel', id }))],
      after: { propertyNumber, ...input },
    })
    return { propertyId, propertyNumber, undecided: placements.undecided, orders }
  })
}

async function writePlace(tx: Tx, propertyId: number, input: RegisterProperty, act: Act): Promise<void> {
  const { tenantId } = tx.context.tenant
  const addressId = await insertAddress(tx, tenantId, input.address)
  await insertVersion(
    tx,
    tenantId,
    'property_versions',
    {
      property_id: propertyId,
      kind: input.kind,
      place_grade: input.place.grade,
      place_source: input.place.source,
      placed_on: input.place.on,
      point: input.place.point ? JSON.stringify({ type: 'Point', coordinates: input.place.point }) : null,
      address_id: addressId,
      flags: input.flags,
    },
    { validFrom: act.effectiveOn, moment: act.now.toISOString(), changeId: act.changeId },
  )
}

async function writeLinks(tx: Tx, propertyId: number, input: RegisterProperty, act: Act): Promise<void> {
  const held = { validFrom: act.effectiveOn, moment: act.now.toISOString(), changeId: act.changeId }
  const { tenantId } = tx.context.tenant
  for (const { parcelId, share } of input.parcels) {
    await requireSubject(tx, 'parcel', parcelId)
    const facts = {
      property_id: propertyId,
      parcel_id: parcelId,
      numerator: share?.numerator,
      denominator: share?.denominator,
    }
    await insertVersion(tx, tenantId, 'property_parcels', facts, held)
  }
  for (const { buildingId, unitId, share } of input.buildings) {
    await requireSubject(tx, 'building', buildingId)
    const facts = {
      property_id: propertyId,
      building_id: buildingId,
      unit_id: unitId,
      numerator: share?.numerator,
      denominator: share?.denominator,
    }
    await insertVersion(tx, tenantId, 'building_properties', facts, held)
  }
}
