import { inflateSync } from 'node:zlib'
import { landCellsBase64 } from './land-mask-data.ts'

let cells: Uint8Array | null = null

/** Whether the one-degree cell of a position, or one beside it, holds any land. Parcels do not stand in the open sea. */
export function isNearLand(lon: number, lat: number): boolean {
  cells ??= inflateSync(Buffer.from(landCellsBase64, 'base64'))
  if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) return false
  for (const [dx, dy] of nearby) {
    const column = (Math.floor(lon + dx) + 540) % 360
    const row = Math.min(179, Math.max(0, Math.floor(lat + dy) + 90))
    const bit = row * 360 + column
    if (cells[bit >> 3]! & (1 << (bit & 7))) return true
  }
  return false
}

/** A quarter of a degree around: harbours and small islands fall between cells. */
const nearby = [
  [0, 0],
  [0.25, 0],
  [-0.25, 0],
  [0, 0.25],
  [0, -0.25],
] as const
