import { facesBetween } from './arrangement.ts'
import { limitFor } from './limits.ts'
import {
  areaOf,
  distanceBetween,
  extentAlong,
  insidePointOf,
  isInside,
  mainDirectionOf,
  type Point,
  type Polygon,
  splitByLine,
} from './plane.ts'
import { railwayFor } from './railways.ts'
import { noiseField, type Random, randomFrom } from './random.ts'
import { riverFor } from './rivers.ts'
import { isWet, mainRoadsFor } from './roads.ts'
import { newRoadSide } from './streets.ts'
import type { Cell, Side, TownPlan } from './town-plan.ts'
import type { DistrictKind } from './types.ts'

/** Live parcels on a hectare of the cell, roads and all: measured on generated towns, used to size the town. */
const PARCELS_PER_HECTARE: Record<DistrictKind, number> = {
  'old-town': 104,
  market: 60,
  'old-grid': 38,
  colony: 42,
  'new-layout': 33,
  industrial: 2.6,
  institutional: 0.25,
  'railway-colony': 1.4,
  slum: 120,
  abadi: 32,
  village: 32,
  park: 0.3,
  'open-layout': 30,
  farmland: 0,
  river: 0,
}

/** Lays out the skeleton, cuts it into cells and gives each its kind; about 92 % of the parcels fall to built-up cells. */
export const planTown = (seed: number, parcels: number): TownPlan => {
  const random = randomFrom(seed, 'skeleton')
  const scale = Math.sqrt(parcels / 25000)
  const oldRadiusM = Math.max(130, 370 * scale ** 0.7)
  const builtRadiusM = Math.max(450, 1700 * scale)
  const limitRadiusM = Math.max(850, 2400 * scale)
  const reach = limitRadiusM * 1.6
  const river = riverFor(random, reach, oldRadiusM * 0.82)
  const stationDistanceM = oldRadiusM + Math.max(260, random.between(520, 760) * scale ** 0.5)
  const rail = railwayFor(random, reach, stationDistanceM, river.bearing)
  const stationBearing = Math.atan2(rail.station.y, rail.station.x)
  const roads = mainRoadsFor(random, {
    scale,
    oldRadiusM,
    builtRadiusM,
    limitRadiusM,
    river,
    stationBearing,
    stationDistanceM,
  })
  const sides: Side[] = []
  const plain = (kind: Side['kind'], halfM: number) =>
    sides.push({ kind, halfM, class: null, widthM: 0, names: {}, cell: null, roadKey: 0, main: null }) - 1
  const limit = plain('limit', 0)
  const bank = plain('bank', 9)
  const track = plain('rail', 15)
  const limitPoints = limitFor(random, limitRadiusM)
  const curves = [
    { points: limitPoints, side: limit },
    { points: river.left, side: bank },
    { points: river.right, side: bank },
    { points: rail.middle, side: track },
    ...roads.map((road) => ({
      points: road.points,
      side: newRoadSide(sides, random, {
        class: road.class,
        widthM: road.widthM,
        cell: null,
        main: road.kind,
        ordinal: road.ordinal,
      }),
    })),
  ]
  const faces = facesBetween(curves).filter((face) => {
    const middle = insidePointOf(face.points)
    return insideLimit(limitPoints, middle)
  })
  const plan: TownPlan = {
    scale,
    oldRadiusM,
    builtRadiusM,
    limitRadiusM,
    river,
    rail,
    sides,
    cells: [],
    oldRing: roads[0]!.points,
    villageMiddle: { x: 0, y: 0 },
  }
  plan.villageMiddle = villagePlace(random, plan)
  for (const face of faces) addCells(plan, random, face)
  nameKinds(plan, random, parcels)
  return plan
}

