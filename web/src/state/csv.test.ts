import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { csvOf } from './csv.ts'

test('a file begins with the mark of UTF-8, and Devanagari stays as it is', () => {
  assert.equal(
    csvOf([
      ['क्रमांक', 'पता'],
      ['1', 'गांधी मार्ग'],
    ]),
    '\uFEFFक्रमांक,पता\r\n1,गांधी मार्ग\r\n',
  )
})

test('commas, quotes and line breaks are quoted, nothing is an empty cell', () => {
  assert.equal(
    csvOf([['14, Gandhi Marg', 'the "big" house', 'a\nb', null, 2.5]]),
    '\uFEFF"14, Gandhi Marg","the ""big"" house","a\nb",,2.5\r\n',
  )
})

test('a cell that a spreadsheet would run is text', () => {
  for (const cell of ['=1+1', '+91', '-cmd', '@sum', '\ttab']) assert.match(csvOf([[cell]]), /^\uFEFF"?'/)
})

test('whatever is written is read back, cell by cell', () => {
  const cell = fc.string()
  const withoutGuard = (text: string): string => text.replace(/^'(?='*[=+\-@\t\r])/, '')
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1 }), (rows) => {
      assert.deepEqual(
        readCsv(csvOf(rows)).map((row) => row.map(withoutGuard)),
        rows,
      )
    }),
  )
})

/** A reader by the letter of RFC 4180. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let isQuoted = false
  for (let at = 1; at < text.length; at++) {
    const letter = text[at]!
    if (isQuoted) {
      if (letter !== '"') cell += letter
      else if (text[at + 1] === '"') cell += text[at++]
      else isQuoted = false
    } else if (letter === '"') isQuoted = true
    else if (letter === ',') {
      rows.at(-1)!.push(cell)
      cell = ''
    } else if (letter === '\r' && text[at + 1] === '\n') {
      rows.at(-1)!.push(cell)
      cell = ''
      at++
      if (at + 1 < text.length) rows.push([])
    } else cell += letter
  }
  return rows
}
