import { nodeTogether } from './noding.ts'
import { areaOf, extentAlong, INNER, inset, isSimple, mainDirectionOf, type Polygon, splitByLine } from './plane.ts'
import type { Random } from './random.ts'
import type { Block, Cell, DeadEnd, Side } from './town-plan.ts'
import type { DistrictKind } from './types.ts'

/** Sizes of plots in a kind of district: depth decides how many rows a block has, area decides where a row is cut. */
export type PlotManner = {
  depthM: number
  /** No plot is cut narrower. */
  leastFrontM: number
  /** Usual areas in square metres; one is drawn for each block (or each cut, where `mixed`). */
  areasSqm: readonly number[]
  mixed: boolean
  /** How far a cut turns away from the square (radians) and from the even share (part). */
  unrest: number
  uneven: number
}

export const PLOT_MANNERS: Partial<Record<DistrictKind, PlotManner>> = {
  'old-town': {
    leastFrontM: 3.1,
    depthM: 15,
    areasSqm: [24, 32, 42, 55, 70, 90, 120],
    mixed: true,
    unrest: 0.16,
    uneven: 0.3,
  },
  market: { leastFrontM: 3.4, depthM: 22, areasSqm: [35, 50, 70, 110, 160], mixed: true, unrest: 0.06, uneven: 0.22 },
  'old-grid': { leastFrontM: 6, depthM: 20, areasSqm: [110, 140, 180, 240], mixed: false, unrest: 0.015, uneven: 0.12 },
  colony: { leastFrontM: 6.2, depthM: 16, areasSqm: [100, 120, 139, 167, 200], mixed: false, unrest: 0, uneven: 0.05 },
  'new-layout': {
    leastFrontM: 7.6,
    depthM: 18,
    areasSqm: [125, 139, 167, 220, 280],
    mixed: false,
    unrest: 0,
    uneven: 0.03,
  },
  'open-layout': { leastFrontM: 7, depthM: 16, areasSqm: [111, 139, 167], mixed: false, unrest: 0, uneven: 0.03 },
  industrial: { leastFrontM: 22, depthM: 62, areasSqm: [1200, 2000, 3600, 6000], mixed: true, unrest: 0, uneven: 0.1 },
  'railway-colony': { leastFrontM: 18, depthM: 24, areasSqm: [420, 560], mixed: false, unrest: 0, uneven: 0.04 },
  slum: { leastFrontM: 2.8, depthM: 9, areasSqm: [20, 26, 34, 42], mixed: true, unrest: 0.2, uneven: 0.35 },
  abadi: { leastFrontM: 4.4, depthM: 18, areasSqm: [55, 80, 110, 150], mixed: true, unrest: 0.2, uneven: 0.35 },
  village: { leastFrontM: 5.6, depthM: 22, areasSqm: [80, 120, 180, 260], mixed: true, unrest: 0.2, uneven: 0.35 },
}

/** The block's land: its outline less half of each street round it. Null where streets leave nothing sound. */
export const landOf = (sides: readonly Side[], block: Block): Polygon | null => {
  const land = inset(block.outline, (side) => sides[side]?.halfM ?? 0)
  return land && isSimple(land.points) ? land : null
}

/** Cuts a block's land into plots whose corners are shared; sides that face a street carry its number. */
export const cutPlots = (
  sides: readonly Side[],
  cell: Cell,
  block: Block,
  manner: PlotManner,
  random: Random,
): Polygon[] => {
  const land = landOf(sides, block)
  // what is smaller is an island between streets, not a plot
  if (!land || areaOf(land.points) < manner.areasSqm[0]! * 0.45) return []
  const pieces = block.deadEnds.reduce<Polygon[]>(
    (all, deadEnd) => all.flatMap((piece) => carve(piece, deadEnd)),
    [land],
  )
  const plots: Polygon[] = []
  const usual = random.pick(manner.areasSqm)
  for (const piece of pieces) cutRows(piece, cell, manner, usual, random, plots, 0)
  nodeTogether(plots, 30)
  return plots
}

/** Takes the lane's strip out of the piece that it runs into. */
const carve = (piece: Polygon, lane: DeadEnd): Polygon[] => {
  const ex = lane.mouth.x + lane.dx * lane.lengthM
  const ey = lane.mouth.y + lane.dy * lane.lengthM
  const ends = splitByLine(piece, ex, ey, -lane.dy, lane.dx, INNER)
  if (!ends) return [piece]
  const [far, near] = ends
  const nx = -lane.dy * lane.halfM
  const ny = lane.dx * lane.halfM
  const left = splitByLine(near, ex + nx, ey + ny, lane.dx, lane.dy, lane.side)
  if (!left) return [piece]
  const right = splitByLine(left[1], ex - nx, ey - ny, lane.dx, lane.dy, lane.side)
  if (!right) return [piece]
  return [left[0], right[1], far].filter((part) => areaOf(part.points) > 6)
}