const insideLimit = (limit: readonly Point[], middle: Point) => {
  let inside = false
  for (let index = 0, before = limit.length - 2; index < limit.length - 1; before = index++) {
    const a = limit[index]!
    const b = limit[before]!
    if (a.y > middle.y !== b.y > middle.y && middle.x < ((b.x - a.x) * (middle.y - a.y)) / (b.y - a.y) + a.x)
      inside = !inside
  }
  return inside
}

const villagePlace = (random: Random, plan: TownPlan): Point => {
  const away = (plan.builtRadiusM * 1.12 + plan.limitRadiusM) / 2
  for (let tries = 0; tries < 40; tries++) {
    const angle = random.between(0, Math.PI * 2)
    const place = { x: Math.cos(angle) * away, y: Math.sin(angle) * away }
    if (plan.river.across(place.x, place.y) > 150) return place
  }
  return { x: away, y: 0 }
}

/** How great a cell may grow at this place, square metres. */
const greatest = (plan: TownPlan, middle: Point) => {
  const away = Math.hypot(middle.x, middle.y)
  if (isInside(plan.oldRing, middle.x, middle.y)) return 90_000
  if (distanceBetween(middle, plan.villageMiddle) < 420) return 90_000
  if (away < plan.builtRadiusM) return 85_000
  if (away < plan.builtRadiusM * 1.2) return 130_000
  return 420_000
}

const addCells = (plan: TownPlan, random: Random, face: Polygon) => {
  const middle = insidePointOf(face.points)
  const area = areaOf(face.points)
  const wet = isWet(plan.river, middle.x, middle.y, -2)
  if (wet || area < greatest(plan, middle)) {
    plan.cells.push(newCell(plan, face, middle, area, wet ? 'river' : 'farmland'))
    return
  }
  const built = Math.hypot(middle.x, middle.y) < plan.builtRadiusM * 1.2
  for (const part of cutAcross(plan, random, face, built)) addCells(plan, random, part)
}

const cutAcross = (plan: TownPlan, random: Random, face: Polygon, built: boolean): Polygon[] => {
  for (let tries = 0; tries < 6; tries++) {
    const angle = mainDirectionOf(face.points) + random.between(-0.16, 0.16)
    const dx = Math.cos(angle)
    const dy = Math.sin(angle)
    const extent = extentAlong(face.points, dx, dy)
    const at = extent.low + (extent.high - extent.low) * random.between(0.38, 0.62)
    const across = extentAlong(face.points, -dy, dx)
    const middle = (across.low + across.high) / 2
    const old = Math.hypot(dx * at - dy * middle, dy * at + dx * middle) < plan.oldRadiusM
    const wide = built
      ? old
        ? { class: 'local' as const, widthM: 6 }
        : { class: 'collector' as const, widthM: 12 }
      : { class: 'lane' as const, widthM: 4.5 }
    const side = newRoadSide(plan.sides, random, { ...wide, cell: null, main: null, ordinal: plan.sides.length })
    const parts = splitByLine(face, dx * at - dy * middle, dy * at + dx * middle, -dy, dx, side)
    if (parts && Math.min(areaOf(parts[0].points), areaOf(parts[1].points)) > areaOf(face.points) * 0.12) return parts
  }
  const half = cutHalf(plan, random, face)
  return half ?? []
}

const cutHalf = (plan: TownPlan, random: Random, face: Polygon): Polygon[] | null => {
  const middle = insidePointOf(face.points)
  const angle = mainDirectionOf(face.points) + Math.PI / 2
  const side = newRoadSide(plan.sides, random, {
    class: 'local',
    widthM: 9,
    cell: null,
    main: null,
    ordinal: plan.sides.length,
  })
  return splitByLine(face, middle.x, middle.y, Math.cos(angle), Math.sin(angle), side)
}

const newCell = (plan: TownPlan, outline: Polygon, middle: Point, areaSqm: number, kind: DistrictKind): Cell => {
  const beyond = plan.river.across(middle.x, middle.y) < 0 ? 1.45 : 1
  return {
    index: plan.cells.length,
    outline,
    kind,
    middle,
    awayM: Math.hypot(middle.x, middle.y) * beyond,
    areaSqm,
    bearing: 0,
    slant: 0,
    blocks: [],
    localityKey: 0,
    joined: false,
    first: false,
  }
}

