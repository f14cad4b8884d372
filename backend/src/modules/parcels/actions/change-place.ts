import { type Context, NotFound, type Tx } from '../../../kernel/index.ts'
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
import { findPlacements, type Placements } from '../land.ts'
import { selectParcelsOfProperty, selectPropertyOn } from '../queries-register.ts'
import { insertVersion, selectHeldRows, writePlan } from '../queries-versions.ts'
import { askOrders, type StandingOrder } from '../restrictions.ts'
import { endless, planChange } from '../rules-versions.ts'
import type { ChangePlace } from '../schemas-actions.ts'

/** Places a property better (a survey found its plot) or worse (the plot was another's), and puts it into its areas anew. */
export function changePlace(
  context: Context,
  propertyId: number,
  input: ChangePlace,
): Promise<{ propertyId: number; undecided: string[]; orders: StandingOrder[] }> {
  return changeRegister(context, 'parcels.change-place', { propertyId, ...input }, async (tx) => {
    const { tenantId } = context.tenant
    await requireSubject(tx, 'property', propertyId)
    const held = await selectPropertyOn(tx, tenantId, propertyId, input.effectiveOn)
    if (!held) throw new NotFound('propertyId', 'This property does not exist on that day.', { got: input.effectiveOn })
    const orders = await askOrders(tx, input.parcels ? 'change-land' : 'change-place', {
      propertyId,
      parcelIds: input.parcels?.map((link) => link.parcelId) ?? [],
      point: input.place.point ?? null,
    })
    const act = await recordAct(tx, 'place', input)
    await changeFacts(tx, { table: 'property_versions', id: propertyId }, act, {
      place_grade: input.place.grade,
      place_source: input.place.source,
      placed_on: input.place.on,
      point: input.place.point ? JSON.stringify({ type: 'Point', coordinates: input.place.point }) : null,
    })
    const before = await selectParcelsOfProperty(tx, tenantId, propertyId, input.effectiveOn)
    if (input.parcels) await relink(tx, propertyId, input.parcels, act)
    const parcelIds = input.parcels?.map((link) => link.parcelId) ?? before
    const placements = await findPlacements(tx, { parcelIds, point: input.place.point ?? null }, act.effectiveOn)
    await replacePlacements(tx, propertyId, act, placements)
    await indexProperties(tx, [propertyId])
    await tx.touch('parcels', [...new Set([...before, ...parcelIds])])
    await tx.touch('house-numbers', [propertyId])
    await tx.emit('parcels.place-changed', { propertyId })
    tx.journal({
      subjects: [{ kind: 'property', id: propertyId }],
      before: { grade: held.place_grade, point: held.point },
      after: input,
    })
    return { propertyId, undecided: placements.undecided, orders }
  })
}

async function relink(tx: Tx, propertyId: number, links: NonNullable<ChangePlace['parcels']>, act: Act): Promise<void> {
  const subject = { table: 'property_parcels', id: propertyId } as const
  await endFacts(tx, subject, act)
  const moment = (await after(tx, subject, act)).toISOString()
  for (const { parcelId, share } of links) {
    await requireSubject(tx, 'parcel', parcelId)
    await insertVersion(
      tx,
      tx.context.tenant.tenantId,
      'property_parcels',
      { property_id: propertyId, parcel_id: parcelId, numerator: share?.numerator, denominator: share?.denominator },
      { validFrom: act.effectiveOn, moment, changeId: act.changeId },
    )
  }
}

/** The rule places anew wherever no officer has decided. */
async function replacePlacements(tx: Tx, propertyId: number, act: Act, { placed }: Placements): Promise<void> {
  const { tenantId } = tx.context.tenant
  for (const { boundarySetId, boundaryId, placedBy } of placed) {
    const only = { column: 'boundary_set_id', value: boundarySetId }
    const subject = { table: 'property_boundaries', id: propertyId, only } as const
    const rows = await selectHeldRows(tx, tenantId, 'property_boundaries', propertyId, only)
    const facts = { boundary_id: boundaryId, placed_by: placedBy, decision: null }
    const moment = await after(tx, subject, act)
    if (rows.length) {
      const plan = planChange(rows, { from: act.effectiveOn, to: endless }, moment)
      await writePlan(tx, tenantId, 'property_boundaries', plan, facts, null)
    } else {
      const held = { validFrom: act.effectiveOn, moment: moment.toISOString(), changeId: null }
      await insertVersion(
        tx,
        tenantId,
        'property_boundaries',
        { property_id: propertyId, boundary_set_id: boundarySetId, ...facts },
        held,
      )
    }
  }
}
