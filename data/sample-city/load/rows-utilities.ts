import type { CityChunk, CityEnd, CityFrame, LonLat, Property, Road } from '../types.ts'
import { lineHex, pointHex } from './ewkb.ts'
import { pipesOf, type SamplePipe } from './pipes.ts'
import type { RowTown } from './row-town.ts'
import { WasteRows, wasteFrameRows } from './rows-waste.ts'
import type { Rows } from './tables.ts'

const order = 'Sample order of the engineer (fictional)'
const piped = new Set(['arterial', 'collector', 'local', 'lane'])
const sources = { en: 'Hill tank', hi: 'पहाड़ी टंकी', mr: 'टेकडीवरील टाकी' }

/** Spread over 0 to 99, the same for the same record. */
export const shareOf = (key: number): number => ((key * 2_654_435_761) >>> 8) % 100

/** The consumer number of a made-up connection. */
const consumerNumber = (at: number): string => `K-${String(at).padStart(6, '0')}`

interface Connection {
  id: number
  roadKey: number | null
  point: LonLat | null
}

/**
 * Water and waste of a made-up town: zones with their slots, pipes under the streets, ordinary connections, and the named cases: the tower's society
 * connection, the market's halls, the slum's standpost, a block under one code, two people with a handcart.
 */
export class UtilityRows {
  private readonly town: RowTown
  private readonly zones = new Map<number, number>()
  private readonly roads: Road[] = []
  private readonly zoneOfRoad = new Map<number, number>()
  private readonly connections: Connection[] = []
  private readonly zoneOfProperty = new Map<number, number>()
  private readonly waste: WasteRows
  private standpost: LonLat | null = null
  private count = 0

  constructor(town: RowTown) {
    this.town = town
    this.waste = new WasteRows(town)
  }

  /** Supply zones are the administrative zones; beats are the sanitary beats. */
  frame(frame: CityFrame, rows: Rows): void {
    const { tenantId, bases } = this.town
    const from = this.town.daysFromToday(-3000)
    for (const area of frame.boundaryAreas.filter((each) => each.set === 'administrative-zone')) {
      const at = this.zones.size
      const id = bases.waterZone + at + 1
      this.zones.set(area.key, id)
      const names = { en: `Supply zone ${at + 1}`, hi: `जल प्रदाय क्षेत्र ${at + 1}`, mr: `पाणीपुरवठा विभाग ${at + 1}` }
      rows['water.zones'].push([tenantId, id, `S${at + 1}`, names, bases.boundary + area.key, order, from])
      this.slots(at, id, rows)
    }
    wasteFrameRows(this.town, frame, rows, this.waste)
  }

  /** The first zone is supplied all the time, the last not by slots; the others once or twice a day, or every other day. */
  private slots(at: number, zoneId: number, rows: Rows): void {
    const { tenantId } = this.town
    const from = this.town.daysFromToday(-400)
    const slot = (weekdays: number[] | null, everyDays: number | null, fromMinute: number, toMinute: number) =>
      rows['water.supply_slots'].push([
        ...[tenantId, zoneId, weekdays, everyDays, everyDays === null ? null : from, fromMinute, toMinute],
        ...[sources, order, from],
      ])
    const week = [1, 2, 3, 4, 5, 6, 7]
    if (at === 0) return void slot(week, null, 0, 1440)
    if (at === 2) return
    if (at % 3 === 1) {
      slot(week, null, 370, 430)
      slot(week, null, 1080, 1125)
    } else slot(null, 2, 330 + at * 10, 420 + at * 10)
  }

  /** Streets to lay pipes under, and a connection for some of the houses. */
  chunk(chunk: CityChunk, rows: Rows): void {
    for (const road of chunk.roads) if (piped.has(road.class)) this.roads.push(road)
    const standpost = chunk.landmarks.find((each) => each.kind === 'standpost')
    if (standpost && !this.standpost) this.standpost = standpost.point
    for (const property of chunk.properties) this.property(property, rows)
    this.waste.chunk(chunk, rows)
  }

