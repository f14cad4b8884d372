import { asSystem, Conflict, type Context, command, NotFound, newRequestId } from '../../../kernel/index.ts'
import type { Providers, RawCallback } from '../providers.ts'
import { insertCallback, updateDeliveriesReported } from '../queries.ts'

/**
 * Takes a provider's report over, once: its signature and age are the provider's to check, its id is kept.
 * @throws NotFound, Forbidden for a wrong signature, Conflict for one that came before or is too old
 */
export async function takeCallback(
  context: Context,
  providers: Providers,
  name: string,
  raw: Omit<RawCallback, 'now'>,
): Promise<{ known: number }> {
  const provider = [...providers.values()].find((each) => each.name === name)
  if (!provider?.readCallback) throw new NotFound('provider', 'No such provider reports here.', { got: name })
  const { callbackId, reports } = provider.readCallback({ ...raw, now: context.platform.now() })
  const system = { ...asSystem(context), requestId: newRequestId() }
  return command(system, { name: 'notifications.take-callback' }, async (tx) => {
    const { tenantId } = context.tenant
    if (!(await insertCallback(tx, tenantId, name, callbackId)))
      throw new Conflict('x-callback-id', 'This report was taken already.', { got: callbackId })
    const known = await updateDeliveriesReported(tx, tenantId, name, reports)
    tx.journal({ subjects: [], after: { provider: name, callbackId, reports: reports.length, known } })
    return { known }
  })
}
