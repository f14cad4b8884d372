import type { Point } from './plane.ts'
import { randomFrom } from './random.ts'
import type { Cell } from './town-plan.ts'

export type Pond = { middle: Point; radiusM: number; points: Point[] }

/** The tank in a town park: a rounded outline with a bulge or two, the same whenever it is asked for. */
export const pondOf = (seed: number, cell: Cell): Pond | null => {
  if (cell.kind !== 'park' || cell.areaSqm < 9000) return null
  const random = randomFrom(seed, 'pond', cell.index)
  const radiusM = Math.min(46, Math.sqrt(cell.areaSqm) * 0.17)
  const turn = random.between(0, 6.28)
  const points = Array.from({ length: 26 }, (_, index): Point => {
    const angle = (index / 26) * Math.PI * 2
    const radius = radiusM * (1 + 0.2 * Math.sin(2 * angle + turn) + 0.09 * Math.sin(3 * angle - turn))
    return { x: cell.middle.x + Math.cos(angle) * radius, y: cell.middle.y + Math.sin(angle) * radius }
  })
  return { middle: cell.middle, radiusM: radiusM * 1.3, points }
}
