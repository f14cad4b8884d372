import type { Point } from './plane.ts'
import type { TownSite } from './settle.ts'
import type { Names } from './types.ts'

const GHATS: readonly Names[] = [
  { en: 'Ram Ghat', hi: 'राम घाट', mr: 'राम घाट' },
  { en: 'Mangal Ghat', hi: 'मंगल घाट', mr: 'मंगल घाट' },
  { en: 'Ganga Ghat', hi: 'गंगा घाट', mr: 'गंगा घाट' },
  { en: 'Dashashva Ghat', hi: 'दशाश्व घाट', mr: 'दशाश्व घाट' },
  { en: 'Kalpa Ghat', hi: 'कल्पा घाट', mr: 'कल्पा घाट' },
  { en: 'Shiv Ghat', hi: 'शिव घाट', mr: 'शिव घाट' },
]

/** Flights of steps into the river along the old town's bank. */
export const enterGhats = (site: TownSite): void => {
  const { plan, books, projection } = site
  const bank = bankByOldTown(site)
  const count = Math.min(GHATS.length, Math.floor(bank.length / 3))
  for (let index = 0; index < count; index++) {
    const from = Math.floor((index * (bank.length - 2)) / count)
    const run = bank.slice(from, from + 3)
    if (run.length < 2) continue
    const wet = run.map((point) => towards(plan.river, point, 8))
    const dry = run.map((point) => towards(plan.river, point, -8))
    const points = [...dry, ...wet.reverse()]
    books.chunk.landmarks.push({
      key: books.key('landmarks'),
      kind: 'ghat',
      names: GHATS[index]!,
      point: projection.toLonLat(run[1]!),
      rings: [projection.toRing(turned(points))],
    })
  }
}

/** Corners of the river's edge that lie near the old town, in order along the bank. */
const bankByOldTown = ({ plan }: TownSite): Point[] => {
  const reach = plan.oldRadiusM * 1.12
  const side = plan.river.across(0, 0) > 0 ? plan.river.left : plan.river.right
  return side.filter((point) => Math.hypot(point.x, point.y) < reach)
}

const towards = (river: TownSite['plan']['river'], point: Point, byM: number): Point => {
  const step = 4
  const here = river.across(point.x, point.y)
  const gx = (river.across(point.x + step, point.y) - here) / step
  const gy = (river.across(point.x, point.y + step) - here) / step
  const length = Math.hypot(gx, gy) || 1
  const sign = here > 0 ? -1 : 1
  return { x: point.x + (gx / length) * byM * sign, y: point.y + (gy / length) * byM * sign }
}

const turned = (points: Point[]): Point[] => {
  let twice = 0
  points.forEach((a, index) => {
    const b = points[(index + 1) % points.length]!
    twice += a.x * b.y - b.x * a.y
  })
  return twice > 0 ? points : points.reverse()
}

/** In the square in the middle of the old town, where the bazaars meet. */
export const enterClockTower = (site: TownSite): void => {
  const { books, projection } = site
  const names = { en: 'Clock Tower Chowk', hi: 'घंटाघर चौक', mr: 'घंटाघर चौक' }
  books.chunk.landmarks.push({
    key: books.key('landmarks'),
    kind: 'clock-tower',
    names,
    point: projection.toLonLat({ x: 0, y: 0 }),
    rings: null,
  })
}
