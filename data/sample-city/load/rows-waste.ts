import type { CityChunk, CityEnd, CityFrame, Property } from '../types.ts'
import { pointHex } from './ewkb.ts'
import type { RowTown } from './row-town.ts'
import type { Rows } from './tables.ts'

const order = 'Sample order of the health branch (fictional)'
const week = [1, 2, 3, 4, 5, 6, 7]
/** Doors under one crew on foot: as many as two people serve in a morning. */
const mostDoors = 380
const leastDoors = 150

/** Beats from the frame: every one has a plan; one of them is for people with a handcart. */
export function wasteFrameRows(town: RowTown, frame: CityFrame, rows: Rows, waste: WasteRows): void {
  const { tenantId, bases } = town
  const from = town.daysFromToday(-700)
  const areas = frame.boundaryAreas.filter((each) => each.set === 'sanitary-beat')
  if (!areas.length) return
  const handOver = {
    en: 'Hand-over by the water tank',
    hi: 'पानी की टंकी के पास हस्तांतरण',
    mr: 'पाण्याच्या टाकीजवळ हस्तांतरण',
  }
  const where = 'By the water tank'
  rows['waste.feeder_points'].push([tenantId, bases.feeder + 1, 'F1', handOver, 'hand-over', where])
  for (const [at, area] of areas.entries()) {
    const id = bases.beat + at + 1
    waste.beats.set(area.key, id)
    rows['waste.beats'].push([tenantId, id, area.code, area.names, bases.boundary + area.key, order, from])
    rows['waste.vehicles'].push([
      ...[tenantId, bases.vehicle + at + 1, `XX-09-${String(at + 1).padStart(4, '0')}`, 'tipper', 900],
      ...[3, 40, at % 4 !== 3],
    ])
    rows['waste.crews'].push([
      ...[tenantId, bases.crew + at + 1, `T${at + 1}`, 'vehicle', 2, bases.vehicle + at + 1, null, 80, 0, 3000],
      ...[null, from],
    ])
    rows['waste.plans'].push([
      tenantId,
      bases.plan + at + 1,
      id,
      bases.crew + at + 1,
      'ordinary',
      week,
      ['wet', 'dry'],
      360 + (at % 6) * 30,
      660 + (at % 6) * 30,
      from,
    ])
  }
}

/** Collection points of the named cases; the rest of the town has beats and plans, and points when it is surveyed. */
export class WasteRows {
  /** Beats by the key of their area. */
  readonly beats = new Map<number, number>()
  private readonly town: RowTown
  private readonly doors = new Map<number, Property[]>()
  private readonly flats = new Map<number, Property>()
  private points = 0

  constructor(town: RowTown) {
    this.town = town
  }

  /** Remembers the first houses of each beat, and flats. */
  chunk(chunk: CityChunk, _rows: Rows): void {
    for (const property of chunk.properties) {
      if (property.place.grade === 'unit') this.flats.set(property.key, property)
      if (property.place.grade === 'unit' || !property.place.point || property.validTo !== null) continue
      const beatId = this.beats.get(property.placement.sanitaryBeat ?? 0)
      if (beatId === undefined) continue
      const own = this.doors.get(beatId)
      if (!own) this.doors.set(beatId, [property])
      else if (own.length <= mostDoors) own.push(property)
    }
  }

  /** The tower under one code, and the fullest beat that two people on foot can serve. */
  end({ cast }: CityEnd, rows: Rows): void {
    const tower = cast.tower?.properties ?? []
    const first = tower.length ? this.flats.get(tower[0]!) : undefined
    if (first) this.block(first, tower, rows)
    const fits = [...this.doors].filter(([, homes]) => homes.length >= leastDoors && homes.length <= mostDoors)
    const [chosen] = fits.sort((a, b) => b[1].length - a[1].length)
    if (chosen) this.handcart(chosen[0], chosen[1], rows)
  }

  private point(
    rows: Rows,
    given: {
      code: string
      kind: string
      beatId: number | null
      households: number
      at: Property
      keys: readonly number[]
    },
  ): number {
    const { tenantId, bases } = this.town
    const id = bases.collectionPoint + ++this.points
    const from = this.town.daysFromToday(-300)
    rows['waste.collection_points'].push([
      tenantId,
      id,
      given.code,
      given.kind,
      given.beatId,
      given.households,
      given.at.address.roadKey && bases.road + given.at.address.roadKey,
      pointHex(given.at.place.point),
      from,
    ])
    for (const key of given.keys) rows['waste.point_properties'].push([tenantId, id, bases.property + key, 1, from])
    return id
  }

  private block(at: Property, keys: readonly number[], rows: Rows): void {
    const beatId = this.beats.get(at.placement.sanitaryBeat ?? 0) ?? null
    this.point(rows, { code: 'NP-BLOCK-1', kind: 'block', beatId, households: keys.length, at, keys })
  }

  private handcart(beatId: number, homes: readonly Property[], rows: Rows): void {
    const { tenantId, bases } = this.town
    const at = this.beats.size + 1
    const from = this.town.daysFromToday(-300)
    rows['waste.crews'].push([
      ...[tenantId, bases.crew + at, 'H1', 'handcart', 2, null, 3, 0, leastDoors, 400],
      ...[bases.feeder + 1, from],
    ])
    rows['waste.plans'].push([
      tenantId,
      bases.plan + at,
      beatId,
      bases.crew + at,
      'ordinary',
      week,
      ['wet', 'dry', 'sanitary'],
      390,
      630,
      from,
    ])
    for (const [turn, home] of homes.entries()) {
      const pointId = this.point(rows, {
        code: `NP-${home.key}`,
        kind: 'door',
        beatId,
        households: 1,
        at: home,
        keys: [home.key],
      })
      rows['waste.plan_stops'].push([tenantId, bases.plan + at, turn + 1, pointId, 'along'])
    }
  }
}
