import { Conflict, type Context } from '../../../../kernel/index.ts'
import { changeRegister } from '../../acts.ts'
import { updateFinding } from '../queries-quality.ts'

/** Takes a finding from the list: mended, or kept as it is for a reason (a wall that two owners share, a true courtyard). */
export function decideFinding(
  context: Context,
  findingId: number,
  input: { state: 'mended' | 'kept'; reason: string | null },
): Promise<{ findingId: number }> {
  return changeRegister(context, 'parcels.decide-finding', { findingId, ...input }, async (tx) => {
    const decision = { ...input, userId: context.userId }
    if (!(await updateFinding(tx, context.tenant.tenantId, findingId, decision)))
      throw new Conflict('findingId', 'This finding is no longer open. Look at the list again.')
    await tx.touch('quality', [findingId])
    tx.journal({ subjects: [{ kind: 'quality-finding', id: findingId }], after: input })
    return { findingId }
  })
}
