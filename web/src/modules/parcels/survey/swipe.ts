type Corner = number[]

/** The part of an outline on one side of a line of longitude; rings that lie wholly beyond are left out. */
export function clipAt(polygon: GeoJSON.MultiPolygon, lon: number, keep: 'west' | 'east'): GeoJSON.MultiPolygon | null {
  const isIn = (corner: Corner) => (keep === 'west' ? corner[0]! <= lon : corner[0]! >= lon)
  const coordinates = polygon.coordinates.flatMap((rings) => {
    const clipped = rings.map((ring) => clipRing(ring, lon, isIn)).filter((ring) => ring.length > 3)
    return clipped.length > 0 && clipRing(rings[0]!, lon, isIn).length > 3 ? [clipped] : []
  })
  return coordinates.length > 0 ? { type: 'MultiPolygon', coordinates } : null
}

/** Sutherland and Hodgman's clip of a closed ring against one line. */
function clipRing(ring: readonly Corner[], lon: number, isIn: (corner: Corner) => boolean): Corner[] {
  const kept = ring.slice(1).flatMap((to, at) => {
    const from = ring[at]!
    const crossing = isIn(from) === isIn(to) ? [] : [crossingAt(from, to, lon)]
    return isIn(to) ? [...crossing, to] : crossing
  })
  return kept.length > 2 ? [...kept, kept[0]!] : []
}

const crossingAt = (from: Corner, to: Corner, lon: number): Corner => {
  const share = (lon - from[0]!) / (to[0]! - from[0]!)
  return [lon, from[1]! + (to[1]! - from[1]!) * share]
}

/** The smallest outline without a dent around some places: what a file of plots covers. */
export function hullOf(places: readonly Corner[]): Corner[] {
  const sorted = [...places].sort((one, two) => one[0]! - two[0]! || one[1]! - two[1]!)
  const turn = (a: Corner, b: Corner, c: Corner) =>
    (b[0]! - a[0]!) * (c[1]! - a[1]!) - (b[1]! - a[1]!) * (c[0]! - a[0]!)
  const half = (list: readonly Corner[]) => {
    const way: Corner[] = []
    for (const place of list) {
      while (way.length > 1 && turn(way.at(-2)!, way.at(-1)!, place) <= 0) way.pop()
      way.push(place)
    }
    return way.slice(0, -1)
  }
  const hull = [...half(sorted), ...half([...sorted].reverse())]
  return hull.length > 2 ? [...hull, hull[0]!] : []
}
