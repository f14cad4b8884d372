import { areaOf, INNER, inset, isInside, isSimple, type Point, type Polygon } from './plane.ts'
import type { Front } from './plots.ts'
import type { Random } from './random.ts'
import type { BuildingUse, Construction, DistrictKind } from './types.ts'

/** What is usual for houses of a kind of district: free strips in metres, floors, age, and how many plots are built on. */
type Habit = {
  built: number
  frontM: readonly [number, number]
  rearM: readonly [number, number]
  flankM: readonly [number, number]
  floors: readonly number[]
  years: readonly [first: number, last: number]
  construction: readonly Construction[]
  /** Part of the houses on a market street, and elsewhere, with a shop below. */
  mixedOnMain: number
  mixed: number
  notch: number
}

const PARTY_WALL_M = 0.05
const habit = (one: Partial<Habit>): Habit => ({
  built: 0.92,
  frontM: [1.5, 3],
  rearM: [0.6, 2],
  flankM: [PARTY_WALL_M, PARTY_WALL_M],
  floors: [1, 2, 2, 2, 3],
  years: [1975, 2015],
  construction: ['rcc', 'brick-slab'],
  mixedOnMain: 0.5,
  mixed: 0.05,
  notch: 0.3,
  ...one,
})

export const HABITS: Record<DistrictKind, Habit> = {
  'old-town': habit({
    built: 0.97,
    frontM: [0.05, 0.3],
    rearM: [0.05, 1.8],
    floors: [1, 2, 2, 2, 3, 3, 4],
    years: [1890, 1995],
    construction: ['brick-tile', 'stone', 'brick-slab', 'brick-slab', 'rcc'],
    mixedOnMain: 0.85,
    mixed: 0.16,
    notch: 0.18,
  }),
  market: habit({
    built: 0.97,
    frontM: [0.05, 0.5],
    rearM: [0.05, 1.5],
    floors: [1, 2, 2, 3, 3, 4],
    years: [1935, 2018],
    construction: ['rcc', 'brick-slab'],
    mixedOnMain: 0.95,
    mixed: 0.75,
    notch: 0.1,
  }),
  'old-grid': habit({
    built: 0.94,
    frontM: [0.6, 2.5],
    rearM: [0.5, 3],
    floors: [1, 2, 2, 3],
    years: [1948, 2005],
    construction: ['brick-slab', 'brick-tile', 'rcc'],
    mixed: 0.07,
  }),
  colony: habit({ frontM: [1.8, 3.2], rearM: [1, 2.2], floors: [1, 2, 2, 3], years: [1972, 2014] }),
  'new-layout': habit({
    built: 0.62,
    frontM: [2.5, 4.5],
    rearM: [1.5, 2.5],
    flankM: [PARTY_WALL_M, 1.8],
    floors: [1, 2, 2, 3],
    years: [2004, 2025],
    construction: ['rcc'],
  }),
  'open-layout': habit({
    built: 0.16,
    frontM: [2, 4],
    rearM: [1, 3],
    floors: [1, 1, 2],
    years: [2014, 2025],
    construction: ['rcc', 'brick-slab'],
  }),
  industrial: habit({
    built: 0.82,
    frontM: [7, 14],
    rearM: [4, 8],
    flankM: [4, 7],
    floors: [1, 1, 1, 2],
    years: [1978, 2022],
    construction: ['tin-sheet', 'rcc'],
    mixedOnMain: 0,
    mixed: 0,
    notch: 0.35,
  }),
  institutional: habit({
    built: 1,
    frontM: [10, 18],
    rearM: [8, 14],
    flankM: [6, 14],
    floors: [1, 2, 2, 3],
    years: [1920, 2010],
    mixedOnMain: 0,
    mixed: 0,
    notch: 0.6,
  }),
  'railway-colony': habit({
    built: 0.94,
    frontM: [4, 6],
    rearM: [3, 5],
    flankM: [2.5, 4],
    floors: [1, 1, 2],
    years: [1925, 1988],
    construction: ['brick-tile', 'brick-slab'],
    mixedOnMain: 0,
    mixed: 0,
    notch: 0.2,
  }),
  slum: habit({
    built: 0.98,
    frontM: [0.05, 0.3],
    rearM: [0.05, 0.4],
    floors: [1, 1, 1, 2],
    years: [1988, 2022],
    construction: ['tin-sheet', 'brick-tile', 'brick-slab', 'mud-thatch'],
    mixedOnMain: 0.3,
    mixed: 0.06,
    notch: 0,
  }),
  abadi: habit({
    built: 0.95,
    frontM: [0.05, 0.8],
    rearM: [0.2, 4],
    floors: [1, 1, 2, 2],
    years: [1930, 2018],
    construction: ['brick-tile', 'mud-thatch', 'brick-slab'],
    mixed: 0.05,
    notch: 0.25,
  }),
  village: habit({
    built: 0.9,
    frontM: [0.05, 2],
    rearM: [0.5, 6],
    floors: [1, 1, 1, 2],
    years: [1940, 2020],
    construction: ['brick-tile', 'mud-thatch', 'brick-slab'],
    mixed: 0.04,
    notch: 0.3,
  }),
  park: habit({ built: 0 }),
  farmland: habit({ built: 0 }),
  river: habit({ built: 0 }),
}

