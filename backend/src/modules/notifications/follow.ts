import { asOwner, type Context, type Subscribers } from '../../kernel/index.ts'
import { selectEntryWithMerged } from '../people/index.ts'
import { planNotices } from './plan-notices.ts'
import { eraseNotices } from './queries.ts'
import { signLetter } from './sign-letter.ts'
import type { SigningProvider } from './signing/providers.ts'

/** What the room hears: its own queue and drafts, and that a person was erased. */
export function followNotices(subscribers: Subscribers, signing: SigningProvider): void {
  subscribers.subscribe({ name: 'notifications.plan', event: 'notifications.notices-queued', run: planNotices })
  subscribers.subscribe({
    name: 'notifications.sign-letter',
    event: 'notifications.letter-drafted',
    run: async (context: Context, { letterId }: { letterId: number }) =>
      void (await signLetter(context, signing, letterId)),
  })
  subscribers.subscribe({ name: 'notifications.erase', event: 'people.person-erased', run: erase })
}

async function erase(context: Context, { partyId }: { partyId: number }): Promise<void> {
  const { tenantId } = context.tenant
  // Notices are only ever added by the application; emptying them is delivery's own work.
  await asOwner(context.platform.database, async (db) =>
    eraseNotices(db, tenantId, await selectEntryWithMerged(db, tenantId, partyId)),
  )
}
