import type { CrsBook, NamedCrs } from './crs.ts'
import { isInsideRing, signedDoubleArea } from './rings.ts'

/** National systems used where the land plainly lies inside the country; elsewhere the UTM zone measures well enough. */
const national: { code: string; outline: number[] }[] = [
  {
    code: 'EPSG:2154',
    outline: [
      7.62, 47.59, 6.97, 47.45, 5.97, 46.21, 6.78, 46.41, 7.02, 45.93, 6.79, 45.74, 7.16, 45.4, 6.63, 45.12, 6.99,
      44.83, 6.87, 44.39, 7.68, 44.08, 7.49, 43.77, 6.49, 43.17, 5.81, 43.1, 5.06, 43.44, 3.91, 43.56, 3.05, 42.91,
      3.21, 42.43, 2.65, 42.34, 1.99, 42.36, 1.71, 42.6, 0.77, 42.84, 0.63, 42.69, -0.04, 42.69, -1.43, 43.04, -1.41,
      43.24, -1.79, 43.41, -1.49, 43.56, -1.08, 44.69, -1.24, 44.67, -1.08, 45.53, -0.55, 45.0, -0.73, 45.38, -1.2,
      45.71, -1.03, 45.74, -1.15, 46.31, -1.79, 46.52, -2.09, 46.87, -2.11, 47.26, -1.74, 47.22, -2.5, 47.31, -2.43,
      47.47, -2.79, 47.63, -4.31, 47.82, -4.68, 48.04, -4.33, 48.17, -4.58, 48.29, -4.24, 48.3, -4.72, 48.36, -4.72,
      48.54, -3.23, 48.84, -2.69, 48.54, -1.38, 48.65, -1.86, 49.68, -1.26, 49.68, -1.14, 49.39, -0.16, 49.3, 0.42,
      49.45, 0.13, 49.51, 0.19, 49.7, 1.41, 50.09, 1.59, 50.25, 1.61, 50.82, 1.91, 50.99, 2.53, 51.1, 2.76, 50.75, 3.11,
      50.78, 3.69, 50.31, 4.17, 50.25, 4.18, 49.96, 4.86, 50.14, 4.87, 49.79, 5.51, 49.51, 6.24, 49.49, 6.73, 49.16,
      8.13, 48.97, 7.62, 48.16, 7.62, 47.59,
    ],
  },
  { code: 'EPSG:2154', outline: [8.5, 41.3, 9.6, 41.3, 9.6, 43.1, 8.5, 43.1] },
  { code: 'EPSG:2193', outline: [166.3, -47.6, 178.7, -47.6, 178.7, -34.0, 166.3, -34.0] },
]

/** The projected CRS for measuring at a place: the country's own where it is known, else the UTM zone (EPSG:326zz, 327zz). */
export function localCrsAt(lon: number, lat: number): string {
  const country = national.find(({ outline }) => isInsideRing(Float64Array.from(outline), lon, lat))
  return country?.code ?? utmZoneAt(lon, lat)
}

/** The UTM zone of a position as `EPSG:n`. */
export function utmZoneAt(lon: number, lat: number): string {
  const zone = Math.min(60, Math.max(1, Math.floor((lon + 180) / 6) + 1))
  return `EPSG:${(lat < 0 ? 32700 : 32600) + zone}`
}

/** How far areas may be off before a projected CRS is held unfit for measuring, as a share. */
const areaTolerance = 0.01

/**
 * The CRS in which a layer is measured: its own when that is projected and true to area at the place (not Web Mercator away
 * from the equator), else the local one.
 */
export async function measuringCrs(book: CrsBook, own: NamedCrs, centre: [number, number]): Promise<NamedCrs> {
  const local = await book.describe(localCrsAt(...centre))
  if (own.isGeographic) return local
  const ratio = await areaRatio(book, own, centre)
  return Math.abs(ratio - 1) <= areaTolerance ? own : local
}

/** Area of a hundred-metre square at `centre`, drawn in UTM, as measured in `crs`, over its true 10,000 m². */
export async function areaRatio(book: CrsBook, crs: NamedCrs, centre: [number, number]): Promise<number> {
  const utm = await book.describe(utmZoneAt(...centre))
  const [x, y] = await book.transform('EPSG:4326', utm.wkt, Float64Array.from(centre))
  const square = Float64Array.from([x!, y!, x! + 100, y!, x! + 100, y! + 100, x!, y! + 100, x!, y!])
  const drawn = await book.transform(utm.wkt, crs.wkt, square)
  return (Math.abs(signedDoubleArea(drawn)) / 2 / 10_000) * crs.metresPerUnit ** 2
}
