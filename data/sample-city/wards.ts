import { dissolve } from './coverage.ts'
import type { Point } from './plane.ts'
import type { Projection } from './projection.ts'
import { type Random, randomFrom } from './random.ts'
import type { Cell, TownPlan } from './town-plan.ts'
import type {
  BoundaryArea,
  BoundarySet,
  BoundarySetCode,
  IsoDate,
  MultiPolygonRings,
  Names,
  Placement,
} from './types.ts'

export const BOUNDARY_SETS: readonly BoundarySet[] = [
  {
    code: 'electoral-ward',
    names: { en: 'Electoral wards', hi: 'निर्वाचन वार्ड', mr: 'निवडणूक प्रभाग' },
    straddler: 'largest-part',
  },
  { code: 'tax-ward', names: { en: 'Tax wards', hi: 'कर वार्ड', mr: 'कर प्रभाग' }, straddler: 'main-door' },
  {
    code: 'administrative-zone',
    names: { en: 'Zones', hi: 'ज़ोन'.normalize('NFC'), mr: 'झोन' },
    straddler: 'largest-part',
  },
  {
    code: 'sanitary-beat',
    names: { en: 'Sanitary beats', hi: 'स्वच्छता बीट', mr: 'स्वच्छता बीट' },
    straddler: 'main-door',
  },
  {
    code: 'planning-authority',
    names: { en: 'Planning area', hi: 'निवेश क्षेत्र', mr: 'नियोजन क्षेत्र' },
    straddler: 'named-decision',
  },
]

/** Cells in one polygon list: the blocks' outlines, whose corners are shared. */
export const outlinesOf = (cells: readonly Cell[]) => cells.flatMap((cell) => cell.blocks.map((block) => block.outline))

export const toMultiPolygon = (projection: Projection, cells: readonly Cell[]): MultiPolygonRings =>
  dissolve(outlinesOf(cells)).map((rings) => rings.map((ring) => projection.toRing(ring)))

/** Shares the cells among `count` groups of about equal weight, each gathered round a middle. Group numbers by cell. */
export const gather = (
  cells: readonly Cell[],
  count: number,
  weigh: (cell: Cell) => number,
  random: Random,
): number[] => {
  const middles: Point[] = []
  const bag = cells.map(weigh)
  const total = bag.reduce((sum, weight) => sum + weight, 0)
  for (let index = 0; index < count; index++) {
    let draw = random.next() * total
    let at = 0
    while (at < cells.length - 1 && draw > bag[at]!) draw -= bag[at++]!
    middles.push(cells[at]!.middle)
  }
  const stretch = new Array<number>(count).fill(1)
  let group: number[] = []
  for (let round = 0; round < 24; round++) {
    group = cells.map((cell) => nearestOf(middles, stretch, cell.middle))
    const sums = middles.map(() => ({ x: 0, y: 0, weight: 0 }))
    cells.forEach((cell, index) => {
      const sum = sums[group[index]!]!
      const weight = bag[index]! + total * 1e-5
      sum.x += cell.middle.x * weight
      sum.y += cell.middle.y * weight
      sum.weight += weight
    })
    sums.forEach((sum, index) => {
      if (sum.weight === 0) {
        const cell = cells[random.whole(0, cells.length - 1)]!
        middles[index] = cell.middle
        stretch[index] = 1
        return
      }
      middles[index] = { x: sum.x / sum.weight, y: sum.y / sum.weight }
      stretch[index] = Math.min(2.2, Math.max(0.5, stretch[index]! * Math.sqrt(sum.weight / (total / count)) ** 0.4))
    })
  }
  return cells.map((cell) => nearestOf(middles, stretch, cell.middle))
}

const nearestOf = (middles: readonly Point[], stretch: readonly number[], place: Point) => {
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (let index = 0; index < middles.length; index++) {
    const dx = middles[index]!.x - place.x
    const dy = middles[index]!.y - place.y
    const away = (dx * dx + dy * dy) * stretch[index]! * stretch[index]!
    if (away < least) {
      least = away
      best = index
    }
  }
  return best
}

