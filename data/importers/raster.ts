import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { CrsBook, wgs84 } from './crs.ts'
import type { Bounds } from './feature.ts'
import type { GdalEngine } from './gdal/engine.ts'
import { ImportRefused } from './import-refused.ts'

/** A picture that has been recognised and placed. `grid` is its extent in Web Mercator metres, `bounds` in degrees. */
export type OpenedRaster = {
  format: string
  crs: string
  width: number
  height: number
  bands: number
  bounds: Bounds
  grid: Bounds
  /** Metres on the ground that one pixel covers. */
  groundMetres: number
  /** A square of the pyramid as a TIFF with an alpha band; what lies outside of the picture is clear. */
  square(grid: Bounds, pixels: number): Promise<Uint8Array>
}

export const rasterLimits = { pixels: 1_000_000_000, sides: 200_000 }

/**
 * Opens a GeoTIFF, a COG, or a JPEG or PNG with its world file beside it. Throws ImportRefused when it is no picture, has no place, or
 * states no CRS and none is given.
 */
export async function openRaster(
  engine: GdalEngine,
  paths: readonly string[],
  options: { crs?: string } = {},
): Promise<OpenedRaster> {
  const main = paths.find((path) => /\.(tiff?|jpe?g|png|webp)$/i.test(path))
  if (!main) throw new ImportRefused('unknown-format', 'no picture among the files: GeoTIFF, JPEG and PNG are read')
  const folder = `picture${++opened}`
  const files = paths.map((path) => ({ path: `${folder}/${basename(path)}`, bytes: readFileSync(path) }))
  const entry = `${folder}/${basename(main)}`
  const info = await engine.call('openRaster', files, entry).catch((error: Error) => {
    throw new ImportRefused('broken-file', `${basename(main)} cannot be read: ${error.message}`)
  })
  const { width, height } = info
  if (width * height > rasterLimits.pixels || Math.max(width, height) > rasterLimits.sides)
    throw new ImportRefused('too-large', `the picture has ${width} × ${height} pixels; bring it in by sheets`)
  if (!info.isByte)
    throw new ImportRefused(
      'unknown-format',
      'the picture has more than 8 bits a colour: bring in one made for the eye',
    )
  if (!info.transform)
    throw new ImportRefused('unknown-crs', 'the picture says nowhere where it lies: add its world file (.jgw, .tfw)')
  const crs = options.crs ?? info.wkt
  if (!crs) throw new ImportRefused('unknown-crs', 'unknown CRS: the picture states none; say EPSG:n')
  return placed(engine, entry, info, crs, options.crs ?? null)
}

let opened = 0
const mercator = 'EPSG:3857'

type Info = {
  driver: string
  width: number
  height: number
  bands: number
  transform: number[] | null
  wkt: string | null
}

async function placed(
  engine: GdalEngine,
  entry: string,
  info: Info,
  crs: string,
  override: string | null,
): Promise<OpenedRaster> {
  const book = new CrsBook(engine)
  const own = await book.describe(crs)
  const rim = rimOf(info)
  const lonLat = await book.transform(own.wkt, wgs84, rim)
  const bounds = boundsOf(lonLat)
  if (
    ![...bounds].every(Number.isFinite) ||
    Math.abs(bounds[1]) > 85 ||
    Math.abs(bounds[3]) > 85 ||
    Math.abs(bounds[0]) > 180
  )
    throw new ImportRefused(
      'out-of-world',
      `in ${own.code ?? own.name} the picture lies outside the world: is the CRS right?`,
    )
  const grid = boundsOf(await book.transform(wgs84, mercator, lonLat))
  const stretch = 1 / Math.cos((((bounds[1] + bounds[3]) / 2) * Math.PI) / 180)
  // Along the first row: the box of a turned picture is larger than the picture.
  const [x0 = 0, dx = 0, , y0 = 0, dy = 0] = info.transform!
  const row = await book.transform(
    own.wkt,
    mercator,
    Float64Array.from([x0, y0, x0 + dx * info.width, y0 + dy * info.width]),
  )
  const groundMetres = Math.hypot(row[2]! - row[0]!, row[3]! - row[1]!) / info.width / stretch
  return {
    format: info.driver,
    crs: own.code ?? own.name,
    width: info.width,
    height: info.height,
    bands: info.bands,
    bounds,
    grid,
    groundMetres,
    square: (square, pixels) => engine.call('warpSquare', entry, override, square, pixels),
  }
}

/** Places along the rim of the picture: a turned or bent one is wider than its corners say. */
function rimOf({ width, height, transform }: Info): Float64Array {
  const [x0, a, b, y0, d, e] = transform as [number, number, number, number, number, number]
  const at = [0, 0.25, 0.5, 0.75, 1]
  const places = at.flatMap((u) =>
    at.flatMap((v) => (u === 0 || u === 1 || v === 0 || v === 1 ? [[u * width, v * height]] : [])),
  )
  return Float64Array.from(places.flatMap(([col = 0, row = 0]) => [x0 + a * col + b * row, y0 + d * col + e * row]))
}

function boundsOf(places: Float64Array): Bounds {
  const xs = places.filter((_, i) => i % 2 === 0)
  const ys = places.filter((_, i) => i % 2 === 1)
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}