export type House = {
  points: Point[]
  footprintSqm: number
  floors: number
  heightM: number
  use: BuildingUse
  construction: Construction
  builtYear: number
  shopBelow: boolean
}

/** Puts up a house on the plot, or leaves it open; the walls stay within the plot. */
export const buildHouse = (
  plot: Polygon,
  front: Front | null,
  district: DistrictKind,
  onMain: boolean,
  thisYear: number,
  random: Random,
): House | null => {
  const habits = HABITS[district]
  if (!random.chance(habits.built)) return null
  const points = footprintOf(plot, front, habits, random)
  if (!points) return null
  const footprintSqm = areaOf(points)
  const builtYear = Math.min(thisYear - 1, Math.round(random.between(habits.years[0], habits.years[1])))
  const construction = random.pick(habits.construction)
  const weak = construction === 'mud-thatch' || construction === 'tin-sheet'
  const shopBelow = random.chance(onMain ? habits.mixedOnMain : habits.mixed)
  let floors = weak ? 1 : random.pick(habits.floors)
  if (onMain && district !== 'industrial' && !weak && random.chance(0.3)) floors++
  const allShop = shopBelow && district === 'market' && random.chance(0.35)
  const use: BuildingUse =
    district === 'industrial' ? 'industrial' : allShop ? 'commercial' : shopBelow ? 'mixed' : 'residential'
  const storey = district === 'industrial' ? random.between(5.5, 8) : random.between(2.9, 3.4)
  return {
    points,
    footprintSqm,
    floors,
    heightM: Math.round((floors * storey + 0.6) * 10) / 10,
    use,
    construction,
    builtYear,
    shopBelow,
  }
}

const footprintOf = (plot: Polygon, front: Front | null, habits: Habit, random: Random): Point[] | null => {
  const frontM = random.between(habits.frontM[0], habits.frontM[1])
  const rearM = random.between(habits.rearM[0], habits.rearM[1])
  const flankM = random.chance(0.55) ? habits.flankM[0] : random.between(habits.flankM[0], habits.flankM[1])
  const facing = front ? front.index : 0
  const a = plot.points[facing]!
  const b = plot.points[(facing + 1) % plot.points.length]!
  const fx = b.x - a.x
  const fy = b.y - a.y
  const strip = (side: number, index: number) => {
    if (side !== INNER) return frontM
    const c = plot.points[index]!
    const d = plot.points[index + 1 === plot.points.length ? 0 : index + 1]!
    const gx = d.x - c.x
    const gy = d.y - c.y
    return fx * gx + fy * gy < -0.7 * Math.sqrt((fx * fx + fy * fy) * (gx * gx + gy * gy)) ? rearM : flankM
  }
  const drawn = within(plot, inset(plot, strip)) ?? within(plot, inset(plot, partyWall))
  if (!drawn) return null
  if (drawn.points.length !== 4) return drawn.points
  return random.chance(habits.notch) ? notched(drawn.points, random) : drawn.points
}

const partyWall = () => PARTY_WALL_M
/** The footprint, if it is worth building and keeps to its plot. */
const within = (plot: Polygon, drawn: Polygon | null): Polygon | null => {
  if (!drawn || areaOf(drawn.points) < 6) return null
  for (const { x, y } of drawn.points) if (!isInside(plot.points, x, y)) return null
  return drawn.points.length === 3 || isSimple(drawn.points) ? drawn : null
}

/** Takes a corner out of a four-sided footprint: a yard, a stair, a porch. */
const notched = (points: readonly Point[], random: Random): Point[] => {
  const corner = random.whole(0, 3)
  const at = points[corner]!
  const before = points[(corner + 3) % 4]!
  const after = points[(corner + 1) % 4]!
  const turn = (at.x - before.x) * (after.y - at.y) - (at.y - before.y) * (after.x - at.x)
  if (turn < 0.5 * Math.hypot(at.x - before.x, at.y - before.y) * Math.hypot(after.x - at.x, after.y - at.y))
    return [...points]
  const p = random.between(0.25, 0.5)
  const q = random.between(0.25, 0.5)
  const back = { x: at.x + (before.x - at.x) * p, y: at.y + (before.y - at.y) * p }
  const on = { x: at.x + (after.x - at.x) * q, y: at.y + (after.y - at.y) * q }
  const inner = { x: back.x + on.x - at.x, y: back.y + on.y - at.y }
  const shape = [...points]
  shape.splice(corner, 1, back, inner, on)
  return shape
}
