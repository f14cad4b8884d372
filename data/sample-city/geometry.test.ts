import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { layBlocks } from './blocks.ts'
import { planTown } from './districts.ts'
import { generateCity } from './index.ts'
import { nodeTogether } from './noding.ts'
import { areaOf, isSimple, type Point } from './plane.ts'
import { cutPlots, landOf, PLOT_MANNERS } from './plots.ts'
import { projectionAt } from './projection.ts'
import { randomFrom } from './random.ts'
import type { Parcel, Ring, SampleCity } from './types.ts'
import { outlinesOf } from './wards.ts'

const projection = projectionAt([77.95, 23.1], 32643)
const make = (seed: number, parcels: number) =>
  generateCity({
    seed,
    parcels,
    code: 'nayapur',
    names: { en: 'Nayapur', hi: 'नयापुर', mr: 'नयापूर' },
    today: '2026-11-22',
  })
const towns = [make(21, 9000), make(22, 9000)] as const
const open = (ring: Ring): Point[] => ring.slice(0, -1).map(projection.toPlane)

/** Live parcels of one level that are not spoilt on purpose. */
const soundOf = (town: SampleCity, level: Parcel['level']) => {
  const spoilt = new Set(town.faults.flatMap((fault) => fault.parcels))
  return town.parcels.filter((parcel) => parcel.level === level && parcel.validTo === null && !spoilt.has(parcel.key))
}

type Side = { parcel: number; a: Point; b: Point; from: string; to: string }
const CELL_M = 40
const cellsOf = (a: Point, b: Point) => {
  const cells: string[] = []
  for (
    let x = Math.floor((Math.min(a.x, b.x) - 0.1) / CELL_M);
    x <= Math.floor((Math.max(a.x, b.x) + 0.1) / CELL_M);
    x++
  ) {
    for (
      let y = Math.floor((Math.min(a.y, b.y) - 0.1) / CELL_M);
      y <= Math.floor((Math.max(a.y, b.y) + 0.1) / CELL_M);
      y++
    )
      cells.push(`${x},${y}`)
  }
  return cells
}
const sidesIn = (parcels: readonly Parcel[]) => {
  const bins = new Map<string, Side[]>()
  for (const parcel of parcels) {
    const ring = parcel.rings[0]!
    const points = open(ring)
    points.forEach((a, index) => {
      const b = points[(index + 1) % points.length]!
      const side = { parcel: parcel.key, a, b, from: ring[index]!.join(' '), to: ring[index + 1]!.join(' ') }
      for (const cell of cellsOf(a, b)) {
        const list = bins.get(cell)
        if (list) list.push(side)
        else bins.set(cell, [side])
      }
    })
  }
  return bins
}

test('rings are closed, counter-clockwise, on the grid, and never cross themselves', () => {
  for (const town of towns) {
    const shapes = [...town.parcels, ...town.buildings]
      .map((row) => row.rings)
      .concat(town.parks.map((park) => park.rings))
    for (const [ring] of shapes) {
      const points = open(ring!)
      assert.deepEqual(ring![0], ring![ring!.length - 1])
      assert.ok(points.length >= 3 && areaOf(points) > 0)
      assert.ok(points.length > 200 || isSimple(points), JSON.stringify(ring))
      for (const [lon, lat] of ring!)
        assert.ok(
          Math.abs(lon * 1e8 - Math.round(lon * 1e8)) < 1e-3 && Math.abs(lat * 1e8 - Math.round(lat * 1e8)) < 1e-3,
        )
    }
  }
})

test('a corner on a neighbour’s side is a corner of the neighbour too, and no two plots of a level cross', () => {
  for (const town of towns) {
    for (const level of ['municipal-plot', 'layout-plot', 'occupied-site', 'revenue-khasra', 'nazul-plot'] as const) {
      const parcels = soundOf(town, level).filter(
        (parcel) => !parcel.number.endsWith('-A1') && !parcel.number.endsWith('-N1'),
      )
      let shared = 0
      for (const sides of sidesIn(parcels).values()) {
        const directed = new Map<string, number>()
        for (const side of sides) {
          const key = `${side.from}>${side.to}`
          assert.ok(!directed.has(key) || directed.get(key) === side.parcel, `two plots lie on one side of ${key}`)
          directed.set(key, side.parcel)
        }
        for (const one of sides) {
          if (directed.has(`${one.to}>${one.from}`)) shared++
          for (const other of sides) {
            if (one.parcel === other.parcel) continue
            if (one.from !== other.from && one.from !== other.to)
              assert.ok(
                !liesOn(one.a, other),
                `${level}: corner ${one.from} of ${one.parcel} lies on a side of ${other.parcel} without being its corner`,
              )
            assert.ok(!cross(one, other), `${level}: ${one.parcel} crosses ${other.parcel}`)
          }
        }
      }
      assert.ok(shared > 20, `${level}: ${shared} shared sides`)
    }
  }
})

