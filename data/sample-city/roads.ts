import type { Point } from './plane.ts'
import { noiseField, type Random } from './random.ts'
import type { River } from './rivers.ts'
import type { RoadClass } from './types.ts'

/** A main road of the skeleton before it is cut into stretches. */
export type MainRoad = {
  kind: 'radial' | 'ring' | 'spine' | 'bypass' | 'old-ring' | 'bazaar'
  class: RoadClass
  widthM: number
  points: Point[]
  /** Which of its kind, for names. */
  ordinal: number
}

export type RoadPlan = {
  scale: number
  oldRadiusM: number
  builtRadiusM: number
  limitRadiusM: number
  river: River
  /** Bearing from the middle of the town to the station. */
  stationBearing: number
  stationDistanceM: number
}

const STEP_M = 42

/** True on water, with `clearM` to spare on both banks. */
export const isWet = (river: River, x: number, y: number, clearM: number) =>
  Math.abs(river.across(x, y)) < river.halfWidthM(x, y) + clearM

/** Radials, rings, the market spine to the station, and the highway's bypass. */
export const mainRoadsFor = (random: Random, plan: RoadPlan): MainRoad[] => {
  const inner = [oldRing(random, plan), ...radials(random, plan)]
  const around = rings(random, plan)
  const highway = bypass(random, plan)
  return [...inner, ...around.flatMap((ring) => clearOf(ring, highway)), highway]
}

/** A ring does not run along the highway: it ends where it would come too near, unless it crosses. */
const clearOf = (ring: MainRoad, highway: MainRoad): MainRoad[] => {
  const pieces: Point[][] = [[]]
  ring.points.forEach((point, index) => {
    const next = ring.points[index + 1] ?? ring.points[index - 1]!
    const { away, bearing } = nearestOn(highway.points, point)
    const turned = Math.abs(Math.sin(Math.atan2(next.y - point.y, next.x - point.x) - bearing))
    if (away < 85 && turned < 0.5) pieces.push([])
    else pieces.at(-1)!.push(point)
  })
  return pieces.filter((points) => points.length > 5).map((points) => ({ ...ring, points }))
}

/** Metres from the line, and the line's bearing there. */
const nearestOn = (line: readonly Point[], point: Point): { away: number; bearing: number } => {
  let best = { away: Number.POSITIVE_INFINITY, bearing: 0 }
  for (let index = 1; index < line.length; index++) {
    const [a, b] = [line[index - 1]!, line[index]!]
    const [dx, dy] = [b.x - a.x, b.y - a.y]
    const part = Math.min(1, Math.max(0, ((point.x - a.x) * dx + (point.y - a.y) * dy) / (dx * dx + dy * dy)))
    const away = Math.hypot(point.x - a.x - dx * part, point.y - a.y - dy * part)
    if (away < best.away) best = { away, bearing: Math.atan2(dy, dx) }
  }
  return best
}

/** The road round the old town, flattened where the river is near. */
const oldRing = (random: Random, plan: RoadPlan): MainRoad => {
  const field = noiseField(random.whole(0, 1e9), 1)
  const points: Point[] = []
  const count = 44
  for (let index = 0; index <= count; index++) {
    const angle = ((index % count) / count) * Math.PI * 2
    const long = 1 + 0.17 * Math.cos(2 * (angle - plan.river.bearing))
    let radius = plan.oldRadiusM * long * (1 + 0.2 * field(Math.cos(angle) * 2.2 + 7, Math.sin(angle) * 2.2 + 7))
    while (radius > 60 && isWet(plan.river, Math.cos(angle) * radius, Math.sin(angle) * radius, 16)) radius -= 6
    points.push({ x: Math.cos(angle) * radius, y: Math.sin(angle) * radius })
  }
  points[count] = points[0]!
  return { kind: 'old-ring', class: 'collector', widthM: 12, points, ordinal: 0 }
}

