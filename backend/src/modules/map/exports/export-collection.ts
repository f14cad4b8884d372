/** The work of an export: page after page of a collection, with progress, until it is whole, cancelled or failed. */
import {
  asOwner,
  type Context,
  type Platform,
  Problem,
  readPublic,
  sha256,
  systemContext,
} from '../../../kernel/index.ts'
import { readAsked, readItems } from '../ogc/items.ts'
import { type Collection, collections, countItems, type ItemRow, type ItemsAsked } from '../ogc/queries-collections.ts'
import { type ExportAsked, failExport, finishExport, selectExport, startExport, updateProgress } from './queries.ts'
import { writeFile } from './write-file.ts'

const pageFeatures = 2000

class Cancelled extends Error {}

/** What is asked of a collection, in the words of its address: so a filter means the same here and there. */
export function askedOf(
  context: Context,
  asked: Omit<ExportAsked, 'features'>,
): { collection: Collection; asked: ItemsAsked } {
  const collection = collections.find(({ id }) => id === asked.collection)!
  const query = {
    ...(asked.filter && { filter: asked.filter }),
    ...(asked.box && { bbox: asked.box.join(',') }),
    ...(asked.srid !== 4326 && { crs: `EPSG:${asked.srid}` }),
  }
  return { collection, asked: readAsked(context, collection, query) }
}

/** How many features there are to write. */
export function countAsked(context: Context, given: Omit<ExportAsked, 'features'>): Promise<number> {
  const { collection, asked } = askedOf(context, given)
  return readPublic(context, (db) => countItems(db, collection, asked))
}

/** The job. A server that was stopped begins the file again; what was cancelled stays so. */
export async function exportCollection(platform: Platform, job: { tenantId: number; exportId: number }): Promise<void> {
  const context = await systemContext(platform, job.tenantId)
  const { tenantId, exportId } = job
  const row = await asOwner(platform.database, async (db) =>
    (await startExport(db, tenantId, exportId)) ? selectExport(db, tenantId, exportId) : null,
  )
  if (!row) return
  try {
    const { collection, asked } = askedOf(context, row)
    const pages = pagesOf(context, collection, asked, (done) =>
      asOwner(platform.database, (db) => updateProgress(db, tenantId, exportId, done)),
    )
    const file = await writeFile(collection, row.format, row.srid, pages)
    const hash = sha256(file)
    await platform.documents.put(hash, file)
    await asOwner(platform.database, (db) => finishExport(db, tenantId, exportId, { sha256: hash, bytes: file.length }))
  } catch (error) {
    if (error instanceof Cancelled) return
    // What the caller can mend is told to them; anything else is ours, told to the log by the queue and tried again.
    const told = error instanceof Problem ? error.message : 'The file could not be made.'
    await asOwner(platform.database, (db) => failExport(db, tenantId, exportId, told))
    if (!(error instanceof Problem)) throw error
  }
}

async function* pagesOf(
  context: Context,
  collection: Collection,
  asked: ItemsAsked,
  progress: (done: number) => Promise<boolean>,
): AsyncGenerator<readonly ItemRow[]> {
  let after = 0
  let done = 0
  for (;;) {
    const { rows, next } = await readItems(context, collection, { ...asked, after, limit: pageFeatures })
    yield rows
    done += rows.length
    if (!(await progress(done))) throw new Cancelled()
    if (next === null) return
    after = next
  }
}
