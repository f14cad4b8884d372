import { Conflict, type Context } from '../../../../kernel/index.ts'
import { changeRegister } from '../../acts.ts'
import { updateOrthophoto } from '../../imagery/queries-imagery.ts'
import { updateImport } from '../queries-imports.ts'
import { selectLaterFacts, supersedeAreas, updateBatchUndone } from '../queries-undo.ts'
import { referenceOf } from './publish-draft.ts'
import { requireImport } from './require-import.ts'

/**
 * Takes an import back as a whole: from this moment nothing of it counts, and its rows are cleared away in the background.
 * @throws Conflict when something has been built on it since, naming the plot
 */
export function undoImport(context: Context, importId: number, input: { reason: string }) {
  return changeRegister(context, 'parcels.undo-import', { importId, ...input }, async (tx) => {
    const { tenantId } = context.tenant
    const found = await requireImport(tx, importId, 'undo')
    if (found.batchId && found.state === 'published') {
      const later = await selectLaterFacts(tx, tenantId, found.batchId)
      if (later)
        throw new Conflict(
          'importId',
          'Plots of this import have been changed or built on since. Undo those acts first.',
          {
            got: later,
          },
        )
    }
    if (found.batchId) await updateBatchUndone(tx, tenantId, found.batchId)
    if (found.target === 'boundaries')
      await tx.touch('wards', await supersedeAreas(tx, tenantId, referenceOf(importId)))
    if (found.target === 'imagery') await updateOrthophoto(tx, tenantId, importId, 'withdrawn', null)
    await updateImport(tx, tenantId, importId, [found.state], {
      state: 'undoing',
      step: 'undoing',
      done: 0,
      total: found.reading?.rows ?? 0,
    })
    await tx.emit('parcels.import-undone', { importId, batchId: found.batchId })
    tx.journal({ subjects: [{ kind: 'import', id: importId }], before: { state: found.state }, after: input })
    return { importId, state: 'undoing' as const }
  })
}
