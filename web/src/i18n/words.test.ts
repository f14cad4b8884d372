import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wordsOf } from './words.ts'

const rooms = {
  shell: { nav: { home: 'Home' }, greeting: 'Welcome, {{name}} of {{town}}' },
  map: { found_one: '{{count}} place', found_other: '{{count}} places' },
}

test('words are found by room and path, in every catalogue that was given', () => {
  const t = wordsOf('en', [rooms, { office: { title: 'Office' } }])
  assert.equal(t('shell:nav.home'), 'Home')
  assert.equal(t('office:title'), 'Office')
})

test('blanks are filled, and a blank that nobody fills stays to be seen', () => {
  const t = wordsOf('en', [rooms])
  assert.equal(t('shell:greeting', { name: '{{town}}', town: 'Nayapur' }), 'Welcome, {{town}} of Nayapur')
  assert.equal(t('shell:greeting', { name: 'Asha' }), 'Welcome, Asha of {{town}}')
})

test('a count chooses the plural of its language: Hindi says "one" for nothing too', () => {
  assert.equal(wordsOf('en', [rooms])('map:found', { count: 1 }), '1 place')
  assert.equal(wordsOf('en', [rooms])('map:found', { count: 0 }), '0 places')
  assert.equal(wordsOf('hi', [rooms])('map:found', { count: 0 }), '0 place')
})

test('a key without words is answered with itself', () => {
  const t = wordsOf('en', [rooms])
  assert.equal(t('shell:nav.nowhere'), 'shell:nav.nowhere')
  assert.equal(t.has('shell:nav.nowhere'), false)
  assert.equal(t.has('shell:nav'), false)
  assert.equal(t.has('shell:nav.home'), true)
})
