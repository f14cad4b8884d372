import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { keepView, readSearch, readView, writeSearch } from './view.ts'

test('a view that is written into an address is read back the same', () => {
  const view = fc.record(
    {
      lang: fc.constantFrom('en', 'hi', 'mr'),
      theme: fc.constantFrom('system', 'light', 'dark', 'contrast'),
      map: fc.string({ minLength: 1, maxLength: 60 }),
      q: fc.string({ minLength: 1, maxLength: 100, unit: 'grapheme' }),
      asOf: fc.constant('2023-04-01'),
      layers: fc.constantFrom('parcels', 'parcels,wards'),
    },
    { requiredKeys: [] },
  )
  fc.assert(fc.property(view, (before) => assert.deepEqual(readView(readSearch(writeSearch(before))), { ...before })))
})

test('whatever stands in an address, reading it never fails and never lets a stranger in', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.anything()), (raw) => {
      const view = readView(raw)
      for (const [key, value] of Object.entries(view)) assert.equal(typeof value, 'string', key)
    }),
  )
  assert.deepEqual(readView({ lang: 'xx', theme: 'neon', q: 'x'.repeat(301), at: 7, other: 'y' }), {})
})

test('an address stays readable', () => {
  assert.equal(
    writeSearch({ map: '16/23.1/77.9', layers: 'parcels,wards', at: 'parcel:12' }),
    '?map=16/23.1/77.9&layers=parcels,wards&at=parcel:12',
  )
  assert.equal(writeSearch({ q: undefined, ward: '' }), '')
})

test('language, theme and the way without WebGL go along from page to page, the rest stays', () => {
  assert.deepEqual(keepView({ lang: 'mr', theme: 'dark', webgl: 'off', at: 'parcel:1', q: 'x' }), {
    lang: 'mr',
    theme: 'dark',
    webgl: 'off',
  })
})
