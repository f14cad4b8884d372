import type { Run, Shape } from '../../../../../data/importers/index.ts'
import type { CheckedFeature } from './report.ts'

/** A polygon from its rings as plain numbers x0, y0, x1, y1 …; for tests. */
export const polygon = (...rings: number[][]): Shape => ({
  type: 'Polygon',
  parts: [rings.map((ring) => Float64Array.from(ring))],
})

/** Several polygons as one; for tests. */
export const multi = (...shapes: Shape[]): Shape => ({
  type: 'MultiPolygon',
  parts: shapes.flatMap((shape) => shape.parts),
})

/** A closed rectangle, counter-clockwise; for tests. */
export const box = (x: number, y: number, w: number, h: number): number[] => [
  x,
  y,
  x + w,
  y,
  x + w,
  y + h,
  x,
  y + h,
  x,
  y,
]

/** A feature that is drawn in metres and lies at those numbers on the map too; for tests. */
export const featureOf = (
  index: number,
  shape: Shape,
  properties: CheckedFeature['properties'] = {},
): CheckedFeature => ({
  index,
  id: null,
  properties,
  shape,
  lonLat: shape,
  metres: shape,
})

/** A polygon or multi-polygon as WKB in hexadecimal, rings untouched; for tests. */
export function toWkbHex(shape: Shape): string {
  const polygonBytes = (part: Run[]): Uint8Array[] => [
    header(3, part.length),
    ...part.flatMap((run) => [count(run.length / 2), new Uint8Array(run.slice().buffer)]),
  ]
  const [first] = shape.parts
  const chunks =
    shape.parts.length === 1
      ? polygonBytes(first!)
      : [header(6, shape.parts.length), ...shape.parts.flatMap(polygonBytes)]
  return Buffer.concat(chunks).toString('hex')
}

const count = (value: number) => new Uint8Array(Uint32Array.of(value).buffer)
const header = (type: number, parts: number) => Buffer.concat([Uint8Array.of(1), count(type), count(parts)])