/** Roads to the neighbouring towns; more of them start further out in a greater town. */
const radials = (random: Random, plan: RoadPlan): MainRoad[] => {
  const roads: MainRoad[] = []
  const first = 7
  const turn = plan.stationBearing
  const angles: number[] = []
  for (let index = 0; index < first; index++) {
    angles.push(turn + ((index + (index === 0 ? 0 : random.between(-0.22, 0.22))) / first) * Math.PI * 2)
  }
  const bridges = bridgeAngles(random, plan, angles)
  angles.forEach((angle, index) => {
    const arterial = index === 0 || index === 3 || bridges.has(index)
    const kind = index === 0 ? 'spine' : 'radial'
    const points = outward(random, plan, angle, plan.oldRadiusM * 0.8, plan.limitRadiusM * 1.25, bridges.has(index))
    roads.push({
      kind,
      class: arterial ? 'arterial' : 'collector',
      widthM: arterial ? random.pick([18, 20, 24]) : 12,
      points,
      ordinal: roads.length,
    })
  })
  for (const index of [0, 2, 5]) roads.push(bazaar(random, roads[index]!.points[0]!, roads.length))
  let count = first
  for (let radius = 1150; radius < plan.limitRadiusM; radius *= 1.75) {
    const more: number[] = []
    for (let index = 0; index < count; index++)
      more.push(turn + ((index + 0.5 + random.between(-0.15, 0.15)) / count) * Math.PI * 2)
    for (const angle of more) {
      if (random.chance(0.25)) continue
      const points = outward(random, plan, angle, radius, plan.limitRadiusM * 1.25, random.chance(0.2))
      roads.push({ kind: 'radial', class: 'collector', widthM: random.pick([12, 15]), points, ordinal: roads.length })
    }
    count *= 2
  }
  return roads
}

/** From the square in the middle of the old town to where a radial begins, swaying as old bazaars do. */
const bazaar = (random: Random, end: Point, ordinal: number): MainRoad => {
  const length = Math.hypot(end.x, end.y)
  const sway = random.between(-0.09, 0.09) * length
  const parts = Math.max(2, Math.round(length / 30))
  const points = Array.from({ length: parts + 1 }, (_, index): Point => {
    const part = index / parts
    const aside = index === parts ? 0 : Math.sin(part * Math.PI) * sway
    return { x: end.x * part - (end.y / length) * aside, y: end.y * part + (end.x / length) * aside }
  })
  return { kind: 'bazaar', class: 'collector', widthM: 10.5, points, ordinal }
}

/** Two of the radials that meet the river cross it. */
const bridgeAngles = (random: Random, plan: RoadPlan, angles: readonly number[]) => {
  const wet = angles
    .map((angle, index) => ({ index, meets: meetsRiver(plan, angle) }))
    .filter((entry) => entry.meets)
    .map((entry) => entry.index)
  const chosen = new Set<number>()
  while (wet.length > 0 && chosen.size < 3) chosen.add(wet.splice(random.whole(0, wet.length - 1), 1)[0]!)
  return chosen
}

const meetsRiver = (plan: RoadPlan, angle: number) => {
  for (let r = plan.oldRadiusM * 0.5; r < plan.limitRadiusM; r += 40) {
    if (isWet(plan.river, Math.cos(angle) * r, Math.sin(angle) * r, 0)) return true
  }
  return false
}

/** Walks outward with a slowly wandering heading; stops at the bank when there is no bridge. */
const outward = (
  random: Random,
  plan: RoadPlan,
  angle: number,
  fromM: number,
  toM: number,
  bridge: boolean,
): Point[] => {
  const field = noiseField(random.whole(0, 1e9), 520)
  let x = Math.cos(angle) * fromM
  let y = Math.sin(angle) * fromM
  const points: Point[] = [{ x, y }]
  const startsLeft = plan.river.across(x, y) > 0
  for (let gone = 0; gone < toM * 1.4; gone += STEP_M) {
    if (Math.hypot(x, y) > toM) break
    const wet = isWet(plan.river, x, y, 30)
    const onward = Math.atan2(y, x) * 0.35 + angleNear(angle, Math.atan2(y, x)) * 0.65
    const free = onward + (wet ? 0 : field(gone, 0) * 0.5)
    const heading = bridge ? drawnOver(plan.river, x, y, startsLeft, free) : free
    x += Math.cos(heading) * STEP_M
    y += Math.sin(heading) * STEP_M
    points.push({ x, y })
    if (!bridge && isWet(plan.river, x, y, 0) && plan.river.across(x, y) > 0 === startsLeft) break
  }
  return points
}

