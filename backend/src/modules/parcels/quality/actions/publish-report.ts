import { Conflict, type Context } from '../../../../kernel/index.ts'
import { changeRegister } from '../../acts.ts'
import { insertReport, selectCounts, selectRegisters, selectRun } from '../queries-quality.ts'
import { isFresh } from '../rules.ts'

/** Publishes how good every register and layer is, as the last walk found it; anyone may read it from then on. */
export function publishReport(context: Context, input: { instrument: string }): Promise<{ reportId: number }> {
  return changeRegister(context, 'parcels.publish-quality-report', input, async (tx) => {
    const { tenantId } = context.tenant
    const run = await selectRun(tx, tenantId, null)
    if (run?.state !== 'done') throw new Conflict('run', 'Look the register over first, and wait until it is done.')
    const registers = await selectRegisters(tx, tenantId, context.today)
    const content = {
      lookedOverAt: run.finishedAt?.toISOString() ?? null,
      findings: await selectCounts(tx, tenantId),
      registers: registers.map(({ postId, ...register }) => ({
        ...register,
        fresh: isFresh(register.lastChangedOn, register.freshnessDays, context.today),
      })),
    }
    const report = {
      runId: run.runId,
      on: context.today,
      instrument: input.instrument,
      content,
      userId: context.userId,
    }
    const reportId = await insertReport(tx, tenantId, report)
    tx.journal({ subjects: [{ kind: 'quality-report', id: reportId }], after: input })
    return { reportId }
  })
}
