import { Conflict, type Context } from '../../../../kernel/index.ts'
import { changeRegister } from '../../acts.ts'
import { selectImportFiles, updateImport } from '../queries-imports.ts'
import type { ReadImport } from '../schemas.ts'
import { requireImport } from './require-import.ts'

/** Has the files of an import read, or read anew with other columns or another CRS. What was said before is kept. */
export function readImport(context: Context, importId: number, input: ReadImport) {
  return changeRegister(context, 'parcels.read-import', { importId, ...input }, async (tx) => {
    const { tenantId } = context.tenant
    const found = await requireImport(tx, importId, 'read')
    const files = await selectImportFiles(tx, tenantId, importId)
    const missing = files.find((file) => file.received.length < file.parts)
    if (missing)
      throw new Conflict('files', 'Parts of a file have not come yet. Send them first.', { got: missing.name })
    const columns = { ...found.wishes.columns, ...input.columns }
    const wishes = { ...found.wishes, ...input, ...(Object.keys(columns).length > 0 && { columns }) }
    // Another layer has other columns.
    if (input.layer && input.layer !== found.wishes.layer && !input.columns) delete wishes.columns
    await updateImport(tx, tenantId, importId, [found.state], {
      state: 'reading',
      wishes,
      problem: null,
      step: 'waiting',
      done: 0,
      total: 0,
    })
    tx.journal({ subjects: [{ kind: 'import', id: importId }], after: input })
    return { importId, state: 'reading' as const }
  })
}
