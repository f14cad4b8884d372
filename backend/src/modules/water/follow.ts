/** What this room does when others change: complaints that are reported, persons that are joined. */
import type { Context, Participants, Subscribers } from '../../kernel/index.ts'
import type { MergeInvitation } from '../people/index.ts'
import type { Workflows } from '../workflow/index.ts'
import { receiveReport } from './actions/place-report.ts'
import { moveHolders } from './queries-connections.ts'

/** Kinds of complaints that are about the water itself. */
const foulWater: ReadonlySet<string> = new Set(['foul-water'])

/** Hears complaints, and takes part in joining two entries of one person. */
export function followWater(participants: Participants, subscribers: Subscribers, workflows: Workflows): void {
  subscribers.subscribe({
    name: 'water.receive-report',
    event: 'grievances.reported',
    run: async (
      context: Context,
      given: { caseId: number; category: string; asset?: { kind: string; id: number } | null },
    ) => {
      if (foulWater.has(given.category))
        await receiveReport(context, workflows, { caseId: given.caseId, asset: given.asset ?? null })
    },
  })
  participants.participate('people.merge', async (tx, given: MergeInvitation) => {
    const moved = given.moved as Record<string, unknown>
    moved['water.connection_versions'] = await moveHolders(
      tx,
      tx.context.tenant.tenantId,
      given.mergedPartyId,
      given.keptPartyId,
      null,
    )
    return []
  })
  participants.participate('people.undo-merge', async (tx, given: MergeInvitation) => {
    const ids = (given.moved as Record<string, number[]>)['water.connection_versions'] ?? []
    await moveHolders(tx, tx.context.tenant.tenantId, given.keptPartyId, given.mergedPartyId, ids)
    return []
  })
}
