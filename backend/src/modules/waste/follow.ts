/** What this room does when others change: persons that are joined, areas that go to another town. */
import type { Participants } from '../../kernel/index.ts'
import type { MergeInvitation } from '../people/index.ts'
import { moveContractors } from './queries-contracts.ts'
import { endPropertyLinks } from './queries-plans.ts'

/** Registers with the rooms below. */
export function followWaste(participants: Participants): void {
  participants.participate('people.merge', async (tx, given: MergeInvitation) => {
    const moved = given.moved as Record<string, unknown>
    moved['waste.contracts'] = await moveContractors(
      tx,
      tx.context.tenant.tenantId,
      given.mergedPartyId,
      given.keptPartyId,
      null,
    )
    return []
  })
  participants.participate('people.undo-merge', async (tx, given: MergeInvitation) => {
    const ids = (given.moved as Record<string, number[]>)['waste.contracts'] ?? []
    await moveContractors(tx, tx.context.tenant.tenantId, given.keptPartyId, given.mergedPartyId, ids)
    return []
  })
  // The crews of this town come no more: from that day the other town collects.
  participants.participate('parcels.area-transfer', async (tx, given: { propertyIds: number[] }) => {
    await endPropertyLinks(tx, tx.context.tenant.tenantId, given.propertyIds, tx.context.today)
    return []
  })
}
