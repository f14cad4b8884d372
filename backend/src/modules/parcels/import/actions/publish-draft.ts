import { Conflict, type Context, type Tx } from '../../../../kernel/index.ts'
import { changeRegister } from '../../acts.ts'
import { updateOrthophoto } from '../../imagery/queries-imagery.ts'
import { updatePublished } from '../../queries-import.ts'
import { type ImportRecord, updateImport } from '../queries-imports.ts'
import { publishAreas, selectSetState } from '../queries-undo.ts'
import { importLimits } from '../rules.ts'
import { setNames } from '../set-names.ts'
import { requireImport } from './require-import.ts'

/** What an import's areas refer to it by. */
export const referenceOf = (importId: number): string => `import ${importId}`

/**
 * Makes a draft count: for parcels by one row, for wards by one statement. Maps and search follow in the background.
 * @throws Conflict when the set has areas already, or the draft has a code twice
 */
export function publishDraft(context: Context, importId: number, input: { instrument: string }) {
  return changeRegister(context, 'parcels.publish-draft', { importId, ...input }, async (tx) => {
    const { tenantId } = context.tenant
    const found = await requireImport(tx, importId, 'publish')
    const after = await publishTarget(tx, found, input.instrument)
    await updateImport(tx, tenantId, importId, ['written'], {
      state: 'publishing',
      step: 'announcing',
      done: 0,
      total: found.reading?.rows ?? 0,
      cursorIndex: 0,
      publishedAt: new Date(),
    })
    await tx.emit('parcels.import-published', { importId, batchId: found.batchId })
    tx.journal({ subjects: [{ kind: 'import', id: importId }], after: { ...input, ...after } })
    return { importId, state: 'publishing' as const }
  })
}

async function publishTarget(tx: Tx, found: ImportRecord, instrument: string): Promise<object> {
  const { tenantId } = tx.context.tenant
  if (found.target === 'imagery') {
    await updateOrthophoto(tx, tenantId, found.importId, 'published', instrument)
    return {}
  }
  if (found.target === 'boundaries') return publishWards(tx, found, instrument)
  const isPublished = await updatePublished(tx, tenantId, found.batchId!, { instrument, importId: found.importId })
  if (!isPublished) throw new Conflict('importId', 'This draft is no longer there. Look at the import again.')
  return { batchId: found.batchId }
}

async function publishWards(tx: Tx, found: ImportRecord, instrument: string): Promise<object> {
  const { tenantId } = tx.context.tenant
  const set = found.wishes.set ?? 'electoral-ward'
  const state = await selectSetState(tx, tenantId, found.importId, set)
  if (state.areas > 0)
    throw new Conflict('set', 'This town has areas of this kind already. They must be ended by their order first.', {
      got: state.areas,
    })
  const boundaryIds = await publishAreas(tx, tenantId, found.importId, {
    set,
    setNames: setNames[set],
    instrument,
    validFrom: found.wishes.effectiveOn ?? tx.context.today,
    reference: referenceOf(found.importId),
  })
  await tx.touch('wards', boundaryIds.slice(0, importLimits.areas))
  return { set, areas: boundaryIds.length, joined: state.repeated }
}
