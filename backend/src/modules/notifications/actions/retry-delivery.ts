import { asSystem, type Context, command, NotFound } from '../../../kernel/index.ts'
import { scheduleDeliveries } from '../plan-notices.ts'
import { reopenDelivery } from '../queries.ts'

/** Gives a message that failed or was withheld its tries again: after an address or an approved text was mended. */
export async function retryDelivery(context: Context, deliveryId: number): Promise<{ deliveryId: number }> {
  const answer = await command(
    asSystem(context),
    { name: 'notifications.retry-delivery', input: { deliveryId } },
    async (tx) => {
      if (!(await reopenDelivery(tx, context.tenant.tenantId, deliveryId)))
        throw new NotFound('deliveryId', 'There is no such failed message that could be sent.', { got: deliveryId })
      tx.journal({ subjects: [{ kind: 'delivery', id: deliveryId }] })
      return { deliveryId }
    },
  )
  await scheduleDeliveries(context, [deliveryId], context.platform.now())
  return answer
}
