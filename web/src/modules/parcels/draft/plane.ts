export type Corner = [lon: number, lat: number]
type Pixel = { x: number; y: number }

const PER_DEGREE = 1e8
const SIZE = 320
const MARGIN = 24

/** A small plane on which outlines are drawn true to shape: degrees to pixels of a square picture and back. */
export function planeOf(places: readonly number[][]) {
  const [lons, lats] = [places.map(([lon]) => lon!), places.map(([, lat]) => lat!)]
  const [west, north] = [Math.min(...lons), Math.max(...lats)]
  // A degree of longitude is shorter than one of latitude: both are drawn in the same measure.
  const narrow = Math.cos((((Math.min(...lats) + north) / 2) * Math.PI) / 180)
  const wide = Math.max((Math.max(...lons) - west) * narrow, north - Math.min(...lats), 1e-6)
  const perDegree = (SIZE - 2 * MARGIN) / wide
  return {
    size: SIZE,
    /** Pixels of a metre. */
    perMetre: perDegree / 111_132,
    to: ([lon, lat]: readonly number[]): Pixel => ({
      x: MARGIN + (lon! - west) * narrow * perDegree,
      y: MARGIN + (north - lat!) * perDegree,
    }),
    from: ({ x, y }: Pixel): Corner => [
      Math.round((west + (x - MARGIN) / perDegree / narrow) * PER_DEGREE) / PER_DEGREE,
      Math.round((north - (y - MARGIN) / perDegree) * PER_DEGREE) / PER_DEGREE,
    ],
  }
}
export type Plane = ReturnType<typeof planeOf>
