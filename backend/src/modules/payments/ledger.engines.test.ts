import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import fc from 'fast-check'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { asOwner, type Context, command, sealChain, type Tenant } from '../../kernel/index.ts'
import { loadChart } from './actions/load-chart.ts'
import { postVoucher } from './actions/post-voucher.ts'
import { reverseVoucher } from './actions/reverse-voucher.ts'
import { readDayBook, readTrialBalance } from './books.ts'
import { ledgerChain, type Posted, postEntries, verifyLedger } from './ledger.ts'
import { referenceChart } from './reference.ts'
import type { LedgerEntry } from './rules-ledger.ts'
import { dayBookQuerySchema, postVoucherSchema, trialBalanceQuerySchema } from './schemas-ledger.ts'

let database: TestDatabase
const today = '2026-11-22'

before(async () => {
  database = await testDatabase()
})

const officer = (town: Tenant): Context => database.context(town, { roleClass: 'staff', userId: 1, today })

async function aTown(): Promise<Tenant> {
  const { town } = await database.newTenant()
  await loadChart(officer(town), referenceChart())
  return town
}

/** Posts in a command of its own, as every act of the room does. */
function post(town: Tenant, entries: LedgerEntry[]): Promise<Posted> {
  return command(officer(town), { name: 'payments.test-posting' }, async (tx) => {
    tx.journal({ subjects: [] })
    return postEntries(tx, entries)
  })
}

const line = (head: string, amountPaise: number, fieldId = 0, billId: number | null = null) => ({
  head,
  functionCode: '9091',
  fieldId,
  billId,
  amountPaise,
})

/** FN-01 of the domain notes: a demand of 892 rupees, the state's cess as a debt to the state and not as income. */
const demand = (id: number, postedOn = '2026-04-01'): LedgerEntry => ({
  fund: '01',
  postedOn,
  source: { kind: 'bill', id, step: 'raise' },
  narration: 'Demand',
  reversesEntryId: null,
  lines: [
    line('4311001', 60_400, 7, id),
    line('4312000', 28_800, 7, id),
    line('1100101', -45_400, 7, id),
    line('1100451', -15_000, 7, id),
    line('3503002', -21_600, 7, id),
    line('3503051', -7_200, 7, id),
  ],
})

/** FN-02: the same 892 collected in cash. */
const receipt = (id: number, postedOn = '2026-04-20'): LedgerEntry => ({
  ...demand(id, postedOn),
  source: { kind: 'payment', id, step: 'take' },
  narration: 'Receipt',
  lines: [line('4501001', 89_200), line('4311001', -60_400, 7, id), line('4312000', -28_800, 7, id)],
})

const trial = (town: Tenant, asOf: string, by = 'head') =>
  readTrialBalance(officer(town), trialBalanceQuerySchema.parse({ asOf, by }))
const balances = async (town: Tenant, asOf: string) =>
  Object.fromEntries((await trial(town, asOf)).lines.map((each) => [each.head, each.balancePaise]))

test('A demand and its collection stand in the trial balance of the day, the cess as a debt and never as income', async () => {
  const town = await aTown()
  await post(town, [demand(1)])
  await post(town, [receipt(1)])
  assert.deepEqual(await balances(town, '2026-04-10'), {
    '1100101': -45_400,
    '1100451': -15_000,
    '3503002': -21_600,
    '3503051': -7_200,
    '4311001': 60_400,
    '4312000': 28_800,
  })
  const after = await balances(town, '2026-04-20')
  assert.deepEqual([after['4501001'], after['4311001'], after['4312000']], [89_200, 0, 0])
  assert.deepEqual(await balances(town, '2026-12-31'), after)
  const { totals } = await trial(town, '2026-12-31')
  assert.deepEqual(totals, { debitPaise: 89_200, creditPaise: 89_200 })
  const wards = (await trial(town, '2026-04-10', 'field')).lines.filter((each) => each.head === '4311001')
  assert.deepEqual(
    wards.map((each) => each.fieldId),
    [7],
  )
})