/** From so near the bank a road turns to its bridge. */
const APPROACH_M = 48
/** On the far bank it turns away from the water over this distance, so that it does not come back to it. */
const LEAVE_M = 150

/** Straight over the river on the way, so that bridges are short; then more and more onward. */
const drawnOver = (river: River, x: number, y: number, startsLeft: boolean, onward: number) => {
  const here = river.across(x, y)
  const left = Math.atan2(river.across(x, y + 1) - here, river.across(x + 1, y) - here)
  const over = startsLeft ? left + Math.PI : left
  const dryM = Math.abs(here) - river.halfWidthM(x, y)
  const isOver = here > 0 !== startsLeft && dryM > 0
  if (!isOver) return dryM < APPROACH_M ? over : onward
  const pull = Math.max(0, 1.6 * (1 - dryM / LEAVE_M))
  return Math.atan2(Math.sin(onward) + pull * Math.sin(over), Math.cos(onward) + pull * Math.cos(over))
}

const angleNear = (angle: number, near: number) => {
  let result = angle
  while (result - near > Math.PI) result -= Math.PI * 2
  while (result - near < -Math.PI) result += Math.PI * 2
  return result
}

/** Rings that wander and leave out stretches; none runs through the water. */
const rings = (random: Random, plan: RoadPlan): MainRoad[] => {
  const roads: MainRoad[] = []
  const gapM = 470
  let ordinal = 1
  for (
    let radius = plan.oldRadiusM + gapM;
    radius < plan.builtRadiusM * 1.15;
    radius += gapM * random.between(0.85, 1.25)
  ) {
    const field = noiseField(random.whole(0, 1e9), 0.55)
    const gaps = noiseField(random.whole(0, 1e9), 0.8)
    const wide = ordinal % 2 === 1
    let points: Point[] = []
    const count = Math.round((radius * 6.2832) / STEP_M)
    const flush = () => {
      if (points.length > 5)
        roads.push({ kind: 'ring', class: wide ? 'arterial' : 'collector', widthM: wide ? 18 : 12, points, ordinal })
      points = []
    }
    for (let index = 0; index <= count; index++) {
      const angle = ((index % count) / count) * Math.PI * 2
      const c = Math.cos(angle)
      const s = Math.sin(angle)
      const r = radius + gapM * 0.42 * field(c + ordinal, s)
      const skip = isWet(plan.river, c * r, s * r, 4) || gaps(c, s) > (ordinal === 1 ? 0.75 : 0.35)
      if (skip) flush()
      else points.push({ x: c * r, y: s * r })
    }
    flush()
    ordinal++
  }
  return roads
}

/** The highway keeps clear of the town in a wide arc on the railway's side. */
const bypass = (random: Random, plan: RoadPlan): MainRoad => {
  const lean = plan.stationBearing + random.between(-0.5, 0.5)
  const away = plan.stationDistanceM + random.between(420, 620) * Math.max(1, plan.scale * 0.8)
  const reach = plan.limitRadiusM * 1.3
  const bow = random.between(0.12, 0.2) / plan.limitRadiusM
  const points: Point[] = []
  for (let s = -reach; s <= reach; s += 50) {
    const v = away - bow * s * s + 30 * Math.sin(s / 420)
    points.push({ x: Math.cos(lean) * v - Math.sin(lean) * s, y: Math.sin(lean) * v + Math.cos(lean) * s })
  }
  return { kind: 'bypass', class: 'highway', widthM: random.pick([30, 36, 45]), points, ordinal: 0 }
}
