import { areaOf, inset, isInside, type Point, type Polygon } from './plane.ts'
import type { Random } from './random.ts'

export type Shape = 'bar' | 'ell' | 'court' | 'block'

type Box = { x: number; y: number; w: number; h: number }

/** Outlines in a box about the origin, counter-clockwise. */
const outlineOf = (shape: Shape, w: number, h: number): [number, number][] => {
  const x = w / 2
  const y = h / 2
  const t = Math.min(w, h) * 0.34
  if (shape === 'ell')
    return [
      [-x, -y],
      [x, -y],
      [x, -y + t],
      [-x + t, -y + t],
      [-x + t, y],
      [-x, y],
    ]
  if (shape === 'court')
    return [
      [-x, -y],
      [x, -y],
      [x, y],
      [x - t, y],
      [x - t, -y + t],
      [-x + t, -y + t],
      [-x + t, y],
      [-x, y],
    ]
  return [
    [-x, -y],
    [x, -y],
    [x, y],
    [-x, y],
  ]
}

/** Stands buildings of the wished sizes on the land, all along one bearing, clear of the edge and of one another; those without room are left out. */
export const standBuildings = (
  land: Polygon,
  bearing: number,
  wishes: readonly { shape: Shape; w: number; h: number }[],
  clearM: number,
  random: Random,
): { points: Point[]; wish: number }[] => {
  const room = inset(land, () => clearM)
  if (!room) return []
  const c = Math.cos(bearing)
  const s = Math.sin(bearing)
  const us = room.points.map((point) => point.x * c + point.y * s)
  const vs = room.points.map((point) => -point.x * s + point.y * c)
  const low = { u: Math.min(...us), v: Math.min(...vs) }
  const high = { u: Math.max(...us), v: Math.max(...vs) }
  const taken: Box[] = []
  const stood: { points: Point[]; wish: number }[] = []
  wishes.forEach(({ shape, w, h }, wish) => {
    for (let tries = 0; tries < 40; tries++) {
      const box = {
        x: random.between(low.u + w / 2, high.u - w / 2),
        y: random.between(low.v + h / 2, high.v - h / 2),
        w,
        h,
      }
      if (
        taken.some(
          (other) =>
            Math.abs(other.x - box.x) < (other.w + w) / 2 + clearM * 0.6 &&
            Math.abs(other.y - box.y) < (other.h + h) / 2 + clearM * 0.6,
        )
      )
        continue
      const points = outlineOf(shape, w, h).map(([u, v]) => ({
        x: (box.x + u) * c - (box.y + v) * s,
        y: (box.x + u) * s + (box.y + v) * c,
      }))
      if (!points.every((point) => isInside(room.points, point.x, point.y))) continue
      taken.push(box)
      stood.push({ points, wish })
      return
    }
  })
  return stood
}

/** A rectangle in the middle of the land, as great as wished or as fits. */
export const centredBox = (land: Polygon, middle: Point, bearing: number, w: number, h: number): Point[] => {
  const c = Math.cos(bearing)
  const s = Math.sin(bearing)
  for (let size = 1; size > 0.3; size -= 0.07) {
    const points = outlineOf('block', w * size, h * size).map(([u, v]) => ({
      x: middle.x + u * c - v * s,
      y: middle.y + u * s + v * c,
    }))
    if (points.every((point) => isInside(land.points, point.x, point.y))) return points
  }
  const small = inset(land, () => Math.sqrt(areaOf(land.points)) * 0.15)
  return small ? small.points : land.points
}
