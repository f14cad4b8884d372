/**
 * A plain synthetic town for measuring: blocks of two rows of plots between streets, each plot eight points
 * (four corners and the middle of each side), corners shared exactly with the neighbours, the whole grid turned a
 * little so that no edge lies along a tile's axis.
 */
export type BenchParcel = {
  id: number
  ring: number[]
  number: string
  level: string
  use: string
  grade: string
  properties: number
}

const uses = ['residential', 'commercial', 'mixed', 'industrial', 'public', 'vacant']
const grades = ['gnss', 'drone', 'chain', 'unknown']
const levels = ['revenue-khasra', 'layout-plot', 'municipal-plot']
const metresPerDegree = 111_320

/** One parcel of a town of `count`, by index. Centre about 77.95° E, 23.1° N. */
export function benchParcel(index: number, count: number): BenchParcel {
  const plotsPerSide = 10
  const side = Math.ceil(Math.sqrt(count / (plotsPerSide * 2)))
  const block = Math.floor(index / (plotsPerSide * 2))
  const within = index % (plotsPerSide * 2)
  const blockWidthM = plotsPerSide * plotWidthM + streetM
  const blockHeightM = 2 * plotDepthM + streetM
  const columns = Math.ceil(side * Math.sqrt(blockHeightM / blockWidthM))
  const originX = (block % columns) * blockWidthM
  const originY = Math.floor(block / columns) * blockHeightM
  const column = within % plotsPerSide
  const row = Math.floor(within / plotsPerSide)
  const corner = (i: number, j: number): [number, number] => {
    const x = originX + i * plotWidthM + jitterM(block, i, j)
    const y = originY + j * plotDepthM + jitterM(block, j + 40, i)
    return place(x, y, columns * blockWidthM)
  }
  const a = corner(column, row)
  const b = corner(column + 1, row)
  const c = corner(column + 1, row + 1)
  const d = corner(column, row + 1)
  const ring = [a, middle(a, b), b, middle(b, c), c, middle(c, d), d, middle(d, a), a].flat()
  const pick = (list: string[], salt: number) => list[mix(index * 31 + salt) % list.length]!
  return {
    id: index + 1,
    ring,
    number: `${block + 1}/${within + 1}`,
    level: pick(levels, 1),
    use: pick(uses, 2),
    grade: pick(grades, 3),
    properties: 1 + (mix(index + 7) % 4),
  }
}

export const plotWidthM = 16
export const plotDepthM = 36
const streetM = 9

const grid = (degrees: number): number => Math.round(degrees * 1e8) / 1e8
const middle = (p: [number, number], q: [number, number]): [number, number] => [
  grid((p[0] + q[0]) / 2 + (mix(Math.round((p[0] + q[0]) * 1e7)) % 7) * 1e-8),
  grid((p[1] + q[1]) / 2 + (mix(Math.round((p[1] + q[1]) * 1e7)) % 7) * 1e-8),
]

function place(x: number, y: number, width: number): [number, number] {
  const turn = 0.13
  const dx = x - width / 2
  const dy = y - width / 2
  const east = dx * Math.cos(turn) - dy * Math.sin(turn)
  const north = dx * Math.sin(turn) + dy * Math.cos(turn)
  return [
    grid(77.95 + east / (metresPerDegree * Math.cos((23.1 * Math.PI) / 180))),
    grid(23.1 + north / metresPerDegree),
  ]
}

const jitterM = (block: number, i: number, j: number): number => (mix(block * 1009 + i * 131 + j * 17) % 200) / 100 - 1

/** A small integer hash (Thomas Wang's), so that a town needs no stored seed. */
function mix(value: number): number {
  let h = value | 0
  h = h ^ 61 ^ (h >>> 16)
  h = (h + (h << 3)) | 0
  h ^= h >>> 4
  h = Math.imul(h, 0x27d4eb2d)
  return (h ^ (h >>> 15)) >>> 0
}
