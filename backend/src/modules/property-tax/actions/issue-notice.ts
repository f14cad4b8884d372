import { Conflict, type Context, command, type Tx } from '../../../kernel/index.ts'
import { requireFree } from '../../parcels/index.ts'
import { requireKnown } from '../known.ts'
import { insertNotices, selectAssessment, selectParties } from '../queries-assessment.ts'
import { partiesToNotify } from '../rules.ts'

export interface Noticed {
  noticeIds: number[]
  partyIds: number[]
  /** Parties passed over because they are marked dead. */
  dead: number[]
}

/**
 * Writes notices within a command to every party that lives.
 * @throws Conflict when nobody on record lives: the heirs are recorded first
 */
export async function writeNotices(
  tx: Tx,
  propertyId: number,
  kind: string,
  assessmentId: number | null,
): Promise<Noticed> {
  const { tenant, today } = tx.context
  const parties = await selectParties(tx, tenant.tenantId, propertyId, today)
  const { notify, dead } = partiesToNotify(
    parties.map(({ party_id: partyId, role, life }) => ({ partyId, role, life })),
  )
  if (notify.length === 0)
    throw new Conflict(
      'propertyId',
      'No notice can issue: everyone on record is marked dead, or nobody is recorded. Record the heirs first.',
      { got: propertyId },
    )
  const noticeIds = await insertNotices(tx, tenant.tenantId, {
    propertyId,
    partyIds: notify,
    kind,
    assessmentId,
    issuedOn: today,
  })
  await tx.emit('property-tax.notice-issued', { propertyId, kind, partyIds: notify })
  return { noticeIds, partyIds: notify, dead }
}

/** Issues a notice of assessment or demand. An order that stops demand stops it, and says whose it is. */
export function issueNotice(context: Context, propertyId: number, kind: 'assessment' | 'demand'): Promise<Noticed> {
  return command(context, { name: 'property-tax.issue-notice', input: { propertyId, kind } }, async (tx) => {
    const { tenantId } = context.tenant
    await requireKnown(tx, { propertyId })
    await requireFree(tx, tenantId, { propertyId, scope: 'demand' }, context.today)
    const assessment = await selectAssessment(tx, tenantId, propertyId, context.today, null)
    if (!assessment) throw new Conflict('propertyId', 'This property is not assessed yet.', { got: propertyId })
    const noticed = await writeNotices(tx, propertyId, kind, assessment.assessment_id)
    tx.journal({ subjects: [{ kind: 'property', id: propertyId }], after: { kind, ...noticed } })
    return noticed
  })
}
