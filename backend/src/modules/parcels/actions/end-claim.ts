import { asSystem, Conflict, type Context, command, NotFound } from '../../../kernel/index.ts'
import { unprovePerson } from '../../identity/index.ts'
import { refuseAadhaar } from '../../people/index.ts'
import { closeClaim, lockClaim } from '../queries-claims.ts'
import { subjectsOf } from './claim-property.ts'
import { requireOpenClaim } from './visit-claim.ts'

/** The claimant takes an open claim back. @throws NotFound for a claim of someone else */
export async function withdrawClaim(context: Context, claimId: number): Promise<{ claimId: number }> {
  return command(asSystem(context), { name: 'parcels.withdraw-claim', input: { claimId } }, async (tx) => {
    const claim = await requireOpenClaim(tx, claimId)
    if (claim.user_id !== context.userId)
      throw new NotFound('claimId', 'There is no such claim of yours.', { got: claimId })
    await closeClaim(tx, context.tenant.tenantId, claimId, 'withdrawn', context.today)
    tx.journal({ subjects: subjectsOf(claimId, claim.property_id, claim.user_id), after: { state: 'withdrawn' } })
    return { claimId }
  })
}

/** Ends an approved claim (it was obtained by fraud, the owner objected): the view of the owner is gone at once. */
export async function endClaim(
  context: Context,
  claimId: number,
  given: { note: string },
): Promise<{ claimId: number }> {
  refuseAadhaar(given.note, 'note')
  return command(asSystem(context), { name: 'parcels.end-claim', input: { claimId, ...given } }, async (tx) => {
    const { tenantId } = context.tenant
    const claim = await lockClaim(tx, tenantId, claimId)
    if (!claim) throw new NotFound('claimId', 'There is no such claim in this town.', { got: claimId })
    if (claim.state !== 'approved')
      throw new Conflict('claimId', 'Only an approved claim can be ended.', { got: claim.state })
    await closeClaim(tx, tenantId, claimId, 'ended', context.today)
    await unprovePerson(tx, { userId: claim.user_id, personId: claim.party_id! })
    await tx.emit('parcels.claim-ended', { claimId, propertyId: claim.property_id, userId: claim.user_id })
    tx.journal({
      subjects: [...subjectsOf(claimId, claim.property_id, claim.user_id), { kind: 'person', id: claim.party_id! }],
      after: given,
    })
    return { claimId }
  })
}
