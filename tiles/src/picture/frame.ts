/** The window of a picture on the world: from lon, lat to pixels, and which tiles it needs. */
export type Frame = {
  widthPx: number
  heightPx: number
  /** Zoom of the drawing, 512-pixel tiles. */
  zoom: number
  lat: number
  /** World units (0 to 1) of the top left corner, and pixels per world unit. */
  left: number
  top: number
  scale: number
}

export type Tile = { z: number; x: number; y: number }
export type Bounds = readonly [west: number, south: number, east: number, north: number]

const MERCATOR_LIMIT = 85.05

const worldX = (lon: number): number => lon / 360 + 0.5
const worldY = (lat: number): number => {
  const sine = Math.sin((lat * Math.PI) / 180)
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)
}

/** The whole box in the middle of the picture, as large as fits. */
export function frameOf([west, south, east, north]: Bounds, widthPx: number, heightPx: number): Frame {
  const [left, right, top, bottom] = [worldX(west), worldX(east), worldY(north), worldY(south)]
  // A point has no extent: it is shown at the closest zoom.
  const closest = 512 * 2 ** 20
  const scale = Math.min(closest, widthPx / Math.max(right - left, 1e-12), heightPx / Math.max(bottom - top, 1e-12))
  return {
    widthPx,
    heightPx,
    zoom: Math.log2(scale / 512),
    lat: (south + north) / 2,
    left: (left + right) / 2 - widthPx / 2 / scale,
    top: (top + bottom) / 2 - heightPx / 2 / scale,
    scale,
  }
}

/** Pixels of a place. */
export const project = (frame: Frame, lon: number, lat: number): [number, number] => [
  (worldX(lon) - frame.left) * frame.scale,
  (worldY(lat) - frame.top) * frame.scale,
]

/** Tiles of one zoom that the frame touches. */
export function tilesAt(frame: Frame, z: number): Tile[] {
  const count = 2 ** z
  const index = (world: number) => Math.min(count - 1, Math.max(0, Math.floor(world * count)))
  const [x0, x1] = [index(frame.left), index(frame.left + frame.widthPx / frame.scale)]
  const [y0, y1] = [index(frame.top), index(frame.top + frame.heightPx / frame.scale)]
  const tiles: Tile[] = []
  for (let y = y0; y <= y1; y++) for (let x = x0; x <= x1; x++) tiles.push({ z, x, y })
  return tiles
}

/** From a tile's own units to pixels. */
export function tileToPixels(frame: Frame, tile: Tile, extent: number): (x: number, y: number) => [number, number] {
  const size = frame.scale / 2 ** tile.z
  const left = tile.x * size - frame.left * frame.scale
  const top = tile.y * size - frame.top * frame.scale
  return (x, y) => [left + (x / extent) * size, top + (y / extent) * size]
}

/** What is wrong with a box that is to be drawn; null when nothing is. */
export function faultOfBounds(bounds: readonly number[]) {
  if (bounds.length !== 4 || !bounds.every(Number.isFinite)) return 'must be four numbers: west, south, east, north'
  const [west, south, east, north] = bounds as unknown as [number, number, number, number]
  if (west < -180 || east > 180 || south < -MERCATOR_LIMIT || north > MERCATOR_LIMIT) return 'must lie in the world'
  return west > east || south > north ? 'must run west to east and south to north' : null
}
