import {
  areaOf,
  distanceBetween,
  extentAlong,
  isInside,
  mainDirectionOf,
  type Polygon,
  pointAt,
  splitByLine,
} from './plane.ts'
import type { Random } from './random.ts'
import { newRoadSide } from './streets.ts'
import type { Block, Cell, Side } from './town-plan.ts'
import type { DistrictKind, RoadClass } from './types.ts'

/** How the streets of a kind of district run. Lengths in metres. */
type Fabric = {
  manner: 'grid' | 'organic' | 'whole'
  /** Grid: from street to street across and along. Organic: area at which a block is small enough (m²). */
  deepM: readonly [number, number]
  longM: readonly [number, number]
  smallSqm: number
  streetM: readonly number[]
  crossM: readonly number[]
  /** Part of the blocks that a dead end runs into, and its width. */
  deadEnds: number
  deadEndM: readonly [number, number]
  /** Slant of the cross streets away from a right angle, radians, and how often there is one. */
  slant: number
  slanted: number
  /** Organic: how far a cut may turn, radians. */
  unrest: number
  staggered: number
}

const grid = (fabric: Partial<Fabric>): Fabric => ({
  manner: 'grid',
  deepM: [36, 44],
  longM: [110, 160],
  smallSqm: 0,
  streetM: [7.5, 9],
  crossM: [9],
  deadEnds: 0,
  deadEndM: [4, 6],
  slant: 0.2,
  slanted: 0.5,
  unrest: 0,
  staggered: 0.4,
  ...fabric,
})
const organic = (fabric: Partial<Fabric>): Fabric => ({ ...grid({}), manner: 'organic', ...fabric })

export const FABRICS: Record<DistrictKind, Fabric> = {
  'old-town': organic({
    smallSqm: 2100,
    streetM: [4, 3.5, 3],
    crossM: [2.5, 2, 1.8, 3],
    deadEnds: 0.55,
    deadEndM: [1.5, 2.2],
    unrest: 0.3,
  }),
  market: organic({
    smallSqm: 2900,
    streetM: [9, 7.5],
    crossM: [6, 4.5],
    deadEnds: 0.12,
    deadEndM: [2.5, 3.5],
    unrest: 0.12,
  }),
  'old-grid': grid({
    deepM: [38, 50],
    longM: [62, 84],
    streetM: [6, 7.5],
    crossM: [6, 7.5],
    deadEnds: 0.04,
    slanted: 0.55,
    staggered: 0.15,
  }),
  colony: grid({
    deepM: [32, 40],
    longM: [120, 180],
    streetM: [6, 7.5, 9],
    crossM: [7.5, 9],
    deadEnds: 0.08,
    slanted: 0.6,
  }),
  'new-layout': grid({
    deepM: [37, 46],
    longM: [90, 240],
    streetM: [9, 12],
    crossM: [9, 12],
    deadEnds: 0.2,
    deadEndM: [6, 9],
    slanted: 0.55,
    staggered: 0.7,
  }),
  'open-layout': grid({
    deepM: [34, 42],
    longM: [100, 170],
    streetM: [6, 9],
    crossM: [9],
    deadEnds: 0.1,
    slanted: 0.5,
  }),
  industrial: grid({
    deepM: [120, 150],
    longM: [180, 300],
    streetM: [15, 18],
    crossM: [15],
    deadEnds: 0.03,
    slanted: 0.25,
  }),
  'railway-colony': grid({
    deepM: [44, 52],
    longM: [120, 160],
    streetM: [6, 7.5],
    crossM: [7.5],
    deadEnds: 0.1,
    slanted: 0,
  }),
  slum: organic({
    smallSqm: 1500,
    streetM: [3, 2.5],
    crossM: [1.5, 1.2, 2],
    deadEnds: 0.7,
    deadEndM: [1, 1.6],
    unrest: 0.5,
  }),
  abadi: organic({
    smallSqm: 3200,
    streetM: [4, 3],
    crossM: [2.5, 2, 3],
    deadEnds: 0.6,
    deadEndM: [1.6, 2.5],
    unrest: 0.42,
  }),
  village: organic({
    smallSqm: 4200,
    streetM: [4.5, 3.5],
    crossM: [3, 2.5],
    deadEnds: 0.5,
    deadEndM: [2, 3],
    unrest: 0.45,
  }),
  institutional: grid({ manner: 'whole' }),
  park: grid({ manner: 'whole' }),
  farmland: grid({ manner: 'whole' }),
  river: grid({ manner: 'whole' }),
}

