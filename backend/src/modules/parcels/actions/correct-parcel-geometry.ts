import { type Context, NotFound } from '../../../kernel/index.ts'
import { changeFacts, changeRegister, recordAct, requireSubject } from '../acts.ts'
import { fitPolygon, joinNeighbours, linkLevels } from '../land.ts'
import { selectParcelOn, selectPropertiesOfParcel } from '../queries-register.ts'
import { askOrders, type StandingOrder } from '../restrictions.ts'
import { isSamePolygon } from '../rules-geometry.ts'
import type { CorrectGeometry } from '../schemas-actions.ts'

/**
 * Draws a parcel anew from a day on: what was known before stays readable, the next tile shows the new shape.
 * @throws Conflict for an overlap inside the level, or an order that stops transfers of the land
 */
export function correctParcelGeometry(
  context: Context,
  parcelId: number,
  input: CorrectGeometry,
): Promise<{ parcelId: number; areaSqm: number; changed: boolean; orders: StandingOrder[] }> {
  return changeRegister(context, 'parcels.correct-parcel-geometry', { parcelId, ...input }, async (tx) => {
    const { tenantId } = context.tenant
    await requireSubject(tx, 'parcel', parcelId)
    const orders = await askOrders(tx, 'correct-parcel-geometry', { parcelId })
    const held = await selectParcelOn(tx, tenantId, parcelId, input.effectiveOn)
    if (!held) throw new NotFound('parcelId', 'This parcel does not exist on that day.', { got: input.effectiveOn })
    const fitted = await fitPolygon(tx, input.geometry, {
      level: held.level,
      before: held.geometry,
      exceptParcelIds: [parcelId],
      day: input.effectiveOn,
    })
    const act = await recordAct(tx, 'survey', input)
    await changeFacts(tx, { table: 'parcel_versions', id: parcelId }, act, {
      geom: JSON.stringify(fitted.polygon),
      area_sqm: fitted.areaSqm,
      ...(input.legalAreaSqm !== undefined && { legal_area_sqm: input.legalAreaSqm }),
      ...(input.surveyClass && { survey_class: input.surveyClass }),
      ...(input.surveyedOn !== undefined && { surveyed_on: input.surveyedOn }),
    })
    await joinNeighbours(tx, act, fitted.neighbours)
    await linkLevels(tx, parcelId, held.level, fitted.polygon, input.effectiveOn)
    await tx.touch('parcels', [parcelId])
    const propertyIds = await selectPropertiesOfParcel(tx, tenantId, parcelId)
    await tx.emit('parcels.parcel-geometry-corrected', { parcelId, propertyIds, areaSqm: fitted.areaSqm })
    tx.journal({
      subjects: [
        { kind: 'parcel', id: parcelId },
        ...propertyIds.slice(0, 200).map((id) => ({ kind: 'property', id })),
      ],
      before: { geometry: held.geometry, areaSqm: held.area_sqm },
      after: { ...input, geometry: fitted.polygon, areaSqm: fitted.areaSqm },
    })
    const changed = !isSamePolygon(fitted.polygon, held.geometry)
    return { parcelId, areaSqm: fitted.areaSqm, changed, orders }
  })
}
