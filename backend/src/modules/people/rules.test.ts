import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Invalid } from '../../kernel/pure.ts'
import { claimState, isAadhaarNumber, provedUntil, readMobileNumber, readNames, refuseAadhaar } from './rules.ts'
import { mayUseFor } from './rules-consent.ts'
import { type ComparedEntry, compareEntries, suggestFrom } from './rules-duplicates.ts'

test('twelve digits are refused in any field, script and grouping, also with a wrong check digit', () => {
  const refused = [
    '234123412346',
    '2341 2341 2346',
    '2341-2341-2346',
    '२३४१ २३४१ २३४६',
    'आधार २३४१२३४१२३४६ है',
    '୨୩୪୧୨୩୪୧୨୩୪୬',
    '２３４１２３４１２３４６',
    '111122223333',
    '0000 0000 0000',
  ]
  for (const text of refused) {
    assert.throws(
      () => refuseAadhaar({ deep: [{ note: text }] }),
      (error) => error instanceof Invalid && error.details.field === 'deep.0.note' && !error.message.includes('2341'),
      text,
    )
  }
  assert.throws(() => refuseAadhaar({ amount: 234123412346 }), Invalid)
  for (const allowed of [
    '9826012345',
    '98260 12345',
    '12345678901',
    '1234567890123',
    'Plot 12, Ward 34',
    '01-01-1990',
    '',
    null,
    17,
  ])
    refuseAadhaar({ note: allowed })
})

test('the check digit of an Aadhaar number finds every wrong digit', () => {
  assert.equal(isAadhaarNumber('234123412346'), true)
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 11 }), fc.integer({ min: 1, max: 9 }), (place, by) => {
      const digits = [...'234123412346'].map(Number)
      digits[place] = (digits[place]! + by) % 10
      assert.equal(isAadhaarNumber(digits.join('')), false)
    }),
  )
})

test('names are kept in NFC, in the script of their language, and need a letter', () => {
  assert.deepEqual(readNames({ en: '  Ramesh   Sharma ', hi: 'फ\u093cातिमा', mr: '' }), {
    en: 'Ramesh Sharma',
    hi: 'फ\u093cातिमा',
  })
  for (const bad of [
    {},
    { en: '' },
    { en: '123' },
    { en: 'रमेश' },
    { hi: 'Ramesh' },
    { en: '<b>Ramesh</b>' },
    { en: 'x'.repeat(201) },
  ])
    assert.throws(() => readNames(bad), Invalid)
})

test('a mobile is ten digits from 6 to 9 however it is written', () => {
  for (const text of ['9826012345', '+91 98260 12345', '०९८२६०१२३४५', '919826012345'])
    assert.equal(readMobileNumber(text), '9826012345')
  for (const text of ['1234567890', '982601234', 'a@b.in']) assert.throws(() => readMobileNumber(text), Invalid)
})

test('a proved mobile must be proved again after twelve months', () => {
  assert.equal(provedUntil('2026-11-22'), '2027-11-22')
  assert.equal(provedUntil('2028-02-29'), '2029-02-28')
  const claim = { provedUntil: '2027-11-22', endedOn: null }
  assert.equal(claimState(claim, '2027-11-21'), 'proved')
  assert.equal(claimState(claim, '2027-11-22'), 'to-prove-again')
  assert.equal(claimState({ provedUntil: null, endedOn: null }, '2026-11-22'), 'claimed')
  assert.equal(claimState({ ...claim, endedOn: '2027-01-01' }, '2027-01-01'), 'ended')
})

test('withdrawing consent for SMS alerts leaves the tax demand as it was', () => {
  const consents = [
    { purpose: 'sms-alerts', withdrawnAt: new Date() },
    { purpose: 'email-alerts', withdrawnAt: null },
  ]
  assert.equal(mayUseFor('sms-alerts', consents), false)
  assert.equal(mayUseFor('email-alerts', consents), true)
  assert.equal(mayUseFor('tax-demand', consents), true)
  assert.equal(mayUseFor('photograph', []), false)
})

const blank: ComparedEntry = {
  names: {},
  guardianNames: null,
  mobiles: [],
  emails: [],
  numbers: [],
  bornOn: null,
  gender: null,
  aadhaarLastFour: null,
  address: null,
}

test('a name with the father’s name or the mobile suggests a duplicate, a name alone does not', () => {
  const one = { ...blank, names: { en: 'Ramesh Sharma' }, guardianNames: { en: 'Mohan Sharma' } }
  const same = compareEntries(one, { ...blank, names: { hi: 'रमेश शर्मा' }, guardianNames: { hi: 'मोहन शर्मा' } })
  assert.deepEqual(same, { score: 0.7, reasons: ['same-name', 'same-guardian'] })
  assert.ok(same.score >= suggestFrom)
  const mobiles = ['9826012345']
  assert.ok(
    compareEntries({ ...one, mobiles }, { ...blank, names: { en: 'Rameshh Sarma' }, mobiles }).score >= suggestFrom,
  )
  assert.ok(compareEntries(one, { ...blank, names: { en: 'Ramesh Sharma' } }).score < suggestFrom)
  assert.ok(
    compareEntries(
      { ...one, mobiles },
      { ...blank, names: { en: 'Ramesh Sharma' }, guardianNames: { en: 'Sohan Lal' }, mobiles },
    ).score < suggestFrom,
  )
  assert.equal(
    compareEntries(one, { ...blank, names: { en: 'Sunita Rao' }, guardianNames: { en: 'Mohan Sharma' } }).score,
    0,
  )
})
