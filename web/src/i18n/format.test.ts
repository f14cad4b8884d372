import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatDay, formatNumber, formatRupees, formatShare } from './format.ts'
import { pickName } from './pick.ts'

test('money is grouped by lakh and crore in all three languages (ID-10)', () => {
  assert.equal(formatRupees(123_456_750, 'en'), '₹12,34,567.50')
  assert.equal(formatRupees(123_456_750, 'hi'), '₹12,34,567.50')
  assert.equal(formatRupees(123_456_750, 'mr'), '₹१२,३४,५६७.५०')
})

test('areas carry no idle zeros', () => {
  assert.equal(formatNumber(412.37, 'en', 2), '412.37')
  assert.equal(formatNumber(418, 'en', 2), '418')
  assert.equal(formatNumber(1_234_567.5, 'mr', 1), '१२,३४,५६७.५')
})

test('days are written as people write them, and never slip by a time zone (ID-15)', () => {
  assert.equal(formatDay('2026-04-01', 'en'), '1 April 2026')
  assert.equal(formatDay('2026-04-01', 'hi'), '1 अप्रैल 2026')
  assert.equal(formatDay('2026-04-01', 'mr'), '१ एप्रिल, २०२६')
  assert.equal(formatDay('-infinity', 'en'), '-infinity')
})

test('a share keeps its whole numbers', () => {
  assert.equal(formatShare({ numerator: 1, denominator: 3 }, 'mr'), '१/३')
})

test('a name that is stored in one script only says which language it is in', () => {
  assert.deepEqual(pickName({ hi: 'लक्ष्मी' }, 'en'), { text: 'लक्ष्मी', language: 'hi' })
  assert.deepEqual(pickName({ en: 'Laxmi', hi: 'लक्ष्मी' }, 'mr'), { text: 'लक्ष्मी', language: 'hi' })
  assert.deepEqual(pickName({}, 'mr'), { text: '', language: 'mr' })
})
