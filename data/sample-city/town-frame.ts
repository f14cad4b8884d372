import { dateOf } from './dates.ts'
import type { Stretches } from './network.ts'
import type { Point } from './plane.ts'
import { pondOf } from './ponds.ts'
import type { Projection } from './projection.ts'
import { landUseOf } from './settle.ts'
import type { Cell, TownPlan } from './town-plan.ts'
import type {
  CityFrame,
  CityOptions,
  LandUse,
  LandUseCode,
  LonLat,
  MultiPolygonRings,
  Names,
  Railway,
  Town,
  Water,
} from './types.ts'
import { BOUNDARY_SETS, toMultiPolygon, type WardPlan } from './wards.ts'

export const STATE_NAMES: Names = { en: 'Kalpana Pradesh', hi: 'कल्पना प्रदेश', mr: 'कल्पना प्रदेश' }
export const STATE_CODE = 'kalpana-pradesh'

const LAND_USE_NAMES: Record<LandUseCode, Names> = {
  residential: { en: 'Residential', hi: 'आवासीय', mr: 'निवासी' },
  commercial: { en: 'Commercial', hi: 'वाणिज्यिक', mr: 'वाणिज्य' },
  mixed: { en: 'Mixed use', hi: 'मिश्रित', mr: 'मिश्र' },
  industrial: { en: 'Industrial', hi: 'औद्योगिक', mr: 'औद्योगिक' },
  public: { en: 'Public and semi-public', hi: 'सार्वजनिक एवं अर्द्ध सार्वजनिक', mr: 'सार्वजनिक व निमसार्वजनिक' },
  recreational: { en: 'Recreational', hi: 'आमोद-प्रमोद', mr: 'मनोरंजन' },
  agricultural: { en: 'Agricultural', hi: 'कृषि', mr: 'कृषी' },
  'water-body': { en: 'Water body', hi: 'जलाशय', mr: 'जलाशय' },
  transport: { en: 'Transport', hi: 'परिवहन', mr: 'परिवहन' },
}

/** The rows that the whole town shares. */
export const frameOf = (
  options: CityOptions,
  plan: TownPlan,
  projection: Projection,
  wards: WardPlan,
  lines: Map<number, Stretches>,
  todayDay: number,
): CityFrame => {
  const joinedOn = dateOf(todayDay - 3 * 365 - 40)
  const limit = toMultiPolygon(projection, plan.cells)
  const town: Town = {
    code: options.code,
    names: options.names,
    kind: 'nigam',
    stateCode: STATE_CODE,
    stateNames: STATE_NAMES,
    srid: options.srid ?? 32643,
    origin: options.origin ?? [77.95, 23.1],
    bounds: boundsOf(limit),
    limit,
    earlierLimit: toMultiPolygon(
      projection,
      plan.cells.filter((cell) => !cell.joined),
    ),
    joinedOn,
    pinPrefix: '298',
  }
  return {
    town,
    boundarySets: [...BOUNDARY_SETS],
    boundaryAreas: wards.areas,
    landUse: landUses(plan, projection),
    water: rivers(plan, projection, options.seed),
    railways: railways(plan, projection, lines),
  }
}

const boundsOf = (polygons: MultiPolygonRings): Town['bounds'] => {
  const bounds: Town['bounds'] = [180, 90, -180, -90]
  for (const [lon, lat] of polygons.flat(2) as LonLat[]) {
    bounds[0] = Math.min(bounds[0], lon)
    bounds[1] = Math.min(bounds[1], lat)
    bounds[2] = Math.max(bounds[2], lon)
    bounds[3] = Math.max(bounds[3], lat)
  }
  return bounds
}

/** A coverage: every cell falls to one use, neighbours of one use are one zone. */
const landUses = (plan: TownPlan, projection: Projection): LandUse[] => {
  const byUse = new Map<LandUseCode, Cell[]>()
  for (const cell of plan.cells) {
    const code = landUseOf(cell.kind)
    const list = byUse.get(code)
    if (list) list.push(cell)
    else byUse.set(code, [cell])
  }
  const zones: LandUse[] = []
  for (const [code, cells] of byUse) {
    for (const polygon of toMultiPolygon(projection, cells))
      zones.push({ key: zones.length + 1, code, names: LAND_USE_NAMES[code], polygons: [polygon] })
  }
  return zones
}

const POND_NAMES: Names = { en: 'Sagar Talab', hi: 'सागर तालाब', mr: 'सागर तलाव' }
const RIVER_NAMES: Names = { en: 'Kalpa River', hi: 'कल्पा नदी', mr: 'कल्पा नदी' }
const rivers = (plan: TownPlan, projection: Projection, seed: number): Water[] => {
  const banks = toMultiPolygon(
    projection,
    plan.cells.filter((cell) => cell.kind === 'river'),
  )
  const rows: Water[] = banks.map((rings, index) => ({ key: index + 1, class: 'river', rings, names: RIVER_NAMES }))
  for (const cell of plan.cells) {
    const pond = pondOf(seed, cell)
    if (pond)
      rows.push({ key: rows.length + 1, class: 'pond', rings: [projection.toRing(pond.points)], names: POND_NAMES })
  }
  return rows
}

const RAIL_NAMES: Names = { en: 'Kalpana Central Line', hi: 'कल्पना मध्य लाइन', mr: 'कल्पना मध्य मार्ग' }
const YARD_M = 380

/** The line itself, and beside the station two loops. */
const railways = (plan: TownPlan, projection: Projection, lines: Map<number, Stretches>): Railway[] => {
  const rows: Railway[] = []
  for (const [number, stretches] of lines) {
    if (plan.sides[number]?.kind !== 'rail') continue
    for (const points of [...stretches.land, ...stretches.bridges]) {
      rows.push({ key: rows.length + 1, kind: 'main', line: projection.toLine(points), names: RAIL_NAMES })
      for (const awayM of [-4.6, 4.6, 9]) {
        const loop = loopBeside(plan, points, awayM)
        if (loop.length > 3)
          rows.push({ key: rows.length + 1, kind: 'siding', line: projection.toLine(loop), names: RAIL_NAMES })
      }
    }
  }
  return rows
}

const loopBeside = (plan: TownPlan, points: readonly Point[], awayM: number): Point[] => {
  const near = points.filter(
    (point) => Math.hypot(point.x - plan.rail.station.x, point.y - plan.rail.station.y) < YARD_M,
  )
  return near.map((point, index) => {
    const a = near[Math.max(0, index - 1)]!
    const b = near[Math.min(near.length - 1, index + 1)]!
    const length = Math.hypot(b.x - a.x, b.y - a.y) || 1
    const away = index === 0 || index === near.length - 1 ? 0 : awayM
    return { x: point.x - ((b.y - a.y) / length) * away, y: point.y + ((b.x - a.x) / length) * away }
  })
}
