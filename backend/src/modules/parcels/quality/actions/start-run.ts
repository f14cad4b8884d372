import { Conflict, type Context, readPublic } from '../../../../kernel/index.ts'
import { changeRegister } from '../../acts.ts'
import { selectExtent } from '../queries-cells.ts'
import { insertRun } from '../queries-quality.ts'
import type { Box } from '../rules.ts'

/** Begins a walk over the whole register. @throws Conflict while one is under way */
export async function startRun(context: Context): Promise<{ runId: number }> {
  const { tenantId } = context.tenant
  const extent = await readPublic(context, (db) => selectExtent(db, tenantId, context.today))
  return changeRegister(context, 'parcels.start-quality-run', {}, async (tx) => {
    // Half open to the east and north: the outermost corner must lie within.
    const boxes: Box[] = extent ? [[extent.box[0], extent.box[1], extent.box[2] + 1e-6, extent.box[3] + 1e-6]] : []
    const runId = await insertRun(tx, tenantId, { boxes, total: (extent?.count ?? 0) * 2, userId: context.userId })
    if (runId === null) throw new Conflict('run', 'The register is being looked over already. Wait until it is done.')
    tx.journal({ subjects: [{ kind: 'quality-run', id: runId }], after: { plots: extent?.count ?? 0 } })
    return { runId }
  })
}
