import type { Books } from './books.ts'
import { localityNames } from './place-names.ts'
import type { Projection } from './projection.ts'
import type { Cell } from './town-plan.ts'
import type { DistrictKind, Locality } from './types.ts'

/** Gives each cell its locality: a built-up cell has one of its own, fields share one in each of eight directions. */
export const localityBook = (books: Books, projection: Projection, turn: number, wardCodeOf: readonly string[]) => {
  const counts = new Map<DistrictKind, number>()
  const fields = new Map<number, Locality>()
  const enter = (cell: Cell, district: DistrictKind): Locality => {
    const ordinal = counts.get(district) ?? 0
    counts.set(district, ordinal + 1)
    const key = books.key('localities')
    const locality: Locality = {
      key,
      code: `L${String(key).padStart(3, '0')}`,
      names: localityNames(district, ordinal, turn),
      district,
      pin: `298${String(1 + (cell.index % 37)).padStart(3, '0')}`,
      point: projection.toLonLat({ x: cell.middle.x, y: cell.middle.y }),
      wardCode: wardCodeOf[cell.index]!,
    }
    books.chunk.localities.push(locality)
    return locality
  }
  return (cell: Cell): Locality => {
    if (cell.kind !== 'farmland' && cell.kind !== 'river') return enter(cell, cell.kind)
    const direction = Math.floor(((Math.atan2(cell.middle.y, cell.middle.x) + Math.PI) / (2 * Math.PI)) * 7.999)
    let locality = fields.get(direction)
    if (!locality) {
      locality = enter(cell, 'farmland')
      fields.set(direction, locality)
    }
    return locality
  }
}
