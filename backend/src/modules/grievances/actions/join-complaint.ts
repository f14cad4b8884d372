import { asSystem, type Context, command, NotFound, NotSignedIn } from '../../../kernel/index.ts'
import { followCase } from '../../workflow/index.ts'
import { selectOpenComplaint } from '../queries.ts'

/** A complaint that somebody joined; false when they take part in it already. */
export interface Joined {
  caseId: number
  number: string
  joined: boolean
}

/** "Me too": a citizen joins an open complaint instead of reporting the same again, and hears of it from then on. */
export async function joinComplaint(context: Context, caseId: number): Promise<Joined> {
  const { userId } = context
  if (userId === null) throw new NotSignedIn()
  return command(asSystem(context), { name: 'grievances.join-complaint', input: { caseId } }, async (tx) => {
    const complaint = await selectOpenComplaint(tx, context.tenant.tenantId, caseId)
    if (!complaint) throw new NotFound('caseId', 'There is no such open complaint.', { got: caseId })
    const joined = await followCase(tx, caseId, userId)
    if (joined) await tx.emit('grievances.joined', { caseId, number: complaint.number, userIds: [userId] })
    tx.journal({ subjects: [{ kind: 'case', id: caseId }], after: { joined } })
    return { caseId, number: complaint.number, joined }
  })
}
