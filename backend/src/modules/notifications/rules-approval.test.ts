import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fitsApproved, judgeText, smsParts } from './rules-approval.ts'
import type { Approval } from './rules-templates.ts'

const approved = 'आपकी शिकायत {#var#} दर्ज हुई। {#var#} तक उत्तर मिलेगा।'

test('the approved wording goes out with anything short in its blanks', () => {
  assert.ok(fitsApproved('आपकी शिकायत G/12 दर्ज हुई। 3 मई तक उत्तर मिलेगा।', approved, 30))
  assert.ok(fitsApproved('आपकी शिकायत  दर्ज हुई।  तक उत्तर मिलेगा।', approved.replaceAll('{#var#}', ''), 30))
})

test('one changed word, one word more, or a blank that is too long is another text', () => {
  for (const text of [
    'आपकी शिकायत G/12 दर्ज हुई। 3 मई तक जवाब मिलेगा।',
    'आपकी शिकायत G/12 दर्ज हुई। 3 मई तक उत्तर मिलेगा। धन्यवाद',
    'प्रिय आपकी शिकायत G/12 दर्ज हुई। 3 मई तक उत्तर मिलेगा।',
    `आपकी शिकायत ${'9'.repeat(31)} दर्ज हुई। 3 मई तक उत्तर मिलेगा।`,
  ])
    assert.equal(fitsApproved(text, approved, 30), false, text)
})

test('a text made of the approved wording always fits, and fits no more with a foreign word at its end', () => {
  const piece = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom('a', 'b', ' ', 'न', 'ि') })
  fc.assert(
    fc.property(
      fc.array(piece, { minLength: 1, maxLength: 8 }),
      fc.array(piece, { minLength: 8, maxLength: 8 }),
      (pieces, fills) => {
        const wording = `.${pieces.join('.{#var#}.')}.`
        const text = `.${pieces.map((each, at) => (at ? `.${fills[at]}.${each}` : each)).join('')}.`
        assert.ok(fitsApproved(text, wording, 40))
        assert.equal(fitsApproved(`${text} §`, wording, 40), false)
      },
    ),
  )
})

test('a text that almost fits in a thousand ways is judged at once', () => {
  const wording = 'a{#var#}'.repeat(40)
  const began = performance.now()
  assert.equal(fitsApproved(`${'a'.repeat(2000)}!`, `${wording}b`, 60), false)
  assert.ok(performance.now() - began < 2000)
})

const approval = (given: Partial<Approval>): Approval => ({
  register: 'operator', channel: 'sms', language: 'hi', entityId: '1', header: 'NYPNAG', templateId: 't', category: 'service', text: approved, variableMaxChars: 30, ...given,
}) // biome-ignore format: a row
const text = 'आपकी शिकायत 7 दर्ज हुई। कल तक उत्तर मिलेगा।'
const wanted = { channel: 'sms', language: 'hi', sandboxToo: false } as const

test('what is not approved says why: nothing registered, or another wording', () => {
  assert.equal(judgeText(text, [approval({})], wanted).because, null)
  assert.equal(judgeText(`${text}!`, [approval({})], wanted).because, 'differs-from-approved')
  assert.equal(judgeText(text, [approval({ language: 'en' })], wanted).because, 'no-approved-template')
  assert.equal(judgeText(text, [approval({ channel: 'whatsapp' })], wanted).because, 'no-approved-template')
})

test('made-up approvals count for the local provider alone, and not beside real ones', () => {
  const sandbox = approval({ register: 'sandbox' })
  assert.equal(judgeText(text, [sandbox], wanted).because, 'no-approved-template')
  assert.equal(judgeText(text, [sandbox], { ...wanted, sandboxToo: true }).because, null)
  const real = approval({ text: 'Another text' })
  assert.equal(judgeText(text, [sandbox, real], { ...wanted, sandboxToo: true }).because, 'differs-from-approved')
})

test('a text message is counted as operators charge it', () => {
  assert.equal(smsParts('a'.repeat(160)), 1)
  assert.equal(smsParts('a'.repeat(161)), 2)
  assert.equal(smsParts('न'.repeat(70)), 1)
  assert.equal(smsParts('न'.repeat(71)), 2)
  assert.equal(smsParts('{'.repeat(80)), 1)
  assert.equal(smsParts('{'.repeat(81)), 2)
})
