import { type Context, Invalid, NotFound, sha256 } from '../../../../kernel/index.ts'
import { changeRegister } from '../../acts.ts'
import { selectImportFiles, updateReceived } from '../queries-imports.ts'
import { partBytes } from '../rules.ts'
import { partKey } from '../storage.ts'
import { requireImport } from './require-import.ts'

/**
 * Keeps one part of a file; a part that came before may come again. Bytes first, then the row, so that no row points at nothing.
 * @throws Invalid when the part has not the length that its place asks for
 */
export function receivePart(
  context: Context,
  place: { importId: number; fileNumber: number; part: number },
  bytes: Uint8Array,
) {
  const { importId, fileNumber, part } = place
  const input = { ...place, sha256: sha256(bytes) }
  return changeRegister(context, 'parcels.receive-import-part', input, async (tx) => {
    const { tenantId } = context.tenant
    await requireImport(tx, importId, 'receive')
    const file = (await selectImportFiles(tx, tenantId, importId)).find((each) => each.fileNumber === fileNumber)
    if (!file) throw new NotFound('fileNumber', 'This import has no such file.', { got: fileNumber })
    const expected = part < file.parts - 1 ? partBytes : file.bytes - (file.parts - 1) * partBytes
    if (part >= file.parts || bytes.length !== expected)
      throw new Invalid('part', 'This part has not the length that it should have. Send the file again.', {
        got: bytes.length,
        expected,
      })
    await context.platform.documents.put(partKey(tenantId, importId, fileNumber, part), bytes)
    await updateReceived(tx, tenantId, importId, fileNumber, part)
    tx.journal({ subjects: [{ kind: 'import', id: importId }], after: { fileNumber, part } })
    return { received: part }
  })
}
