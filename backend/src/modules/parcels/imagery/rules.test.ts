import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  countTiles,
  deepestZoom,
  gridMetres,
  gridOf,
  shallowestZoom,
  squaresOf,
  squareTiles,
  tilesOf,
} from './rules.ts'

test('a tile’s own grid touches that tile alone', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.nat(), fc.nat(), (z, a, b) => {
      const [x, y] = [a % 2 ** z, b % 2 ** z]
      assert.deepEqual(tilesOf(gridOf(z, x, y, 1), z), { x0: x, y0: y, x1: x, y1: y })
    }),
  )
})

test('squares cover every tile of a zoom once', () => {
  const grid = gridOf(12, 100, 200, 21)
  const seen = new Set<string>()
  for (const { x, y } of squaresOf(grid, 12))
    for (let dy = 0; dy < squareTiles; dy++)
      for (let dx = 0; dx < squareTiles; dx++) if (x + dx <= 120 && y + dy <= 220) seen.add(`${x + dx} ${y + dy}`)
  assert.equal(seen.size, 21 * 21)
  assert.equal(countTiles(grid, 12, 12), 21 * 21)
})

test('the pyramid begins where the picture is as fine as it is and ends where it is four tiles', () => {
  const deepest = deepestZoom(0.14)
  assert.ok(gridMetres(deepest) <= 0.19 && gridMetres(deepest - 1) > 0.14, String(deepest))
  const grid = gridOf(18, 1000, 1000, 40)
  const top = shallowestZoom(grid, 18)
  const { x0, x1, y0, y1 } = tilesOf(grid, top)
  assert.ok(x1 - x0 <= 1 && y1 - y0 <= 1 && top < 18)
})
