import type { Point } from './plane.ts'
import type { Random } from './random.ts'

export type RailLine = {
  middle: Point[]
  /** Where the station stands, on the line, and the line's bearing there. */
  station: Point
  bearing: number
}

/** A railway that bends gently past the town on the far side from the river, `awayM` from its middle. */
export const railwayFor = (random: Random, reachM: number, awayM: number, riverBearing: number): RailLine => {
  const bearing = riverBearing + random.between(-0.35, 0.35)
  const bend = random.between(-1, 1) * (0.25 / reachM)
  const dx = Math.cos(bearing)
  const dy = Math.sin(bearing)
  const at = (s: number): Point => {
    const v = awayM + bend * s * s
    return { x: dx * s - dy * v, y: dy * s + dx * v }
  }
  const middle: Point[] = []
  for (let s = -reachM; s <= reachM; s += 60) middle.push(at(s))
  return { middle, station: at(0), bearing }
}