const nameKinds = (plan: TownPlan, random: Random, parcels: number) => {
  const field = noiseField(random.whole(0, 1e9), 1000)
  const free = new Set(plan.cells.filter((cell) => cell.kind !== 'river'))
  for (const cell of free)
    cell.awayM = (cell.awayM + field(cell.middle.x, cell.middle.y) * plan.builtRadiusM * 0.26) * ribbon(plan, cell)
  const give = (cell: Cell | undefined, kind: DistrictKind) => {
    if (!cell) return
    cell.kind = kind
    free.delete(cell)
  }
  for (const cell of [...free]) if (isInside(plan.oldRing, cell.middle.x, cell.middle.y)) give(cell, 'old-town')
  const nearest = (to: Point, mayBe: (cell: Cell) => boolean = () => true) => {
    let best: Cell | undefined
    let least = Number.POSITIVE_INFINITY
    for (const cell of free) {
      const away = distanceBetween(cell.middle, to)
      if (away < least && mayBe(cell)) {
        least = away
        best = cell
      }
    }
    return best
  }
  const at = (part: number, turn: number): Point => {
    const angle = Math.atan2(plan.rail.station.y, plan.rail.station.x) + turn
    return { x: Math.cos(angle) * plan.builtRadiusM * part, y: Math.sin(angle) * plan.builtRadiusM * part }
  }
  const times = (each: number) => Math.max(1, Math.round(each * plan.scale ** 2))
  const sides = plan.sides
  const touches = (cell: Cell, kind: Side['kind']) => cell.outline.sides.some((side) => sides[side]?.kind === kind)
  const dry = (cell: Cell) => !touches(cell, 'limit') && cell.areaSqm > 15_000
  const midway = { x: plan.rail.station.x * 0.72, y: plan.rail.station.y * 0.72 }
  give(
    nearest(plan.rail.station, (cell) => dry(cell) && touches(cell, 'rail')),
    'railway-colony',
  )
  for (let index = 0; index < Math.max(2, times(1.5)); index++) give(nearest(midway, dry), 'market')
  for (let index = 0; index < times(2); index++) {
    const place = index === 0 ? at(0.45, 1.2) : at(random.between(0.5, 1), random.between(0, 6.28))
    give(carved(plan, random, free, nearest(place, dry), random.between(24_000, 45_000)), 'park')
  }
  // a sample too small for 300 houses has no crowded quarters
  const crowded = parcels >= 1500 ? times(2) : 0
  for (let index = 0; index < crowded; index++) {
    const place = at(random.between(0.55, 0.9), random.between(0, 6.28))
    give(
      carved(
        plan,
        random,
        free,
        nearest(place, (cell) => dry(cell) && (touches(cell, 'rail') || touches(cell, 'bank'))) ?? nearest(place, dry),
        26_000,
      ),
      'slum',
    )
  }
  for (let index = 0; index < crowded; index++) {
    const place = at(random.between(0.55, 0.85), random.between(0, 6.28))
    give(carved(plan, random, free, nearest(place, dry), 46_000), 'abadi')
  }
  for (let index = 0; index < times(4); index++)
    give(nearest(at(random.between(0.45, 1.05), random.between(0, 6.28)), dry), 'institutional')
  const works = at(0.98, random.pick([-0.75, 0.75]) + random.between(-0.2, 0.2))
  for (let index = 0; index < times(6); index++) give(nearest(works, dry), 'industrial')
  if (crowded > 0) markVillage(plan, free, nearest, give)
  fillByNearness(plan, random, free, parcels, give)
  for (const kind of new Set(plan.cells.map((cell) => cell.kind))) {
    const one = plan.cells.find((cell) => cell.kind === kind)
    if (one) one.first = true
  }
}

