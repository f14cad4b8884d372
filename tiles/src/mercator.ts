/**
 * World units: Web Mercator as whole numbers, 2^32 across the world, signed so that they fit an Int32Array.
 * One unit is 1/4096 of a z20 tile (9.3 mm on the equator), so snapping to the grid of any zoom up to 20 is a shift,
 * and a point snaps to the same place whichever tile or neighbour asks.
 */
export const worldBits = 32
export const maxZoom = 20
export const tileExtent = 4096
const worldSize = 2 ** worldBits
const halfWorld = 2 ** (worldBits - 1)
const clampInt32 = (value: number): number => Math.max(-halfWorld, Math.min(halfWorld - 1, value))

/**
 * Degrees east (EPSG:4326) to world units, rounded down: then a coarser grid, which rounds to the nearest by adding
 * half and shifting, gives what rounding the true coordinate once would give.
 */
export const lonToWorld = (lon: number): number => clampInt32(Math.floor((lon / 360) * worldSize))

/** Degrees north (EPSG:4326) to world units, growing southwards as tile rows do. */
export function latToWorld(lat: number): number {
  const sine = Math.sin((lat * Math.PI) / 180)
  const north = Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)
  return clampInt32(Math.floor(-north * worldSize))
}

/** World units to degrees east. */
export const worldToLon = (x: number): number => (x / worldSize) * 360

/** World units to degrees north. */
export const worldToLat = (y: number): number => (Math.atan(Math.sinh((-y / worldSize) * 2 * Math.PI)) * 180) / Math.PI

/** World units of a tile's north-west corner along one axis. */
export const tileOrigin = (zoom: number, index: number): number => index * 2 ** (worldBits - zoom) - halfWorld

/** Index of the tile that holds a world coordinate along one axis. */
export const tileIndex = (zoom: number, world: number): number =>
  Math.floor((world + halfWorld) / 2 ** (worldBits - zoom))

/**
 * Bits that a coordinate loses at a zoom, and bits shifted back: below z14 tiles are drawn on every second unit
 * (a quarter of a CSS pixel), which halves their bytes and shows nothing less.
 */
export const snapBits = (zoom: number): { shift: number; coarse: number } => {
  const coarse = zoom < 14 ? 1 : 0
  return { shift: maxZoom - zoom + coarse, coarse }
}
