import type { Context } from '../../../../kernel/index.ts'
import { changeRegister } from '../../acts.ts'
import { updateImport } from '../queries-imports.ts'
import { updateBatchUndone } from '../queries-undo.ts'
import { requireImport } from './require-import.ts'

/** Stops an import that has published nothing. What it wrote so far is cleared away in the background. */
export function cancelImport(context: Context, importId: number) {
  return changeRegister(context, 'parcels.cancel-import', { importId }, async (tx) => {
    const { tenantId } = context.tenant
    const found = await requireImport(tx, importId, 'cancel')
    if (found.batchId) await updateBatchUndone(tx, tenantId, found.batchId)
    await updateImport(tx, tenantId, importId, [found.state], { state: 'undoing', step: 'undoing' })
    tx.journal({ subjects: [{ kind: 'import', id: importId }], before: { state: found.state }, after: {} })
    return { importId, state: 'undoing' as const }
  })
}
