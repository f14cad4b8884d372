import assert from 'node:assert/strict'
import { test } from 'node:test'
import { maskEmail, maskMobile, maskName, maskNames } from './rules-mask.ts'

test('a masked name keeps first letters only, without conjunct or matra, and hides its length', () => {
  assert.equal(maskName('रमेश शर्मा'), 'र••••• श•••••')
  assert.equal(maskName('लक्ष्मी'), 'ल•••••')
  assert.equal(maskName('ज़ाकिर'), maskName('ज\u093cाकिर'))
  assert.equal(maskName('R. K. Sharma'), 'R••••• K••••• S•••••')
  assert.equal(maskName(''), '')
  assert.deepEqual(maskNames({ en: 'Asha', hi: undefined }), { en: 'A•••••' })
})

test('a masked mobile shows four digits, a masked e-mail its provider', () => {
  assert.equal(maskMobile('9826012345'), '••••••2345')
  assert.equal(maskEmail('sunita.rao@example.in'), 's•••••@example.in')
  assert.equal(maskEmail('no address'), '•••••')
})
