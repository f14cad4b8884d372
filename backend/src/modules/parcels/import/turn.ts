import { type Context, command, newRequestId, type Platform } from '../../../kernel/index.ts'
import type { ImportRecord } from './queries-imports.ts'

/** One turn of work on an import. */
export type Turn = {
  platform: Platform
  context: Context
  record: ImportRecord
  stopping: AbortSignal
  /** Tells how far it is and keeps the lease; false when the import was cancelled meanwhile. */
  tell(progress: { step: string; done: number; total: number }): Promise<boolean>
}

/** A command of the platform about an import. */
export function change<A>(
  context: Context,
  importId: number,
  name: string,
  after: object,
  work: Parameters<typeof command<A>>[2],
): Promise<A> {
  return command({ ...context, requestId: newRequestId() }, { name, input: { importId } }, async (tx) => {
    const value = await work(tx)
    tx.journal({ subjects: [{ kind: 'import', id: importId }], after })
    return value
  })
}
