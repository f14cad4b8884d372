import type { Point, Polygon } from './plane.ts'
import { noiseField, type Random } from './random.ts'
import type { TownPlan } from './town-plan.ts'

/**
 * Moves every corner of the street plan a little: hardly at all in the colonies, by some metres where lanes are crooked.
 * One corner moves once, so what was joined stays joined.
 */
export const warpStreets = (plan: TownPlan, random: Random): void => {
  const soft = [noiseField(random.whole(0, 1e9), 310), noiseField(random.whole(0, 1e9), 310)] as const
  const sharp = [noiseField(random.whole(0, 1e9), 44), noiseField(random.whole(0, 1e9), 44)] as const
  const crooked = plan.cells
    .filter((cell) => cell.kind === 'abadi' || cell.kind === 'slum' || cell.kind === 'village')
    .map((cell) => ({
      x: cell.middle.x,
      y: cell.middle.y,
      radius: Math.sqrt(cell.areaSqm / Math.PI) * 1.15,
      height: cell.kind === 'slum' ? 3.2 : 6,
    }))
  crooked.push({ x: 0, y: 0, radius: plan.oldRadiusM * 1.08, height: 7.5 })
  const near = placesNear(crooked)
  const moved = new Map<Point, Point>()
  const middles: Middles = new Map()
  const heightAt = (point: Point) => {
    let height = 0
    for (const place of near(point.x, point.y)) {
      const away = Math.hypot(point.x - place.x, point.y - place.y) / place.radius
      if (away < 1) height = Math.max(height, place.height * Math.min(1, (1 - away) * 3))
    }
    return height
  }
  for (const cell of plan.cells) for (const block of cell.blocks) bendable(block.outline, heightAt, middles)
  const move = (point: Point): Point => {
    let known = moved.get(point)
    if (known) return known
    const height = heightAt(point)
    const x = point.x + soft[0](point.x, point.y) * 5 + sharp[0](point.x, point.y) * height
    const y = point.y + soft[1](point.x, point.y) * 5 + sharp[1](point.x, point.y) * height
    known = { x, y }
    moved.set(point, known)
    return known
  }
  for (const cell of plan.cells) {
    for (const block of cell.blocks) {
      for (const deadEnd of block.deadEnds) deadEnd.mouth = move(mouthOf(block.outline.points, deadEnd.mouth))
      block.outline.points = block.outline.points.map(move)
    }
  }
}

type Place = { x: number; y: number; radius: number; height: number }
const placesNear = (places: readonly Place[]) => {
  const cell = 600
  const bins = new Map<string, Place[]>()
  for (const place of places) {
    for (let x = Math.floor((place.x - place.radius) / cell); x <= Math.floor((place.x + place.radius) / cell); x++) {
      for (let y = Math.floor((place.y - place.radius) / cell); y <= Math.floor((place.y + place.radius) / cell); y++) {
        const key = `${x},${y}`
        const list = bins.get(key)
        if (list) list.push(place)
        else bins.set(key, [place])
      }
    }
  }
  const none: Place[] = []
  return (x: number, y: number) => bins.get(`${Math.floor(x / cell)},${Math.floor(y / cell)}`) ?? none
}

type Middles = Map<Point, Map<Point, Point[]>>
const BEND_M = 17

/** Gives long sides in crooked quarters corners to bend at, the same ones on both sides of the lane. */
const bendable = (outline: Polygon, heightAt: (point: Point) => number, middles: Middles) => {
  const points: Point[] = []
  const sides: number[] = []
  for (let index = 0; index < outline.points.length; index++) {
    const a = outline.points[index]!
    const b = outline.points[(index + 1) % outline.points.length]!
    points.push(a)
    sides.push(outline.sides[index]!)
    const parts = Math.round(Math.hypot(b.x - a.x, b.y - a.y) / BEND_M)
    if (parts < 2 || heightAt(a) + heightAt(b) === 0) continue
    let run = middles.get(b)?.get(a)?.toReversed()
    if (!run) {
      run = Array.from({ length: parts - 1 }, (_, part) => ({
        x: a.x + ((b.x - a.x) * (part + 1)) / parts,
        y: a.y + ((b.y - a.y) * (part + 1)) / parts,
      }))
      const known = middles.get(a)
      if (known) known.set(b, run)
      else middles.set(a, new Map([[b, run]]))
    }
    for (const middle of run) {
      points.push(middle)
      sides.push(outline.sides[index]!)
    }
  }
  outline.points = points
  outline.sides = sides
}

/** The corner of the outline that stands for the mouth: corners a hair apart were made one. */
const mouthOf = (points: readonly Point[], mouth: Point): Point => {
  let best = mouth
  let least = 0.05
  for (const point of points) {
    const away = Math.hypot(point.x - mouth.x, point.y - mouth.y)
    if (away < least) {
      least = away
      best = point
    }
  }
  return best
}
