import { isInside, type Point } from './plane.ts'
import type { Random } from './random.ts'
import type { TownSite } from './settle.ts'
import type { Tree } from './types.ts'

const SPECIES = [
  'Neem',
  'Peepal',
  'Gulmohar',
  'Ashoka',
  'Mango',
  'Banyan',
  'Jamun',
  'Amaltas',
  'Karanj',
  'Bel',
] as const

export const enterTree = (site: TownSite, random: Random, point: Point, setting: Tree['setting']): void => {
  site.books.chunk.trees.push({
    key: site.books.key('trees'),
    point: site.projection.toLonLat(point),
    species: random.pick(SPECIES),
    heightM: Math.round(random.between(4, 16) * 10) / 10,
    setting,
  })
}

/** Trees strewn over open ground, about one on each `eachSqm`, denser near the edge. */
export const strewTrees = (
  site: TownSite,
  random: Random,
  points: readonly Point[],
  areaSqm: number,
  eachSqm: number,
  clear: (x: number, y: number) => boolean,
): void => {
  const xs = points.map((point) => point.x)
  const ys = points.map((point) => point.y)
  const box = { x0: Math.min(...xs), x1: Math.max(...xs), y0: Math.min(...ys), y1: Math.max(...ys) }
  const wanted = Math.min(400, Math.floor(areaSqm / eachSqm))
  for (let tries = 0, stood = 0; tries < wanted * 4 && stood < wanted; tries++) {
    const x = random.between(box.x0, box.x1)
    const y = random.between(box.y0, box.y1)
    if (!isInside(points, x, y) || !clear(x, y)) continue
    enterTree(site, random, { x, y }, 'park')
    stood++
  }
}

/** A row of trees on both edges of a wide road, every `stepM` metres with gaps. */
export const lineWithTrees = (
  site: TownSite,
  random: Random,
  line: readonly Point[],
  halfM: number,
  stepM: number,
): void => {
  let left = random.between(4, stepM)
  for (let index = 0; index + 1 < line.length; index++) {
    const a = line[index]!
    const b = line[index + 1]!
    const length = Math.hypot(b.x - a.x, b.y - a.y)
    if (length < 1) continue
    const dx = (b.x - a.x) / length
    const dy = (b.y - a.y) / length
    for (; left < length - 7; left += stepM * random.between(0.8, 1.4)) {
      for (const hand of [-1, 1]) {
        if (!random.chance(0.62)) continue
        const away = hand * (halfM - 1.2)
        enterTree(site, random, { x: a.x + dx * left - dy * away, y: a.y + dy * left + dx * away }, 'street')
      }
    }
    left = Math.max(left - length, 8)
  }
}
