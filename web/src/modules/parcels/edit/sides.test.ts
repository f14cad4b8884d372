import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cutByLine } from '../../../../../backend/src/modules/parcels/rules-cut.ts'
import type { LonLat } from '../../../map/index.ts'
import { alongSide, middleOf, reachOut, ringsOf, sidesOf } from './sides.ts'

const plot: GeoJSON.MultiPolygon = {
  type: 'MultiPolygon',
  coordinates: [
    [
      [
        [77.91, 23.1],
        [77.91023, 23.10004],
        [77.91021, 23.10031],
        [77.90999, 23.1003],
        [77.91, 23.1],
      ],
    ],
  ],
}
const rings = ringsOf(plot)

test('a degree of latitude at the equator and at Bhopal is what the ellipsoid says, to a centimetre a kilometre', () => {
  const north = (lat: number) => sidesOf([[[77, lat] as LonLat, [77, lat + 0.01] as LonLat]])[0]!.lengthM
  assert.ok(Math.abs(north(0) - 1105.74) < 0.02, String(north(0)))
  assert.ok(Math.abs(north(23.25) - 1107.45) < 0.05, String(north(23.25)))
})

test('a place on a side is told by metres from its start; the ends are the corners themselves', () => {
  const [side] = sidesOf(rings) as [ReturnType<typeof sidesOf>[number]]
  assert.equal(alongSide(side, 0), side.from)
  assert.equal(alongSide(side, 999), side.to)
  const half = alongSide(side, side.lengthM / 2)
  assert.ok(Math.abs(half[0] - 77.910115) < 1e-7, String(half))
})

test('wherever two sides are joined by metres along them, the plot is parted in two', () => {
  const sides = sidesOf(rings)
  const share = fc.double({ min: 0.02, max: 0.98, noNaN: true })
  fc.assert(
    fc.property(share, share, fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 3 }), (a, b, one, step) => {
      const [from, to] = [sides[one]!, sides[(one + step) % 4]!]
      const line = [alongSide(from, from.lengthM * a), alongSide(to, to.lengthM * b)]
      assert.equal(cutByLine(plot, reachOut(line, rings)).pieces.length, 2)
    }),
    { numRuns: 300 },
  )
})

test('an end on a corner, or in the open, stays where it is', () => {
  const line: LonLat[] = [
    [77.91, 23.1],
    [77.9101, 23.1001],
    [77.92, 23.11],
  ]
  assert.deepEqual(reachOut(line, rings), line)
  assert.deepEqual(reachOut([], rings), [])
})

test('the words of a plot stand in its middle', () => {
  const [lon, lat] = middleOf(plot)
  assert.ok(lon > 77.91 && lon < 77.9102 && lat > 23.1001 && lat < 23.1003, `${lon} ${lat}`)
})
