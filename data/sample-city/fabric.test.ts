import assert from 'node:assert/strict'
import { test } from 'node:test'
import { layBlocks } from './blocks.ts'
import { planTown } from './districts.ts'
import { generateCity, generateCityInBlocks } from './index.ts'
import { areaOf, extentAlong, mainDirectionOf, type Point } from './plane.ts'
import { projectionAt } from './projection.ts'
import { randomFrom } from './random.ts'
import type { CityOptions, DistrictKind, SampleCity } from './types.ts'

const projection = projectionAt([77.95, 23.1], 32643)
const optionsFor = (seed: number, parcels: number): CityOptions => ({
  seed,
  parcels,
  code: 'nayapur',
  names: { en: 'Nayapur', hi: 'नयापुर', mr: 'नयापूर' },
  today: '2026-11-22',
})
const towns = [31, 32].map((seed) => generateCity(optionsFor(seed, 25_000))) as [SampleCity, SampleCity]

/** Corners that turn by more than 3°. */
const cornersOf = (points: readonly Point[]) =>
  points.filter((at, index) => {
    const before = points[(index + points.length - 1) % points.length]!
    const after = points[(index + 1) % points.length]!
    return Math.abs(angleAt(before, at, after) - 180) > 3
  })
const angleAt = (before: Point, at: Point, after: Point) => {
  const one = Math.atan2(before.y - at.y, before.x - at.x)
  const other = Math.atan2(after.y - at.y, after.x - at.x)
  let angle = ((one - other) * 180) / Math.PI
  while (angle < 0) angle += 360
  return angle
}
const isSquare = (points: readonly Point[]) => {
  const corners = cornersOf(points)
  if (corners.length !== 4) return false
  return corners.every(
    (at, index) => Math.abs(angleAt(corners[(index + 3) % 4]!, at, corners[(index + 1) % 4]!) - 90) <= 2,
  )
}

test('at most 40 % of the plots have four right angles', (t) => {
  for (const town of towns) {
    const live = town.parcels.filter((parcel) => parcel.validTo === null)
    const square =
      live.filter((parcel) => isSquare(parcel.rings[0]!.slice(0, -1).map(projection.toPlane))).length / live.length
    t.diagnostic(`four right angles: ${(square * 100).toFixed(1)} %`)
    assert.ok(square <= 0.4 && square > 0.05, String(square))
  }
})

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!

test('districts differ in frontage, in dead ends and in the shape of their blocks', (t) => {
  const [town] = towns
  const front = (district: DistrictKind) =>
    median(
      town.parcels
        .filter((parcel) => parcel.district === district && parcel.frontageM !== null)
        .map((parcel) => parcel.frontageM!),
    )
  const kinds = ['slum', 'old-town', 'market', 'abadi', 'old-grid', 'colony', 'new-layout', 'industrial'] as const
  t.diagnostic(kinds.map((kind) => `${kind} ${front(kind).toFixed(1)} m`).join(', '))
  assert.ok(
    front('slum') < 6 &&
      front('old-town') < 7 &&
      front('colony') > front('old-town') * 1.2 &&
      front('industrial') > front('colony') * 3,
  )
  const localities = new Map(town.localities.map((locality) => [locality.key, locality.district]))
  const deadEnds = (district: DistrictKind) => {
    const roads = town.roads.filter(
      (road) => road.localityKey !== null && localities.get(road.localityKey) === district,
    )
    return roads.filter((road) => road.deadEnd).length / roads.length
  }
  t.diagnostic(kinds.map((kind) => `${kind} ${(deadEnds(kind) * 100).toFixed(0)} % dead ends`).join(', '))
  assert.ok(
    deadEnds('old-town') > 0.25 && deadEnds('slum') > 0.25 && deadEnds('old-grid') < 0.15 && deadEnds('colony') < 0.2,
  )
  const plan = planTown(31, 25_000)
  const shapes = new Map<DistrictKind, { long: number[]; area: number[] }>()
  for (const cell of plan.cells) {
    layBlocks(plan.sides, cell, randomFrom(31, 'blocks', cell.index))
    const shape = shapes.get(cell.kind) ?? { long: [], area: [] }
    shapes.set(cell.kind, shape)
    for (const { outline } of cell.blocks) {
      const angle = mainDirectionOf(outline.points)
      const along = extentAlong(outline.points, Math.cos(angle), Math.sin(angle))
      const across = extentAlong(outline.points, -Math.sin(angle), Math.cos(angle))
      shape.long.push((along.high - along.low) / (across.high - across.low))
      shape.area.push(areaOf(outline.points))
    }
  }
  t.diagnostic(
    kinds
      .map(
        (kind) =>
          `${kind} blocks ${median(shapes.get(kind)!.area).toFixed(0)} m² ${median(shapes.get(kind)!.long).toFixed(1)} long`,
      )
      .join(', '),
  )
  assert.ok(median(shapes.get('colony')!.long) > median(shapes.get('old-grid')!.long) * 1.25)
  assert.ok(median(shapes.get('old-town')!.area) < median(shapes.get('old-grid')!.area) * 0.8)
  assert.ok(median(shapes.get('industrial')!.area) > median(shapes.get('colony')!.area) * 3)
})

