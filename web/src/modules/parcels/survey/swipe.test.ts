import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clipAt, hullOf } from './swipe.ts'

const square: GeoJSON.MultiPolygon = {
  type: 'MultiPolygon',
  coordinates: [[[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]]],
} // biome-ignore format: a row
const doubled = (polygon: GeoJSON.MultiPolygon | null) =>
  (polygon === null ? [] : polygon.coordinates[0]![0]!).reduce((sum, corner, at, ring) => {
    const next = ring[(at + 1) % ring.length]!
    return sum + corner[0]! * next[1]! - next[0]! * corner[1]!
  }, 0)

test('both sides of the swipe together are the whole, wherever it stands', () => {
  for (const lon of [-1, 0, 0.5, 1, 3.999, 4, 9]) {
    const sum = doubled(clipAt(square, lon, 'west')) + doubled(clipAt(square, lon, 'east'))
    assert.ok(Math.abs(sum - 32) < 1e-9, `${lon}: ${sum}`)
  }
})

test('what lies wholly beyond is nothing', () => {
  assert.equal(clipAt(square, -1, 'west'), null)
  assert.deepEqual(clipAt(square, 9, 'east'), null)
})

test('a hull goes round all places and leaves inner ones out', () => {
  assert.deepEqual(hullOf([[0, 0], [2, 0], [1, 1], [2, 2], [0, 2]]), [[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]) // biome-ignore format: a row
  assert.deepEqual(hullOf([[0, 0], [1, 1]]), []) // biome-ignore format: a row
})
