import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Cover } from './cover.ts'
import { tileIndex, tileOrigin, worldToLat, worldToLon } from './mercator.ts'
import { type Segment, SegmentBuilder } from './segment.ts'
import { doubleArea, isSimple } from './valid-polygon.ts'

const zoom = 13
const tile = [zoom, 5869, 3555] as const

/** A ring of lon,lat from points in units of the z13 test tile. */
const ring = (...points: [number, number][]): number[] =>
  points.flatMap(([x, y]) => [
    worldToLon(tileOrigin(zoom, tile[1]) + x * 128),
    worldToLat(tileOrigin(zoom, tile[2]) + y * 128),
  ])
const box = (x: number, y: number, w: number, h: number) => ring([x, y], [x + w, y], [x + w, y + h], [x, y + h])

function segmentOf(rings: number[][]): Segment {
  const builder = new SegmentBuilder('polygon', [])
  rings.forEach((points, id) => {
    builder.add({ id, polygons: [[points]], values: [] })
  })
  return builder.finish(14)
}

const coverOf = (rings: number[][]): Cover => {
  const segment = segmentOf(rings)
  return new Cover(() => [segment])
}

const areaOf = (polygons: number[][][]): number =>
  polygons.flat().reduce((sum, points) => sum + doubleArea(points) / 2, 0)

/** Rows of plots with streets between, as a town has them. */
const blocks = (plotUnits: number, streetUnits: number): number[][] => {
  const rings: number[][] = []
  for (let y = 100; y + 2 * plotUnits < 3900; y += 2 * plotUnits + streetUnits) {
    for (let x = 100; x + 8 * plotUnits < 3900; x += 8 * plotUnits + streetUnits) {
      for (let i = 0; i < 16; i++) {
        rings.push(box(x + (i % 8) * plotUnits, y + Math.floor(i / 8) * plotUnits, plotUnits, plotUnits))
      }
    }
  }
  return rings
}

describe('a town seen from afar', () => {
  it('shows its blocks as wholes, with the streets between and the same area', () => {
    const rings = blocks(20, 24)
    const polygons = coverOf(rings).polygons(...tile)
    assert.equal(polygons.length, rings.length / 16)
    const drawn = areaOf(polygons)
    const real = rings.length * 400
    assert.ok(Math.abs(drawn - real) / real < 0.05, `${drawn} drawn of ${real}`)
  })

  it('stays full at every zoom: the area drawn does not fall below the plots themselves', () => {
    const rings = blocks(12, 6)
    const cover = coverOf(rings)
    for (let z = 12; z >= 8; z--) {
      const [x, y] = [tile[1] >> (13 - z), tile[2] >> (13 - z)]
      const drawn = areaOf(cover.polygons(z, x, y)) * 4 ** (13 - z)
      assert.ok(drawn >= rings.length * 144 * 0.95, `z${z}: ${drawn} of ${rings.length * 144}`)
    }
  })

  it('draws valid polygons that never touch one another, whatever the plots', () => {
    const anyBox = fc
      .tuple(
        fc.integer({ min: -200, max: 4200 }),
        fc.integer({ min: -200, max: 4200 }),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 400 }),
      )
      .map(([x, y, w, h]) => ring([x, y], [x + w, y + h / 3], [x + w / 2, y + h]))
    fc.assert(
      fc.property(fc.array(anyBox, { minLength: 1, maxLength: 60 }), fc.integer({ min: 9, max: 13 }), (rings, z) => {
        const polygons = coverOf(rings).polygons(z, tile[1] >> (13 - z), tile[2] >> (13 - z))
        const ends: number[] = []
        for (const points of polygons.flat()) ends.push((ends[ends.length - 1] ?? 0) + points.length)
        assert.ok(isSimple(polygons.flat(2), ends))
        for (const [outer, ...holes] of polygons) {
          assert.ok(doubleArea(outer!) > 0 && holes.every((hole) => doubleArea(hole) < 0))
        }
        assert.ok(polygons.flat(2).every((value) => Number.isInteger(value) && value >= -68 && value <= 4164))
      }),
      { numRuns: 120 },
    )
  })

  it('agrees with the neighbouring tile about what lies across their edge', () => {
    const cover = coverOf([box(3000, 1000, 2200, 800)])
    const here = areaOf(cover.polygons(zoom, tile[1], tile[2]))
    const there = areaOf(cover.polygons(zoom, tile[1] + 1, tile[2]))
    assert.ok(Math.abs(here - (4096 - 3000 + 66) * 800) < 3000)
    assert.ok(Math.abs(there - (5200 - 4096 + 66) * 800) < 3000)
  })

  it('shows an edit once its place is forgotten, painted beforehand or not', async () => {
    let segment = segmentOf([box(1000, 1000, 400, 400)])
    const cover = new Cover(() => [segment])
    await cover.warm()
    const held = cover.byteLength
    assert.ok(held > 0)
    segment = segmentOf([box(1000, 1000, 400, 400), box(2000, 2000, 400, 400)])
    const at = (units: number, corner: number) => tileOrigin(zoom, corner) + units * 128
    cover.forget([at(2000, tile[1]), at(2000, tile[2]), at(2400, tile[1]), at(2400, tile[2])])
    assert.equal(cover.polygons(...tile).length, 2)
    assert.equal(cover.polygons(10, tile[1] >> 3, tile[2] >> 3).length, 2)
    assert.equal(tileIndex(zoom, at(5, tile[1])), tile[1])
  })
})