/** How the metres of street are shared among 18 bearings. */
const bearings = (town: SampleCity) => {
  const bins = new Array<number>(18).fill(0)
  for (const road of town.roads) {
    for (const line of road.lines) {
      const points = line.map(projection.toPlane)
      for (let index = 0; index + 1 < points.length; index++) {
        const dx = points[index + 1]!.x - points[index]!.x
        const dy = points[index + 1]!.y - points[index]!.y
        const turned = (Math.atan2(dy, dx) + Math.PI) % Math.PI
        bins[Math.min(17, Math.floor((turned / Math.PI) * 18))]! += Math.hypot(dx, dy)
      }
    }
  }
  const total = bins.reduce((sum, metres) => sum + metres, 0)
  return bins.map((metres) => metres / total)
}

test('two seeds make two different towns', (t) => {
  const [one, other] = towns.map(bearings) as [number[], number[]]
  const apart = one.reduce((sum, part, index) => sum + Math.abs(part - other[index]!), 0) / 2
  t.diagnostic(`street bearings differ by ${(apart * 100).toFixed(1)} %`)
  assert.ok(apart > 0.05)
  const places = new Set(
    towns[0].parcels.map((parcel) => parcel.rings[0]![0]!.map((value) => value.toFixed(5)).join(' ')),
  )
  const same = towns[1].parcels.filter((parcel) =>
    places.has(parcel.rings[0]![0]!.map((value) => value.toFixed(5)).join(' ')),
  ).length
  assert.ok(same / towns[1].parcels.length < 0.02, String(same))
})

test('roads come in every class with widths that fit it', () => {
  const limits = {
    highway: [30, 45],
    arterial: [18, 24],
    collector: [9, 18],
    local: [5, 10],
    lane: [1.5, 6],
    footpath: [0.8, 1.8],
  } as const
  for (const town of towns) {
    for (const road of town.roads)
      assert.ok(
        road.widthM >= limits[road.class][0] && road.widthM <= limits[road.class][1],
        `${road.class} ${road.widthM}`,
      )
    for (const kind of ['highway', 'arterial', 'collector', 'local', 'lane'] as const)
      assert.ok(
        town.roads.some((road) => road.class === kind),
        kind,
      )
    assert.ok(town.roads.some((road) => road.bridge))
  }
})

test('a great town is made at 25,000 parcels a second of processor time, less on a busy machine', (t) => {
  const before = process.cpuUsage()
  let parcels = 0
  for (const block of generateCityInBlocks(optionsFor(1, 100_000)))
    if (block.part === 'chunk') parcels += block.parcels.length
  const { user, system } = process.cpuUsage(before)
  const rate = parcels / ((user + system) / 1e6)
  t.diagnostic(`${Math.round(rate)} parcels a second`)
  assert.ok(parcels >= 100_000 && rate > 2500)
})
