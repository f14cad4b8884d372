import type { Point } from './plane.ts'
import type { Random } from './random.ts'

/** The river as a band: its middle line and half its width along it, both from end to end of the town and beyond. */
export type River = {
  /** Bearing of the general flow, radians. */
  bearing: number
  middle: Point[]
  left: Point[]
  right: Point[]
  /** Metres from a place to the middle of the river across the general flow; positive on the left bank. */
  across(x: number, y: number): number
  halfWidthM(x: number, y: number): number
}

const STEP_M = 45

/** A river with two meanders that brushes the old town's edge at `nearM` from the middle of the town. */
export const riverFor = (random: Random, reachM: number, nearM: number): River => {
  const bearing = random.between(0, Math.PI * 2)
  const along = { x: Math.cos(bearing), y: Math.sin(bearing) }
  const long = { height: random.between(190, 300), length: random.between(2300, 3200), phase: random.between(0, 6.28) }
  const short = { height: random.between(35, 70), length: random.between(620, 900), phase: random.between(0, 6.28) }
  const sway = (s: number) =>
    long.height * Math.sin((s / long.length) * 6.2832 + long.phase) +
    short.height * Math.sin((s / short.length) * 6.2832 + short.phase)
  const half = random.between(38, 55)
  const breadth = { height: half * 0.25, length: random.between(700, 1300), phase: random.between(0, 6.28) }
  const halfAt = (s: number) => half + breadth.height * Math.sin((s / breadth.length) * 6.2832 + breadth.phase)
  const offset = -nearM - half - sway(0)
  const middle: Point[] = []
  const left: Point[] = []
  const right: Point[] = []
  for (let s = -reachM; s <= reachM; s += STEP_M) {
    const away = offset + sway(s)
    const slope = (sway(s + 1) - sway(s - 1)) / 2
    const steep = Math.hypot(1, slope)
    const put = (t: number, into: Point[]) => {
      const u = s - (slope / steep) * t
      const v = away + t / steep
      into.push({ x: along.x * u - along.y * v, y: along.y * u + along.x * v })
    }
    put(0, middle)
    put(halfAt(s), left)
    put(-halfAt(s), right)
  }
  return {
    bearing,
    middle,
    left,
    right,
    across: (x, y) => along.x * y - along.y * x - (offset + sway(along.x * x + along.y * y)),
    halfWidthM: (x, y) => halfAt(along.x * x + along.y * y),
  }
}