  private property(property: Property, rows: Rows): void {
    const zoneId = this.zones.get(property.placement.zone ?? 0) ?? null
    const { roadKey } = property.address
    if (zoneId !== null && roadKey !== null) this.zoneOfRoad.set(roadKey, zoneId)
    if (zoneId !== null && property.place.grade === 'unit') this.zoneOfProperty.set(property.key, zoneId)
    const isHome = property.kind === 'residential'
    const hasOwn =
      property.place.grade !== 'unit' && property.place.grade !== 'site' && (isHome || property.kind === 'commercial')
    if (!hasOwn || property.validTo !== null || shareOf(property.key) >= 28) return
    const draw = shareOf(property.key + 7)
    const [basis, ferruleMm, taps] =
      draw < 70 ? ['flat', 15, 1] : draw < 85 ? ['ferrule', 20, 1] : draw < 93 ? ['per-tap', 15, 2] : ['metered', 15, 1]
    this.connection(rows, {
      ...{
        sharing: taps === 2 ? 'several-taps' : 'single',
        category: isHome ? 'residential' : 'commercial',
        basis,
        ferruleMm,
        taps,
      },
      ...{
        propertyKey: property.key,
        point: null,
        zoneId,
        holderKey: null,
        shares: null,
        roadKey,
        near: property.place.point,
      },
      served: [[property.key, 1, 1]],
    })
  }

  private connection(
    rows: Rows,
    given: {
      sharing: string
      category: string
      basis: unknown
      ferruleMm: unknown
      taps: unknown
      propertyKey: number | null
      point: LonLat | null
      zoneId: number | null
      holderKey: number | null
      shares: unknown
      served: (readonly [propertyKey: number, numerator: number | null, denominator: number | null])[]
      roadKey: number | null
      near: LonLat | null
    },
  ): void {
    const { tenantId, bases } = this.town
    const id = bases.connection + ++this.count
    const from = this.town.daysFromToday(-2000)
    rows['water.connections'].push([tenantId, id, consumerNumber(this.count)])
    rows['water.connection_versions'].push([
      ...[tenantId, id, 'import', given.sharing, 'live', given.category, given.basis, given.ferruleMm, given.taps],
      ...[given.propertyKey && bases.property + given.propertyKey, pointHex(given.point), given.zoneId],
      ...[
        given.holderKey && bases.organisation + given.holderKey,
        given.shares,
        'Sample register of connections (fictional)',
        from,
      ],
    ])
    for (const [propertyKey, numerator, denominator] of given.served)
      rows['water.connection_properties'].push([
        tenantId,
        id,
        bases.property + propertyKey,
        numerator,
        denominator,
        from,
      ])
    this.connections.push({ id, roadKey: given.roadKey, point: given.near })
  }

  /** What needs the whole town: the network, which house hangs on which pipe, and the named cases. */
  end(end: CityEnd, rows: Rows): void {
    this.cast(end, rows)
    this.network(rows)
    this.waste.end(end, rows)
  }

  private cast({ cast }: CityEnd, rows: Rows): void {
    const base = {
      category: 'residential',
      ferruleMm: 80,
      taps: 1,
      point: null,
      holderKey: null,
      shares: null,
      roadKey: null,
      near: null,
    }
    if (cast.tower) {
      const flats = cast.tower.properties
      const zoneId = this.zoneOfProperty.get(flats[0]!) ?? null
      const served = flats.map((key) => [key, 1, flats.length] as const)
      this.connection(rows, {
        ...base,
        sharing: 'society-bulk',
        basis: 'metered',
        propertyKey: flats[0]!,
        zoneId,
        holderKey: cast.tower.organisations[0] ?? null,
        served,
      })
    }
    if (cast.market) this.halls(cast.market.properties, rows, base)
    if (cast.slum && this.standpost)
      this.connection(rows, {
        ...{
          ...base,
          sharing: 'standpost',
          basis: 'free',
          ferruleMm: 25,
          taps: 4,
          propertyKey: null,
          point: this.standpost,
          zoneId: null,
          near: this.standpost,
        },
        served: cast.slum.properties.map((key) => [key, null, null] as const),
      })
  }

