/** What a tile attribute may be; `null` leaves the attribute out. */
export type TileValue = string | number | boolean | null

/**
 * The distinct values of one attribute, each already written as an MVT `Value` field, so that a tile copies bytes.
 * Code 0 means absent. Codes only grow: snapshot, tail and later rebuilds share one dictionary. The map from value to
 * code is dropped when it grows large (`seal`): a value met again then gets a second code, which harms nothing.
 */
export type Dictionary = {
  count: number
  codes: Map<TileValue, number>
  /** All encoded `Value` fields one after another, tag and length included. */
  bytes: Uint8Array
  /** Where each value's bytes end; value `code` starts at `ends[code - 1]`. */
  ends: Uint32Array
}

/** An empty dictionary. */
export const createDictionary = (): Dictionary => ({
  count: 1,
  codes: new Map<TileValue, number>([[null, 0]]),
  bytes: new Uint8Array(256),
  ends: new Uint32Array(16),
})

/** Above this many values, looking them up costs more memory than meeting them twice. */
export const largestMap = 4096

/** Drops a large value map and the spare room; called when a snapshot is complete. */
export function seal(dictionary: Dictionary): void {
  dictionary.bytes = dictionary.bytes.slice(0, dictionary.ends[dictionary.count - 1]!)
  dictionary.ends = dictionary.ends.slice(0, dictionary.count)
  if (dictionary.codes.size > largestMap) dictionary.codes = new Map([[null, 0]])
}

/** Bytes held, the map reckoned at 64 bytes an entry. */
export const dictionaryBytes = (dictionary: Dictionary): number =>
  dictionary.bytes.length + dictionary.ends.byteLength + dictionary.codes.size * 64

const text = new TextEncoder()

/** Bytes of a value as field 4 (`values`) of an MVT layer. Whole numbers become uint or sint, others double. */
export function valueField(value: TileValue): Uint8Array {
  const body = valueBody(value)
  return Uint8Array.from([0x22, ...varint(body.length), ...body])
}

/** Plain varint of a non-negative safe integer. */
export function varint(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  while (rest > 127) {
    bytes.push((rest % 128) | 128)
    rest = Math.floor(rest / 128)
  }
  bytes.push(rest)
  return bytes
}

function valueBody(value: TileValue): number[] {
  if (typeof value === 'string') {
    const bytes = text.encode(value)
    return [0x0a, ...varint(bytes.length), ...bytes]
  }
  if (typeof value === 'boolean') return [0x38, value ? 1 : 0]
  if (Number.isSafeInteger(value) && value !== null) {
    return value >= 0 ? [0x28, ...varint(value)] : [0x30, ...varint(-2 * value - 1)]
  }
  const double = new Uint8Array(8)
  new DataView(double.buffer).setFloat64(0, Number(value), true)
  return [0x19, ...double]
}

/** The code of a value, added when new. `NaN`, infinities and `undefined` count as absent. */
export function codeOf(dictionary: Dictionary, value: TileValue | undefined): number {
  const clean = value === undefined || (typeof value === 'number' && !Number.isFinite(value)) ? null : value
  const known = dictionary.codes.get(clean)
  if (known !== undefined) return known
  const code = dictionary.count
  const field = valueField(clean)
  const start = dictionary.ends[code - 1]!
  const end = start + field.length
  if (end > dictionary.bytes.length) dictionary.bytes = grown(dictionary.bytes, end)
  if (code === dictionary.ends.length) dictionary.ends = grown(dictionary.ends, code + 1)
  dictionary.bytes.set(field, start)
  dictionary.ends[code] = end
  dictionary.count++
  dictionary.codes.set(clean, code)
  return code
}

function grown<T extends Uint8Array | Uint32Array>(array: T, least: number): T {
  const Type = array.constructor as new (length: number) => T
  const larger = new Type(Math.max(array.length * 2, least))
  larger.set(array)
  return larger
}
