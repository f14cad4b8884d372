/** Polylines with arcs in them: area, closing, moving. Plane geometry in the units of the drawing. Pure. */

/** A corner; `bulge` bends the edge that leaves it: the tangent of a quarter of its angle, positive to the left. */
export interface Corner {
  x: number
  y: number
  bulge: number
}

/** A polyline as drawn. */
export interface Polyline {
  layer: string
  corners: Corner[]
  /** Said to be closed by the drawing. */
  closed: boolean
}

/** A move of a block: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export interface Move {
  a: number
  b: number
  c: number
  d: number
  e: number
  f: number
}

export const stay: Move = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 }

/** First the inner move, then the outer. */
export const both = (outer: Move, inner: Move): Move => ({
  a: outer.a * inner.a + outer.c * inner.b,
  b: outer.b * inner.a + outer.d * inner.b,
  c: outer.a * inner.c + outer.c * inner.d,
  d: outer.b * inner.c + outer.d * inner.d,
  e: outer.a * inner.e + outer.c * inner.f + outer.e,
  f: outer.b * inner.e + outer.d * inner.f + outer.f,
})

const determinant = ({ a, b, c, d }: Move): number => a * d - b * c

/** Whether circles stay circles: both axes scaled alike. */
export function isEven({ a, b, c, d }: Move): boolean {
  const [x, y] = [Math.hypot(a, b), Math.hypot(c, d)]
  return Math.abs(x - y) <= 1e-9 * Math.max(x, y) && Math.abs(a * c + b * d) <= 1e-9 * x * y
}

/** A polyline moved; a mirror turns its arcs over, and an uneven scale turns them into short straight edges. */
export function moved(line: Polyline, move: Move): Polyline {
  if (move === stay) return line
  const even = isEven(move)
  const turn = determinant(move) < 0 ? -1 : 1
  const from = even ? line.corners : straightened(line)
  const corners = from.map(({ x, y, bulge }) => ({
    x: move.a * x + move.c * y + move.e,
    y: move.b * x + move.d * y + move.f,
    bulge: bulge * turn,
  }))
  return { ...line, corners }
}

/** The corners with every arc as 64 straight edges. */
function straightened({ corners, closed }: Polyline): Corner[] {
  return corners.flatMap((from, at) => {
    const to = corners[at + 1] ?? (closed ? corners[0]! : undefined)
    if (!to || Math.abs(from.bulge) < 1e-12) return [{ ...from, bulge: 0 }]
    return pointsOfArc(from, to, 64)
  })
}

function pointsOfArc(from: Corner, to: Corner, pieces: number): Corner[] {
  const { bulge } = from
  // Centre of the arc: beside the middle of its chord.
  const beside = (1 - bulge * bulge) / (4 * bulge)
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const centre = { x: (from.x + to.x) / 2 - dy * beside, y: (from.y + to.y) / 2 + dx * beside }
  const radius = Math.hypot(from.x - centre.x, from.y - centre.y)
  const begin = Math.atan2(from.y - centre.y, from.x - centre.x)
  const sweep = 4 * Math.atan(bulge)
  return Array.from({ length: pieces }, (_, at) => {
    const angle = begin + (sweep * at) / pieces
    return { x: centre.x + radius * Math.cos(angle), y: centre.y + radius * Math.sin(angle), bulge: 0 }
  })
}

/** Area inside a closed polyline, arcs and all; the order of corners does not matter. From the first corner, so that a plan far from zero loses nothing. */
export function areaOf(corners: readonly Corner[]): number {
  const [first] = corners
  if (!first || corners.length < 2) return 0
  let double = 0
  for (const [at, from] of corners.entries()) {
    const to = corners[(at + 1) % corners.length]!
    double += (from.x - first.x) * (to.y - first.y) - (to.x - first.x) * (from.y - first.y)
    double += 2 * bowOf(from, to)
  }
  return Math.abs(double) / 2
}

/** Land between an arc and its chord, signed like the bulge. */
function bowOf(from: Corner, to: Corner): number {
  const { bulge } = from
  if (Math.abs(bulge) < 1e-12) return 0
  const angle = 4 * Math.atan(bulge)
  const chord = Math.hypot(to.x - from.x, to.y - from.y)
  const radius = (chord * (1 + bulge * bulge)) / (4 * bulge)
  return Math.sign(bulge) * ((radius * radius) / 2) * Math.abs(angle - Math.sin(angle))
}

/** How far the ends of a polyline are apart. */
export function openingOf({ corners }: Polyline): number {
  const [first, last] = [corners[0], corners.at(-1)]
  return first && last ? Math.hypot(last.x - first.x, last.y - first.y) : Number.POSITIVE_INFINITY
}

/** Length along the edges; arcs by their chord, which is enough to judge an opening by. */
export function lengthOf({ corners }: Polyline): number {
  let length = 0
  for (let at = 1; at < corners.length; at++)
    length += Math.hypot(corners[at]!.x - corners[at - 1]!.x, corners[at]!.y - corners[at - 1]!.y)
  return length
}

/** Whether straight edges of a closed polyline cross one another; beyond a thousand corners nobody drew a plot by hand. */
export function crossesItself(corners: readonly Corner[]): boolean {
  const count = corners.length
  if (count < 4 || count > 1000) return false
  const edge = (at: number) => [corners[at]!, corners[(at + 1) % count]!] as const
  for (let one = 0; one < count; one++)
    for (let other = one + 2; other < count; other++) {
      if (one === 0 && other === count - 1) continue
      if (cross(...edge(one), ...edge(other))) return true
    }
  return false
}

const side = (a: Corner, b: Corner, p: Corner): number => (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)

function cross(a: Corner, b: Corner, c: Corner, d: Corner): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
}