const WARD_WORD: Record<Exclude<BoundarySetCode, 'planning-authority'>, Names> = {
  'electoral-ward': { en: 'Ward', hi: 'वार्ड', mr: 'प्रभाग' },
  'tax-ward': { en: 'Tax ward', hi: 'कर वार्ड', mr: 'कर प्रभाग' },
  'administrative-zone': { en: 'Zone', hi: 'ज़ोन'.normalize('NFC'), mr: 'झोन' },
  'sanitary-beat': { en: 'Beat', hi: 'बीट', mr: 'बीट' },
}
const CODES = { 'electoral-ward': 'W', 'tax-ward': 'T', 'administrative-zone': 'Z', 'sanitary-beat': 'B' } as const

export type WardPlan = { areas: BoundaryArea[]; placementOf: Placement[]; wardCodeOf: string[] }

/** Electoral and tax wards, zones and sanitary beats: coverages of the town by cells, and where each cell falls. */
export const drawWards = (
  seed: number,
  plan: TownPlan,
  projection: Projection,
  parcels: number,
  weigh: (cell: Cell) => number,
  about: { from: IsoDate; taxFrom: IsoDate; town: Names },
): WardPlan => {
  const cells = plan.cells
  const areas: BoundaryArea[] = []
  const wardCount = Math.max(
    3,
    Math.min(110, Math.round(cells.length / 5), Math.round(18 + Math.sqrt(parcels) * 0.075)),
  )
  const counts = {
    'electoral-ward': wardCount,
    'tax-ward': Math.max(2, Math.round(wardCount * 0.8)),
    'administrative-zone': Math.max(2, Math.round(wardCount / 6)),
    'sanitary-beat': Math.round(wardCount * 1.7),
  }
  const placements: Placement[] = cells.map(() => ({
    electoralWard: null,
    taxWard: null,
    zone: null,
    sanitaryBeat: null,
  }))
  const wardCodeOf = cells.map(() => '')
  const field = {
    'electoral-ward': 'electoralWard',
    'tax-ward': 'taxWard',
    'administrative-zone': 'zone',
    'sanitary-beat': 'sanitaryBeat',
  } as const
  for (const set of ['electoral-ward', 'tax-ward', 'administrative-zone', 'sanitary-beat'] as const) {
    const groups = gather(cells, counts[set], weigh, randomFrom(seed, set))
    const order = [...new Set(groups)].sort((a, b) => nearness(cells, groups, a) - nearness(cells, groups, b))
    order.forEach((group, ordinal) => {
      const members = cells.filter((_, index) => groups[index] === group)
      const key = areas.length + 1
      const code = `${CODES[set]}${String(ordinal + 1).padStart(2, '0')}`
      const word = WARD_WORD[set]
      areas.push({
        key,
        set,
        code,
        names: { en: `${word.en} ${ordinal + 1}`, hi: `${word.hi} ${ordinal + 1}`, mr: `${word.mr} ${ordinal + 1}` },
        polygons: toMultiPolygon(projection, members),
        parentKey: null,
        validFrom: set === 'tax-ward' ? about.taxFrom : about.from,
        validTo: null,
      })
      for (const cell of members) {
        placements[cell.index]![field[set]] = key
        if (set === 'electoral-ward') wardCodeOf[cell.index] = code
      }
    })
  }
  areas.push(planningArea(projection, plan, areas.length + 1, about.from, about.town))
  return { areas, placementOf: placements, wardCodeOf }
}

const nearness = (cells: readonly Cell[], groups: readonly number[], group: number) => {
  let least = Number.POSITIVE_INFINITY
  cells.forEach((cell, index) => {
    if (groups[index] === group) least = Math.min(least, Math.hypot(cell.middle.x, cell.middle.y))
  })
  return least
}

/** The planning area reaches into the villages beyond the limit. */
const planningArea = (
  projection: Projection,
  plan: TownPlan,
  key: number,
  from: IsoDate,
  town: Names,
): BoundaryArea => {
  const ring: Point[] = []
  for (let index = 0; index < 12; index++) {
    const angle = (index / 12) * Math.PI * 2
    ring.push({ x: Math.cos(angle) * plan.limitRadiusM * 1.45, y: Math.sin(angle) * plan.limitRadiusM * 1.45 })
  }
  return {
    key,
    set: 'planning-authority',
    code: 'P1',
    names: { en: `${town.en} Planning Area`, hi: `${town.hi} निवेश क्षेत्र`, mr: `${town.mr} नियोजन क्षेत्र` },
    polygons: [[projection.toRing(ring)]],
    parentKey: null,
    validFrom: from,
    validTo: null,
  }
}
