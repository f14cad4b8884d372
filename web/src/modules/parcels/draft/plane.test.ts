import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { planeOf } from './plane.ts'

test('a corner that is drawn and taken back is where it was, to a millimetre of the grid', () => {
  const corner = fc.tuple(
    fc.double({ min: 77.9, max: 77.902, noNaN: true }),
    fc.double({ min: 23.1, max: 23.102, noNaN: true }),
  )
  fc.assert(
    fc.property(fc.array(corner, { minLength: 3, maxLength: 12 }), (corners) => {
      const plane = planeOf(corners)
      for (const place of corners) {
        const [lon, lat] = plane.from(plane.to(place))
        assert.ok(Math.abs(lon - place[0]) < 2e-8 && Math.abs(lat - place[1]) < 2e-8, `${lon} ${lat}`)
        const { x, y } = plane.to(place)
        assert.ok(x >= 0 && x <= plane.size && y >= 0 && y <= plane.size, `${x} ${y}`)
      }
    }),
  )
})

test('a plot of twenty by twenty metres is drawn square', () => {
  const plane = planeOf([
    [77.9, 23.1],
    [77.9 + 20 / (111_132 * Math.cos((23.1 * Math.PI) / 180)), 23.1 + 20 / 111_132],
  ])
  const [a, b] = [
    plane.to([77.9, 23.1]),
    plane.to([77.9 + 20 / (111_132 * Math.cos((23.1 * Math.PI) / 180)), 23.1 + 20 / 111_132]),
  ]
  assert.ok(Math.abs(Math.abs(b.x - a.x) - Math.abs(b.y - a.y)) < 0.1)
  assert.ok(Math.abs(plane.perMetre * 20 - Math.abs(b.y - a.y)) < 0.1)
})
