import type { Point } from './plane.ts'
import { noiseField, type Random } from './random.ts'

/** The town limit follows the bounds of old villages: straight runs with sudden corners, never a circle. */
export const limitFor = (random: Random, radiusM: number): Point[] => {
  const field = noiseField(random.whole(0, 1e9), 0.9)
  const count = Math.max(26, Math.round(radiusM / 70))
  const points: Point[] = []
  for (let index = 0; index < count; index++) {
    const angle = ((index + random.between(-0.28, 0.28)) / count) * Math.PI * 2
    const radius =
      radiusM * (1 + 0.16 * field(Math.cos(angle) * 1.4 + 3, Math.sin(angle) * 1.4 + 3) + random.between(-0.035, 0.035))
    points.push({ x: Math.cos(angle) * radius, y: Math.sin(angle) * radius })
  }
  points.push(points[0]!)
  return points
}
