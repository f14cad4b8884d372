import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Invalid } from '../../kernel/pure.ts'
import {
  balanceChangesOf,
  type LedgerEntry,
  largestLinePaise,
  mergeLines,
  requirePostable,
  reversalOf,
  sourceKeyOf,
  textOf,
} from './rules-ledger.ts'

const head = fc.constantFrom('1100101', '3503002', '4311001', '4501001')
const line = fc.record({
  head,
  functionCode: fc.constantFrom('00', '9091'),
  fieldId: fc.constantFrom(0, 3, 4),
  billId: fc.option(fc.integer({ min: 1, max: 9 })),
  amountPaise: fc.integer({ min: -5_000_000, max: 5_000_000 }).filter((amount) => amount !== 0),
})

/** A voucher that balances: the last line takes what the others leave. */
const voucher: fc.Arbitrary<LedgerEntry> = fc
  .record({
    fund: fc.constantFrom('01', '03'),
    postedOn: fc.constantFrom('2026-03-31', '2026-04-01', '2026-04-30'),
    id: fc.integer({ min: 1, max: 1_000_000 }),
    lines: fc.array(line, { minLength: 1, maxLength: 6 }),
    last: head,
  })
  .filter(({ lines }) => lines.reduce((sum, each) => sum + each.amountPaise, 0) !== 0)
  .map(({ fund, postedOn, id, lines, last }) => ({
    fund,
    postedOn,
    source: { kind: 'bill', id, step: 'raise' },
    narration: 'A voucher',
    reversesEntryId: null,
    lines: [
      ...lines,
      {
        head: last,
        functionCode: '00',
        fieldId: 0,
        billId: null,
        amountPaise: -lines.reduce((sum, each) => sum + each.amountPaise, 0),
      },
    ],
  }))

const balanceOf = (entries: readonly LedgerEntry[]) => {
  const balances = new Map<string, number>()
  for (const change of balanceChangesOf(entries)) {
    const key = `${change.head} ${change.fund} ${change.functionCode} ${change.fieldId}`
    balances.set(key, (balances.get(key) ?? 0) + change.debitPaise - change.creditPaise)
  }
  return balances
}

test('Whatever is posted in whatever order, every fund balances and every amount is whole paise', () => {
  fc.assert(
    fc.property(fc.array(voucher, { maxLength: 20 }), fc.integer(), (entries, seed) => {
      for (const entry of entries) requirePostable(entry)
      const changes = balanceChangesOf(entries)
      for (const fund of ['01', '03']) {
        const sum = changes
          .filter((change) => change.fund === fund)
          .reduce((total, change) => total + change.debitPaise - change.creditPaise, 0)
        assert.equal(sum, 0)
      }
      assert.ok(
        changes.every((change) => Number.isSafeInteger(change.debitPaise) && Number.isSafeInteger(change.creditPaise)),
      )
      assert.equal(
        changes.reduce((sum, change) => sum + change.lineCount, 0),
        entries.reduce((sum, entry) => sum + entry.lines.length, 0),
      )
      const shuffled = [...entries].sort(
        (a, b) => ((a.source.id * 7919 + seed) % 97) - ((b.source.id * 7919 + seed) % 97),
      )
      assert.deepEqual(balanceChangesOf(shuffled), changes)
    }),
  )
})

test('A voucher and its reversal leave every account as it was, and the reversal balances too', () => {
  fc.assert(
    fc.property(fc.array(voucher, { minLength: 1, maxLength: 10 }), (entries) => {
      const reversals = entries.map((entry, at) =>
        reversalOf(
          { ...entry, entryId: at + 1 },
          { postedOn: '2026-05-01', source: { ...entry.source, step: 'reverse' }, narration: 'Taken back' },
        ),
      )
      for (const reversal of reversals) requirePostable(reversal)
      assert.ok([...balanceOf([...entries, ...reversals]).values()].every((balance) => balance === 0))
      assert.deepEqual(
        reversals.map((reversal) => reversal.reversesEntryId),
        entries.map((_, at) => at + 1),
      )
    }),
  )
})

test('A voucher that does not balance, or with an odd amount, is refused with the line named', () => {
  fc.assert(
    fc.property(voucher, fc.integer({ min: 1, max: 1000 }), (entry, off) => {
      const [first, ...more] = entry.lines
      const amounts = [
        first!.amountPaise + off,
        0,
        0.5,
        Number.NaN,
        Number.POSITIVE_INFINITY,
        largestLinePaise + 1,
        -largestLinePaise - 1,
      ]
      for (const amountPaise of amounts)
        assert.throws(() => requirePostable({ ...entry, lines: [{ ...first!, amountPaise }, ...more] }), Invalid)
      assert.throws(() => requirePostable({ ...entry, lines: [first!] }), Invalid)
      assert.throws(() => requirePostable({ ...entry, lines: [{ ...first!, head: "1') or 1" }, ...more] }), /codes/)
      for (const postedOn of ['2026-02-30', '1989-12-31', '0001-01-01', 'today'])
        assert.throws(() => requirePostable({ ...entry, postedOn }), Invalid)
    }),
  )
})

test('Accounts come in one order whatever the order of vouchers, so that no two postings wait for each other in a ring', () => {
  fc.assert(
    fc.property(fc.array(voucher, { minLength: 1, maxLength: 20 }), (entries) => {
      const keys = balanceChangesOf(entries).map(
        (each) =>
          `${each.head}/${each.fund}/${each.functionCode}/${String(each.fieldId).padStart(16, '0')}/${each.month}`,
      )
      assert.deepEqual(keys, [...keys].sort())
      assert.equal(new Set(keys).size, keys.length)
    }),
  )
})

test('The text of a voucher changes with every field of it', () => {
  fc.assert(
    fc.property(voucher, (entry) => {
      const [first, ...more] = entry.lines
      const others: LedgerEntry[] = [
        { ...entry, fund: '02' },
        { ...entry, postedOn: '2026-06-01' },
        { ...entry, narration: 'Another' },
        { ...entry, reversesEntryId: 5 },
        { ...entry, source: { ...entry.source, id: entry.source.id + 1 } },
        { ...entry, lines: [{ ...first!, fieldId: first!.fieldId + 1 }, ...more] },
        { ...entry, lines: [{ ...first!, billId: 77 }, ...more] },
        { ...entry, lines: [...more, first!] },
      ]
      for (const other of others.slice(0, 7)) assert.notEqual(textOf(other), textOf(entry))
    }),
  )
})

test('Merging lines of one account keeps its sum, and debit apart from credit', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
      const merged = mergeLines(lines)
      const sum = (all: readonly { amountPaise: number }[]) => all.reduce((total, each) => total + each.amountPaise, 0)
      assert.equal(sum(merged), sum(lines))
      assert.equal(
        sum(merged.filter((each) => each.amountPaise > 0)),
        sum(lines.filter((each) => each.amountPaise > 0)),
      )
      assert.ok(merged.length <= lines.length)
    }),
  )
})

test('Keys of sources are in the order of their numbers', () => {
  const key = (id: number) => sourceKeyOf({ fund: '01', source: { kind: 'bill', id, step: 'raise' } })
  assert.ok(key(9) < key(10) && key(99_999) < key(100_000))
})
