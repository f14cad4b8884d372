/** Deeds from the registration department: a provider tells what was registered since it was asked last. */
import { type Context, newRequestId, type Problem } from '../../kernel/index.ts'
import type { Workflows } from '../workflow/index.ts'
import { receiveDeed } from './actions/receive-deed.ts'
import type { Deed } from './schemas.ts'

/** A feed of one office of registration. `name` is kept with each deed; the cursor is the provider's own. */
export interface DeedFeed {
  name: string
  /** Deeds after the cursor, in order, and the cursor to ask with next. */
  since(cursor: string | null): Promise<{ deeds: readonly Deed[]; cursor: string | null }>
}

/** A feed that tells the deeds it is given, a few at a time: for trying and for tests. It stands for no office. */
export function sandboxFeed(deeds: readonly Deed[], atOnce = 50): DeedFeed {
  return {
    name: 'sandbox',
    since: async (cursor) => {
      const from = Number(cursor ?? 0)
      const some = deeds.slice(from, from + atOnce)
      return { deeds: some, cursor: String(from + some.length) }
    },
  }
}

/** Takes everything that a feed has now. A deed that is refused is counted with its reason and does not stop the others. */
export async function pullDeeds(
  context: Context,
  workflows: Workflows,
  feed: DeedFeed,
  cursor: string | null = null,
): Promise<{
  received: number
  opened: number
  refused: { externalId: string; reason: string }[]
  cursor: string | null
}> {
  const told = { received: 0, opened: 0, refused: [] as { externalId: string; reason: string }[], cursor }
  for (;;) {
    const { deeds, cursor: next } = await feed.since(told.cursor)
    for (const deed of deeds) {
      const asked = { ...context, requestId: newRequestId() }
      const taken = await receiveDeed(asked, workflows, feed.name, deed).catch((problem: Problem) => {
        told.refused.push({ externalId: deed.externalId, reason: problem.message })
        return null
      })
      if (taken) told.received += 1
      if (taken?.caseId) told.opened += 1
    }
    told.cursor = next
    if (deeds.length === 0) return told
  }
}
