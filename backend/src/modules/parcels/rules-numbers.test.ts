import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  khasraKey,
  normalNumber,
  parcelNumber,
  plainDigits,
  printPropertyNumber,
  propertyNumberOf,
  readMobile,
  readPropertyNumber,
  readUlpin,
} from './rules-numbers.ts'

const serial = fc.integer({ min: 1, max: 999_999_999 })

test('A property number is ten digits and reads back from its printed form', () => {
  fc.assert(
    fc.property(serial, (value) => {
      const number = propertyNumberOf(value)
      assert.match(number, /^\d{10}$/)
      assert.match(printPropertyNumber(number), /^\d{3} \d{3} \d{3} \d$/)
      assert.deepEqual(readPropertyNumber(printPropertyNumber(number)), { number })
    }),
  )
})

test('No two serials share a number', () => {
  fc.assert(
    fc.property(serial, serial, (one, two) => {
      assert.equal(one === two, propertyNumberOf(one) === propertyNumberOf(two))
    }),
  )
  const many = new Set(Array.from({ length: 20_000 }, (_, index) => propertyNumberOf(index + 1)))
  assert.equal(many.size, 20_000)
})

test('One wrong digit or two swapped neighbours never read as another property', () => {
  fc.assert(
    fc.property(serial, fc.nat(9), fc.integer({ min: 1, max: 9 }), (value, place, by) => {
      const number = propertyNumberOf(value)
      const wrong = number.slice(0, place) + ((Number(number[place]) + by) % 10) + number.slice(place + 1)
      assert.deepEqual(readPropertyNumber(wrong), { fault: 'check-digit' })
      if (place === 9 || number[place] === number[place + 1]) return
      const swapped = number.slice(0, place) + number[place + 1] + number[place] + number.slice(place + 2)
      assert.deepEqual(readPropertyNumber(swapped), { fault: 'check-digit' })
    }),
  )
})

test('A number typed in Devanagari digits or with dashes is the same number', () => {
  const number = propertyNumberOf(1)
  const devanagari = number.replace(/\d/g, (digit) => String.fromCodePoint(0x0966 + Number(digit)))
  assert.deepEqual(readPropertyNumber(` ${devanagari.slice(0, 3)}-${devanagari.slice(3)} `), { number })
  assert.equal(plainDigits('०१२३४५६७८९ ૦૧૨૩૪૫૬૭૮૯ 0123456789'), '0123456789 0123456789 0123456789')
  assert.deepEqual(readPropertyNumber('12345'), { fault: 'not-ten-digits' })
})

test('Serials beyond nine digits are refused', () => {
  for (const wrong of [0, -1, 1.5, 1_000_000_000]) assert.throws(() => propertyNumberOf(wrong), RangeError)
})

test('A ULPIN of 14 letters and digits is kept, anything else is refused by name', () => {
  assert.equal(readUlpin('23ab 4567 8901 cd'), '23AB45678901CD')
  for (const wrong of ['', '23AB45678901C', '23AB45678901CDE', '23AB45678901C*'])
    assert.throws(() => readUlpin(wrong), { status: 400 })
})

test('A khasra number stays text with its village', () => {
  assert.equal(khasraKey(null, '२१४ / ३'), '214/3')
  assert.equal(khasraKey(' रामपुर  कलां ', '045'), 'रामपुर कलां 045')
  assert.notEqual(khasraKey(null, '214/1'), khasraKey(null, '214/10'))
  for (const wrong of ['', '/3', 'abc', '214//3', '214/3;drop'])
    assert.throws(() => khasraKey(null, wrong), { status: 400 })
})

test('Parcel numbers refuse control characters and empty texts', () => {
  assert.equal(parcelNumber(' Sector 4/ 12-A '), 'Sector 4/ 12-A')
  for (const wrong of ['', ' ', '-1', 'a\u0000b', 'x'.repeat(61)])
    assert.throws(() => parcelNumber(wrong), { status: 400 })
})

test('Mobiles are read with country code and in Devanagari digits', () => {
  assert.equal(readMobile('+91 98765-43210'), '9876543210')
  assert.equal(readMobile('०९८७६५४३२१०'), '9876543210')
  assert.equal(readMobile('12345'), null)
  assert.equal(normalNumber('व/12-३ (a)'), 'व123A')
})