test('What is posted twice stands once; another voucher under the same source is refused', async () => {
  const town = await aTown()
  assert.equal((await post(town, [demand(1), demand(2)])).posted, 2)
  assert.deepEqual(
    await post(town, [demand(2), demand(3), demand(1)]).then(({ posted, repeated }) => [posted, repeated]),
    [1, 2],
  )
  assert.deepEqual(await post(town, [demand(3)]), { batchId: null, posted: 0, repeated: 1 })
  assert.equal((await balances(town, today))['4311001'], 3 * 60_400)
  const other = { ...demand(2), lines: [line('4311001', 100, 7, 2), line('1100101', -100, 7, 2)] }
  await assert.rejects(post(town, [demand(9), other]), { status: 409 })
  assert.equal((await balances(town, today))['4311001'], 3 * 60_400, 'the whole posting was refused')
  assert.deepEqual((await verifyLedger(database.database, town.tenantId)).intact, true)
})

test('No line stands on a group, on a head of no chart, or in a fund that the town does not have', async () => {
  const town = await aTown()
  const onto = (head: string, fund = '01') => ({ ...demand(1), fund, lines: [line(head, 500), line('1100101', -500)] })
  for (const [entry, field] of [
    [onto('43110'), 'head'],
    [onto('9999999'), 'head'],
    [onto('4311001', '99'), 'fund'],
  ] as const)
    await assert.rejects(post(town, [entry]), (error: { status: number; details: { field: string } }) => {
      assert.deepEqual([error.status, error.details.field], [400, field])
      return true
    })
  assert.deepEqual((await trial(town, today)).lines, [])
})

test('Two towns may use one code for different things, and neither sees the books of the other', async () => {
  const [one, other] = [await aTown(), await aTown()]
  await post(one, [demand(1)])
  assert.deepEqual((await trial(other, today)).lines, [])
})

test('The application can neither change nor remove a voucher, a batch or a seal', async () => {
  const town = await aTown()
  await post(town, [demand(1)])
  const tries = [
    'update payments.ledger_entries set narration = $2 where tenant_id = $1',
    'delete from payments.ledger_entries where tenant_id = $1 and narration <> $2',
    'update payments.ledger_batches set request_id = $2 where tenant_id = $1',
    'delete from payments.ledger_seals where tenant_id = $1 and hash <> $2',
  ]
  for (const sql of tries)
    await assert.rejects(
      command(officer(town), { name: 'payments.test-change' }, (tx) => tx.query(sql, [town.tenantId, 'x'])),
      { code: '42501' },
      sql,
    )
})

test('A row that does not balance, or with a zero or a missing amount, is refused by the database itself', async () => {
  const town = await aTown()
  await post(town, [demand(1)])
  for (const amounts of ['{100,-99}', '{0,0}', '{100,null}', '{10000000000001,-10000000000001}', '{100}'])
    await assert.rejects(
      database.database.pool.query(
        `insert into payments.ledger_entries (tenant_id, batch_id, fund, posted_on, source_kind, source_id, step, narration, heads, functions, fields, bills, amounts)
         select tenant_id, batch_id, '01', '2026-04-01', 'forged', 1, 'x', 'x', '{4311001,1100101}', '{00,00}', '{0,0}', '{null,null}', $2::bigint[]
         from payments.ledger_batches where tenant_id = $1`,
        [town.tenantId, amounts],
      ),
      { code: '23514' },
      amounts,
    )
})

