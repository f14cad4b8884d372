import type { MultiPolygon, Polygon } from 'geojson'
import { Conflict, type Tx } from '../../../kernel/index.ts'
import { endFacts, recordAct, requireSubject } from '../acts.ts'
import { fitPolygon, linkLevels } from '../land.ts'
import { insertParcel } from '../queries-register.ts'
import { selectLevels } from '../queries-under.ts'
import { writeParcel } from './register-parcel.ts'

/**
 * Draws a plot as an applicant sees it, on the level `provisional`, in the caller's transaction with the platform's powers; a survey
 * later registers the real one with this as its parent. The caller writes the journal line.
 * @throws Conflict where another provisional plot lies
 */
export async function drawProvisional(
  tx: Tx,
  given: { geometry: Polygon | MultiPolygon; instrument: string },
): Promise<{ parcelId: number; areaSqm: number; polygon: MultiPolygon }> {
  const { tenant, today } = tx.context
  const level = 'provisional'
  const { polygon, areaSqm } = await fitPolygon(tx, given.geometry, {
    level,
    before: null,
    exceptParcelIds: [],
    day: today,
  })
  const act = await recordAct(tx, 'first-record', { instrument: given.instrument, effectiveOn: today })
  const parcelId = await insertParcel(tx, tenant.tenantId, level)
  await writeParcel(tx, parcelId, { level, use: 'unknown', surveyClass: 'sketch' }, null, polygon, areaSqm, act)
  await linkLevels(tx, parcelId, level, polygon, today)
  await tx.touch('parcels', [parcelId])
  return { parcelId, areaSqm, polygon }
}

/** Takes a provisional plot off the map when nobody asks anything of it any more. A surveyed one stays. */
export async function endProvisional(tx: Tx, parcelId: number, instrument: string): Promise<void> {
  const { tenant, today } = tx.context
  await requireSubject(tx, 'parcel', parcelId)
  const [known] = await selectLevels(tx, tenant.tenantId, [parcelId])
  if (known?.level !== 'provisional')
    throw new Conflict('parcelId', 'Only a provisional plot ends with its case.', { got: parcelId })
  const act = await recordAct(tx, 'closure', { instrument, effectiveOn: today })
  await endFacts(tx, { table: 'parcel_versions', id: parcelId }, act)
  await tx.touch('parcels', [parcelId])
}
