/** What this room does when others change: complaints that are reported, persons that are joined. */
import type { Context, Participants, Subscribers } from '../../kernel/index.ts'
import { followMerge } from '../people/index.ts'
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
  followMerge(participants, 'water.connection_versions', moveHolders)
}
