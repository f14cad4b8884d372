import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { holdsOn, lockSeconds, passwordFault, readDestination } from './rules.ts'

const tenDigits = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 9 })
  .chain((rest) => fc.constantFrom(6, 7, 8, 9).map((first) => [first, ...rest].join('')))
const inDevanagari = (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(0x0966 + Number(digit)))

test('a mobile is the same number however it is written', () => {
  fc.assert(
    fc.property(
      tenDigits,
      fc.constantFrom('', '+91', '+91 ', '0', '0091', '91'),
      fc.boolean(),
      (digits, prefix, hindi) => {
        const spaced = `${prefix}${digits.slice(0, 5)} ${digits.slice(5)}`
        for (const written of [prefix + digits, spaced, ` ${prefix}${digits.slice(0, 3)}-${digits.slice(3)} `])
          assert.deepEqual(readDestination(hindi ? inDevanagari(written) : written), {
            channel: 'mobile',
            value: digits,
          })
      },
    ),
  )
})

test('an e-mail address is read in small letters', () => {
  assert.deepEqual(readDestination(' Asha.Verma@Example.ORG '), { channel: 'email', value: 'asha.verma@example.org' })
})

test('what is neither a mobile nor an e-mail address is refused, and never crashes', () => {
  for (const text of ['98765', '98765432101234', 'asha@', '@example.org', 'a@b', 'a b@example.org', '+44 20 7946 0018'])
    assert.throws(() => readDestination(text), { details: { field: 'to', expected: '9876543210 or name@example.org' } })
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      try {
        const { channel, value } = readDestination(text)
        assert.match(value, channel === 'mobile' ? /^\d{10}$/ : /^[^\s@]+@[^\s@]+\.[^\s@]+$/)
      } catch (error) {
        assert.equal((error as { status: number }).status, 400)
      }
    }),
  )
})

test('no lock below five failures, then a minute that doubles up to an hour', () => {
  assert.deepEqual([1, 4, 5, 6, 7, 10, 11, 12].map(lockSeconds), [0, 0, 60, 120, 240, 1920, 3600, 3600])
  fc.assert(
    fc.property(fc.nat(10_000), (failures) => {
      const seconds = lockSeconds(failures)
      assert.ok(Number.isInteger(seconds) && seconds >= 0 && seconds <= 3600)
      assert.ok(lockSeconds(failures + 1) >= seconds)
    }),
  )
})

test('a staff password is long, varied and does not hold the user name', () => {
  assert.equal(passwordFault('seven words are better than one', 'asha'), null)
  assert.match(passwordFault('short one', 'asha')!, /at least 12/)
  assert.match(passwordFault('x'.repeat(201), 'asha')!, /at most 200/)
  assert.match(passwordFault('my name is ASHA today', 'asha')!, /user name/)
  assert.match(passwordFault('abababababababab', 'asha')!, /different characters/)
  fc.assert(
    fc.property(fc.string({ maxLength: 250 }), (password) => {
      if (passwordFault(password, 'asha') === null) assert.ok(password.length >= 12 && password.length <= 200)
    }),
  )
})

test('a dated row holds from its first day up to, not on, its last', () => {
  const row = { validFrom: '2026-04-01', validTo: '2026-10-01' }
  assert.deepEqual(
    ['2026-03-31', '2026-04-01', '2026-09-30', '2026-10-01'].map((today) => holdsOn(row, today)),
    [false, true, true, false],
  )
})
