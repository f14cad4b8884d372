import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attributeTextReader, encodingFromCpg } from './attribute-text.ts'

const bytes = (...values: number[]) => Uint8Array.from(values)

test('a .cpg is understood in the spellings of the wild', () => {
  const spellings: [string, string | null][] = [
    ['UTF-8', 'utf-8'],
    ['65001', 'utf-8'],
    ['1252', 'windows-1252'],
    ['ANSI 1251', 'windows-1251'],
    ['ISO-8859-1', 'iso-8859-1'],
    ['88591', 'iso-8859-1'],
    ['8859_2', 'iso-8859-2'],
    ['OEM 850', 'cp850'],
    ['LDID/87', 'windows-1252'],
    ['Big5', 'big5'],
    ['nonsense', null],
  ]
  for (const [spelling, encoding] of spellings) assert.equal(encodingFromCpg(spelling), encoding, spelling)
})

test('the language driver decides where there is no .cpg', () => {
  assert.equal(attributeTextReader(null, 0x57)(bytes(0x4d, 0xe9, 0x78)), 'Méx')
  assert.equal(attributeTextReader(null, 0x02)(bytes(0x82)), 'é')
  assert.equal(attributeTextReader(null, 0xc9)(bytes(0xcc)), 'М')
})

test('plain UTF-8 wins over an older driver, also where the field width cut the last character', () => {
  const devanagari = new TextEncoder().encode('वार्ड')
  assert.equal(attributeTextReader(null, 0x57)(devanagari), 'वार्ड')
  assert.equal(attributeTextReader('UTF-8', 0)(devanagari.slice(0, -1)), 'वार्')
})

test('bytes that are no UTF-8 under a .cpg of UTF-8 are read as Windows-1252', () => {
  assert.equal(attributeTextReader('UTF-8', 0)(bytes(0x4d, 0xe9, 0x78, 0x69)), 'Méxi')
})
