import type { Tx } from '../../../kernel/index.ts'
import { type ApplicantRow, insertApplicants, selectApplicants, updateApplicantsLeft } from '../queries.ts'

/**
 * Lets somebody hear of a case without having a say in it; in the caller's transaction, with the powers of the platform.
 * False when they take part in it already.
 */
export async function followCase(tx: Tx, caseId: number, userId: number): Promise<boolean> {
  const { tenant, today } = tx.context
  const people = await selectApplicants(tx, tenant.tenantId, [caseId])
  if (people.some((each) => each.user_id === userId)) return false
  const follower = {
    role: 'follower' as const,
    user_id: userId,
    party_id: null,
    name: null,
    mobile: null,
    kept_private: true,
  }
  await insertApplicants(tx, tenant.tenantId, caseId, today, [follower])
  return true
}

/** Users who take part in a case in whatever role; the same powers are needed. */
export async function participantsOf(tx: Tx, caseId: number): Promise<number[]> {
  const people = await selectApplicants(tx, tx.context.tenant.tenantId, [caseId])
  return [...new Set(people.flatMap((each) => each.user_id ?? []))]
}

/** Somebody who joins a case with a say in it: a new architect, or the buyer of land that a permit goes with. */
export interface TakingPart {
  role: Exclude<ApplicantRow['role'], 'follower'>
  userId: number | null
  partyId: number | null
}

/** Lets somebody take part in a case, in the caller's transaction and with the powers of the platform. Whoever does already stays as they are. */
export async function takePart(tx: Tx, caseId: number, { role, userId, partyId }: TakingPart): Promise<void> {
  const { tenant, today } = tx.context
  const people = await selectApplicants(tx, tenant.tenantId, [caseId])
  const isIn = people.some(
    (each) =>
      each.role === role &&
      ((userId !== null && each.user_id === userId) || (partyId !== null && each.party_id === partyId)),
  )
  if (isIn) return
  const person = { role, user_id: userId, party_id: partyId, name: null, mobile: null, kept_private: false }
  await insertApplicants(tx, tenant.tenantId, caseId, today, [person])
}

/** Ends the part that people of some roles have in a case; `userId` names one of them. What they did stays in the log. */
export async function leaveCase(
  tx: Tx,
  caseId: number,
  who: { roles: readonly ApplicantRow['role'][]; userId: number | null },
): Promise<void> {
  const { tenant, today } = tx.context
  await updateApplicantsLeft(tx, tenant.tenantId, caseId, who.roles, who.userId, today)
}
