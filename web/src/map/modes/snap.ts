import { placeOnGrid } from '../../../../backend/src/kernel/geojson.ts'
import type { LonLat } from '../map-types.ts'

type Pixel = { x: number; y: number }

/** How near the pen must come, in pixels. A corner draws harder than a side. */
const CORNER_PX = 14
const SIDE_PX = 10
/**
 * Where the pen lands: on the nearest corner of a ring, bit by bit the same, else on the nearest side, else nowhere in particular.
 * @param project degrees to pixels of the screen
 */
export function snapped(
  pen: LonLat,
  rings: readonly (readonly LonLat[])[],
  project: (corner: LonLat) => Pixel,
): LonLat | null {
  const at = project(pen)
  const corner = nearest(
    rings.flatMap((ring) => ring.map((each) => ({ place: each, px: apart(project(each), at) }))),
    CORNER_PX,
  )
  if (corner) return corner
  return nearest(
    rings.flatMap((ring) => ring.slice(1).map((to, index) => onSide(ring[index]!, to, at, project))),
    SIDE_PX,
  )
}

const apart = (one: Pixel, two: Pixel): number => Math.hypot(one.x - two.x, one.y - two.y)

function nearest(found: { place: LonLat; px: number }[], withinPx: number): LonLat | null {
  let best: { place: LonLat; px: number } | null = null
  for (const each of found) if (each.px <= withinPx && each.px < (best?.px ?? Number.POSITIVE_INFINITY)) best = each
  return best?.place ?? null
}

/** The foot of the perpendicular from the pen to a side, and how far away it is. */
function onSide(from: LonLat, to: LonLat, pen: Pixel, project: (corner: LonLat) => Pixel) {
  const [a, b] = [project(from), project(to)]
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const long = dx * dx + dy * dy
  const share = long === 0 ? 0 : Math.max(0, Math.min(1, ((pen.x - a.x) * dx + (pen.y - a.y) * dy) / long))
  const place = placeOnGrid([from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share])
  return { place, px: apart({ x: a.x + dx * share, y: a.y + dy * share }, pen) }
}
