import type { Point } from './plane.ts'
import { noiseField, type Random } from './random.ts'

/** The town limit follows the bounds of old villages: straight runs with sudden corners, never a circle. */
export const limitFor = (random: Random, radiusM: number): Point[] => {
  const field = noiseField(random.whole(0, 1e9), 0.9)
  const lean = random.between(0, Math.PI)
  const stretch = random.between(0.08, 0.16)
  const count = Math.max(26, Math.round(radiusM / 70))
  const points: Point[] = []
  for (let index = 0; index < count; index++) {
    const angle = ((index + random.between(-0.28, 0.28)) / count) * Math.PI * 2
    const x = Math.cos(angle)
    const y = Math.sin(angle)
    const bulge =
      0.2 * field(x * 1.5 + 3, y * 1.5 + 3) + 0.09 * field(x * 4 + 9, y * 4 + 9) + random.between(-0.045, 0.045)
    const radius = radiusM * (1 + stretch * Math.cos(2 * (angle - lean))) * (1 + bulge)
    points.push({ x: x * radius, y: y * radius })
  }
  points.push(points[0]!)
  return points
}
