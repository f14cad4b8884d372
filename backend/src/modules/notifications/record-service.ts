import { Conflict, type Context, type Db, placeOnGrid, type Subject, type Tx } from '../../kernel/index.ts'
import { serviceRule } from './masters.ts'
import { insertService, selectServices } from './queries-service.ts'
import {
  checkService,
  judgeService,
  type ServedVerdict,
  type ServiceMode,
  type ServiceOutcome,
} from './rules-service.ts'

/** A try to serve a bill, notice or order. The photo is a document that lies in the store already. */
export interface ServiceRequest {
  subject: Subject
  mode: ServiceMode
  outcome: ServiceOutcome
  servedOn: string
  receivedBy?: string | null
  relation?: string | null
  placeWords?: string | null
  /** Longitude and latitude, EPSG:4326. */
  point?: readonly [lon: number, lat: number] | null
  accuracyM?: number | null
  photoDocumentId?: number | null
  witnesses?: string | null
  postalNumber?: string | null
  deliveryId?: number | null
  note?: string | null
  /** A record that was wrong: this one only takes it back. */
  cancelsServiceId?: number | null
}

/**
 * Writes how a paper was served, inside the caller's command. Records are only added; a wrong one is taken back by another.
 * @throws Invalid naming what is missing (who received, photo and place of an affixed paper), Conflict for a record that is not there
 */
export async function recordService(tx: Tx, request: ServiceRequest): Promise<{ serviceId: number }> {
  const { tenant, today, postId, userId } = tx.context
  const { subject } = request
  const cancels = request.cancelsServiceId ?? null
  if (cancels === null)
    checkService(
      {
        mode: request.mode,
        outcome: request.outcome,
        servedOn: request.servedOn,
        receivedBy: request.receivedBy?.trim() || null,
        postalNumber: request.postalNumber?.trim() || null,
        hasPhoto: Boolean(request.photoDocumentId),
        hasPlace: Boolean(request.point || request.placeWords?.trim()),
        witnesses: request.witnesses ?? null,
      },
      today,
    )
  else {
    const known = await selectServices(tx, tenant.tenantId, subject.kind, subject.id)
    const wrong = known.find((record) => record.serviceId === cancels)
    if (!wrong || wrong.cancelsServiceId !== null || known.some((record) => record.cancelsServiceId === cancels))
      throw new Conflict('cancelsServiceId', 'There is no such record that could be taken back.', { got: cancels })
  }
  const point = request.point ? placeOnGrid(request.point) : null
  const serviceId = await insertService(tx, tenant.tenantId, {
    subjectKind: subject.kind,
    subjectId: subject.id,
    mode: request.mode,
    outcome: request.outcome,
    servedOn: request.servedOn,
    receivedBy: request.receivedBy?.trim() || null,
    relation: request.relation ?? null,
    placeWords: request.placeWords?.trim() || null,
    point,
    accuracyM: request.accuracyM ?? null,
    photoDocumentId: request.photoDocumentId ?? null,
    witnesses: request.witnesses ?? null,
    postalNumber: request.postalNumber?.trim() || null,
    deliveryId: request.deliveryId ?? null,
    note: request.note ?? null,
    cancelsServiceId: cancels,
    postId,
    userId,
  })
  await tx.emit('notifications.service-recorded', { serviceId, subject, mode: request.mode, outcome: request.outcome })
  return { serviceId }
}

/** Whether a paper is served by the rule of the body; what the next legal step asks, inside its command or a read. */
export async function wasServed(db: Db, context: Context, subject: Subject): Promise<ServedVerdict> {
  const rule = await serviceRule(db, context)
  return judgeService(await selectServices(db, context.tenant.tenantId, subject.kind, subject.id), rule)
}
