import type { Run, Shape, ShapeType } from './feature.ts'

/** Why a geometry cannot be read; kept apart from Error because one bad feature must not stop a file. */
export class BadShape extends Error {}

type Depth = 0 | 1 | 2 | 3
const depths: Record<ShapeType, Depth> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
}

/**
 * A GeoJSON geometry as a Shape. Rings are kept as they are (closing and counts are judged later); what is no geometry
 * at all throws BadShape with the reason. A collection of geometries of one kind becomes a multi-geometry.
 */
export function shapeFromGeoJson(geometry: unknown): Shape {
  const object = asObject(geometry)
  const type = object.type
  if (type === 'GeometryCollection') return shapeFromCollection(object.geometries)
  if (typeof type !== 'string' || !(type in depths)) throw new BadShape(`geometry type ${show(type)} is not known`)
  for (const key of ['geometry', 'properties', 'features']) {
    if (key in object) throw new BadShape(`a geometry may not have a member ${JSON.stringify(key)} (RFC 7946, 7.1)`)
  }
  refuseBadBox(object.bbox)
  if (!('coordinates' in object)) throw new BadShape(`the ${type} has no coordinates`)
  return assemble(type as ShapeType, object.coordinates)
}

/** Throws BadShape when a `bbox` member is there and is not 4 or 6 numbers. */
export function refuseBadBox(box: unknown): void {
  if (box === undefined || box === null) return
  const isNumbers = Array.isArray(box) && box.every((value) => typeof value === 'number')
  if (!isNumbers) throw new BadShape('bbox must be an array of numbers')
  if (box.length !== 4 && box.length !== 6) throw new BadShape(`bbox must have 4 or 6 numbers, not ${box.length}`)
}

/** The JSON object, or BadShape: `null`, arrays and plain values are no geometry. */
function asObject(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw new BadShape(`a geometry must be an object, not ${show(value)}`)
}

function assemble(type: ShapeType, coordinates: unknown): Shape {
  switch (type) {
    case 'Point':
      return { type, parts: [[runOf([coordinates])]] }
    case 'MultiPoint':
      return { type, parts: list(coordinates, type).map((position) => [runOf([position])]) }
    case 'LineString':
      return { type, parts: [[lineOf(coordinates, type)]] }
    case 'MultiLineString':
      return { type, parts: list(coordinates, type).map((line) => [lineOf(line, type)]) }
    case 'Polygon':
      return { type, parts: polygonsOf([coordinates], type) }
    case 'MultiPolygon':
      return { type, parts: polygonsOf(list(coordinates, type), type) }
  }
}

function polygonsOf(polygons: unknown[], type: ShapeType): Run[][] {
  const parts = polygons.map((rings) => list(rings, type).map((ring) => runOf(list(ring, type))))
  return parts.filter((rings) => rings.length > 0)
}

function lineOf(positions: unknown, type: ShapeType): Run {
  const run = runOf(list(positions, type))
  if (run.length < 4) throw new BadShape(`a line needs two positions, this one has ${run.length / 2}`)
  return run
}

function list(value: unknown, type: ShapeType): unknown[] {
  if (Array.isArray(value)) return value
  throw new BadShape(`the coordinates of a ${type} must be ${depths[type] + 1} arrays deep; found ${show(value)}`)
}

function runOf(positions: unknown[]): Run {
  const run = new Float64Array(positions.length * 2)
  for (let i = 0; i < positions.length; i++) writePosition(run, i, positions[i])
  return run
}

function writePosition(run: Run, i: number, position: unknown): void {
  if (!Array.isArray(position)) throw new BadShape(`a position must be an array of numbers, not ${show(position)}`)
  if (position.length < 2) throw new BadShape(`a position needs two numbers, this one has ${position.length}`)
  for (const value of position) {
    if (typeof value === 'number' && Number.isFinite(value)) continue
    throw new BadShape(value === null || typeof value === 'number' ? notFinite : `${show(value)} is not a number`)
  }
  run[2 * i] = position[0]
  run[2 * i + 1] = position[1]
}

const notFinite = 'a coordinate is empty, infinite or not a number'

function shapeFromCollection(members: unknown): Shape {
  if (!Array.isArray(members)) throw new BadShape('a GeometryCollection needs a list of geometries')
  const shapes = members.map((member) => {
    if (asObject(member).type === 'GeometryCollection') throw new BadShape('geometry collections inside one another')
    return shapeFromGeoJson(member)
  })
  const first = shapes[0]
  if (!first) throw new BadShape('an empty geometry collection')
  const family = (shape: Shape) => shape.type.replace('Multi', '')
  if (shapes.some((shape) => family(shape) !== family(first)))
    throw new BadShape('a collection of mixed geometry types')
  const parts = shapes.flatMap((shape) => shape.parts)
  return parts.length === 1 ? first : { type: `Multi${family(first)}` as ShapeType, parts }
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
