import type { Participants, Tx } from '../../kernel/index.ts'
import {
  endProofByPaper,
  endProofsByContact,
  insertProof,
  type MovedProof,
  moveProofs,
  moveProofsBack,
  type Proof,
} from './queries-persons.ts'

/** What whoever joins two persons asks of this room: the ids, and a place to note what was moved. */
interface Merge {
  keptPartyId: number
  mergedPartyId: number
  moved: Record<string, unknown>
}

const noted = 'identity.user_persons'

/** A user who proved to be a person stays that person when two entries become one, and when they are parted again. */
export function followPersons(participants: Participants): void {
  participants.participate('people.merge', async (tx: Tx, given: Merge) => {
    const { tenantId } = tx.context.tenant
    given.moved[noted] = await moveProofs(tx, tenantId, given.mergedPartyId, given.keptPartyId)
    return []
  })
  participants.participate('people.undo-merge', async (tx: Tx, given: Merge) => {
    const proofs = (given.moved[noted] ?? []) as MovedProof[]
    await moveProofsBack(tx, tx.context.tenant.tenantId, given.keptPartyId, given.mergedPartyId, proofs)
    return []
  })
}

/** What participants of `identity.contact-proved` get: somebody has just proved a mobile or an address by a code. */
export type ContactProvedInvitation = { userId: number; channel: 'mobile' | 'email'; value: string }

/** From now on a user is a person of the transaction's town: the one way, for the rooms that prove it. */
export function provePerson(tx: Tx, given: { userId: number; personId: number; verifiedBy: Proof }): Promise<boolean> {
  return insertProof(tx, tx.context.tenant.tenantId, given)
}

/** Mobiles or addresses of a person ended: who is that person only by them is so no longer. */
export function forgetContacts(tx: Tx, personId: number, values: readonly string[]): Promise<number[]> {
  return endProofsByContact(tx, tx.context.tenant, personId, values)
}

/** What a user proved by papers or a visit about a person holds no longer. */
export function unprovePerson(tx: Tx, given: { userId: number; personId: number }): Promise<void> {
  return endProofByPaper(tx, tx.context.tenant.tenantId, given.userId, given.personId)
}
