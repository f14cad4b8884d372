import { type Context, NotFound, type Tx } from '../../../kernel/index.ts'
import { changeFacts, changeRegister, indexProperties, recordAct, requireSubject } from '../acts.ts'
import { changedMeanwhile } from '../edit/changed-meanwhile.ts'
import { type EditedPlot, selectEditedPlots } from '../edit/queries-edit.ts'
import { fitPolygon, joinNeighbours, linkLevels } from '../land.ts'
import { selectPropertiesOfParcel } from '../queries-register.ts'
import { askOrders, type StandingOrder } from '../restrictions.ts'
import type { ReplaceParcel } from '../schemas-actions.ts'
import { numberOn, requireFreeNumber } from './register-parcel.ts'

/**
 * Puts a whole description in the place of what stood, from a day on: what an editor of another program sends back.
 * @throws Conflict when someone changed it meanwhile, for an overlap, a number that is taken or an order; NotFound
 */
export function replaceParcel(
  context: Context,
  parcelId: number,
  input: ReplaceParcel,
): Promise<{ parcelId: number; areaSqm: number; orders: StandingOrder[] }> {
  return changeRegister(context, 'parcels.replace-parcel', { parcelId, ...input }, async (tx) => {
    const { tenantId } = context.tenant
    const held = await requireSeen(tx, parcelId, input)
    const orders = await askOrders(tx, 'replace-parcel', { parcelId })
    const number = numberOn(held.level, input.number ?? null)
    if (number) await requireFreeNumber(tx, held.level, number, parcelId)
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
      number,
      number_printed: input.number ?? null,
      use: input.use,
      legal_area_sqm: input.legalAreaSqm ?? null,
      survey_class: input.surveyClass ?? 'unknown',
      surveyed_on: input.surveyedOn ?? null,
    })
    await joinNeighbours(tx, act, fitted.neighbours)
    await linkLevels(tx, parcelId, held.level, fitted.polygon, input.effectiveOn)
    const propertyIds = await selectPropertiesOfParcel(tx, tenantId, parcelId)
    if (number !== held.number) await indexProperties(tx, propertyIds)
    await tx.touch('parcels', [parcelId])
    await tx.emit('parcels.parcel-replaced', { parcelId, propertyIds, areaSqm: fitted.areaSqm })
    tx.journal({
      subjects: [
        { kind: 'parcel', id: parcelId },
        ...propertyIds.slice(0, 200).map((id) => ({ kind: 'property', id })),
      ],
      before: held,
      after: { ...input, geometry: fitted.polygon, areaSqm: fitted.areaSqm },
    })
    return { parcelId, areaSqm: fitted.areaSqm, orders }
  })
}

/** The parcel as it stands on the day, locked. @throws Conflict when another version stands than the editor saw; NotFound */
export async function requireSeen(
  tx: Tx,
  parcelId: number,
  input: { effectiveOn: string; seenVersionId?: number | undefined },
): Promise<EditedPlot> {
  await requireSubject(tx, 'parcel', parcelId)
  const [held] = await selectEditedPlots(tx, tx.context.tenant.tenantId, [parcelId], input.effectiveOn)
  if (!held) throw new NotFound('parcelId', 'This parcel does not exist on that day.', { got: input.effectiveOn })
  if (input.seenVersionId !== undefined && input.seenVersionId !== held.versionId)
    throw changedMeanwhile(held, input.seenVersionId)
  return held
}
