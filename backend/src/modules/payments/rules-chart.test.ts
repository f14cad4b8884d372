import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { chartFaults, parseCsv, readChartCsv } from './rules-chart.ts'

const file = (path: string) => fileURLToPath(new URL(`../../../../${path}`, import.meta.url))
const casePath = file('../shared/cases/tax/nmam_chart_of_accounts.csv')

test('A table that was written is read back field by field, with commas, quotes and line ends inside', () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom('a,b', 'say "so"', 'one\ntwo', 'a\r\nb', 'कर', ''),
  )
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 6 }),
      fc.constantFrom('\n', '\r\n'),
      (rows, end) => {
        const written = rows.map((row) => row.map((value) => `"${value.replace(/"/g, '""')}"`).join(',')).join(end)
        assert.deepEqual(parseCsv(written), rows)
        assert.deepEqual(parseCsv(`\ufeff${written}${end}`), rows)
      },
    ),
  )
})

test('Plain fields, empty fields and a last line without an end are read', () => {
  assert.deepEqual(parseCsv('a,b,c\n1,,3\n,,\nx,y,'), [
    ['a', 'b', 'c'],
    ['1', '', '3'],
    ['', '', ''],
    ['x', 'y', ''],
  ])
  assert.throws(() => parseCsv('a,"b'), /never closed/)
})

test('What a chart has wrong is named with its line, and the rest is read', () => {
  const text = [
    'glcode,name,type,isactiveforposting,parentid,id',
    '110,Tax revenue,I,false,NULL,1',
    '11001,Property tax,I,false,1,2',
    '1100101,General,I,true,2,3',
    '1100101,General again,I,true,2,4',
    '11X,Odd,I,true,2,5',
    '120,,I,false,NULL,6',
    '130,Rent,Q,false,NULL,7',
  ].join('\n')
  const { heads, faults } = readChartCsv(text)
  assert.deepEqual(
    heads.map((head) => [head.head, head.parentHead, head.takesPostings]),
    [
      ['110', null, false],
      ['11001', '110', false],
      ['1100101', '11001', true],
    ],
  )
  assert.deepEqual(
    faults.map((fault) => fault.line),
    [5, 6, 7, 8],
  )
  assert.throws(() => readChartCsv('code,title\n1,x'), /glcode/)
})

test('A head below a head that takes postings, or below another kind, is named', () => {
  const base = { names: { en: 'x' }, takesPostings: true }
  const faults = chartFaults([
    { ...base, head: '110', kind: 'income', parentHead: null },
    { ...base, head: '11001', kind: 'income', parentHead: '110' },
    { ...base, head: '431', kind: 'asset', parentHead: null, takesPostings: false },
    { ...base, head: '43101', kind: 'liability', parentHead: '431' },
    { ...base, head: '43102', kind: 'asset', parentHead: '999' },
  ])
  assert.deepEqual(
    faults.map((fault) => fault.head),
    ['11001', '43101', '43102'],
  )
})

test('Our own chart fits together, in three languages', () => {
  const chart = JSON.parse(readFileSync(file('data/reference/payments/chart-of-accounts.json'), 'utf8'))
  const parents = new Set(chart.heads.map((head: { parent?: string }) => head.parent).filter(Boolean))
  const heads = chart.heads.map(
    (head: { head: string; parent?: string; kind: 'asset'; names: Record<string, string> }) => ({
      ...head,
      parentHead: head.parent ?? null,
      takesPostings: !parents.has(head.head),
    }),
  )
  assert.deepEqual(chartFaults(heads), [])
  for (const { names } of [...chart.heads, ...chart.funds, ...chart.functions]) {
    assert.ok(names.en && /[\u0900-\u097f]/.test(names.hi) && /[\u0900-\u097f]/.test(names.mr), names.en)
  }
})

test('The municipal chart of 1,216 heads is read whole, and every head of ours that is not local stands in it', {
  skip: !existsSync(casePath) && 'the case file is not here',
}, () => {
  const { heads, faults } = readChartCsv(readFileSync(casePath, 'utf8'))
  assert.equal(heads.length, 1216)
  assert.deepEqual(faults, [])
  assert.deepEqual(chartFaults(heads), [])
  assert.equal(heads.filter((head) => head.takesPostings).length, 889)
  const known = new Map(heads.map((head) => [head.head, head.kind]))
  const ours = JSON.parse(readFileSync(file('data/reference/payments/chart-of-accounts.json'), 'utf8')).heads
  for (const { head, kind, local } of ours) assert.equal(known.get(head), local ? undefined : kind, head)
})
