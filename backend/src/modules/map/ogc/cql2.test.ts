import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { Invalid } from '../../../kernel/index.ts'
import { type Cql2, checkCql2, readCql2Json } from './rules-cql2.ts'
import { readCql2Text } from './rules-cql2-text.ts'

const cases = fileURLToPath(new URL('../../../../../../shared/cases/conformance/cql2', import.meta.url))

/** As JSON, with times that are written alike: the examples of one form have empty fractions of a second. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value).replaceAll('.000000Z', 'Z'))

test('every example of the standard is read, in both forms', { skip: !existsSync(cases) && 'no cases here' }, () => {
  let [read, alike] = [0, 0]
  const other: string[] = []
  for (const file of readdirSync(`${cases}/text`).filter((each) => each.endsWith('.txt'))) {
    const tree = readCql2Text(readFileSync(`${cases}/text/${file}`, 'utf8'))
    read++
    const json = `${cases}/json/${file.replace(/(-alt\d+)?\.txt$/, '.json')}`
    if (!existsSync(json)) continue
    const wanted = readCql2Json(readFileSync(json, 'utf8'))
    if (JSON.stringify(plain(tree)) === JSON.stringify(plain(wanted))) alike++
    else other.push(`${file}: ${JSON.stringify(tree)} and ${JSON.stringify(wanted)}`)
  }
  assert.ok(read >= 110, `${read} read`)
  assert.deepEqual(other, [])
  assert.ok(alike >= 100, `${alike} alike`)
})

test('a filter says where it goes wrong', () => {
  for (const [text, words] of [
    ["use = 'a' AND", /ends too early/],
    ['use = ', /ends too early/],
    ["use 'a'", /should end/],
    ['a IN (1,2', /\) was expected/],
    ['a NOT 3', /LIKE, BETWEEN or IN/],
    ['POINT(1)', /two or three/],
    ['a = §', /no CQL2/],
    ["a = 'open", /no CQL2/],
  ] as const)
    assert.throws(
      () => readCql2Text(text),
      (error: Error) => error instanceof Invalid && words.test(error.message),
      text,
    )
})

test('filters that are made to hurt are refused quickly', () => {
  const began = performance.now()
  for (const text of [
    '('.repeat(7000),
    'NOT '.repeat(1900),
    '-'.repeat(7900),
    `${'a=1 OR ('.repeat(900)}`,
    'x'.repeat(9000),
  ])
    assert.throws(() => readCql2Text(text), Invalid)
  assert.throws(() => readCql2Json(`${'['.repeat(50)}1${']'.repeat(50)}`), Invalid)
  assert.throws(() => checkCql2({ op: 'and', args: Array.from({ length: 5000 }, () => true) }), Invalid)
  assert.throws(() => readCql2Json('{"op":"=","args":[null,1]}'), Invalid)
  assert.ok(performance.now() - began < 1500)
})

test('whatever is typed is read or refused, never worse', () => {
  const piece = fc.constantFrom(
    'a',
    "'x'",
    '1',
    '(',
    ')',
    ',',
    'AND',
    'OR',
    'NOT',
    'IN',
    '=',
    '<',
    'S_WITHIN',
    'POINT',
    'BBOX',
    '-',
    'LIKE',
    'IS',
    'NULL',
    '"b"',
    'DATE',
    '..',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece, { maxLength: 30 }).map((parts) => parts.join(' ')),
      ),
      (text) => {
        try {
          checkCql2(plain(readCql2Text(text)) as Cql2)
        } catch (error) {
          assert.ok(error instanceof Invalid, String(error))
        }
      },
    ),
    { numRuns: 3000 },
  )
})