const classOf = (widthM: number): RoadClass =>
  widthM >= 10.5 ? 'collector' : widthM >= 5.5 ? 'local' : widthM >= 1.6 ? 'lane' : 'footpath'

/** Cuts a cell into blocks along new streets. Outlines stay on the streets' middle lines. */
export const layBlocks = (sides: Side[], cell: Cell, random: Random): void => {
  const fabric = FABRICS[cell.kind]
  const pieces =
    fabric.manner === 'grid'
      ? cutGrid(sides, cell, fabric, random)
      : fabric.manner === 'organic'
        ? cutOrganic(sides, cell, fabric, random)
        : [cell.outline]
  cell.blocks = pieces.map((outline) => ({ outline, deadEnds: [] }))
  if (fabric.manner === 'whole') return
  for (const block of cell.blocks) if (random.chance(fabric.deadEnds)) addDeadEnd(sides, cell, block, fabric, random)
}

const newStreet = (sides: Side[], cell: Cell, random: Random, widthM: number) =>
  newRoadSide(sides, random, { class: classOf(widthM), widthM, cell: cell.index, main: null, ordinal: 0 })

const cutGrid = (sides: Side[], cell: Cell, fabric: Fabric, random: Random): Polygon[] => {
  const bearing = mainDirectionOf(cell.outline.points) + (random.chance(0.3) ? random.bell(0, 0.1) : 0)
  cell.bearing = bearing
  cell.slant = random.chance(fabric.slanted) ? random.between(0.05, fabric.slant) * (random.chance(0.5) ? 1 : -1) : 0
  const dx = Math.cos(bearing)
  const dy = Math.sin(bearing)
  const deep = random.between(fabric.deepM[0], fabric.deepM[1])
  const long = random.between(fabric.longM[0], fabric.longM[1])
  const across = extentAlong(cell.outline.points, -dy, dx)
  const rows = Math.max(1, Math.round((across.high - across.low) / deep))
  const step = (across.high - across.low) / rows
  let pieces = [cell.outline]
  for (let row = 1; row < rows; row++) {
    const at = across.low + step * row + random.bell(0, step * 0.015)
    pieces = cutAll(pieces, -dy * at, dx * at, dx, dy, () =>
      newStreet(sides, cell, random, random.pick(fabric.streetM)),
    )
  }
  const cx = -Math.sin(bearing + cell.slant)
  const cy = Math.cos(bearing + cell.slant)
  const whole = extentAlong(cell.outline.points, dx, dy)
  const columns = Math.max(1, Math.round((whole.high - whole.low) / long))
  const width = (whole.high - whole.low) / columns
  const middle = (across.low + across.high) / 2
  if (!random.chance(fabric.staggered)) {
    for (let column = 1; column < columns; column++) {
      const at = whole.low + width * column + random.bell(0, width * 0.06)
      pieces = cutAll(pieces, dx * at - dy * middle, dy * at + dx * middle, cx, cy, () =>
        newStreet(sides, cell, random, random.pick(fabric.crossM)),
      )
    }
    return pieces
  }
  return pieces.flatMap((piece) => cutStrip(sides, cell, fabric, random, piece, { dx, dy, cx, cy, long }))
}

/** Cross streets of one strip, at places of its own. */
const cutStrip = (
  sides: Side[],
  cell: Cell,
  fabric: Fabric,
  random: Random,
  strip: Polygon,
  run: { dx: number; dy: number; cx: number; cy: number; long: number },
): Polygon[] => {
  const extent = extentAlong(strip.points, run.dx, run.dy)
  const length = extent.high - extent.low
  const middle = extentAlong(strip.points, -run.dy, run.dx)
  const v = (middle.low + middle.high) / 2
  let pieces = [strip]
  for (
    let at = extent.low + run.long * random.between(0.55, 1.05);
    at < extent.low + length - run.long * 0.4;
    at += run.long * random.between(0.8, 1.2)
  ) {
    pieces = cutAll(pieces, run.dx * at - run.dy * v, run.dy * at + run.dx * v, run.cx, run.cy, () =>
      newStreet(sides, cell, random, random.pick(fabric.crossM)),
    )
  }
  return pieces
}

