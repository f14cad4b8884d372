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
import { provePerson, selectProvedContacts } from '../../identity/index.ts'
import { proveContact, refuseAadhaar } from '../../people/index.ts'
import { type ClaimRow, selectOwnerRole, updateDecision } from '../queries-claims.ts'
import { askOrders, type StandingOrder } from '../restrictions.ts'
import type { DecideClaim } from '../schemas-claims.ts'
import { subjectsOf } from './claim-property.ts'
import { requireOpenClaim } from './visit-claim.ts'

/**
 * A post decides a claim. Approval names which owner on record the claimant is: the user gets that owner's view of the
 * property, the mobile that they sign in by becomes the owner's, and the earlier mobile is told.
 * @throws Forbidden without a post, on a claim or visit of one's own; Conflict for an owner who is dead, or without a visit
 */
export async function decideClaim(
  context: Context,
  claimId: number,
  given: DecideClaim,
): Promise<{ claimId: number; state: 'approved' | 'refused'; orders: StandingOrder[] }> {
  const { postId, holdingId, userId, today, tenant } = context
  if (postId === null)
    throw new Forbidden('A claim is decided by whoever holds a post. Yours is a role without one.', { field: 'x-post' })
  refuseAadhaar(given.note, 'note')
  return command(asSystem(context), { name: 'parcels.decide-claim', input: { claimId, ...given } }, async (tx) => {
    const claim = await requireOpenClaim(tx, claimId)
    if (claim.user_id === userId) throw new Forbidden('Nobody decides a claim of their own.')
    const partyId = given.approve ? await requireOwner(tx, claim, given.partyId ?? null) : null
    const orders = await askOrders(tx, 'decide-claim', { propertyId: claim.property_id })
    const state = given.approve ? 'approved' : 'refused'
    const decision = { state, partyId, note: given.note, on: today, userId, postId, holdingId } as const
    await updateDecision(tx, tenant.tenantId, claimId, decision)
    if (partyId !== null) await takeOver(tx, claim, partyId)
    await tx.emit('parcels.claim-decided', { claimId, propertyId: claim.property_id, userId: claim.user_id, state })
    const person = partyId === null ? [] : [{ kind: 'person', id: partyId }]
    tx.journal({
      subjects: [...subjectsOf(claimId, claim.property_id, claim.user_id), ...person],
      after: { ...given, evidence: claim.evidence },
    })
    return { claimId, state, orders }
  })
}

async function requireOwner(tx: Tx, claim: ClaimRow, partyId: number | null): Promise<number> {
  const { tenant, today, userId } = tx.context
  if (partyId === null) throw new Invalid('partyId', 'Say which owner on record the claimant is.')
  if (claim.way === 'visit' && !claim.visit_found)
    throw new Conflict('claimId', 'No visit has found the claimant there yet. Record the visit first.')
  if (claim.way === 'visit' && claim.visitor_user_id === userId)
    throw new Forbidden('Whoever visited does not decide: another post does.')
  const owner = await selectOwnerRole(tx, tenant.tenantId, claim.property_id, partyId, today)
  if (!owner)
    throw new NotFound('partyId', 'This is no owner, lessee, heir or society of the property.', { got: partyId })
  if (owner.life === 'dead')
    throw new Conflict(
      'partyId',
      'This owner is on record as dead. Enter the heirs first, and approve for one of them.',
      {
        got: partyId,
      },
    )
  return partyId
}

/** The claimant becomes the owner on record: by the proof, and by the mobiles that they have proved. */
async function takeOver(tx: Tx, claim: ClaimRow, partyId: number): Promise<void> {
  await provePerson(tx, { userId: claim.user_id, personId: partyId, verifiedBy: claim.way })
  for (const { channel, value } of await selectProvedContacts(tx, tx.context.tenant.stateId, claim.user_id))
    await proveContact(tx, { partyId, channel, value, tells: 'all' })
}
