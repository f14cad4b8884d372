/**
 * The ledger bench: vouchers posted one at a time against batches of 2,000, and what the hash chain costs. Ratios are taken
 * in one run on one database; each side posts the same kind of voucher (six lines, as a demand has).
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { buildPlatform } from '../../backend/src/app.ts'
import {
  asOwner,
  type Context,
  command,
  contextFor,
  type Database,
  insertTenant,
  migrate,
  newRequestId,
  openDatabase,
  readConfig,
  sealChain,
} from '../../backend/src/kernel/index.ts'
import { ledgerChain, loadChart, postEntries, referenceChart } from '../../backend/src/modules/payments/index.ts'
import { insertBatch, insertEntries } from '../../backend/src/modules/payments/queries-ledger.ts'
import { balanceChangesOf, type LedgerEntry, requirePostable } from '../../backend/src/modules/payments/rules-ledger.ts'
import type { BenchRow } from './tiles.ts'

const today = '2026-11-22'
const batchSize = 2000

/** Makes a database of its own on the server, measures and drops it. `batches` of 2,000 vouchers a side. */
export async function benchLedger(options: { server: string; batches?: number }): Promise<BenchRow[]> {
  const batches = options.batches ?? 12
  const scratch = await makeDatabase(options.server)
  const folder = mkdtempSync(join(tmpdir(), 'khasra-bench-'))
  try {
    await migrate(scratch.database)
    const config = readConfig({ KHASRA_DATA: folder, KHASRA_LOG: 'silent', KHASRA_TODAY: today })
    const platform = buildPlatform(config, scratch.database)
    const context = await townIn(platform)
    await loadChart(context, referenceChart())
    const voucher = voucherMaker()
    await postBatch(context, voucher)
    const singles = await rateOf(300, () => postOne(context, voucher), 1)
    // Turn about, so that a busy moment of the machine falls on both.
    let [withChain, withoutChain] = [0, 0]
    for (let at = 0; at < batches; at++) {
      withChain += await secondsOf(() => postBatch(context, voucher))
      withoutChain += await secondsOf(() => postUnchained(context, voucher))
    }
    withChain += await secondsOf(() => sealChain(scratch.database, context.tenant.tenantId, ledgerChain))
    const [on, off] = [(batches * batchSize) / withChain, (batches * batchSize) / withoutChain]
    return [
      { name: 'ledger: one voucher a transaction', value: singles, unit: 'vouchers/s', target: '', passed: null },
      { name: 'ledger: batches of 2,000', value: on, unit: 'vouchers/s', target: '', passed: null },
      {
        name: 'ledger: batches against single vouchers',
        value: on / singles,
        unit: 'x',
        target: '>= 8',
        passed: on / singles >= 8,
      },
      {
        name: 'ledger: hash chain on against off',
        value: on / off,
        unit: 'x',
        target: '>= 0.9',
        passed: on / off >= 0.9,
      },
    ]
  } finally {
    await scratch.drop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function makeDatabase(server: string): Promise<{ database: Database; drop(): Promise<void> }> {
  const name = `khasra_bench_ledger_${process.pid}`
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  await admin.query(`create database ${name} template template0 encoding 'UTF8' locale 'C.UTF-8'`)
  const url = new URL(server)
  url.pathname = `/${name}`
  const database = openDatabase({ connectionString: url.href }, 'postgis', 2)
  const drop = async () => {
    await database.close()
    await admin.query(`drop database if exists ${name} with (force)`)
    await admin.end()
  }
  return { database, drop }
}

async function townIn(platform: Context['platform']): Promise<Context> {
  const base = { srid: 32643, timeZone: 'Asia/Kolkata', settings: {} }
  const town = await asOwner(platform.database, async (db) => {
    const state = await insertTenant(db, {
      ...base,
      stateId: null,
      kind: 'state',
      code: 'bench-state',
      names: { en: 'Bench state' },
    })
    return insertTenant(db, {
      ...base,
      stateId: state.tenantId,
      kind: 'ulb',
      code: 'bench-town',
      names: { en: 'Bench' },
    })
  })
  return contextFor(platform, town, { roleClass: 'staff', userId: 1 })
}

/** Demands of a town of forty wards, one after another. */
function voucherMaker(): () => LedgerEntry {
  let id = 0
  return () => {
    id++
    const line = (head: string, amountPaise: number) => ({
      head,
      functionCode: '9091',
      fieldId: (id % 40) + 1,
      billId: id,
      amountPaise,
    })
    const lines = [
      line('4311001', 60_400),
      line('4312000', 28_800),
      line('1100101', -45_400),
      line('1100451', -15_000),
      line('3503002', -21_600),
      line('3503051', -7_200),
    ]
    const source = { kind: 'bill', id, step: 'raise' }
    return { fund: '01', postedOn: '2026-04-01', source, narration: 'Demand', reversesEntryId: null, lines }
  }
}

const fresh = (context: Context): Context => ({ ...context, requestId: newRequestId() })

function inCommand(context: Context, work: (tx: Parameters<typeof postEntries>[0]) => Promise<unknown>): Promise<void> {
  return command(fresh(context), { name: 'bench.post' }, async (tx) => {
    tx.journal({ subjects: [] })
    await work(tx)
  })
}

function postOne(context: Context, voucher: () => LedgerEntry): Promise<void> {
  return inCommand(context, (tx) => postEntries(tx, [voucher()]))
}

function postBatch(context: Context, voucher: () => LedgerEntry): Promise<void> {
  return inCommand(context, (tx) => postEntries(tx, Array.from({ length: batchSize }, voucher)))
}

/** The same statements without a hash of the vouchers. */
function postUnchained(context: Context, voucher: () => LedgerEntry): Promise<void> {
  return inCommand(context, async (tx) => {
    const entries = Array.from({ length: batchSize }, voucher)
    for (const entry of entries) requirePostable(entry)
    const { tenantId } = context.tenant
    const written = await insertEntries(tx, tenantId, entries)
    const changes = balanceChangesOf(entries)
    const debitPaise = changes.reduce((sum, change) => sum + change.debitPaise, 0)
    const batch = { batchId: written[0]!.batch_id, entryCount: entries.length, debitPaise, contentHash: '0'.repeat(64) }
    await insertBatch(tx, tenantId, { ...batch, requestId: tx.context.requestId }, changes)
  })
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}

async function rateOf(times: number, work: () => Promise<unknown>, each: number): Promise<number> {
  const seconds = await secondsOf(async () => {
    for (let at = 0; at < times; at++) await work()
  })
  return (times * each) / seconds
}
