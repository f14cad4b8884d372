import { type Context, Invalid, sha256 } from '../../../../kernel/index.ts'
import { changeRegister, requirePast } from '../../acts.ts'
import { type ImportRecord, updateImport, upsertProfile } from '../queries-imports.ts'
import { importLimits, signatureText } from '../rules.ts'
import { requireImport } from './require-import.ts'

/** Begins to write what was read as a draft, which counts for nothing; the choice of columns is kept for the next such file. */
export function draftImport(context: Context, importId: number) {
  return changeRegister(context, 'parcels.draft-import', { importId }, async (tx) => {
    const { tenantId } = context.tenant
    const found = await requireImport(tx, importId, 'draft')
    const { reading, wishes, target } = found
    requirePast(wishes.effectiveOn ?? context.today, context.today)
    if (target === 'boundaries' && reading!.rows > importLimits.areas)
      throw new Invalid('target', 'A town has no more than {most} wards. Is this a file of plots?', {
        got: reading!.rows,
        parameters: { most: importLimits.areas },
      })
    await updateImport(tx, tenantId, importId, ['checked'], {
      state: 'writing',
      step: 'writing',
      done: 0,
      total: reading?.rows ?? 0,
      cursorIndex: -1,
    })
    if (target === 'imagery' && !wishes.takenOn)
      throw new Invalid('takenOn', 'Say on which day the picture was taken: it stands on every map that shows it.')
    if (target !== 'imagery') await upsertProfile(tx, tenantId, profileOf(found, target))
    tx.journal({ subjects: [{ kind: 'import', id: importId }], after: { wishes, rows: reading?.rows } })
    return { importId, state: 'writing' as const }
  })
}

function profileOf({ reading, wishes, title }: ImportRecord, target: 'parcels' | 'boundaries') {
  const { crs, level, set, join } = wishes
  const kept = { ...(crs && { crs }), ...(level && { level }), ...(set && { set }), ...(join && { join }) }
  return {
    target,
    signature: sha256(signatureText(target, reading!.columns)),
    title,
    wishes: { ...kept, columns: reading!.choice },
  }
}
