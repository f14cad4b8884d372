/** Posting to the books and proving them. Every other file of the room, and every room above, comes through here. */
import {
  asOwner,
  type Chain,
  type ChainVerdict,
  Conflict,
  type Database,
  Invalid,
  sha256,
  type Tx,
  verifyChain,
} from '../../kernel/index.ts'
import {
  type BatchRow,
  type EntryRow,
  insertBatch,
  insertEntries,
  selectBalanceFaults,
  selectBatches,
  selectEntriesOfBatches,
  selectEntriesOfSources,
} from './queries-ledger.ts'
import { balanceChangesOf, type LedgerEntry, requirePostable, sourceKeyOf, textOf } from './rules-ledger.ts'

/** The largest batch: 2,000 vouchers were measured as the point where more brings nothing. */
export const mostEntriesAtOnce = 2000

/** What became of a posting; `batchId` null when everything stood in the books already. */
export interface Posted {
  batchId: number | null
  posted: number
  repeated: number
}

/** A voucher of the database in the shape of the rules. */
export function entryOf(row: EntryRow): LedgerEntry & { entryId: number } {
  return {
    entryId: row.entry_id,
    fund: row.fund,
    postedOn: row.posted_on,
    source: { kind: row.source_kind, id: row.source_id, step: row.step },
    narration: row.narration,
    reversesEntryId: row.reverses_entry_id,
    lines: row.heads.map((head, at) => ({
      head,
      functionCode: row.functions[at]!,
      fieldId: row.fields[at]!,
      billId: row.bills[at] ?? null,
      amountPaise: row.amounts[at]!,
    })),
  }
}

/**
 * Posts up to 2,000 vouchers in the caller's transaction: one statement for the vouchers, one for their batch and the sums of
 * the accounts. What is in the books already under the same source is left as it is.
 * @throws Invalid for a voucher that does not balance or names no head of the chart, Conflict for another voucher of a source
 */
export function postEntries(tx: Tx, given: readonly LedgerEntry[]): Promise<Posted> {
  return post(tx, given).catch((error: unknown) => {
    throw refusalOf(error)
  })
}

async function post(tx: Tx, given: readonly LedgerEntry[]): Promise<Posted> {
  if (given.length > mostEntriesAtOnce)
    throw new Invalid('entries', 'Post at most {most} vouchers at a time.', {
      parameters: { most: mostEntriesAtOnce },
      got: given.length,
    })
  if (!given.length) return { batchId: null, posted: 0, repeated: 0 }
  for (const entry of given) requirePostable(entry)
  const keyed = given.map((entry) => ({ key: sourceKeyOf(entry), entry })).sort((a, b) => (a.key < b.key ? -1 : 1))
  const entries = keyed.map(({ entry }) => entry)
  const { tenantId } = tx.context.tenant
  const written = await insertEntries(tx, tenantId, entries)
  const fresh = written.length === entries.length ? entries : await freshOf(tx, keyed, written)
  if (!fresh.length) return { batchId: null, posted: 0, repeated: given.length }
  const batchId = written[0]!.batch_id
  const changes = balanceChangesOf(fresh)
  const batch = {
    batchId,
    entryCount: fresh.length,
    debitPaise: changes.reduce((sum, change) => sum + change.debitPaise, 0),
    contentHash: contentHashOf(fresh),
    requestId: tx.context.requestId,
  }
  await insertBatch(tx, tenantId, batch, changes)
  return { batchId, posted: fresh.length, repeated: given.length - fresh.length }
}

/** Over the texts in the order of their sources, so that it does not hang on ids. */
function contentHashOf(entries: readonly LedgerEntry[]): string {
  return sha256(entries.map(textOf).join('\n'))
}

