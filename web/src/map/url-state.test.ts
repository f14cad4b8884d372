import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { formatMapLink, type MapLink, parseMapLink } from './url-state.ts'

const grid = (min: number, max: number, digits: number) =>
  fc.integer({ min: min * 10 ** digits, max: max * 10 ** digits }).map((whole) => whole / 10 ** digits)
const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/)
const value = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).filter((text) => /^[^,;:]+$/.test(text))

const link: fc.Arbitrary<MapLink> = fc.record(
  {
    view: fc.record({
      zoom: grid(0, 22, 2),
      lat: grid(-85, 85, 6),
      lon: grid(-180, 180, 6),
      bearing: grid(-180, 180, 1),
      pitch: grid(0, 85, 1),
    }),
    layersOn: fc.uniqueArray(word, { minLength: 0, maxLength: 12 }),
    selection: fc.record({ kind: word, id: fc.integer({ min: 0, max: 999_999_999_999 }) }),
    filter: fc.dictionary(word, fc.array(value, { minLength: 1, maxLength: 6 }), {
      minKeys: 1,
      maxKeys: 4,
      noNullPrototype: true,
    }),
    asOf: fc
      .date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
    theme: fc.constantFrom('light' as const, 'dark' as const, 'contrast' as const),
    language: fc.constantFrom('en' as const, 'hi' as const, 'mr' as const),
  },
  { requiredKeys: [], noNullPrototype: true },
)

describe('a link to the map', () => {
  it('comes back as it went out, whatever it holds', () => {
    fc.assert(
      fc.property(link, (original) =>
        assert.deepEqual(parseMapLink(`?${formatMapLink(original)}`), structuredClone(original)),
      ),
    )
  })

  it('never throws on hostile text, and keeps only sane parts', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const read = parseMapLink(`map=${a}&layers=${b}&at=${a}&only=${b}&theme=${a}&asOf=${b}`)
        if (read.view) assert.ok(Math.abs(read.view.lat) <= 85 && read.view.zoom <= 22)
        for (const id of read.layersOn ?? []) assert.match(id, /^[a-z][a-z0-9-]*$/)
      }),
    )
  })

  it('reads as a person would write it', () => {
    const text = formatMapLink({
      view: { zoom: 16.25, lat: 23.1, lon: 77.95, bearing: 0, pitch: 0 },
      layersOn: ['parcels', 'wards'],
      selection: { kind: 'parcel', id: 12 },
    })
    assert.equal(decodeURIComponent(text), 'map=16.25/23.1/77.95&layers=parcels,wards&at=parcel:12')
  })

  it('drops a view in the sea of numbers and a day that is not in the calendar', () => {
    assert.deepEqual(parseMapLink('map=99/23/77&asOf=2023-02-30&at=parcel:-4'), {})
    assert.deepEqual(parseMapLink('map=//&theme=pink&lang=xx'), {})
  })
})