/** Towns grow along their roads: a cell on a main road feels nearer. */
const ribbon = (plan: TownPlan, cell: Cell) => {
  let nearer = 1
  for (const side of cell.outline.sides) {
    const { main, class: roadClass } = plan.sides[side]!
    if (main === 'spine' || (main === 'radial' && roadClass === 'arterial')) nearer = Math.min(nearer, 0.8)
    else if (main === 'radial') nearer = Math.min(nearer, 0.9)
  }
  return nearer
}

/** Cuts a piece of about the wanted size off a cell and gives the piece; the rest stays free. */
const carved = (
  plan: TownPlan,
  random: Random,
  free: Set<Cell>,
  cell: Cell | undefined,
  wantedSqm: number,
): Cell | undefined => {
  if (!cell || cell.areaSqm < wantedSqm * 1.6) return cell
  const angle = mainDirectionOf(cell.outline.points)
  const dx = Math.cos(angle)
  const dy = Math.sin(angle)
  const extent = extentAlong(cell.outline.points, dx, dy)
  const across = extentAlong(cell.outline.points, -dy, dx)
  const at = extent.low + ((extent.high - extent.low) * wantedSqm) / cell.areaSqm
  const middle = (across.low + across.high) / 2
  const side = newRoadSide(plan.sides, random, {
    class: 'local',
    widthM: 9,
    cell: null,
    main: null,
    ordinal: plan.sides.length,
  })
  const parts = splitByLine(cell.outline, dx * at - dy * middle, dy * at + dx * middle, -dy, dx, side)
  if (!parts) return cell
  const [one, other] = areaOf(parts[0].points) < areaOf(parts[1].points) ? parts : [parts[1], parts[0]]
  cell.outline = other
  cell.areaSqm = areaOf(other.points)
  cell.middle = insidePointOf(other.points)
  const piece = newCell(plan, one, insidePointOf(one.points), areaOf(one.points), 'farmland')
  piece.awayM = cell.awayM
  plan.cells.push(piece)
  free.add(piece)
  return piece
}

/** The village that joined three years ago: its houses, and the fields round them, form one joined area. */
const markVillage = (
  plan: TownPlan,
  free: Set<Cell>,
  nearest: (to: Point) => Cell | undefined,
  give: (cell: Cell | undefined, kind: DistrictKind) => void,
) => {
  give(nearest(plan.villageMiddle), 'village')
  const village = plan.cells.find((cell) => cell.kind === 'village')
  if (!village) return
  village.joined = true
  const away = plan.limitRadiusM * 0.3
  for (const cell of free)
    if (distanceBetween(cell.middle, village.middle) < away && cell.awayM > plan.builtRadiusM * 0.85) cell.joined = true
}

const fillByNearness = (
  plan: TownPlan,
  random: Random,
  free: Set<Cell>,
  parcels: number,
  give: (cell: Cell | undefined, kind: DistrictKind) => void,
) => {
  let expected = 0
  for (const cell of plan.cells)
    if (!free.has(cell)) expected += (PARCELS_PER_HECTARE[cell.kind] * cell.areaSqm) / 10_000
  const wanted = parcels * 0.93
  const inOrder = [...free].filter((cell) => !cell.joined).sort((a, b) => a.awayM - b.awayM)
  const built = inOrder.reduce((most, cell) => most + cell.areaSqm, 0)
  let gone = 0
  for (const cell of inOrder) {
    if (expected >= wanted) break
    gone += cell.areaSqm
    const part = expected / wanted
    const kind: DistrictKind =
      gone / built > 0.98
        ? 'open-layout'
        : part < 0.46
          ? 'old-grid'
          : part < 0.76
            ? 'colony'
            : random.chance(0.22)
              ? 'open-layout'
              : 'new-layout'
    give(cell, kind)
    expected += (PARCELS_PER_HECTARE[kind] * cell.areaSqm) / 10_000
  }
}
