import { Conflict, type Context, TooLarge } from '../../../../kernel/index.ts'
import { changeRegister } from '../../acts.ts'
import { countOpenImports, insertImport } from '../queries-imports.ts'
import { importLimits, partBytes } from '../rules.ts'
import type { StartImport } from '../schemas.ts'

/** More than this wait for somebody: they are to be finished or cancelled first. */
const mostOpen = 50

/**
 * Opens an import for files that are still to come, in parts.
 * @throws TooLarge when the files together pass the limit; Conflict when too many imports lie about
 */
export function openImport(context: Context, input: StartImport) {
  return changeRegister(context, 'parcels.open-import', input, async (tx) => {
    const bytes = input.files.reduce((sum, file) => sum + file.bytes, 0)
    if (bytes > importLimits.bytes)
      throw new TooLarge('files', 'These files are too large. Bring them in by parts, or packed as a zip.', {
        got: bytes,
        expected: importLimits.bytes,
      })
    const names = input.files.map(({ name }) => name)
    if (new Set(names).size !== names.length) throw new Conflict('files', 'Two files have the same name.')
    if ((await countOpenImports(tx, context.tenant.tenantId)) >= mostOpen)
      throw new Conflict('files', 'Too many imports are open. Finish or cancel some of them first.', { got: mostOpen })
    const files = input.files.map((file, at) => ({
      ...file,
      fileNumber: at + 1,
      parts: Math.ceil(file.bytes / partBytes),
    }))
    const importId = await insertImport(tx, context.tenant.tenantId, {
      title: names.join(', ').slice(0, 200),
      target: input.target,
      userId: context.userId,
      files,
    })
    tx.journal({ subjects: [{ kind: 'import', id: importId }], after: input })
    return { importId, partBytes, files: files.map(({ fileNumber, name, parts }) => ({ fileNumber, name, parts })) }
  })
}
