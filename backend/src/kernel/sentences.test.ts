import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Conflict, Invalid, problemBody, TooMany } from './errors.ts'
import { chooseLanguage, newMessageBook, sentence } from './sentences.ts'

const book = newMessageBook([
  {
    'x.most': { en: 'Take at most {most}.', hi: 'अधिक से अधिक {most} लें।', mr: 'जास्तीत जास्त {most} घ्या.' },
    'x.stopped': {
      en: 'Stopped by {kind} in {town}.',
      hi: '{town} में {kind} से रुका है।',
      mr: '{town} मध्ये {kind} मुळे थांबले.',
    },
    'x.order': { en: 'an order', hi: 'आदेश', mr: 'आदेश (मराठी)' },
  },
  { 'y.most': { en: 'Take at most {most}.', hi: 'दूसरा', mr: 'दुसरा' } },
])

test('numbers are grouped and written in the digits of the language; text goes as it is', () => {
  assert.equal(book.say(sentence('Take at most {most}.', { most: 1234567 }), 'en'), 'Take at most 12,34,567.')
  assert.equal(book.say(sentence('Take at most {most}.', { most: 1234567 }), 'mr'), 'जास्तीत जास्त १२,३४,५६७ घ्या.')
  assert.equal(book.say(sentence('Take at most {most}.', { most: '2026' }), 'hi'), 'अधिक से अधिक 2026 लें।')
  assert.equal(book.say('Take at most {most}.', 'hi'), 'अधिक से अधिक {most} लें।', 'nothing to fill in')
})

test('a parameter may be a name in several languages or a sentence of the catalogue', () => {
  const given = sentence('Stopped by {kind} in {town}.', {
    kind: sentence('an order'),
    town: { en: 'Nayapur', hi: 'नयापुर' },
  })
  assert.equal(book.say(given, 'en'), 'Stopped by an order in Nayapur.')
  assert.equal(book.say(given, 'hi'), 'नयापुर में आदेश से रुका है।')
  assert.equal(book.say(given, 'mr'), 'नयापुर मध्ये आदेश (मराठी) मुळे थांबले.')
})

test('what no catalogue has stays English, and the lower floor has the say on what two rooms say alike', () => {
  assert.deepEqual([book.codeOf('Take at most {most}.'), book.codeOf('Unheard of.')], ['x.most', null])
  assert.equal(book.say(sentence('Unheard of {what}.', { what: 'x' }), 'hi'), 'Unheard of x.')
})

test('a value never becomes a place for another value', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      assert.equal(book.say(sentence('Take at most {most}.', { most: value }), 'en'), `Take at most ${value}.`)
    }),
  )
})

test('the body of a problem holds key, parameters, reasons and reference; the error itself speaks English', () => {
  const problem = new Invalid('count', 'Take at most {most}.', { got: 12, parameters: { most: 9 } })
  assert.equal(problem.message, 'Take at most 9.')
  assert.deepEqual(problemBody(problem, 'abc', 'hi', book), {
    type: 'about:blank',
    title: 'Invalid input',
    status: 400,
    code: 'x.most',
    detail: 'अधिक से अधिक 9 लें।',
    parameters: { most: 9 },
    field: 'count',
    got: 12,
    reference: 'abc',
  })
  const refused = new Conflict('place', 'Stopped by {kind} in {town}.', {
    parameters: { kind: 'x', town: 'y' },
    reasons: [sentence('Take at most {most}.', { most: 2 }), 'an order'],
  })
  assert.deepEqual(refused.details.reasons, ['Take at most 2.', 'an order'])
  assert.deepEqual(problemBody(refused, 'abc', 'hi', book).reasons, ['अधिक से अधिक 2 लें।', 'आदेश'])
  assert.equal(problemBody(new TooMany('an order', 5), 'abc', 'hi', book).expected, 'try again in 5 s')
  const broken = problemBody(new Error('secret'), 'abc', 'hi', book)
  assert.ok(broken.status === 500 && !JSON.stringify(broken).includes('secret'))
})

test('the language is the first of ours that is asked for, whatever else stands in the header', () => {
  for (const [asked, language] of [
    [{}, null],
    [{ accepted: '*' }, null],
    [{ accepted: 'en-US,en;q=0.9,hi;q=0.8' }, 'en'],
    [{ accepted: 'hi-IN' }, 'hi'],
    [{ accepted: 'MR' }, 'mr'],
    [{ accepted: 'hi;q=0.2;x=1,en;q=0.1' }, 'hi'],
    [{ lang: 'mr-IN', kept: 'hi' }, 'mr'],
    [{ lang: 'xx', kept: 'hi', accepted: 'en' }, 'hi'],
  ] as const)
    assert.equal(chooseLanguage(asked), language, JSON.stringify(asked))
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (lang, kept, accepted) => {
      const language = chooseLanguage({ lang, kept, accepted })
      assert.ok(language === null || ['en', 'hi', 'mr'].includes(language))
    }),
  )
})
