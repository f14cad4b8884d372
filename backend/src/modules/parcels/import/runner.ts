/** What imports do behind requests: read, write, announce, undo. Any process may take one up; a killed one is taken up again. */
import { existsSync, readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { asOwner, type Context, log, type Platform, systemContext } from '../../../kernel/index.ts'
import { addImportRows, announceImport, type ImportRow, startImport } from '../actions/import-parcels.ts'
import { indexProperties } from '../acts.ts'
import { cutPicture } from '../imagery/picture.ts'
import { announceAreas } from './announce-areas.ts'
import {
  type ImportRecord,
  leaseNext,
  selectImport,
  selectImportFiles,
  tellProgress,
  updateImport,
} from './queries-imports.ts'
import {
  deleteDraftedParcels,
  deleteImportAreas,
  insertImportAreas,
  selectBatchChange,
  supersedePublished,
} from './queries-undo.ts'
import { pageFile } from './reader.ts'
import { readFiles, readStep } from './reading-step.ts'
import { clearBytes, clearImport, folderOf } from './storage.ts'
import { change, type Turn } from './turn.ts'

/** A worker that says nothing for so long is taken for dead. */
const leaseSeconds = 20
/** How long one import is worked on before others may have their turn. */
const turnMilliseconds = 2_000
/** Where one session serves everybody, pages are small and the rests between them long. */
const pace = { postgis: { rows: 500, rest: 0.2 }, embedded: { rows: 100, rest: 1.5 } }

/** One turn: takes the next import that has work in it and works on it for a while. Answers whether there was one. */
export async function workOnImports(platform: Platform, stopping: AbortSignal): Promise<boolean> {
  const next = await asOwner(platform.database, (db) => leaseNext(db, leaseSeconds))
  if (!next) return false
  const { tenantId, importId } = next
  const context = await systemContext(platform, tenantId)
  const record = await asOwner(platform.database, (db) => selectImport(db, tenantId, importId))
  const progress = (given: { step: string; done: number; total: number } | null, seconds: number) =>
    asOwner(platform.database, (db) => tellProgress(db, tenantId, importId, given, seconds))
  // A word that comes late would keep others from the work for the length of a lease.
  const waiting = new Set<Promise<unknown>>()
  let isOver = false
  const turn: Turn = {
    platform,
    context: { ...context, userId: record!.startedBy },
    record: record!,
    stopping,
    tell: async (given) => {
      if (isOver) return true
      const telling = progress(given, leaseSeconds)
      waiting.add(telling)
      return telling.then((state) => state === record!.state).finally(() => waiting.delete(telling))
    },
  }
  try {
    await steps[record!.state as keyof typeof steps](turn)
  } catch (error) {
    if (!stopping.aborted) {
      log.error({ err: error, importId }, 'an import broke off')
      await breakOff(turn, error)
    }
  }
  isOver = true
  await Promise.allSettled(waiting)
  // Zero: the next turn, here or elsewhere, may take it up at once.
  await progress(null, 0)
  return true
}

const steps = { reading: readStep, writing: writeStep, publishing: announceStep, undoing: undoStep }

/** A fault of ours must not be tried for ever: the import says so and waits for a person. */
async function breakOff({ context, record }: Turn, error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message.slice(0, 300) : 'unknown'
  const state = record.state === 'reading' ? 'refused' : record.state === 'writing' ? 'checked' : null
  if (!state) return
  await change(context, record.importId, 'parcels.break-off-import', { message }, async (tx) => {
    await updateImport(tx, context.tenant.tenantId, record.importId, [record.state], {
      state,
      problem: { code: 'broken', message },
    })
  })
}

/** Works page by page for the length of a turn, with rests in proportion to the work, until `page` says that it was the last. */
async function pages({ platform, stopping }: Turn, page: () => Promise<boolean>): Promise<void> {
  const { rest } = pace[platform.database.engine]
  const end = performance.now() + turnMilliseconds
  while (performance.now() < end && !stopping.aborted) {
    const began = performance.now()
    if (!(await page())) return
    await pause((performance.now() - began) * rest, undefined, { signal: stopping }).catch(() => undefined)
  }
}

async function writeStep(turn: Turn): Promise<void> {
  const { record, platform, context } = turn
  if (record.target === 'imagery') return cutPicture(turn)
  const folder = folderOf(platform, context.tenant.tenantId, record.importId)
  // The folder is this machine's own: another one that takes the work up reads the file again.
  if (!existsSync(pageFile(folder, 0)) && !('reading' in (await readFiles(turn)))) {
    throw new Error('the file can no longer be read')
  }
  return record.target === 'boundaries' ? writeAreas(turn, folder) : writeParcels(turn, folder)
}

const rowsOf = (folder: string, page: number): ImportRow[] => JSON.parse(readFileSync(pageFile(folder, page), 'utf8'))

async function writeAreas({ context, record }: Turn, folder: string): Promise<void> {
  const { tenantId } = context.tenant
  for (let page = 0; page < record.reading!.pages; page++)
    await change(context, record.importId, 'parcels.add-import-areas', { page }, (tx) =>
      insertImportAreas(tx, tenantId, record.importId, rowsOf(folder, page)),
    )
  await finishWriting(context, record, record.reading!.rows)
}

async function writeParcels(turn: Turn, folder: string): Promise<void> {
  const { record, platform, context } = turn
  const { tenantId } = context.tenant
  const source = {
    sourceName: record.title,
    sha256: `import ${record.importId}`,
    crs: record.reading!.crs,
    level: record.wishes.level ?? 'municipal-plot',
    effectiveOn: record.wishes.effectiveOn ?? context.today,
  }
  const batch = await startImport(context, source)
  if (record.batchId === null)
    await change(context, record.importId, 'parcels.name-import-batch', { batchId: batch.batchId }, (tx) =>
      updateImport(tx, tenantId, record.importId, ['writing'], { batchId: batch.batchId }),
    )
  const { rows: size } = pace[platform.database.engine]
  let cursor = batch.cursorIndex
  let page = Math.max(0, record.cursorIndex)
  let waiting: ImportRow[] = []
  let done = record.done
  await pages(turn, async () => {
    while (waiting.length === 0 && page < record.reading!.pages)
      waiting = rowsOf(folder, page++).filter((row) => row.index > cursor)
    if (waiting.length === 0) {
      await finishWriting(context, record, done)
      return false
    }
    const rows = waiting.slice(0, size)
    waiting = waiting.slice(size)
    await addImportRows(context, batch, source, rows)
    cursor = rows.at(-1)!.index
    done += rows.length
    return turn.tell({ step: 'writing', done, total: record.reading!.rows })
  })
}

async function finishWriting(context: Context, record: ImportRecord, done: number): Promise<void> {
  await change(context, record.importId, 'parcels.finish-draft', { rows: done }, (tx) =>
    updateImport(tx, context.tenant.tenantId, record.importId, ['writing'], {
      state: 'written',
      step: null,
      done: record.reading!.rows,
      total: record.reading!.rows,
    }),
  )
}

/** Brings what was published onto maps and into the search. */
async function announceStep(turn: Turn): Promise<void> {
  const { record, context } = turn
  const finish = async () => {
    await change(context, record.importId, 'parcels.finish-publication', {}, (tx) =>
      updateImport(tx, context.tenant.tenantId, record.importId, ['publishing'], { state: 'published', step: null }),
    )
    const { tenantId } = context.tenant
    const files = await asOwner(turn.platform.database, (db) => selectImportFiles(db, tenantId, record.importId))
    await clearBytes(turn.platform, tenantId, record.importId, files)
  }
  if (record.target === 'imagery') return finish()
  if (record.target === 'boundaries') {
    if (await announceAreas(turn)) await finish()
    return
  }
  const batch = { batchId: record.batchId!, changeId: await changeIdOf(turn), cursorIndex: -1 }
  let cursor = Math.max(0, record.cursorIndex)
  let done = record.done
  await pages(turn, async () => {
    const { last, count } = await announceImport(context, batch, {
      after: cursor,
      withProperties: record.wishes.withProperties ?? false,
      effectiveOn: record.wishes.effectiveOn ?? context.today,
    })
    if (count === 0) {
      await finish()
      return false
    }
    cursor = last
    done += count
    await change(context, record.importId, 'parcels.move-publication', { cursor }, (tx) =>
      updateImport(tx, context.tenant.tenantId, record.importId, ['publishing'], { cursorIndex: cursor }),
    )
    return turn.tell({ step: 'announcing', done, total: record.reading!.rows })
  })
}

async function changeIdOf({ context, record }: Turn): Promise<number> {
  const [row] = await asOwner(context.platform.database, (db) =>
    selectBatchChange(db, context.tenant.tenantId, record.batchId!),
  )
  return row!.change_id
}

async function undoStep(turn: Turn): Promise<void> {
  const { record, platform, context } = turn
  const { tenantId } = context.tenant
  const size = pace[platform.database.engine].rows
  let done = record.done
  await pages(turn, async () => {
    const count = record.batchId === null ? 0 : await undoPage(turn, size)
    done += count
    if (count > 0) return turn.tell({ step: 'undoing', done, total: Math.max(done, record.total) })
    const files = await asOwner(platform.database, (db) => selectImportFiles(db, tenantId, record.importId))
    await change(context, record.importId, 'parcels.finish-undoing', {}, async (tx) => {
      await deleteImportAreas(tx, tenantId, record.importId)
      const state = record.publishedAt || record.batchId ? 'undone' : 'cancelled'
      await updateImport(tx, tenantId, record.importId, ['undoing'], { state, step: null })
    })
    await clearImport(platform, tenantId, record.importId, files)
    return false
  })
}

async function undoPage({ context, record }: Turn, size: number): Promise<number> {
  const { tenantId } = context.tenant
  return change(context, record.importId, 'parcels.undo-import-rows', {}, async (tx) => {
    if (!record.publishedAt) return (await deleteDraftedParcels(tx, tenantId, record.batchId!, size)).length
    const { parcelIds, propertyIds } = await supersedePublished(tx, tenantId, record.batchId!, size)
    await indexProperties(tx, propertyIds)
    await tx.touch('parcels', parcelIds)
    await tx.touch('house-numbers', propertyIds)
    return parcelIds.length
  })
}