  /** One connection for each hall of the market, shared by its shops in equal parts. */
  private halls(
    shops: readonly number[],
    rows: Rows,
    base: Omit<Parameters<UtilityRows['connection']>[1], 'sharing' | 'basis' | 'propertyKey' | 'zoneId' | 'served'>,
  ): void {
    const { bases } = this.town
    for (let first = 0; first < shops.length; first += 35) {
      const hall = shops.slice(first, first + 35)
      const served = hall.map((key) => [key, 1, hall.length] as const)
      const shares = hall.map((key) => ({ propertyId: bases.property + key, numerator: 1, denominator: hall.length }))
      const zoneId = this.zoneOfProperty.get(hall[0]!) ?? null
      this.connection(rows, {
        ...base,
        category: 'commercial',
        sharing: 'group',
        basis: 'flat',
        propertyKey: hall[0]!,
        zoneId,
        shares,
        served,
      })
    }
  }

  private network(rows: Rows): void {
    const { tenantId, bases } = this.town
    const { nodes, pipes } = pipesOf(this.roads)
    const zoneOf = (pipe: SamplePipe) => this.zoneOfRoad.get(pipe.roadKey) ?? null
    for (const [at, point] of nodes.entries())
      rows['water.nodes'].push([
        tenantId,
        bases.waterNode + at + 1,
        `J${at + 1}`,
        at === 0 ? 'tank' : 'junction',
        at === 0 ? sources : {},
        pointHex(point),
      ])
    const byRoad = new Map<number, { id: number; line: readonly LonLat[] }[]>()
    for (const [at, pipe] of pipes.entries()) {
      const id = bases.pipe + at + 1
      const main =
        pipe.roadClass === 'arterial'
          ? ['feeder-main', 'di', 300]
          : pipe.roadClass === 'collector'
            ? ['distribution-main', 'di', 200]
            : ['distribution-main', shareOf(at) < 30 ? 'ci' : 'hdpe', 100]
      rows['water.pipes'].push([
        ...[tenantId, id, `P${at + 1}`, ...main, bases.waterNode + pipe.from + 1, bases.waterNode + pipe.to + 1],
        ...[zoneOf(pipe), pipe.lengthM, bases.road + pipe.roadKey, lineHex(pipe.line)],
      ])
      byRoad.set(pipe.roadKey, [...(byRoad.get(pipe.roadKey) ?? []), { id, line: pipe.line }])
      // A valve at the mouth of every third small street: segments of a believable size.
      if (main[2] === 100 && at % 3 === 0)
        rows['water.valves'].push([tenantId, `V${at + 1}`, 'sluice', id, bases.waterNode + pipe.from + 1])
    }
    for (const connection of this.connections) this.link(connection, byRoad, rows)
  }

  /** Some houses are linked to the pipe in their street: most by the old drawing, the rest not yet. */
  private link(
    { id, roadKey, point }: Connection,
    byRoad: ReadonlyMap<number, { id: number; line: readonly LonLat[] }[]>,
    rows: Rows,
  ): void {
    const own = byRoad.get(roadKey ?? 0)
    if (!own || !point || shareOf(id) >= 60) return
    const away = (pipe: { line: readonly LonLat[] }) =>
      Math.min(...pipe.line.map(([lon, lat]) => (lon - point[0]) ** 2 + (lat - point[1]) ** 2))
    const nearest = own.reduce((best, pipe) => (away(pipe) < away(best) ? pipe : best))
    rows['water.connection_pipes'].push([this.town.tenantId, id, nearest.id, 'old-drawing', 0.6])
  }
}