const liesOn = (point: Point, { a, b }: Side) => {
  const dx = b.x - a.x
  const dy = b.y - a.y
  const length = Math.hypot(dx, dy)
  const along = ((point.x - a.x) * dx + (point.y - a.y) * dy) / length
  const away = Math.abs((point.x - a.x) * dy - (point.y - a.y) * dx) / length
  return away < 0.003 && along > 0.003 && along < length - 0.003
}
const cross = (one: Side, other: Side) => {
  const turn = (p: Point, q: Point, r: Point) =>
    ((q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)) / Math.hypot(q.x - p.x, q.y - p.y)
  const t1 = turn(one.a, one.b, other.a)
  const t2 = turn(one.a, one.b, other.b)
  const t3 = turn(other.a, other.b, one.a)
  const t4 = turn(other.a, other.b, one.b)
  const slack = 0.004
  return (
    ((t1 > slack && t2 < -slack) || (t1 < -slack && t2 > slack)) &&
    ((t3 > slack && t4 < -slack) || (t3 < -slack && t4 > slack))
  )
}

test('plots of a block fill its land without gap or overlap', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
      const plan = planTown(seed, 3000)
      const cells = plan.cells.filter((cell) => PLOT_MANNERS[cell.kind]).slice(0, 14)
      for (const cell of cells) {
        const random = randomFrom(seed, cell.index)
        layBlocks(plan.sides, cell, random)
        for (const block of cell.blocks) {
          const land = landOf(plan.sides, block)
          if (!land || block.deadEnds.length > 0 || areaOf(land.points) < PLOT_MANNERS[cell.kind]!.areasSqm[0]! * 0.45)
            continue
          const plots = cutPlots(plan.sides, cell, block, PLOT_MANNERS[cell.kind]!, random)
          const sum = plots.reduce((total, plot) => total + areaOf(plot.points), 0)
          assert.ok(Math.abs(sum - areaOf(land.points)) < 0.05, `${cell.kind}: ${sum} of ${areaOf(land.points)}`)
        }
      }
    }),
    { numRuns: 12 },
  )
})

test('outlines of all cells cover the town limit: every inner side is walked once in each direction', () => {
  const plan = planTown(5, 6000)
  for (const cell of plan.cells) layBlocks(plan.sides, cell, randomFrom(5, 'blocks', cell.index))
  nodeTogether(outlinesOf(plan.cells), 60)
  const ways = new Map<Point, Set<Point>>()
  for (const { points } of outlinesOf(plan.cells)) {
    points.forEach((a, index) => {
      const b = points[(index + 1) % points.length]!
      const known = ways.get(a) ?? new Set()
      assert.ok(!known.has(b))
      known.add(b)
      ways.set(a, known)
    })
  }
  let lonely = 0
  for (const cell of plan.cells) {
    for (const { outline } of cell.blocks) {
      outline.points.forEach((a, index) => {
        const b = outline.points[(index + 1) % outline.points.length]!
        if (ways.get(b)?.has(a)) return
        lonely++
        assert.equal(plan.sides[outline.sides[index]!]?.kind, 'limit')
      })
    }
  }
  assert.ok(lonely > 20)
})

test('houses stand within their plots unless a fault was planted', () => {
  for (const town of towns) {
    const spoilt = new Set(town.faults.flatMap((fault) => fault.buildings))
    const parcels = new Map(town.parcels.map((parcel) => [parcel.key, parcel]))
    const parcelOf = new Map(town.buildingParcels.map((link) => [link.buildingKey, link.parcelKey]))
    for (const building of town.buildings) {
      const parcel = parcels.get(parcelOf.get(building.key) ?? 0)
      if (!parcel || spoilt.has(building.key) || town.faults.some((fault) => fault.parcels.includes(parcel.key)))
        continue
      const plot = open(parcel.rings[0]!)
      for (const corner of open(building.rings[0]!))
        assert.ok(
          reachesInside(plot, corner),
          `${parcel.district} building ${building.key} on ${parcel.level} ${parcel.number}`,
        )
    }
  }
})

/** Inside, or outside by no more than grid noise. */
const reachesInside = (plot: readonly Point[], { x, y }: Point) => {
  let inside = false
  let nearest = Number.POSITIVE_INFINITY
  plot.forEach((a, index) => {
    const b = plot[(index + plot.length - 1) % plot.length]!
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside
    const dx = b.x - a.x
    const dy = b.y - a.y
    const part = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy)))
    nearest = Math.min(nearest, Math.hypot(x - a.x - part * dx, y - a.y - part * dy))
  })
  return inside || nearest < 0.01
}

test('areas in the rows are those of the rings, grid noise apart', () => {
  for (const parcel of towns[0].parcels) {
    const points = open(parcel.rings[0]!)
    const aroundM = points.reduce((sum, point, index) => {
      const next = points[(index + 1) % points.length]!
      return sum + Math.hypot(point.x - next.x, point.y - next.y)
    }, 0)
    assert.ok(Math.abs(areaOf(points) - parcel.areaSqm) < 0.01 + aroundM * 0.0008, parcel.number)
  }
})