/** The vouchers that were written now; those that stood there must say the same. */
async function freshOf(
  tx: Tx,
  keyed: readonly { key: string; entry: LedgerEntry }[],
  written: Awaited<ReturnType<typeof insertEntries>>,
): Promise<LedgerEntry[]> {
  const keys = new Set(
    written.map((row) =>
      sourceKeyOf({ fund: row.fund, source: { kind: row.source_kind, id: row.source_id, step: row.step } }),
    ),
  )
  const repeated = keyed.filter(({ key }) => !keys.has(key))
  const sources = repeated.map(({ entry }) => entry.source)
  const stored = new Map(
    (await selectEntriesOfSources(tx, tx.context.tenant.tenantId, sources)).map((row) => {
      const entry = entryOf(row)
      return [sourceKeyOf(entry), textOf(entry)]
    }),
  )
  const other = repeated.find(({ key, entry }) => stored.get(key) !== textOf(entry))
  if (other)
    throw new Conflict('source', 'Another voucher stands in the books under this source. Reverse it first.', {
      got: `${other.entry.source.kind} ${other.entry.source.id} ${other.entry.source.step}`,
    })
  return keyed.filter(({ key }) => keys.has(key)).map(({ entry }) => entry)
}

function refusalOf(error: unknown): unknown {
  const { code, constraint, detail } = error as { code?: string; constraint?: string; detail?: string }
  if (code === '23505' && constraint === 'ledger_entries_reversal')
    return new Conflict('reversesEntryId', 'This voucher was taken back already.')
  if (code !== '23503') return error
  const field = constraint?.includes('function') ? 'function' : constraint?.includes('fund') ? 'fund' : 'head'
  const [, got] = /=\(([^)]*)\)/.exec(detail ?? '') ?? []
  return new Invalid(field, 'The chart of accounts of this town has no such {field} that takes postings.', {
    parameters: { field },
    got,
  })
}

/** The chain over the batches of the ledger, sealed beside the journal's. */
export const ledgerChain: Chain = {
  entries: 'payments.ledger_batches',
  seals: 'payments.ledger_seals',
  id: 'batch_id',
  columns: ['batch_id', 'entry_count', 'debit_paise', 'content_hash', 'request_id', 'posted_at'],
  lock: 20740,
}

/** What `khasra ledger verify` prints. `entries` of the chain are batches. */
export interface LedgerVerdict extends ChainVerdict {
  vouchers: number
  /** Accounts whose kept sums are not those of their vouchers. */
  balanceFaults: { head: string; fund: string; month: number; keptPaise: string; truePaise: string }[]
}

/** Walks the chain, hashes every voucher anew and adds up every account: three proofs that the books are whole. */
export async function verifyLedger(database: Database, tenantId: number): Promise<LedgerVerdict> {
  const chain = await verifyChain(database, tenantId, ledgerChain)
  const faults = await asOwner(database, (db) => selectBalanceFaults(db, tenantId))
  const balanceFaults = faults.map(({ head, fund, month, kept_paise, true_paise }) => ({
    head,
    fund,
    month,
    keptPaise: kept_paise,
    truePaise: true_paise,
  }))
  const { vouchers, firstBroken } = await walkBatches(database, tenantId)
  const broken = chain.firstBroken ?? firstBroken
  const intact = !broken && !balanceFaults.length
  return { ...chain, vouchers, balanceFaults, intact, ...(broken && { firstBroken: broken }) }
}

async function walkBatches(
  database: Database,
  tenantId: number,
): Promise<{ vouchers: number; firstBroken?: NonNullable<ChainVerdict['firstBroken']> }> {
  let vouchers = 0
  let sequence = 0
  let after = 0
  for (;;) {
    const { batches, rows } = await asOwner(database, async (db) => {
      const batches = await selectBatches(db, tenantId, after, 20)
      return {
        batches,
        rows: await selectEntriesOfBatches(
          db,
          tenantId,
          batches.map((batch) => batch.batch_id),
        ),
      }
    })
    for (const batch of batches) {
      const entries = rows.filter((row) => row.batch_id === batch.batch_id)
      const reason = batchFault(batch, entries)
      if (reason) return { vouchers, firstBroken: { sequence: sequence + 1, entryId: batch.batch_id, reason } }
      sequence++
      vouchers += entries.length
      after = batch.batch_id
    }
    if (!batches.length) return { vouchers }
  }
}

function batchFault(batch: BatchRow, rows: readonly EntryRow[]): string | null {
  if (rows.length !== batch.entry_count) return `it has ${rows.length} vouchers instead of ${batch.entry_count}`
  const entries = rows.map(entryOf).sort((a, b) => (sourceKeyOf(a) < sourceKeyOf(b) ? -1 : 1))
  return contentHashOf(entries) === batch.content_hash ? null : 'a voucher of it was changed'
}
