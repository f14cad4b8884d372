import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fitsApproved } from './rules-approval.ts'
import {
  languages,
  type MessageVersion,
  noticeLink,
  noticeTexts,
  templateFaults,
  versionOn,
} from './rules-templates.ts'
import { messageTemplate, messageTemplates, standardPolicy } from './template-files.ts'

const words = (text: string) => ({ en: text, hi: `${text} है`, mr: `${text} आहे` })
const version: MessageVersion = {
  validFrom: '2026-04-01',
  source: 'Test',
  purpose: 'service-delivery',
  urgent: false,
  provedOnly: false,
  channels: ['sms'],
  placeholders: { who: 'names', due: 'rupees', by: 'day', count: 'number', ref: 'text' },
  title: words('Dues'),
  text: words('{who}: {due} by {by}, {count} bills, {ref}'),
  link: '/property/{ref}',
  approvals: [],
}
const values = { who: { en: 'Asha', hi: 'आशा' }, due: 123_456_750, by: '2026-04-01', count: 1200, ref: 'A/1' }

test('each language gets its own words, money by lakh, and days as people write them', () => {
  const texts = noticeTexts(version, values)
  assert.equal(texts.en.text, 'Asha: ₹12,34,567.50 by 1 April 2026, 1,200 bills, A/1')
  assert.equal(texts.hi.text, 'आशा: ₹12,34,567.50 by 1 अप्रैल 2026, 1,200 bills, A/1 है')
  assert.equal(texts.mr.text, 'आशा: ₹१२,३४,५६७.५० by १ एप्रिल, २०२६, १,२०० bills, A/1 आहे')
  assert.equal(noticeLink(version, values), '/property/A%2F1')
})

test('a missing, an unknown and a wrong value are refused by name', () => {
  const { ref: _, ...missing } = values
  assert.throws(() => noticeTexts(version, missing), { details: { field: 'values.ref' } })
  assert.throws(() => noticeTexts(version, { ...values, more: 'x' }), /no such placeholder/)
  for (const [key, value] of [
    ['due', 1.5],
    ['by', '2026-02-30'],
    ['count', 'many'],
    ['who', 'Asha'],
    ['ref', '  '],
  ] as const)
    assert.throws(() => noticeTexts(version, { ...values, [key]: value }), {
      message: key === 'ref' ? 'This placeholder is empty.' : 'This placeholder takes another kind of value.',
    })
})

test('a value cannot smuggle a placeholder, a line break or a control sign into the text', () => {
  const texts = noticeTexts(version, { ...values, ref: '{who}\r\n\u0007x' })
  assert.match(texts.en.text, /\{who\} x$/)
})

test('a version holds from its day until the next begins, and none before the first', () => {
  const template = { code: 'x', versions: [{ ...version, validFrom: '2027-01-01' }, version] }
  assert.equal(versionOn(template, '2026-12-31').validFrom, '2026-04-01')
  assert.equal(versionOn(template, '2027-01-01').validFrom, '2027-01-01')
  assert.throws(() => versionOn(template, '2026-03-31'), /in force/)
})

test('every template of the house is whole: three scripts, no undeclared placeholder, and its own made-up approvals fit what it says', () => {
  assert.ok(messageTemplates().size >= 13)
  assert.ok(standardPolicy().maximumAttempts > 1)
  const sample = {
    text: 'NYP/1',
    names: { en: 'Water', hi: 'पानी', mr: 'पाणी' },
    number: 7,
    rupees: 100,
    day: '2026-04-01',
  }
  for (const template of messageTemplates().values()) {
    assert.deepEqual(templateFaults(template), [])
    for (const each of template.versions) {
      const texts = noticeTexts(
        each,
        Object.fromEntries(Object.entries(each.placeholders).map(([key, kind]) => [key, sample[kind]])),
      )
      assert.match(each.title.hi + each.title.mr, /^[^a-z]*$/i, template.code)
      assert.notEqual(each.title.hi, each.title.mr, template.code)
      for (const language of languages)
        for (const channel of each.channels.filter((one) => one !== 'email')) {
          const approval = each.approvals.find((one) => one.channel === channel && one.language === language)
          assert.ok(approval, `${template.code} has an approved text for ${channel} in ${language}`)
          const said = channel === 'sms' ? (texts[language].short ?? texts[language].text) : texts[language].text
          assert.ok(
            fitsApproved(said, approval.text, approval.variableMaxChars),
            `${template.code} ${channel} ${language}`,
          )
        }
    }
  }
})

test('a template that nobody wrote is refused by name', () => {
  assert.throws(() => messageTemplate('nothing-of-the-kind'), /no such template/)
})

test('whatever is put into text placeholders, filling never fails and the frame of the sentence stays', () => {
  const plain: MessageVersion = {
    ...version,
    placeholders: { a: 'text', b: 'text' },
    text: words('<{a}|{b}>'),
    link: undefined,
  }
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.string({ maxLength: 60 }), (a, b) => {
      fc.pre(
        [a, b].every(
          (each) =>
            each
              .normalize('NFC')
              .replace(/\p{Cc}+/gu, ' ')
              .trim() !== '',
        ),
      )
      const { text } = noticeTexts(plain, { a, b }).en
      assert.ok(text.startsWith('<') && text.endsWith('>'))
      assert.doesNotMatch(text, /\p{Cc}/u)
    }),
  )
})
