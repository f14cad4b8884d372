import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MultiPolygon, Polygon } from 'geojson'
import { areaSqm, isSamePolygon, joinToCorners, projectionOf, requireValidPolygon } from './rules-geometry.ts'

const box = (west: number, south: number, east: number, north: number): Polygon => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
})

// domain.md §8, PROJ 9.5.1: easting and northing of towns.
const places: [string, number, number, number, number, number][] = [
  ['GE-01 Indore', 75.8577, 22.7196, 32643, 588081.237, 2512734.751],
  ['GE-02 Bhopal', 77.4126, 23.2599, 32643, 746821.571, 2574344.052],
  ['GE-03 Ujjain', 75.7885, 23.1765, 32643, 580703.01, 2563277.042],
  ['GE-04 Gwalior', 78.1828, 26.2183, 32644, 218514.693, 2902918.483],
  ['GE-05 Jabalpur', 79.9864, 23.1815, 32644, 396260.366, 2563973.231],
  ['GE-06 Raipur', 81.6296, 21.2514, 32644, 565324.363, 2350101.272],
  ['GE-07 Pune', 73.8567, 18.5204, 32643, 379320.818, 2048144.623],
]

test('Positions project as PROJ does, to a millimetre', () => {
  for (const [name, lon, lat, srid, easting, northing] of places) {
    const [x, y] = projectionOf(srid)([lon, lat])
    assert.ok(Math.abs(x! - easting) < 0.001 && Math.abs(y! - northing) < 0.001, `${name}: ${x}, ${y}`)
  }
})

test('Areas are taken in the UTM zone of the town, not on the sphere and not in Web Mercator', () => {
  const cases: [string, Polygon, number][] = [
    ['GE-09', box(75.8577, 22.7196, 75.858, 22.72), 1364.368],
    ['GE-10', box(77.4126, 23.2599, 77.4129, 23.2602), 1020.623],
    ['GE-13', box(77.4, 23.25, 77.41, 23.26), 1134057.145],
  ]
  for (const [name, polygon, expected] of cases) {
    const area = areaSqm(requireValidPolygon(polygon), 32643)
    assert.ok(Math.abs(area - expected) / expected < 1e-6, `${name}: ${area}`)
  }
})

test('Longitude 78 measures in the zone of the town, whichever side it lies on', () => {
  assert.ok(Math.abs(projectionOf(32643)([78, 26.2])[0]! - 799806.963) < 0.001)
  assert.ok(Math.abs(projectionOf(32644)([78, 26.2])[0]! - 200193.037) < 0.001)
  assert.throws(() => projectionOf(3857), RangeError)
})

test('A crossed polygon is refused with the place of the crossing', () => {
  const bow: Polygon = {
    type: 'Polygon',
    coordinates: [
      [
        [77.9, 23],
        [77.902, 23.002],
        [77.902, 23],
        [77.9, 23.002],
        [77.9, 23],
      ],
    ],
  }
  assert.throws(
    () => requireValidPolygon(bow),
    (error: Error & { status: number; details: { got: { point: number[] } } }) => {
      assert.equal(error.status, 400)
      assert.ok(Math.abs(error.details.got.point[0]! - 77.901) < 1e-6, String(error.details.got.point))
      assert.ok(Math.abs(error.details.got.point[1]! - 23.001) < 1e-6)
      return true
    },
  )
})

test('Open rings, empty polygons, two corners and corners off the earth are refused', () => {
  const wrong: Polygon[] = [
    { type: 'Polygon', coordinates: [] },
    {
      type: 'Polygon',
      coordinates: [
        [
          [77.9, 23],
          [77.91, 23],
          [77.91, 23.01],
        ],
      ],
    },
    {
      type: 'Polygon',
      coordinates: [
        [
          [77.9, 23],
          [77.91, 23],
          [77.9, 23],
        ],
      ],
    },
    box(377.9, 23, 378, 23.1),
    {
      type: 'Polygon',
      coordinates: [
        [
          [Number.NaN, 23],
          [77.91, 23],
          [77.91, 23.01],
          [Number.NaN, 23],
        ],
      ],
    },
  ]
  for (const polygon of wrong) assert.throws(() => requireValidPolygon(polygon), { status: 400 })
})

test('A polygon is stored with its shell counter-clockwise and a hole clockwise, and the hole is no land', () => {
  const clockwise: Polygon = {
    type: 'Polygon',
    coordinates: [
      [...box(77.9, 23, 77.902, 23.002).coordinates[0]!].reverse(),
      box(77.9005, 23.0005, 77.9015, 23.0015).coordinates[0]!,
    ],
  }
  const stored = requireValidPolygon(clockwise)
  const whole = areaSqm(requireValidPolygon(box(77.9, 23, 77.902, 23.002)), 32643)
  assert.ok(Math.abs(areaSqm(stored, 32643) - whole * 0.75) < 0.01)
  assert.ok(isSamePolygon(stored, requireValidPolygon(stored)))
})

test("A corner within a centimetre of a neighbour becomes the neighbour's, and an edge that passes one takes it in", () => {
  const drawn = requireValidPolygon(box(77.9, 23, 77.901, 23.001))
  const neighbour = [
    [77.901, 23.0004],
    [77.90100006, 23.00100003],
    [77.905, 23],
  ]
  const joined: MultiPolygon = joinToCorners(drawn, neighbour)
  const ring = joined.coordinates[0]![0]!
  assert.ok(ring.some(([lon, lat]) => lon === 77.901 && lat === 23.0004))
  assert.ok(ring.some(([lon, lat]) => lon === 77.90100006 && lat === 23.00100003))
  assert.equal(ring.length, drawn.coordinates[0]![0]!.length + 1)
  assert.ok(isSamePolygon(joinToCorners(joined, neighbour), joined), 'joining twice changes nothing')
})