test('Sealed batches are proved; a changed, added or removed voucher and a changed sum are found', async () => {
  const town = await aTown()
  for (let id = 1; id <= 5; id++) await post(town, [demand(id), receipt(id)])
  assert.equal(await sealChain(database.database, town.tenantId, ledgerChain), 5)
  await post(town, [demand(6)])
  assert.deepEqual(await verifyLedger(database.database, town.tenantId), {
    entries: 5,
    unsealed: 1,
    vouchers: 11,
    intact: true,
    balanceFaults: [],
  })
  const wrong: [string, RegExp][] = [
    [
      `update payments.ledger_entries set amounts = '{60500,28700,-45400,-15000,-21600,-7200}' where tenant_id = $1 and source_kind = 'bill' and source_id = 3`,
      /changed/,
    ],
    [
      `delete from payments.ledger_entries where tenant_id = $1 and source_kind = 'payment' and source_id = 4`,
      /1 vouchers instead of 2/,
    ],
    [`update payments.ledger_batches set content_hash = repeat('0', 64) where tenant_id = $1`, /changed after sealing/],
  ]
  for (const [sql, reason] of wrong) {
    const putBack = await keep(town)
    await database.database.pool.query(sql, [town.tenantId])
    const verdict = await verifyLedger(database.database, town.tenantId)
    assert.equal(verdict.intact, false)
    assert.match(verdict.firstBroken!.reason, reason)
    await putBack()
    assert.equal((await verifyLedger(database.database, town.tenantId)).intact, true)
  }
  await database.database.pool.query(
    `update payments.ledger_balances set debit_paise = debit_paise + 1 where tenant_id = $1 and head = '4501001'`,
    [town.tenantId],
  )
  const verdict = await verifyLedger(database.database, town.tenantId)
  assert.deepEqual([verdict.intact, verdict.balanceFaults.map((fault) => fault.head)], [false, ['4501001']])
})

const entryColumns = [
  'tenant_id',
  'entry_id',
  'batch_id',
  'fund',
  'posted_on',
  'source_kind',
  'source_id',
  'step',
  'narration',
  'heads',
  'functions',
  'fields',
  'bills',
  'amounts',
]

/** The books of a town as texts, and what puts them back as they were. */
async function keep(town: Tenant): Promise<() => Promise<void>> {
  const [entries, batches] = await asOwner(database.database, async (db) => [
    await db.query<Record<string, string>>(
      `select ${entryColumns.map((name) => `${name}::text`).join(', ')} from payments.ledger_entries where tenant_id = $1`,
      [town.tenantId],
    ),
    await db.query<{ batch_id: number; content_hash: string }>(
      'select batch_id, content_hash from payments.ledger_batches where tenant_id = $1',
      [town.tenantId],
    ),
  ])
  return () =>
    asOwner(database.database, async (db) => {
      for (const batch of batches)
        await db.query('update payments.ledger_batches set content_hash = $3 where tenant_id = $1 and batch_id = $2', [
          town.tenantId,
          batch.batch_id,
          batch.content_hash,
        ])
      await db.query('delete from payments.ledger_entries where tenant_id = $1', [town.tenantId])
      for (const entry of entries)
        await db.query(
          `insert into payments.ledger_entries (${entryColumns.join(', ')}) values (${entryColumns.map((_, at) => `$${at + 1}`).join(', ')})`,
          entryColumns.map((name) => entry[name]),
        )
    })
}

