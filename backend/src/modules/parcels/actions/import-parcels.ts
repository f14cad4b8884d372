import { type Context, command, insertRows, newRequestId, type Tx } from '../../../kernel/index.ts'
import {
  type BatchParcelRow,
  type ImportBatch,
  type ImportRow,
  type ImportSource,
  type InsertedRows,
  insertBatch,
  insertImportRows,
  insertPropertiesOfParcels,
  selectBatchParcels,
  selectOpenBatch,
  selectPropertySerials,
  updateCursor,
  updatePublished,
} from '../queries-import.ts'
import { propertyNumberOf } from '../rules-numbers.ts'
import { searchRowsFor } from '../rules-search.ts'

export type { ImportBatch, ImportRow, ImportSource, InsertedRows } from '../queries-import.ts'

/** Rows of one transaction: none may hold the database longer than a quarter of a second. */
export const rowsPerTransaction = 500

const fresh = (context: Context): Context => ({ ...context, requestId: newRequestId() })
const batchSubject = (batchId: number) => [{ kind: 'import-batch', id: batchId }]

/** Opens a load, or finds the one of the same file that was cut short; its rows count for nothing yet. */
export function startImport(context: Context, source: ImportSource): Promise<ImportBatch> {
  const { tenant, userId } = context
  return command(fresh(context), { name: 'parcels.start-import', input: source }, async (tx) => {
    const open = await selectOpenBatch(tx, tenant.tenantId, source.sha256)
    const batch = open ?? (await insertBatch(tx, tenant.tenantId, userId, source))
    tx.journal({ subjects: batchSubject(batch.batchId), after: { source, resumed: open !== null } })
    return batch
  })
}

/** Writes one page of at most `rowsPerTransaction` parcels and moves the cursor past it, in one transaction. */
export function addImportRows(
  context: Context,
  batch: ImportBatch,
  source: ImportSource,
  rows: readonly ImportRow[],
): Promise<InsertedRows> {
  const { tenantId, srid } = context.tenant
  const last = rows.at(-1)?.index ?? batch.cursorIndex
  const input = { batchId: batch.batchId, last }
  return command(fresh(context), { name: 'parcels.add-import-rows', input }, async (tx) => {
    const done = await insertImportRows(tx, tenantId, srid, batch, source, rows)
    await updateCursor(tx, tenantId, batch.batchId, last)
    tx.journal({ subjects: batchSubject(batch.batchId), after: { upTo: last, written: done.written } })
    return done
  })
}

/** Makes a load count, all of it at once. Throws when it was published or undone before. */
export function publishImport(context: Context, batch: ImportBatch, report: object): Promise<null> {
  return command(fresh(context), { name: 'parcels.publish-import', input: { batchId: batch.batchId } }, async (tx) => {
    const isPublished = await updatePublished(tx, context.tenant.tenantId, batch.batchId, report)
    if (!isPublished) throw new Error(`the import ${batch.batchId} is not being loaded`)
    await tx.emit('parcels.import-published', { batchId: batch.batchId })
    tx.journal({ subjects: batchSubject(batch.batchId), after: { published: true } })
    return null
  })
}

/**
 * Brings the parcels of a published load, after one by id, before the public: onto the map, and with `withProperties` each with a property
 * of its own so that the search box finds it. Answers the last parcel and how many there were; 0 when none is left.
 */
export function announceImport(
  context: Context,
  batch: ImportBatch,
  asked: { after: number; withProperties: boolean; effectiveOn: string },
): Promise<{ last: number; count: number }> {
  const input = { batchId: batch.batchId, ...asked }
  return command(fresh(context), { name: 'parcels.announce-import', input }, async (tx) => {
    const parcels = await selectBatchParcels(
      tx,
      context.tenant.tenantId,
      batch.batchId,
      asked.after,
      rowsPerTransaction,
    )
    if (asked.withProperties && parcels.length > 0) await addProperties(tx, batch, asked.effectiveOn, parcels)
    const ids = parcels.map((row) => row.parcel_id)
    await tx.touch('parcels', ids)
    tx.journal({ subjects: batchSubject(batch.batchId), after: { announced: ids.length } })
    return { last: ids.at(-1) ?? asked.after, count: ids.length }
  })
}

const tokenColumns = { tenant_id: 'int', token: 'text', kind: 'smallint', property_id: 'bigint' }

async function addProperties(tx: Tx, batch: ImportBatch, from: string, parcels: BatchParcelRow[]): Promise<void> {
  const { tenantId } = tx.context.tenant
  const serials = await selectPropertySerials(tx, parcels.length)
  const made = parcels.map((row, i) => ({
    parcelId: row.parcel_id,
    propertyNumber: propertyNumberOf(serials[i]!),
    line: lineOf(row),
  }))
  const ids = await insertPropertiesOfParcels(tx, tenantId, batch, from, made)
  const tokens = parcels.flatMap((row, i) => tokensOf(row, ids[i]!))
  const rows = tokens.map(({ token, kind, propertyId }) => [tenantId, token, kind, propertyId])
  await insertRows(tx, 'parcels.search_tokens', tokenColumns, rows)
}

function lineOf(row: BatchParcelRow) {
  const number = row.number_printed ?? row.number ?? String(row.parcel_id)
  return { en: `Parcel ${number}`, hi: `भूखंड ${number}`, mr: `भूखंड ${number}` }
}

function tokensOf(row: BatchParcelRow, propertyId: number) {
  const numbers = [row.number, row.number_printed].filter((number) => number !== null)
  return searchRowsFor({
    propertyId,
    owners: [],
    address: { houseNumber: null, roadId: null, localityId: null },
    buildings: [],
    parcelNumbers: [...new Set(numbers)],
  })
}
