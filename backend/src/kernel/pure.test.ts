import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addWorkingDays, isWorkingDay, workingDaysBetween } from './calendar.ts'
import { canonicalJson } from './canonical.ts'
import { addDays, addMonths, dayInZone, daysBetween, financialYearName, financialYearOf, isDay } from './dates.ts'
import { parseBounds } from './geojson.ts'
import { checkDigitOf, hasValidCheckDigit } from './ids.ts'
import { formatNumber, formatRupees, splitPaise } from './money.ts'
import { pickName } from './names.ts'

test('rupees are grouped by lakh and crore in every language (ID-10 to ID-13)', () => {
  assert.equal(formatRupees(123456750, 'en'), '₹12,34,567.50')
  assert.equal(formatRupees(123456750, 'hi'), '₹12,34,567.50')
  assert.equal(formatRupees(123456750, 'mr'), '₹१२,३४,५६७.५०')
  assert.equal(formatRupees(1_000_000_000, 'en'), '₹1,00,00,000.00')
  assert.equal(formatRupees(-543210, 'en'), '-₹5,432.10')
  assert.equal(formatRupees(-543210, 'mr'), '-₹५,४३२.१०')
  assert.equal(formatRupees(5, 'en'), '₹0.05')
  assert.throws(() => formatRupees(0.5, 'en'), RangeError)
})

test('grouping agrees with the platform’s own en-IN for whole numbers', () => {
  const intl = new Intl.NumberFormat('en-IN')
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 50 }), (value) => formatNumber(value, 'en') === intl.format(value)),
  )
})

test('a split amount sums to itself and no part is a paisa off its share', () => {
  const weights = fc
    .array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 12 })
    .filter((list) => list.some((weight) => weight > 0))
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), weights, (amount, list) => {
      const parts = splitPaise(amount, list)
      const total = list.reduce((sum, weight) => sum + weight, 0)
      assert.equal(
        parts.reduce((sum, part) => sum + part, 0),
        amount,
      )
      for (const [at, part] of parts.entries()) assert.ok(Math.abs(part - (amount * list[at]!) / total) <= 1.001)
    }),
  )
})

test('the check digit finds every wrong digit and every swap of neighbours', () => {
  const digits = fc.stringMatching(/^\d{9}$/)
  fc.assert(
    fc.property(digits, fc.nat(9), fc.integer({ min: 1, max: 9 }), (serial, place, shift) => {
      const number = serial + checkDigitOf(serial)
      assert.ok(hasValidCheckDigit(number))
      const wrong = number.slice(0, place) + ((Number(number[place]) + shift) % 10) + number.slice(place + 1)
      assert.ok(!hasValidCheckDigit(wrong))
      const at = place % 9
      if (number[at] === number[at + 1]) return
      assert.ok(!hasValidCheckDigit(number.slice(0, at) + number[at + 1] + number[at] + number.slice(at + 2)))
    }),
  )
})

test('days, months and financial years', () => {
  assert.ok(isDay('2028-02-29') && !isDay('2026-02-29') && !isDay('2026-2-9') && !isDay('2026-13-01'))
  assert.equal(addMonths('2026-01-31', 1), '2026-02-28')
  assert.equal(addDays('2026-12-31', 1), '2027-01-01')
  assert.equal(daysBetween('2026-03-01', '2026-04-01'), 31)
  assert.deepEqual([financialYearOf('2026-03-31'), financialYearOf('2026-04-01')], [2025, 2026])
  assert.equal(financialYearName(2099), '2099-00')
  assert.equal(dayInZone(new Date('2026-03-31T19:00:00Z'), 'Asia/Kolkata'), '2026-04-01')
})

const weeks = [{ validFrom: '2000-01-01', validTo: '9999-01-01', pattern: { off: [7], offInMonth: { '6': [2, 4] } } }]

test('second and fourth Saturdays, Sundays and holidays are not worked', () => {
  const calendar = { weeks, holidays: new Set(['2026-01-26']) }
  const days = ['2026-01-03', '2026-01-10', '2026-01-17', '2026-01-24', '2026-01-25', '2026-01-26', '2026-01-27']
  assert.deepEqual(
    days.map((day) => isWorkingDay(calendar, day)),
    [true, false, true, false, false, false, true],
  )
  assert.equal(addWorkingDays(calendar, '2026-01-23', 1), '2026-01-27')
  assert.throws(() => isWorkingDay({ weeks: [], holidays: new Set() }, '2026-01-01'), /no working week/)
})

test('adding working days and counting them agree', () => {
  const calendar = { weeks, holidays: new Set(['2026-08-15', '2026-10-02']) }
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 0, max: 90 }), (shift, count) => {
      const start = addDays('2026-01-01', shift)
      assert.equal(workingDaysBetween(calendar, start, addWorkingDays(calendar, start, count)), count)
    }),
  )
})

test('canonical JSON does not depend on the order of keys and reads back equal', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      assert.deepEqual(JSON.parse(canonicalJson(value)), JSON.parse(JSON.stringify(value)))
    }),
  )
  assert.equal(
    canonicalJson({ b: 1, a: { d: [1, null], c: 'क' } }),
    canonicalJson({ a: { c: 'क', d: [1, null] }, b: 1 }),
  )
})

test('a name falls back to a sister language before another script, and boxes must be boxes', () => {
  assert.equal(pickName({ en: 'Ward 1', mr: 'प्रभाग 1' }, 'hi'), 'प्रभाग 1')
  assert.equal(pickName({ en: 'Ward 1' }, 'mr'), 'Ward 1')
  assert.equal(pickName(null, 'hi'), '')
  assert.deepEqual(parseBounds('77,23,78,24'), [77, 23, 78, 24])
  for (const bad of ['', '1,2,3', '78,23,77,24', 'a,b,c,d', '77,23,78,NaN', '-200,0,1,1'])
    assert.equal(parseBounds(bad), null)
})
