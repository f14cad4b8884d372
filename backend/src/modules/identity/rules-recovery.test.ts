import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { printRecoveryCode, readRecoveryCode, recoveryCodeBytes } from './rules-recovery.ts'

const bytes = fc.uint8Array({ minLength: recoveryCodeBytes, maxLength: recoveryCodeBytes })

test('a code is four groups of four, and different bytes give different codes', () => {
  fc.assert(
    fc.property(bytes, bytes, (one, two) => {
      assert.match(printRecoveryCode(one), /^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/)
      assert.equal(printRecoveryCode(one) === printRecoveryCode(two), Buffer.from(one).equals(Buffer.from(two)))
    }),
  )
})

test('a code is read however it is typed: capitals, no dashes, spaces, the letters that look like digits', () => {
  fc.assert(
    fc.property(bytes, (given) => {
      const code = printRecoveryCode(given)
      for (const typed of [
        code,
        code.toUpperCase(),
        code.replaceAll('-', ''),
        ` ${code.replaceAll('-', ' ')} `,
        code.replaceAll('-', '–'),
        code.replaceAll('0', 'O').replaceAll('1', 'l'),
      ])
        assert.equal(readRecoveryCode(typed), code)
    }),
  )
})

test('what is no code is none', () => {
  for (const text of [
    '',
    '123456',
    'uuuu-uuuu-uuuu-uuuu',
    '0000-0000-0000-000',
    '0000-0000-0000-00000',
    '०'.repeat(16),
  ])
    assert.equal(readRecoveryCode(text), null)
})
