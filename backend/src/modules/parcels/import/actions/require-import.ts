import { Conflict, NotFound, type Tx } from '../../../../kernel/index.ts'
import { type ImportRecord, selectImport } from '../queries-imports.ts'
import { type ImportAction, mayDo } from '../rules.ts'

/** The import, locked. @throws NotFound, or Conflict when this may not happen to it now */
export async function requireImport(tx: Tx, importId: number, action: ImportAction): Promise<ImportRecord> {
  const found = await selectImport(tx, tx.context.tenant.tenantId, importId, true)
  if (!found) throw new NotFound('importId', 'There is no such import in this town.', { got: importId })
  if (!mayDo(found.state, action))
    throw new Conflict('importId', 'This cannot be done with the import as it stands now. Look at it again.', {
      got: found.state,
      expected: action,
    })
  return found
}
