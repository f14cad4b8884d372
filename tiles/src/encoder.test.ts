import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { classifyRings, VectorTile, type VectorTileFeature } from '@mapbox/vector-tile'
import { kinks } from '@turf/kinks'
import fc from 'fast-check'
import { PbfReader } from 'pbf'
import { createDictionary, type TileValue } from './dictionary.ts'
import { encodeTile, type TileSource } from './encoder.ts'
import { tileIndex, tileOrigin, worldToLat, worldToLon } from './mercator.ts'
import { type FeatureInput, type GeometryKind, SegmentBuilder } from './segment.ts'
import { doubleArea, isSimple } from './valid-polygon.ts'

const zoom = 16
const tileX = 46_957
const tileY = 28_440

/** Degrees of a point given in units of the test tile, which may lie outside 0…4096. */
const at = (x: number, y: number): [number, number] => [
  worldToLon(tileOrigin(zoom, tileX) + x * 2 ** (20 - zoom)),
  worldToLat(tileOrigin(zoom, tileY) + y * 2 ** (20 - zoom)),
]
const path = (...points: [number, number][]): number[] => points.flatMap(([x, y]) => at(x, y))
const square = (x: number, y: number, size: number) =>
  path([x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y])

function layerOf(
  geometry: GeometryKind,
  features: Omit<FeatureInput, 'values'>[],
  values: TileValue[][] = [],
): TileSource {
  const keys = (values[0] ?? []).map((_, i) => `key${i}`)
  const dictionaries = keys.map(() => createDictionary())
  const builder = new SegmentBuilder(geometry, dictionaries)
  features.forEach((feature, i) => {
    builder.add({ ...feature, values: values[i] ?? [] })
  })
  const columns = keys.map((key, column) => ({ key, column, dictionary: dictionaries[column]! }))
  return { name: 'plots', segments: [builder.finish()], columns }
}

function decode(bytes: Uint8Array, layer = 'plots'): VectorTileFeature[] {
  const found = new VectorTile(new PbfReader(bytes)).layers[layer]
  return found ? Array.from({ length: found.length }, (_, i) => found.feature(i)) : []
}

const rings = (feature: VectorTileFeature): number[][] =>
  feature.loadGeometry().map((ring) => ring.flatMap((point) => [point.x, point.y]))

const openRings = (feature: VectorTileFeature): number[][] => rings(feature).map((ring) => ring.slice(0, -2))

/** Signed area of everything drawn, in square units: holes count against their outer rings. */
const areaOf = (features: VectorTileFeature[]): number =>
  features.flatMap(openRings).reduce((sum, ring) => sum + doubleArea(ring) / 2, 0)

/** Every polygon of every feature is simple, its outer ring positive, its holes negative. */
function assertValid(features: VectorTileFeature[]): void {
  for (const feature of features) {
    const polygons = classifyRings(feature.loadGeometry())
    for (const polygon of polygons) {
      const flat = polygon.map((ring) => ring.slice(0, -1).flatMap((point) => [point.x, point.y]))
      const each = flat.map((ring) => isSimple(ring, [ring.length]))
      assert.ok(each.every(Boolean), `feature ${feature.id} has a ring that meets itself: ${JSON.stringify(flat)}`)
      flat.forEach((ring, i) => {
        assert.ok(
          i === 0 ? doubleArea(ring) > 0 : doubleArea(ring) < 0,
          `ring ${i} of ${feature.id} turns the wrong way`,
        )
      })
    }
  }
}

