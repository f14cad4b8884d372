import type { Participants, Tx } from '../../kernel/index.ts'
import { type MovedProof, moveProofs, moveProofsBack } from './queries-persons.ts'

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
