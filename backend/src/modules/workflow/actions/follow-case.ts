import type { Tx } from '../../../kernel/index.ts'
import { insertApplicants, selectApplicants } from '../queries.ts'

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
