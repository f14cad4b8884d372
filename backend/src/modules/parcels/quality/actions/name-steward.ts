import type { Context } from '../../../../kernel/index.ts'
import { changeRegister } from '../../acts.ts'
import { replaceSteward } from '../queries-quality.ts'
import type { NameSteward } from '../schemas.ts'

/** By an order a post answers for a register from a day on, and says how old its youngest change may be. */
export function nameSteward(context: Context, input: NameSteward): Promise<{ register: string }> {
  return changeRegister(context, 'parcels.name-steward', input, async (tx) => {
    const { effectiveOn: from, ...given } = input
    await replaceSteward(tx, context.tenant.tenantId, { ...given, from })
    tx.journal({ subjects: [{ kind: 'post', id: input.postId }], after: input })
    return { register: input.register }
  })
}
