/** The pyramid of a picture: which zooms, which tiles. Pure. */

/** Half the width of the world in Web Mercator, metres. */
const half = 20_037_508.342789244
export const tilePixels = 256
/** Squares of the lowest level are cut at once: eight by eight tiles are sixteen megabytes. */
export const squareTiles = 8
export const mostTiles = 120_000

export type Grid = readonly [west: number, south: number, east: number, north: number]
export type Tile = { z: number; x: number; y: number }

/** Metres of the grid that one pixel covers at a zoom. */
export const gridMetres = (zoom: number): number => (2 * half) / tilePixels / 2 ** zoom

/** The zoom whose pixels are no coarser than the picture's, at most 22. */
export function deepestZoom(gridMetresOfPixel: number): number {
  const exact = Math.log2((2 * half) / tilePixels / gridMetresOfPixel)
  return Math.max(0, Math.min(22, Math.ceil(exact - 0.3)))
}

/** Tiles of a zoom that a grid touches: columns and rows, both ends included. */
export function tilesOf(grid: Grid, z: number): { x0: number; y0: number; x1: number; y1: number } {
  const size = (2 * half) / 2 ** z
  const last = 2 ** z - 1
  const at = (metres: number) => Math.min(last, Math.max(0, Math.floor(metres / size)))
  // A picture that ends on the line of a tile does not touch the next one.
  const edge = size * 1e-6
  return {
    x0: at(grid[0] + half + edge),
    y0: at(half - grid[3] + edge),
    x1: at(grid[2] + half - edge),
    y1: at(half - grid[1] - edge),
  }
}

/** The zoom from which the whole picture lies in at most two by two tiles: above it nothing is kept. */
export function shallowestZoom(grid: Grid, deepest: number): number {
  for (let z = deepest; z > 0; z--) {
    const { x0, y0, x1, y1 } = tilesOf(grid, z)
    if (x1 - x0 <= 1 && y1 - y0 <= 1) return z
  }
  return 0
}

export function countTiles(grid: Grid, from: number, to: number): number {
  let count = 0
  for (let z = from; z <= to; z++) {
    const { x0, y0, x1, y1 } = tilesOf(grid, z)
    count += (x1 - x0 + 1) * (y1 - y0 + 1)
  }
  return count
}

/** The grid of a run of tiles, for cutting a square. */
export function gridOf(z: number, x: number, y: number, tiles: number): [number, number, number, number] {
  const size = (2 * half) / 2 ** z
  return [x * size - half, half - (y + tiles) * size, (x + tiles) * size - half, half - y * size]
}

/** Squares that cover all tiles of a zoom. */
export function squaresOf(grid: Grid, z: number): { x: number; y: number }[] {
  const { x0, y0, x1, y1 } = tilesOf(grid, z)
  const squares: { x: number; y: number }[] = []
  for (let y = y0; y <= y1; y += squareTiles) for (let x = x0; x <= x1; x += squareTiles) squares.push({ x, y })
  return squares
}
