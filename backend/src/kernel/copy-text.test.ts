import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { CopyText } from './copy-text.ts'

const signs: Record<string, string> = { b: '\b', t: '\t', n: '\n', v: '\v', f: '\f', r: '\r', '\\': '\\' }

/** Reads COPY text as PostgreSQL does. */
function read(text: Uint8Array): (string | null)[][] {
  const lines = Buffer.from(text).toString('utf8').split('\n').slice(0, -1)
  return lines.map((line) =>
    line
      .split('\t')
      .map((field) => (field === '\\N' ? null : field.replace(/\\(.)/gs, (_, sign: string) => signs[sign] ?? sign))),
  )
}

function written(type: string, values: unknown[]): (string | null | undefined)[] {
  const sheet = new CopyText([type, 'int'])
  for (const value of values) sheet.push([value, 7])
  const rows = read(sheet.take())
  assert.equal(rows.length, values.length)
  assert.ok(rows.every((row) => row.length === 2 && row[1] === '7'))
  return rows.map((row) => row[0])
}

const letters = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('\\', '"', '\t', '\n', '\r', '\b', '\u0001', 'é', 'र', 'ि', '🏠', ' ', 'a', 'N') }),
)

test('any text comes out of COPY as it went in', () => {
  fc.assert(
    // PostgreSQL has no letter zero; half a pair is no letter at all.
    fc.property(fc.array(letters.map((text) => Buffer.from(text.replaceAll('\0', '')).toString())), (texts) => {
      assert.deepEqual(written('text', texts), texts)
    }),
  )
})

test('any value of a jsonb column is what JSON.stringify makes of it', () => {
  const value = fc.jsonValue({ depthSize: 'small', stringUnit: 'binary' })
  fc.assert(
    fc.property(fc.array(fc.oneof(value, fc.dictionary(letters, letters))), (values) => {
      const texts = values.map((each) =>
        each === null ? null : typeof each === 'string' ? each : JSON.stringify(each),
      )
      assert.deepEqual(
        written('jsonb', values).map((text) => text && Buffer.from(text).toString()),
        texts.map((text) => text && Buffer.from(text).toString()),
      )
    }),
  )
})

test('fields that are undefined are left out, moments and classes keep their own way of writing', () => {
  const day = new Date('2026-11-22T10:00:00Z')
  assert.deepEqual(
    written('jsonb', [{ en: 'Ramesh', hi: undefined, at: day }, { shares: [{ numerator: 1, of: null }] }]),
    ['{"en":"Ramesh","at":"2026-11-22T10:00:00.000Z"}', '{"shares":[{"numerator":1,"of":null}]}'],
  )
})