test('A voucher by hand is posted, shown in the day book and taken back once', async () => {
  const town = await aTown()
  const input = postVoucherSchema.parse({
    fund: '01',
    postedOn: '2026-05-02',
    narration: 'तीन वर्ष से अधिक बकाया पर प्रावधान',
    lines: [
      { head: '2701001', functionCode: '9091', amountPaise: 500_000 },
      { head: '4321000', functionCode: '9091', amountPaise: -500_000 },
    ],
  })
  const { entryId } = await postVoucher(officer(town), input)
  await assert.rejects(postVoucher(officer(town), { ...input, postedOn: '2026-11-23' }), { status: 400 })
  await assert.rejects(reverseVoucher(officer(town), entryId, { postedOn: '2026-05-01', reason: 'Early' }), {
    status: 400,
  })
  const back = { postedOn: '2026-06-01', reason: 'Entered twice' }
  const reversal = await reverseVoucher(officer(town), entryId, back)
  await assert.rejects(reverseVoucher(officer(town), entryId, back), { status: 409 })
  await assert.rejects(reverseVoucher(officer(town), reversal.entryId, back), { status: 409 })
  await assert.rejects(reverseVoucher(officer(town), 999_999_999, back), { status: 404 })
  assert.deepEqual((await trial(town, '2026-12-31')).totals, { debitPaise: 0, creditPaise: 0 })
  const query = dayBookQuerySchema.parse({ from: '2026-04-01', to: '2026-12-31', limit: 1 })
  const first = await readDayBook(officer(town), query)
  const second = await readDayBook(officer(town), { ...query, after: first.next! })
  assert.deepEqual([first.vouchers[0]!.entryId, second.vouchers[0]!.entryId], [entryId, reversal.entryId])
  assert.equal(second.vouchers[0]!.reversesEntryId, entryId)
  assert.deepEqual((await readDayBook(officer(town), { ...query, after: second.next! })).vouchers, [])
})

test('A chart is added to and renamed, never taken away; a head with postings does not become a group', async () => {
  const town = await aTown()
  await post(town, [demand(1)])
  const more = { source: 'Council', funds: [], functions: [] }
  const head = {
    head: '1100451',
    names: { en: 'Samekit kar' },
    kind: 'income' as const,
    parentHead: '11004',
    takesPostings: true,
  }
  await loadChart(officer(town), { ...more, heads: [head] })
  await assert.rejects(loadChart(officer(town), { ...more, heads: [{ ...head, takesPostings: false }] }), {
    status: 409,
  })
  await assert.rejects(
    loadChart(officer(town), { ...more, heads: [{ ...head, head: '1100499', parentHead: '77777' }] }),
    { status: 400 },
  )
  const { lines } = await trial(town, today)
  const renamed = lines.find((each) => each.head === '1100451')!
  assert.equal(renamed.names.en, 'Samekit kar')
  assert.ok(renamed.names.hi, 'names in other languages stay')
})

test('Any sequence of demands, receipts and reversals, in batches of any size, leaves books that prove themselves', async () => {
  const town = await aTown()
  const act = fc.record({
    id: fc.integer({ min: 1, max: 40 }),
    what: fc.constantFrom('demand', 'receipt'),
    day: fc.integer({ min: 1, max: 28 }),
  })
  let next = 1000
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(act, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 4 }),
      async (batches) => {
        for (const batch of batches)
          await post(
            town,
            batch.map(({ what, day }) =>
              (what === 'demand' ? demand : receipt)(next++, `2026-0${4 + (day % 3)}-${String(day).padStart(2, '0')}`),
            ),
          )
        await sealChain(database.database, town.tenantId, ledgerChain)
        const verdict = await verifyLedger(database.database, town.tenantId)
        assert.ok(verdict.intact, JSON.stringify(verdict))
        const { totals } = await trial(town, '2026-05-15')
        assert.equal(totals.debitPaise, totals.creditPaise)
      },
    ),
    { numRuns: 15 },
  )
})

test('Postings at the same time to the same accounts lose nothing and do not wait for ever', async () => {
  const town = await aTown()
  const batches = Array.from({ length: 8 }, (_, at) =>
    Array.from({ length: 20 }, (_, within) =>
      (within % 2 ? receipt : demand)(1 + Math.floor((at * 20 + within) / 2)),
    ).sort(() => (at % 2 ? 1 : -1)),
  )
  await Promise.all(batches.map((batch) => post(town, batch)))
  const verdict = await verifyLedger(database.database, town.tenantId)
  assert.deepEqual([verdict.intact, verdict.vouchers], [true, 160])
  assert.equal((await balances(town, today))['4501001'], 80 * 89_200)
})