const cutRows = (
  piece: Polygon,
  cell: Cell,
  manner: PlotManner,
  usual: number,
  random: Random,
  plots: Polygon[],
  depth: number,
): void => {
  const angle = mainDirectionOf(piece.points)
  const dx = Math.cos(angle)
  const dy = Math.sin(angle)
  const across = extentAlong(piece.points, -dy, dx)
  const breadth = across.high - across.low
  const rows = Math.round(breadth / manner.depthM)
  if (rows >= 2 && depth < 5 && areaOf(piece.points) > usual * 2.2) {
    const along = extentAlong(piece.points, dx, dy)
    const middle = (along.low + along.high) / 2
    const at = across.low + (breadth * Math.floor(rows / 2)) / rows + random.bell(0, breadth * manner.uneven * 0.12)
    const turn = random.bell(0, manner.unrest * 0.35)
    const parts = splitByLine(
      piece,
      dx * middle - dy * at,
      dy * middle + dx * at,
      Math.cos(angle + turn),
      Math.sin(angle + turn),
      INNER,
    )
    if (parts && Math.min(areaOf(parts[0].points), areaOf(parts[1].points)) > usual * 0.5) {
      cutRows(parts[0], cell, manner, usual, random, plots, depth + 1)
      cutRows(parts[1], cell, manner, usual, random, plots, depth + 1)
      return
    }
  }
  cutRow(piece, angle, cell, manner, usual, random, plots, 0)
}

/** Halves a row again and again at right angles to it (or along the cell's slant) until each part is one plot. */
const cutRow = (
  row: Polygon,
  angle: number,
  cell: Cell,
  manner: PlotManner,
  usual: number,
  random: Random,
  plots: Polygon[],
  depth: number,
): void => {
  const area = areaOf(row.points)
  const wanted = manner.mixed ? random.pick(manner.areasSqm) : usual
  const dx = Math.cos(angle)
  const dy = Math.sin(angle)
  const extent = extentAlong(row.points, dx, dy)
  const count = Math.min(Math.round(area / wanted), Math.floor((extent.high - extent.low) / manner.leastFrontM))
  if (count < 2 || depth > 9) {
    plots.push(row)
    return
  }
  const across = extentAlong(row.points, -dy, dx)
  const middle = (across.low + across.high) / 2
  const share = Math.floor(count / 2) / count + random.bell(0, manner.uneven / (count + 1))
  const at = extent.low + (extent.high - extent.low) * Math.min(0.8, Math.max(0.2, share))
  const turn =
    angle +
    Math.PI / 2 +
    (Math.abs(cell.slant) > 0 ? cell.slant : 0) +
    (manner.unrest > 0 ? random.bell(0, manner.unrest * 0.5) : 0)
  const parts = splitByLine(row, dx * at - dy * middle, dy * at + dx * middle, Math.cos(turn), Math.sin(turn), INNER)
  if (!parts || Math.min(areaOf(parts[0].points), areaOf(parts[1].points)) < Math.min(wanted * 0.35, area * 0.2)) {
    plots.push(row)
    return
  }
  cutRow(parts[0], angle, cell, manner, usual, random, plots, depth + 1)
  cutRow(parts[1], angle, cell, manner, usual, random, plots, depth + 1)
}

/** Exactly `count` parts of nearly equal area, by halving; used for fields, and for whatever must come out even. */
export const cutInto = (piece: Polygon, count: number, random: Random, unrest: number): Polygon[] => {
  if (count <= 1) return [piece]
  const first = Math.floor(count / 2)
  for (let tries = 0; tries < 8; tries++) {
    const angle = mainDirectionOf(piece.points)
    const dx = Math.cos(angle)
    const dy = Math.sin(angle)
    const extent = extentAlong(piece.points, dx, dy)
    const across = extentAlong(piece.points, -dy, dx)
    const middle = (across.low + across.high) / 2
    const share = first / count + random.bell(0, tries === 0 ? 0.04 : 0.1)
    const at = extent.low + (extent.high - extent.low) * Math.min(0.85, Math.max(0.15, share))
    const turn = angle + Math.PI / 2 + random.bell(0, unrest)
    const parts = splitByLine(
      piece,
      dx * at - dy * middle,
      dy * at + dx * middle,
      Math.cos(turn),
      Math.sin(turn),
      INNER,
    )
    if (!parts) continue
    return [...cutInto(parts[0], first, random, unrest), ...cutInto(parts[1], count - first, random, unrest)]
  }
  return [piece]
}

export type Front = { side: number; frontageM: number; index: number }

/** The street side on which the plot has its longest front; null for a plot that only a neighbour's passage reaches. */
export const frontOf = (sides: readonly Side[], plot: Polygon): Front | null => {
  const lengths = new Map<number, { length: number; index: number; longest: number }>()
  for (let index = 0; index < plot.points.length; index++) {
    const side = plot.sides[index]!
    if (side < 0 || sides[side]!.kind !== 'road') continue
    const a = plot.points[index]!
    const b = plot.points[index + 1 === plot.points.length ? 0 : index + 1]!
    const length = Math.hypot(b.x - a.x, b.y - a.y)
    const entry = lengths.get(side)
    if (!entry) lengths.set(side, { length, index, longest: length })
    else {
      entry.length += length
      if (length > entry.longest) {
        entry.longest = length
        entry.index = index
      }
    }
  }
  let best: Front | null = null
  for (const [side, entry] of lengths) {
    if (!best || entry.length > best.frontageM) best = { side, frontageM: entry.length, index: entry.index }
  }
  return best
}
