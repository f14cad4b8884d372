import {
  asSystem,
  Conflict,
  type Context,
  command,
  NotFound,
  NotSignedIn,
  TooMany,
  type Tx,
} from '../../../kernel/index.ts'
import { refuseAadhaar } from '../../people/index.ts'
import { requireSubject } from '../acts.ts'
import { type ClaimEvidence, insertClaim, selectDeedNumbers, selectOpenClaims } from '../queries-claims.ts'
import { selectPropertyOn } from '../queries-register.ts'
import { normalNumber } from '../rules-numbers.ts'
import type { ClaimProperty } from '../schemas-claims.ts'

/** More than these wait for a decision in one town: somebody is trying doors. */
const mostOpenClaims = 5

/**
 * What participants of `parcels.claim-evidence` get: a room that knows receipts says whether this one is the last of the
 * property and of this amount. Nobody says: the officer looks for himself.
 */
export type ClaimEvidenceInvitation = {
  propertyId: number
  receiptNumber: string
  amountPaise: number
  evidence: ClaimEvidence
}

/**
 * A signed-in user says that a property is theirs: by last receipt and amount, by deed number, or by asking for a visit.
 * What the evidence was compared with is for the officer alone: the answer tells a guesser nothing.
 * @throws NotSignedIn, NotFound, Conflict while a claim of theirs on it waits, TooMany beyond five that wait
 */
export async function claimProperty(
  context: Context,
  propertyId: number,
  given: ClaimProperty,
): Promise<{ claimId: number }> {
  const { userId, tenant, today } = context
  if (!userId) throw new NotSignedIn()
  if (given.by === 'visit') refuseAadhaar(given.wish, 'wish')
  return command(asSystem(context), { name: 'parcels.claim-property', input: { propertyId, ...given } }, async (tx) => {
    await requireSubject(tx, 'property', propertyId)
    if (!(await selectPropertyOn(tx, tenant.tenantId, propertyId, today)))
      throw new NotFound('propertyId', 'This property is closed.', { got: propertyId })
    const open = await selectOpenClaims(tx, tenant.tenantId, userId)
    if (open.some((claim) => claim.property_id === propertyId))
      throw new Conflict('propertyId', 'Your claim on this property waits for a decision already.')
    if (open.length >= mostOpenClaims)
      throw new TooMany('Five of your claims wait for a decision. Wait for one of them.', 86_400)
    const claimId = await insertClaim(tx, tenant.tenantId, {
      propertyId,
      userId,
      way: given.by,
      receiptNumber: given.by === 'receipt' ? given.receiptNumber : null,
      receiptAmountPaise: given.by === 'receipt' ? given.amountPaise : null,
      deedNumber: given.by === 'deed' ? given.deedNumber : null,
      visitWish: given.by === 'visit' ? given.wish : null,
      evidence: await compare(tx, propertyId, given),
      madeOn: today,
    })
    await tx.emit('parcels.property-claimed', { claimId, propertyId })
    tx.journal({ subjects: subjectsOf(claimId, propertyId, userId), after: { claimId, by: given.by } })
    return { claimId }
  })
}

export function subjectsOf(claimId: number, propertyId: number, userId: number) {
  return [
    { kind: 'claim', id: claimId },
    { kind: 'property', id: propertyId },
    { kind: 'user', id: userId },
  ]
}

/** The evidence against what is on record; `unknown` where nothing is. */
async function compare(tx: Tx, propertyId: number, given: ClaimProperty): Promise<ClaimEvidence> {
  if (given.by === 'receipt') {
    const { receiptNumber, amountPaise } = given
    const invitation: ClaimEvidenceInvitation = { propertyId, receiptNumber, amountPaise, evidence: 'unknown' }
    await tx.invite('parcels.claim-evidence', invitation)
    return invitation.evidence
  }
  if (given.by === 'visit') return 'unknown'
  const known = await selectDeedNumbers(tx, tx.context.tenant.tenantId, propertyId)
  if (!known.length) return 'unknown'
  return known.includes(normalNumber(given.deedNumber)) ? 'matches' : 'differs'
}
