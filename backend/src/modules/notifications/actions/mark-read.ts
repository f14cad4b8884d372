import { asSystem, type Context, command } from '../../../kernel/index.ts'
import { inboxOwner } from '../inbox.ts'
import { insertReadings } from '../queries-inbox.ts'

/** Marks notices of the caller's own inbox as read: those named, or all. Others' notices are passed over. */
export async function markRead(context: Context, noticeIds: number[] | null): Promise<{ read: number }> {
  const owner = await inboxOwner(context)
  return command(asSystem(context), { name: 'notifications.mark-read', input: { noticeIds } }, async (tx) => {
    const read = await insertReadings(tx, context.tenant.tenantId, owner, noticeIds)
    tx.journal({ subjects: [], after: { read } })
    return { read }
  })
}