describe('a polygon in a tile', () => {
  it('keeps its place, its winding and its attributes', () => {
    const source = layerOf('polygon', [{ id: 7, polygons: [[square(100, 200, 50)]] }], [['घर', 3, -4, 2.5, true, null]])
    const [feature] = decode(encodeTile([source], zoom, tileX, tileY))
    assert.equal(feature!.id, 7)
    assert.deepEqual({ ...feature!.properties }, { key0: 'घर', key1: 3, key2: -4, key3: 2.5, key4: true })
    assert.equal(feature!.extent, 4096)
    assert.equal(areaOf([feature!]), 2500)
    const xs = rings(feature!)[0]!.filter((_, i) => i % 2 === 0)
    assert.deepEqual([Math.min(...xs), Math.max(...xs)], [100, 150])
  })

  it('has its hole turned against its outer ring whichever way both were drawn', () => {
    const hole = square(110, 110, 10)
    const backwards = path([100, 150], [150, 150], [150, 100], [100, 100], [100, 150])
    for (const outer of [square(100, 100, 50), backwards]) {
      const features = decode(
        encodeTile([layerOf('polygon', [{ id: 1, polygons: [[outer, hole]] }])], zoom, tileX, tileY),
      )
      assertValid(features)
      assert.equal(areaOf(features), 2400)
    }
  })

  it('falls apart into clean pieces where a comb crosses the edge of the tile', () => {
    const comb = path(
      [4000, 0],
      [4400, 0],
      [4400, 100],
      [4000, 100],
      [4000, 90],
      [4300, 90],
      [4300, 60],
      [4000, 60],
      [4000, 50],
      [4300, 50],
      [4300, 30],
      [4000, 30],
    )
    const features = decode(encodeTile([layerOf('polygon', [{ id: 1, polygons: [[comb]] }])], zoom, tileX, tileY))
    assertValid(features)
    assert.equal(classifyRings(features[0]!.loadGeometry()).length, 3)
    assert.equal(areaOf(features), 160 * 30 + 160 * 10 + 160 * 10)
  })

  it('opens a hole that crosses the edge of the tile', () => {
    const outer = square(3900, 100, 1000)
    const hole = square(4100, 200, 500)
    const features = decode(
      encodeTile([layerOf('polygon', [{ id: 1, polygons: [[outer, hole]] }])], zoom, tileX, tileY),
    )
    assertValid(features)
    assert.equal(areaOf(features), 260 * 1000 - 60 * 500)
  })

  it('covers the whole buffered tile when the tile lies inside it', () => {
    const features = decode(
      encodeTile(
        [layerOf('polygon', [{ id: 1, polygons: [[square(-90_000, -90_000, 180_000)]] }])],
        zoom,
        tileX,
        tileY,
      ),
    )
    assert.equal(areaOf(features), (4096 + 128) ** 2)
  })

  it('is left out when it has less than one unit of area, and takes its values with it', () => {
    const source = layerOf(
      'polygon',
      [
        { id: 1, polygons: [[square(10, 10, 0.2)]] },
        { id: 2, polygons: [[square(20, 20, 8)]] },
      ],
      [['gone'], ['here']],
    )
    const bytes = encodeTile([source], zoom, tileX, tileY)
    assert.deepEqual(
      decode(bytes).map((feature) => feature.properties.key0),
      ['here'],
    )
    assert.ok(!Buffer.from(bytes).includes('gone'))
  })

  it('leaves an empty tile empty', () => {
    const source = layerOf('polygon', [{ id: 1, polygons: [[square(10, 10, 8)]] }])
    assert.equal(encodeTile([source], zoom, tileX + 9, tileY).length, 0)
  })
})

describe('lines and points', () => {
  it('cuts a line into the pieces that lie inside the tile', () => {
    const line = path([-500, 10], [4600, 10], [4600, 20], [-500, 20])
    const features = decode(encodeTile([layerOf('line', [{ id: 5, polygons: [[line]] }])], zoom, tileX, tileY))
    assert.deepEqual(rings(features[0]!), [
      [-64, 10, 4160, 10],
      [4160, 20, -64, 20],
    ])
  })

  it('keeps a point in the tile and in its buffer, nowhere else', () => {
    const source = layerOf(
      'point',
      [
        [5, 5],
        [4150, 5],
        [4170, 5],
      ].map(([x, y], i) => ({ id: i + 1, polygons: [[path([x!, y!])]] })),
    )
    const ids = (x: number) =>
      decode(encodeTile([source], zoom, x, tileY))
        .map((feature) => feature.id)
        .sort()
    assert.deepEqual(ids(tileX), [1, 2])
    assert.deepEqual(ids(tileX + 1), [2, 3])
  })
})

/** A star-shaped ring round a centre: simple, often concave, possibly long. */
const star = fc
  .tuple(
    fc.integer({ min: -300, max: 4400 }),
    fc.integer({ min: -300, max: 4400 }),
    fc.array(fc.double({ min: 0.05, max: 1, noNaN: true }), { minLength: 3, maxLength: 24 }),
    fc.integer({ min: 2, max: 1500 }),
  )
  .map(([x, y, radii, reach]) =>
    path(
      ...radii.map((radius, i): [number, number] => {
        const angle = (i / radii.length) * 2 * Math.PI
        return [x + radius * reach * Math.cos(angle), y + radius * reach * Math.sin(angle)]
      }),
    ),
  )

/** Any closed scribble: crossings, folds, repeats. */
const scribble = fc
  .array(fc.tuple(fc.integer({ min: -200, max: 300 }), fc.integer({ min: -200, max: 300 })), {
    minLength: 3,
    maxLength: 14,
  })
  .map((points) => path(...points.map(([x, y]): [number, number] => [x, y])))

