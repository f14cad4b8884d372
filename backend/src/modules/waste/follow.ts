/** What this room does when others change: persons that are joined, areas that go to another town. */
import type { Participants } from '../../kernel/index.ts'
import { followMerge } from '../people/index.ts'
import { moveContractors } from './queries-contracts.ts'
import { endPropertyLinks } from './queries-plans.ts'

/** Registers with the rooms below. */
export function followWaste(participants: Participants): void {
  followMerge(participants, 'waste.contracts', moveContractors)
  // The crews of this town come no more: from that day the other town collects.
  participants.participate('parcels.area-transfer', async (tx, given: { propertyIds: number[] }) => {
    await endPropertyLinks(tx, tx.context.tenant.tenantId, given.propertyIds, tx.context.today)
    return []
  })
}
