/** Writes small DXF drawings for the tests of this folder: as text, and as bytes of both binary forms. */
import { kindOf } from './rules-group.ts'

export type Pair = [code: number, value: string | number]

/** A closed light polyline; a corner may bend the edge that leaves it. */
export const outline = (layer: string, corners: (readonly [number, number, number?])[], closed = true): Pair[] => [
  [0, 'LWPOLYLINE'],
  [8, layer],
  [90, corners.length],
  [70, closed ? 1 : 0],
  ...corners.flatMap(([x, y, bulge]): Pair[] => [
    [10, x],
    [20, y],
    ...(bulge === undefined ? [] : ([[42, bulge]] as Pair[])),
  ]),
]

/** A rectangle from the origin. */
export const box = (layer: string, width: number, depth: number): Pair[] =>
  outline(layer, [
    [0, 0],
    [width, 0],
    [width, depth],
    [0, depth],
  ])

export const mtext = (layer: string, text: string): Pair[] => [
  [0, 'MTEXT'],
  [8, layer],
  [1, text],
]

export const insert = (block: string, more: Pair[] = [], layer = '0'): Pair[] => [
  [0, 'INSERT'],
  [8, layer],
  [2, block],
  [10, 0],
  [20, 0],
  ...more,
]

interface Given {
  unit?: number | null
  version?: string
  blocks?: Record<string, Pair[]>
  entities: Pair[]
}

/** A whole drawing as groups. */
export function drawing({ unit = 6, version = 'AC1021', blocks = {}, entities }: Given): Pair[] {
  return [
    [0, 'SECTION'],
    [2, 'HEADER'],
    [9, '$ACADVER'],
    [1, version],
    [9, '$UCSNAME'],
    [2, 'a name that is no section'],
    ...(unit === null
      ? []
      : ([
          [9, '$INSUNITS'],
          [70, unit],
        ] as Pair[])),
    [0, 'ENDSEC'],
    [0, 'SECTION'],
    [2, 'BLOCKS'],
    ...Object.entries(blocks).flatMap(([name, inside]): Pair[] => [
      [0, 'BLOCK'],
      [8, '0'],
      [2, name],
      [10, 0],
      [20, 0],
      ...inside,
      [0, 'ENDBLK'],
    ]),
    [0, 'ENDSEC'],
    [0, 'SECTION'],
    [2, 'ENTITIES'],
    ...entities,
    [0, 'ENDSEC'],
    [0, 'EOF'],
  ]
}

/** As text, with lines ended as told. */
export const ascii = (pairs: readonly Pair[], end = '\r\n'): Uint8Array =>
  Buffer.from(pairs.map(([code, value]) => `${String(code).padStart(3)}${end}${value}${end}`).join(''))

/** As bytes; `old` writes the codes of R12. */
export function binary(pairs: readonly Pair[], old = false): Uint8Array {
  const parts: Buffer[] = [Buffer.from('AutoCAD Binary DXF\r\n\u001a\u0000', 'latin1')]
  for (const [code, value] of pairs) {
    parts.push(codeBytes(code, old), valueBytes(code, value))
  }
  return Buffer.concat(parts)
}

function codeBytes(code: number, old: boolean): Buffer {
  const short = Buffer.alloc(2)
  short.writeUInt16LE(code)
  if (!old) return short
  return code < 255 ? Buffer.from([code]) : Buffer.concat([Buffer.from([255]), short])
}

function valueBytes(code: number, value: string | number): Buffer {
  const bytes = Buffer.alloc(8)
  switch (kindOf(code)) {
    case 'double':
      bytes.writeDoubleLE(Number(value))
      return bytes
    case 'int16':
      bytes.writeInt16LE(Number(value))
      return bytes.subarray(0, 2)
    case 'int32':
      bytes.writeInt32LE(Number(value))
      return bytes.subarray(0, 4)
    default:
      return Buffer.from(`${value}\u0000`)
  }
}
