/**
 * CQL2 filters (OGC 21-065) as trees, read from JSON; the text form is read in rules-cql2-text.ts. Pure.
 * A library was tried: its parser leaves its memory broken after a filter nested some thousand deep, which anyone may send.
 */
import { Invalid } from '../../../kernel/pure.ts'

/** A geometry as GeoJSON, in the CRS of the filter. */
export type Cql2Geometry = { type: string; coordinates?: unknown; geometries?: unknown[] }

/** A node of a filter, as CQL2 JSON writes it. */
export type Cql2 =
  | string
  | number
  | boolean
  | Cql2[]
  | { op: string; args: Cql2[] }
  | { property: string }
  | { date: string }
  | { timestamp: string }
  | { interval: Cql2[] }
  | { bbox: number[] }
  | Cql2Geometry

/** Deeper than any honest filter, and far from the end of the stack. */
export const mostNesting = 40
export const mostNodes = 2000

const geometryTypes = new Set([
  'Point',
  'LineString',
  'Polygon',
  'MultiPoint',
  'MultiLineString',
  'MultiPolygon',
  'GeometryCollection',
])

const refuse = (detail: string, got?: unknown) => new Invalid('filter', detail, got === undefined ? {} : { got })

/** @throws Invalid (field `filter`) for anything that is no CQL2 JSON, or too large */
export function readCql2Json(text: string): Cql2 {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw refuse('The filter is not valid JSON. Text filters need filter-lang=cql2-text.')
  }
  return checkCql2(value)
}

/** Checks the shape of a tree; what its operators mean is checked where it becomes SQL. */
export function checkCql2(value: unknown): Cql2 {
  const count = { nodes: 0 }
  return check(value, 0, count)
}

function check(value: unknown, depth: number, count: { nodes: number }): Cql2 {
  if (depth > mostNesting) throw refuse(`The filter is nested more than ${mostNesting} deep.`)
  if (++count.nodes > mostNodes) throw refuse(`The filter has more than ${mostNodes} parts.`)
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (Array.isArray(value)) return value.map((each) => check(each, depth + 1, count))
  if (!value || typeof value !== 'object') throw refuse('The filter holds a value that CQL2 does not know.', value)
  return checkObject(value as Record<string, unknown>, depth, count)
}

function checkObject(value: Record<string, unknown>, depth: number, count: { nodes: number }): Cql2 {
  const list = (given: unknown) => {
    if (!Array.isArray(given)) throw refuse('The arguments of an operator are a list.', given)
    return given.map((each) => check(each, depth + 1, count))
  }
  if (typeof value.op === 'string') return { op: value.op, args: list(value.args) }
  if (typeof value.property === 'string') return { property: value.property }
  if (typeof value.date === 'string') return { date: value.date }
  if (typeof value.timestamp === 'string') return { timestamp: value.timestamp }
  if (value.interval !== undefined) return { interval: list(value.interval) }
  if (value.bbox !== undefined) {
    const box = list(value.bbox)
    if ((box.length !== 4 && box.length !== 6) || box.some((each) => typeof each !== 'number'))
      throw refuse('A bbox has four or six numbers.', value.bbox)
    return { bbox: box as number[] }
  }
  if (typeof value.type === 'string' && geometryTypes.has(value.type)) return checkGeometry(value, depth, count)
  throw refuse('The filter holds an object that CQL2 does not know.', Object.keys(value).slice(0, 5))
}

/** Coordinates are nested as deep as their type says; PostGIS judges the rest. */
const nestingOf: Record<string, number> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
}

function checkGeometry(value: Record<string, unknown>, depth: number, count: { nodes: number }): Cql2Geometry {
  const type = value.type as string
  if (type === 'GeometryCollection') {
    if (depth > 4 || !Array.isArray(value.geometries)) throw refuse('A geometry collection has a list of geometries.')
    return { type, geometries: value.geometries.map((each) => check(each, depth + 1, count)) }
  }
  const walk = (part: unknown, levels: number): boolean => {
    if (!Array.isArray(part) || part.length === 0) return false
    if (levels > 0) return part.every((each) => walk(each, levels - 1))
    count.nodes++
    return (
      part.length >= 2 && part.length <= 4 && part.every((each) => typeof each === 'number' && Number.isFinite(each))
    )
  }
  if (!walk(value.coordinates, nestingOf[type]!)) throw refuse(`The coordinates are none of a ${type}.`)
  if (type.endsWith('Polygon')) checkRings(type === 'Polygon' ? [value.coordinates] : (value.coordinates as unknown[]))
  if (type === 'LineString' && (value.coordinates as unknown[]).length < 2)
    throw refuse('A line has two points or more.')
  if (count.nodes > mostNodes * 5) throw refuse('The geometry has too many points.')
  return { type, coordinates: value.coordinates }
}

function checkRings(polygons: unknown[]): void {
  for (const ring of (polygons as number[][][][]).flat()) {
    const [first, last] = [ring[0]!, ring.at(-1)!]
    if (ring.length < 4 || first[0] !== last[0] || first[1] !== last[1])
      throw refuse('A ring of a polygon has four points or more and ends where it begins.')
  }
}