describe('for any polygon', () => {
  it('tiles hold valid rings of whole numbers inside the buffer, at every zoom', () => {
    fc.assert(
      fc.property(fc.oneof(star, scribble), fc.integer({ min: 8, max: 19 }), (ring, z) => {
        const x = tileIndex(z, tileOrigin(zoom, tileX))
        const y = tileIndex(z, tileOrigin(zoom, tileY))
        const features = decode(encodeTile([layerOf('polygon', [{ id: 1, polygons: [[ring]] }])], z, x, y))
        assertValid(features)
        // A second opinion by a library that knows nothing of our own check.
        const coordinates = features.flatMap((feature) => feature.loadGeometry().map((r) => r.map((p) => [p.x, p.y])))
        for (const ringOnly of coordinates) {
          assert.equal(kinks({ type: 'Polygon', coordinates: [ringOnly] }).features.length, 0)
        }
        const numbers = features.flatMap(rings).flat()
        assert.ok(numbers.every((value) => Number.isInteger(value) && value >= -64 && value <= 4160))
      }),
      { numRuns: 600 },
    )
  })

  it('a tile holds as much area as its four children together', () => {
    fc.assert(
      fc.property(star, (ring) => {
        const source = layerOf('polygon', [{ id: 1, polygons: [[ring]] }])
        const area = (z: number, x: number, y: number) => areaOf(decode(encodeTile([source], z, x, y, { buffer: 0 })))
        const parent = area(zoom, tileX, tileY)
        const children = [0, 1, 2, 3].map((i) => area(zoom + 1, tileX * 2 + (i & 1), tileY * 2 + (i >> 1)))
        const sum = children.reduce((total, value) => total + value, 0) / 4
        const perimeter = 24 * 1500
        assert.ok(Math.abs(parent - sum) <= Math.max(2, perimeter * 0.6), `${parent} against ${sum}`)
        if (parent > 1e5) assert.ok(Math.abs(parent - sum) / parent < 0.03, `${parent} against ${sum}`)
      }),
      { numRuns: 200 },
    )
  })

  it('a feature is in exactly the tiles that it touches', () => {
    fc.assert(
      fc.property(fc.integer({ min: -4000, max: 8000 }), fc.integer({ min: -4000, max: 8000 }), (x, y) => {
        const source = layerOf('polygon', [{ id: 3, polygons: [[square(x, y, 300)]] }])
        for (const [dx, dy] of [
          [-1, 0],
          [0, 0],
          [1, 0],
          [0, 1],
          [1, 1],
        ] as const) {
          const features = decode(encodeTile([source], zoom, tileX + dx, tileY + dy))
          const inside = (v: number, d: number) => v - d * 4096 < 4160 && v - d * 4096 + 300 > -64
          assert.equal(features.length === 1, inside(x, dx) && inside(y, dy))
        }
      }),
    )
  })

  it('neighbours that share an edge still share it in the tile, also where the tile cuts it', () => {
    const shared = fc.array(fc.tuple(fc.integer({ min: -30, max: 30 }), fc.integer({ min: 3, max: 400 })), {
      minLength: 2,
      maxLength: 12,
    })
    fc.assert(
      fc.property(shared, fc.integer({ min: 3600, max: 4200 }), fc.integer({ min: 13, max: 17 }), (steps, start, z) => {
        let y = start
        const wall = steps.map(([x, down]): [number, number] => {
          y += down * 1.13
          return [2000 + x * 1.37, y]
        })
        const top = wall[0]![1]
        const bottom = wall[wall.length - 1]![1]
        const west = path([1000, top], ...wall, [1000, bottom])
        const east = path([3000, top], ...wall, [3000, bottom])
        const tile = [
          z,
          tileIndex(z, tileOrigin(zoom, tileX) + 2000 * 16),
          tileIndex(z, tileOrigin(zoom, tileY) + 4000 * 16),
        ] as const
        const area = (...polygons: number[][]) =>
          areaOf(
            decode(
              encodeTile(
                [
                  layerOf(
                    'polygon',
                    polygons.map((ring, i) => ({ id: i, polygons: [[ring]] })),
                  ),
                ],
                ...tile,
              ),
            ),
          )
        const whole = path([1000, top], [3000, top], [3000, bottom], [1000, bottom])
        assert.equal(area(west, east), area(whole))
      }),
      { numRuns: 300 },
    )
  })
})

describe('the reader the tests trust', () => {
  const folder = new URL('../../../shared/cases/conformance/mvt/', import.meta.url)
  it('reads the published fixtures as their authors say', {
    skip: !existsSync(folder) && 'no conformance fixtures here',
  }, () => {
    let read = 0
    for (const name of readdirSync(folder)) {
      const info = JSON.parse(readFileSync(new URL(`${name}/info.json`, folder), 'utf8'))
      const expected = JSON.parse(readFileSync(new URL(`${name}/tile.json`, folder), 'utf8'))
      if (!info.validity.v2 || !expected.layers?.[0]?.features.length) continue
      const tile = new VectorTile(new PbfReader(readFileSync(new URL(`${name}/tile.mvt`, folder))))
      const layer = tile.layers[expected.layers[0].name]!
      assert.equal(layer.length, expected.layers[0].features.length, name)
      read++
    }
    assert.ok(read >= 5)
  })
})
