import {
  asSystem,
  Conflict,
  type Context,
  command,
  Forbidden,
  Invalid,
  NotFound,
  type Tx,
} from '../../../kernel/index.ts'
import { requirePast } from '../acts.ts'
import { type ClaimRow, lockClaim, updateVisit } from '../queries-claims.ts'
import type { VisitClaim } from '../schemas-claims.ts'
import { subjectsOf } from './claim-property.ts'

/** The claim, locked and open. @throws NotFound, Conflict */
export async function requireOpenClaim(tx: Tx, claimId: number): Promise<ClaimRow> {
  const claim = await lockClaim(tx, tx.context.tenant.tenantId, claimId)
  if (!claim) throw new NotFound('claimId', 'There is no such claim in this town.', { got: claimId })
  if (claim.state !== 'open') throw new Conflict('claimId', 'This claim is decided already.', { got: claim.state })
  return claim
}

/** An officer went to the place: whether the claimant was found to live there or to hold it, and how that was seen. */
export async function visitClaim(context: Context, claimId: number, given: VisitClaim): Promise<{ claimId: number }> {
  return command(asSystem(context), { name: 'parcels.visit-claim', input: { claimId, ...given } }, async (tx) => {
    const claim = await requireOpenClaim(tx, claimId)
    if (claim.user_id === context.userId) throw new Forbidden('Nobody visits for a claim of their own.')
    requirePast(given.visitedOn, context.today, 'visitedOn')
    if (given.visitedOn < claim.made_on)
      throw new Invalid('visitedOn', 'The visit came before the claim.', { expected: `from ${claim.made_on}` })
    await updateVisit(tx, context.tenant.tenantId, claimId, {
      on: given.visitedOn,
      found: given.found,
      note: given.note,
      userId: context.userId!,
      postId: context.postId,
    })
    tx.journal({ subjects: subjectsOf(claimId, claim.property_id, claim.user_id), after: given })
    return { claimId }
  })
}
