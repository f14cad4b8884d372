import { Invalid, NotFound } from '../../backend/src/kernel/errors.ts'
import { maxZoom } from './mercator.ts'

/** What an address under /tiles/ asks for. */
export type TileAddress = { kind: 'tile'; city: string; layer: string; z: number; x: number; y: number }
export type TileJsonAddress = { kind: 'tilejson'; city: string; layer: string }

const number = /^(0|[1-9][0-9]{0,6})$/

/**
 * Reads the path of `/tiles/{city}/{layer}/{z}/{x}/{y}.mvt` or `/tiles/{city}/{layer}.json`.
 * Throws NotFound for another shape and Invalid, naming the field, for z, x or y out of range.
 */
export function readTileAddress(path: string): TileAddress | TileJsonAddress {
  const parts = path.split('/')
  const [, , city, layer, z, x, y] = parts
  if (parts.length === 4 && layer?.endsWith('.json')) {
    return { kind: 'tilejson', city: word(city, 'city'), layer: word(layer.slice(0, -5), 'layer') }
  }
  if (parts.length !== 7 || !y?.endsWith('.mvt')) {
    throw new NotFound('path', 'Ask for /tiles/{city}/{layer}/{z}/{x}/{y}.mvt or /tiles/{city}/{layer}.json.')
  }
  const zoom = index(z!, 'z', maxZoom)
  const last = 2 ** zoom - 1
  return {
    kind: 'tile',
    city: word(city, 'city'),
    layer: word(layer, 'layer'),
    z: zoom,
    x: index(x!, 'x', last),
    y: index(y.slice(0, -4), 'y', last),
  }
}

function word(text: string | undefined, field: string): string {
  try {
    const decoded = decodeURIComponent(text ?? '')
    if (/^[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]{0,99}$/u.test(decoded)) return decoded
  } catch {
    // Malformed escapes are no name.
  }
  throw new NotFound(field, field === 'city' ? 'There is no town by this code.' : 'There is no layer by this name.')
}

function index(text: string, field: string, last: number): number {
  if (number.test(text) && Number(text) <= last) return Number(text)
  throw new Invalid(field, 'This must be a whole number from 0 to {last}.', {
    parameters: { last: String(last) },
    got: text.slice(0, 40),
    expected: `0…${last}`,
  })
}
