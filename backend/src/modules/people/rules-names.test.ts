import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { partName } from './rules-name-parts.ts'
import { queryTokens } from './rules-name-query.ts'
import { rankNames, scoreName } from './rules-name-score.ts'
import { nameTokens, wordTokens } from './rules-names.ts'

function isFound(query: string, name: string): boolean {
  const tokens = [...wordTokens({ x: name }), ...nameTokens({ x: name })]
  const ranges = queryTokens(query).steps[0] ?? []
  return ranges.some(({ from, to }) => tokens.some((token) => token >= from && token < to))
}

const sameName = [
  ['Laxmi', 'Lakshmi', 'लक्ष्मी', 'Lakshmee', 'Lachhmi'],
  ['Choudhary', 'Chaudhari', 'Chowdhury', 'Chaudhry', 'चौधरी', 'Choudhari'],
  ['Vishwanath', 'Vishvanath', 'विश्वनाथ', 'Bishwanath', 'Wishvanath'],
  ['Dnyaneshwar', 'Gyaneshwar', 'Jnaneshwar', 'ज्ञानेश्वर', 'ग्यानेश्वर'],
  ['Rathod', 'राठौड़', 'राठोड', 'Rathoda'],
  ['Rathore', 'राठौड़', 'राठौर', 'Rathor'],
  ['Rao', 'Rav', 'राव'],
  ['Singh', 'Sinh', 'सिंह', 'सिंघ', 'सिंग'],
  ['Zakir', 'Jakir', 'ज़ाकिर', 'जाकिर'],
  ['Fatima', 'Phatima', 'फातिमा', 'फ़ातिमा'],
  ['Sampat', 'संपत', 'सम्पत', 'Sanpat'],
  ['Vitthal', 'Vithal', 'विठ्ठल', 'विठल'],
  ['Burhan', 'बुऱ्हान', 'बुर्हान', 'बुर\u094d\u200dहान'],
  ['Kale', 'काळे', 'काले', 'Kaale'],
  ['Jai', 'Jay', 'जय', 'जै'],
  ['Krishna', 'Krushna', 'कृष्ण', 'क्रिष्ना'],
  ['Deepchand', 'Dipchand', 'दीपचंद', 'दीपचन्द', 'दीपचँद'],
  ['Mohd Rafiq', 'Mohammad Rafiq', 'मोहम्मद रफीक', 'मो. रफ़ीक़'],
]

for (const spellings of sameName) {
  test(`${spellings[0]} is found and scored high by every spelling of it`, () => {
    for (const asked of spellings)
      for (const held of spellings) {
        assert.ok(isFound(asked, held), `${asked} does not reach ${held}`)
        const score = scoreName(asked, { x: held })
        assert.ok(score >= 0.78, `${asked} scores ${score} for ${held}`)
      }
  })
}

test('a different name scores lower than a misspelling', () => {
  assert.ok(scoreName('Ramesh Sharma', { en: 'Ramesh Sharma' }) > 0.99)
  assert.ok(scoreName('Rmaesh Sharma', { en: 'Ramesh Sharma' }) > scoreName('Rmaesh Sharma', { en: 'Mahesh Sharma' }))
  assert.ok(scoreName('रमेस सर्मा', { en: 'Ramesh Sharma' }) > 0.9)
  assert.ok(scoreName('Sunita Rao', { hi: 'रमेश शर्मा' }) < 0.4)
})

test('order of words, joined words, titles and fathers’ names do not hide a person', () => {
  for (const query of ['Sharma Ramesh', 'Shri Ramesh Sharma', 'श्री रमेश शर्मा जी', 'RAMESH SHARMA'])
    assert.ok(scoreName(query, { en: 'Ramesh Sharma' }) > 0.97, query)
  assert.ok(scoreName('Ramsingh Yadav', { hi: 'राम सिंह यादव' }) > 0.97)
  assert.ok(scoreName('Hari Om Gupta', { en: 'Hariom Gupta' }) > 0.9)
  assert.ok(isFound('Ramesh Mohan', 'Ramesh Sharma s/o Mohan Sharma'))
  assert.ok(scoreName('Ramesh s/o Mohan', { en: 'Ramesh' }, { en: 'Mohan Lal' }) > 0.9)
  assert.deepEqual(
    partName('रमेश पुत्र मोहन').relatives.map((word) => word.spelling),
    ['मोहन'],
  )
})

test('initials in either script open the words that they stand for', () => {
  for (const query of [
    'R. K. Sharma',
    'RK Sharma',
    'R.K.Sharma',
    'आर. के. शर्मा',
    'आर के शर्मा',
    'Ramesh K Sharma',
    'र. कु. शर्मा',
  ]) {
    assert.ok(isFound(query, 'Ramesh Kumar Sharma'), query)
    assert.ok(scoreName(query, { hi: 'रमेश कुमार शर्मा' }) > 0.8, query)
  }
  assert.ok(isFound('Ramesh Kumar Sharma', 'R. K. Sharma'))
})

test('the last word may be unfinished', () => {
  for (const query of ['Ramesh Sha', 'Rames', 'रमेश श', 'Sharma Ram']) {
    assert.ok(isFound(query, 'Ramesh Sharma'), query)
    assert.ok(scoreName(query, { en: 'Ramesh Sharma' }) > 0.55, query)
  }
})

test('equal scores show each different name once before any name twice', () => {
  const people = ['Ramesh Sharma', 'Ramesh Sharma', 'Ramesh Sharma', 'Rakesh Sharma', 'Rajesh Sharma']
  const ranked = rankNames(
    'R. Sharma',
    people.map((en) => ({ names: { en } })),
    3,
  )
  assert.equal(new Set(ranked.map(({ candidate }) => candidate.names.en)).size, 3)
})

test('any text at all gives finite tokens, ordered ranges and a score from 0 to 1', () => {
  const unit = fc.oneof(fc.constantFrom(...'र्ािीुूृेैोौंँः़्ळऱक्षज्ञ‍‌ऽॐa.RK s/o'), fc.string({ maxLength: 3 }))
  const text = fc.oneof(
    fc.array(unit, { maxLength: 40 }).map((parts) => parts.join('')),
    fc.string({ maxLength: 200, unit: 'binary' }),
  )
  fc.assert(
    fc.property(text, text, (one, two) => {
      const tokens = [...wordTokens({ hi: one }), ...nameTokens({ hi: one })]
      assert.ok(tokens.length <= 120 && tokens.every((token) => /^n[wpr]:[\x20-\x7d]+$/.test(token)))
      const { steps } = queryTokens(two)
      assert.ok(steps.length <= 3)
      for (const { from, to, limit, each } of steps.flat()) assert.ok(from < to && limit > 0 && each > 0)
      const score = scoreName(one, { en: two, hi: one })
      assert.ok(score >= 0 && score <= 1)
    }),
    { numRuns: 500 },
  )
})

test('a query of ordinary length asks for at most 700 ranges', () => {
  for (const query of [
    'Ramesh',
    'Ramesh Kumar Sharma',
    'Chandrashekhar Vishwanath Deshpande Kulkarni',
    'राजेश्वरी चतुर्वेदी',
  ])
    for (const step of queryTokens(query).steps) assert.ok(step.length <= 700, `${query}: ${step.length}`)
})