/** One line through all pieces it crosses, leaving no splinter. */
const cutAll = (
  pieces: readonly Polygon[],
  px: number,
  py: number,
  dx: number,
  dy: number,
  street: () => number,
): Polygon[] => {
  let side = -1
  return pieces.flatMap((piece) => {
    const parts = splitByLine(piece, px, py, dx, dy, -2)
    if (!parts || areaOf(parts[0].points) < 250 || areaOf(parts[1].points) < 250) return [piece]
    if (side < 0) side = street()
    for (const part of parts) part.sides = part.sides.map((one) => (one === -2 ? side : one))
    return parts
  })
}

const cutOrganic = (sides: Side[], cell: Cell, fabric: Fabric, random: Random): Polygon[] => {
  cell.bearing = mainDirectionOf(cell.outline.points)
  const done: Polygon[] = []
  const open: { piece: Polygon; depth: number }[] = [{ piece: cell.outline, depth: 0 }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { piece, depth } = next
    if (areaOf(piece.points) < fabric.smallSqm * random.between(0.7, 1.7) || depth > 14) {
      done.push(piece)
      continue
    }
    const parts = cutAskew(sides, cell, fabric, random, piece, depth)
    if (!parts) done.push(piece)
    else for (const part of parts) open.push({ piece: part, depth: depth + 1 })
  }
  return done
}

const cutAskew = (
  sides: Side[],
  cell: Cell,
  fabric: Fabric,
  random: Random,
  piece: Polygon,
  depth: number,
): Polygon[] | null => {
  for (let tries = 0; tries < 4; tries++) {
    const along = mainDirectionOf(piece.points)
    const extent = extentAlong(piece.points, Math.cos(along), Math.sin(along))
    const across = extentAlong(piece.points, -Math.sin(along), Math.cos(along))
    const at = extent.low + (extent.high - extent.low) * random.between(0.34, 0.66)
    const middle = (across.low + across.high) / 2
    const angle = along + Math.PI / 2 + random.bell(0, fabric.unrest * 0.6)
    const widths = depth < 3 ? fabric.streetM : fabric.crossM
    const px = Math.cos(along) * at - Math.sin(along) * middle
    const py = Math.sin(along) * at + Math.cos(along) * middle
    const parts = splitByLine(piece, px, py, Math.cos(angle), Math.sin(angle), -2)
    if (!parts || Math.min(areaOf(parts[0].points), areaOf(parts[1].points)) < areaOf(piece.points) * 0.22) continue
    const side = newStreet(sides, cell, random, random.pick(widths))
    for (const part of parts) part.sides = part.sides.map((one) => (one === -2 ? side : one))
    return parts
  }
  return null
}

/** Plans a lane into the block from the middle part of its longest street side; its mouth becomes a corner of the outline. */
const addDeadEnd = (sides: Side[], cell: Cell, block: Block, fabric: Fabric, random: Random) => {
  const { points, sides: along } = block.outline
  let longest = 0
  let from = -1
  for (let index = 0; index < points.length; index++) {
    const length = distanceBetween(points[index]!, points[(index + 1) % points.length]!)
    if (sides[along[index]!]?.kind === 'road' && sides[along[index]!]!.class !== 'highway' && length > longest) {
      longest = length
      from = index
    }
  }
  if (from < 0 || longest < 26) return
  const a = points[from]!
  const b = points[(from + 1) % points.length]!
  const part = random.between(0.36, 0.64)
  const mouth = pointAt(a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part)
  const turned = Math.atan2(b.y - a.y, b.x - a.x) + Math.PI / 2 + random.bell(0, fabric.unrest * 0.3)
  const dx = Math.cos(turned)
  const dy = Math.sin(turned)
  let room = 0
  while (room < 300 && isInside(points, mouth.x + dx * (room + 2), mouth.y + dy * (room + 2))) room += 2
  const lengthM = room * random.between(0.52, 0.68)
  if (lengthM < 12) return
  const widthM = Math.round(random.between(fabric.deadEndM[0], fabric.deadEndM[1]) * 10) / 10
  points.splice(from + 1, 0, mouth)
  along.splice(from + 1, 0, along[from]!)
  block.deadEnds.push({ side: newStreet(sides, cell, random, widthM), mouth, dx, dy, lengthM, halfM: widthM / 2 })
}
