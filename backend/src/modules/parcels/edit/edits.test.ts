import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { MultiPolygon, Polygon, Position } from 'geojson'
import { type TestDatabase, testDatabase } from '../../../../test/database.ts'
import { Conflict, type Context, Invalid, newRequestId, read, type Tenant } from '../../../kernel/index.ts'
import { setMaster } from '../../identity/index.ts'
import { imposeRestriction } from '../actions/impose-restriction.ts'
import { mergeParcels } from '../actions/merge-parcels.ts'
import { moveBoundary } from '../actions/move-boundary.ts'
import { recordBuilding } from '../actions/record-building.ts'
import { registerParcel } from '../actions/register-parcel.ts'
import { registerProperty } from '../actions/register-property.ts'
import { splitParcel } from '../actions/split-parcel.ts'
import { followMasters } from '../follow-masters.ts'
import { joinPlots } from '../rules-cut.ts'
import { areaSqm } from '../rules-geometry.ts'
import {
  imposeRestrictionSchema,
  recordBuildingSchema,
  registerParcelSchema,
  registerPropertySchema,
} from '../schemas-actions.ts'
import { mergeParcelsSchema, moveBoundarySchema, splitParcelSchema } from '../schemas-edit.ts'
import { readLineage, readOutlines } from './lineage.ts'
import { planMerge } from './plan.ts'
import { type EditedPlot, selectEditedPlots, selectLinkedProperties } from './queries-edit.ts'
import { selectLineage } from './queries-lineage.ts'

let database: TestDatabase
let town: Tenant
let column = 0

before(async () => {
  database = await testDatabase()
  town = (await database.newTenant()).town
})

const planner = (given: Partial<Context> = {}): Context =>
  database.context(town, { roleClass: 'staff', userId: 1, requestId: newRequestId(), ...given })
const act = { instrument: 'Order 7 of the planner', effectiveOn: '2021-04-01' }
const first = { ...act, effectiveOn: '2020-04-01' }
const grid = (value: number) => Math.round(value * 1e8) / 1e8

/** A row of plots side by side, each 20 by 30 metres or so, on ground of its own. Their ids and their west edges. */
async function row(count: number): Promise<{ ids: number[]; lon: number[]; lat: number }> {
  const lat = grid(23 + 0.002 * ++column)
  const lon = Array.from({ length: count + 1 }, (_, at) => grid(77.91 + at * 0.0002))
  const ids: number[] = []
  for (let at = 0; at < count; at++) {
    const [west, east, north] = [lon[at]!, lon[at + 1]!, grid(lat + 0.0003)]
    const geometry: Polygon = {
      type: 'Polygon',
      coordinates: [
        [
          [west, lat],
          [east, lat],
          [east, north],
          [west, north],
          [west, lat],
        ],
      ],
    }
    const input = registerParcelSchema.parse({
      ...first,
      level: 'municipal-plot',
      geometry,
      use: 'residential',
      number: `${column}/${at}`,
      legalAreaSqm: 680,
    })
    ids.push((await registerParcel(planner(), input)).parcelId)
  }
  return { ids, lon, lat }
}

async function propertyOn(parcelIds: number[]): Promise<number> {
  const input = registerPropertySchema.parse({
    ...first,
    kind: 'house',
    address: { line: { en: 'House 1' } },
    place: { grade: 'parcel', source: 'survey', on: '2020-04-01', point: [77.911, 23.001] },
    parcels: parcelIds.map((parcelId) => ({ parcelId })),
  })
  return (await registerProperty(planner(), input)).propertyId
}

const plotsOn = (ids: number[], day = '2024-01-01'): Promise<EditedPlot[]> =>
  read(planner(), (db) => selectEditedPlots(db, town.tenantId, ids, day))
const linksOf = (ids: number[]) => read(planner(), (db) => selectLinkedProperties(db, town.tenantId, ids, '2024-01-01'))
const across = (lon: number[], lat: number, north = 0.00012): Position[] => [
  [lon[0]! - 0.0001, lat + north],
  [lon.at(-1)! + 0.0001, lat + north],
]

test('a plot is split: the old one ends, its pieces cover it, the property goes where it was told, lineage is written', async () => {
  const { ids, lon, lat } = await row(1)
  const propertyId = await propertyOn(ids)
  const input = splitParcelSchema.parse({
    ...act,
    cut: { line: across(lon, lat) },
    plots: [{ number: `${column}/A` }, { number: `${column}/B` }],
    properties: [{ propertyId, to: [1] }],
  })
  const [was] = await plotsOn(ids, '2020-06-01')
  const made = await splitParcel(planner(), ids[0]!, input)
  assert.equal(made.parcelIds.length, 2)
  assert.ok(Math.abs(made.areasSqm[0]! + made.areasSqm[1]! - was!.areaSqm) < 0.01, 'nothing is lost')
  assert.deepEqual(await plotsOn(ids), [], 'the old plot has ended')
  assert.equal((await plotsOn(ids, '2020-12-31')).length, 1, 'and is there on the days before')
  assert.deepEqual(
    (await linksOf(made.parcelIds)).map(({ parcelId }) => parcelId),
    [made.parcelIds[1]],
  )
  const edges = await read(planner(), (db) => selectLineage(db, town.tenantId, made.parcelIds[0]!))
  assert.deepEqual(
    edges.map(({ parentId, childId, kind }) => [parentId, childId, kind]),
    made.parcelIds.map((child) => [ids[0], child, 'split']),
  )
})

test('a property that is not told where it goes stops the split (P11), and nothing is half-written', async () => {
  const { ids, lon, lat } = await row(1)
  await propertyOn(ids)
  const input = splitParcelSchema.parse({ ...act, cut: { line: across(lon, lat) } })
  await assert.rejects(
    splitParcel(planner(), ids[0]!, input),
    (error: Conflict) => error instanceof Conflict && /P11/.test(error.details.reasons![0]!),
  )
  assert.equal((await plotsOn(ids)).length, 1, 'the plot stands')
  assert.equal((await linksOf(ids)).length, 1, 'with its property')
})

test('the neighbour takes the corner that a cut puts on the common edge', async () => {
  const { ids, lon, lat } = await row(2)
  const made = await splitParcel(
    planner(),
    ids[0]!,
    splitParcelSchema.parse({ ...act, cut: { line: across(lon.slice(0, 2), lat) } }),
  )
  const [neighbour] = await plotsOn([ids[1]!])
  const corners = new Set(neighbour!.geometry.coordinates[0]![0]!.map(String))
  const pieces = await plotsOn(made.parcelIds)
  const cutCorner = pieces[0]!.geometry.coordinates[0]![0]!.find(
    ([x, y]) => x === lon[1] && y !== lat && y !== grid(lat + 0.0003),
  )
  assert.ok(cutCorner && corners.has(String(cutCorner)), 'bit by bit the same corner')
})

test('plots are merged with all that hangs on them, and the merged plot can be split by an area', async () => {
  const { ids, lon, lat } = await row(3)
  const [one, two] = [await propertyOn([ids[0]!]), await propertyOn([ids[1]!, ids[2]!])]
  const merged = await mergeParcels(
    planner(),
    mergeParcelsSchema.parse({
      ...act,
      parcels: ids.map((parcelId) => ({ parcelId })),
      plot: { number: `${column}/M`, legalAreaSqm: 2040 },
    }),
  )
  const [plot] = await plotsOn(merged.parcelIds)
  assert.deepEqual(
    [...new Set((await linksOf(merged.parcelIds)).map(({ propertyId }) => propertyId))].sort(),
    [one, two].sort(),
  )
  const third = plot!.areaSqm / 3
  const split = await splitParcel(
    planner(),
    merged.parcelIds[0]!,
    splitParcelSchema.parse({
      ...act,
      effectiveOn: '2022-04-01',
      cut: { areaSqm: third, bearingDegrees: 0 },
      properties: [
        { propertyId: one, to: [0] },
        { propertyId: two, to: [0, 1] },
      ],
    }),
  )
  assert.ok(
    split.areasSqm.some((area) => Math.abs(area - third) < 0.05),
    String(split.areasSqm),
  )
  assert.ok(lon.length && lat)
})

test('a legal area that the drawing contradicts is told beyond the tolerance of the town (P4, P5), and a tolerance of no use is refused', async () => {
  const { ids } = await row(2)
  const planned = (legalAreaSqm: number) =>
    read(planner(), (db) =>
      planMerge(
        { db, tenant: town, day: '2021-04-01' },
        mergeParcelsSchema.parse({
          ...act,
          parcels: ids.map((parcelId) => ({ parcelId })),
          plot: { number: `${column}/T`, legalAreaSqm },
        }),
      ),
    )
  const rulesOf = async (legalAreaSqm: number) => (await planned(legalAreaSqm)).findings.map(({ rule }) => rule)
  const drawn = (await planned(1360)).plots[0]!.areaSqm
  assert.deepEqual(await rulesOf(drawn * 1.2), [], 'a town without a tolerance is told nothing')

  followMasters(database.platform.participants)
  const tolerance = (value: unknown) =>
    setMaster(planner(), {
      register: 'parcels.rules',
      key: 'area-tolerance',
      value,
      instrument: 'Resolution 3',
      from: '2020-04-01',
      to: null,
      townClass: null,
    })
  await assert.rejects(tolerance({ unknown: 0.1 }), /unknown/)
  await tolerance({ unknown: [{ surveyedFrom: null, share: 0.1 }] })
  assert.deepEqual(await rulesOf(drawn / 0.95), [])
  assert.deepEqual(await rulesOf(drawn * 1.2), ['P4', 'P5'])
})

test('plots that do not touch, of different levels, or under a court’s order are not merged', async () => {
  const { ids } = await row(3)
  const merge = (list: number[]) =>
    mergeParcels(
      planner(),
      mergeParcelsSchema.parse({ ...act, parcels: list.map((parcelId) => ({ parcelId })), plot: {} }),
    )
  await assert.rejects(merge([ids[0]!, ids[2]!]), /hang together/)
  await imposeRestriction(
    planner(),
    imposeRestrictionSchema.parse({
      kind: 'court-stay',
      scopes: ['transfer'],
      parcelId: ids[1],
      authority: 'High Court',
      orderNumber: 'WP 7',
      orderDate: '2020-05-01',
      from: '2020-05-01',
    }),
  )
  await assert.rejects(merge([ids[0]!, ids[1]!]), /High Court/)
})

test('a boundary is moved: both plots keep their ids, together they cover the same ground', async () => {
  const { ids, lon, lat } = await row(2)
  const before = await plotsOn(ids)
  const moved = grid(lon[1]! + 0.00005)
  const made = await moveBoundary(
    planner(),
    moveBoundarySchema.parse({
      ...act,
      parcels: ids.map((parcelId) => ({ parcelId })),
      line: [
        [moved, lat - 0.0001],
        [moved, lat + 0.0004],
      ],
    }),
  )
  const after = await plotsOn(ids)
  assert.deepEqual(made.parcelIds, ids)
  assert.ok(
    after[0]!.areaSqm > before[0]!.areaSqm + 50 && after[1]!.areaSqm < before[1]!.areaSqm - 50,
    'the first grew',
  )
  const joined = (plots: EditedPlot[]) => areaSqm(joinPlots(plots.map((plot) => plot.geometry)), town.srid)
  assert.ok(Math.abs(joined(before) - joined(after)) < 0.01, 'the ground is the same')
})

test('the second of two editors is told what the first one did', async () => {
  const { ids, lon, lat } = await row(2)
  const [seen] = await plotsOn([ids[0]!])
  const moved = grid(lon[1]! + 0.00003)
  await moveBoundary(
    planner(),
    moveBoundarySchema.parse({
      ...act,
      parcels: ids.map((parcelId) => ({ parcelId })),
      line: [
        [moved, lat - 0.0001],
        [moved, lat + 0.0004],
      ],
    }),
  )
  const late = splitParcelSchema.parse({ ...act, seenVersionId: seen!.versionId, cut: { line: across(lon, lat) } })
  await assert.rejects(splitParcel(planner(), ids[0]!, late), (error: Conflict) => {
    const now = error.details.expected as { geometry: MultiPolygon; instrument: string }
    return (
      error.details.field === 'seenVersionId' &&
      now.instrument === act.instrument &&
      now.geometry.type === 'MultiPolygon'
    )
  })
})

test('a repeated request splits once', async () => {
  const { ids, lon, lat } = await row(1)
  const input = splitParcelSchema.parse({ ...act, cut: { line: across(lon, lat) } })
  const requestId = newRequestId()
  const once = await splitParcel(planner({ requestId }), ids[0]!, input)
  assert.deepEqual(await splitParcel(planner({ requestId }), ids[0]!, input), once)
})

test('buildings go to the pieces they stand on', async () => {
  const { ids, lon, lat } = await row(1)
  const [west, east] = [lon[0]! + 0.00003, lon[0]! + 0.0001]
  const footprint = (south: number, north: number): Polygon => ({
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ].map(([x, y]) => [grid(x!), grid(y!)]),
    ],
  })
  const build = async (south: number, north: number) =>
    (
      await recordBuilding(
        planner(),
        recordBuildingSchema.parse({
          ...first,
          geometry: footprint(lat + south, lat + north),
          floorsAboveGround: 1,
          heightM: 3,
          construction: 'rcc',
          use: 'residential',
          parcels: [{ parcelId: ids[0] }],
        }),
      )
    ).buildingId
  const [below, over] = [await build(0.00001, 0.00009), await build(0.0001, 0.00025)]
  const made = await splitParcel(
    planner(),
    ids[0]!,
    splitParcelSchema.parse({ ...act, cut: { line: across(lon, lat) } }),
  )
  const { rows } = await database.database.pool.query(
    `select building_id, parcel_id from parcels.building_parcels where tenant_id = $1 and building_id = any ($2) and superseded_at = 'infinity' and valid_to = 'infinity' order by 1, 2`,
    [town.tenantId, [below, over]],
  )
  const of = (id: number) =>
    rows.filter((each) => each.building_id === id).map((each) => made.parcelIds.indexOf(each.parcel_id))
  assert.deepEqual(of(below), [1], 'the lower one stands on the smaller piece')
  assert.deepEqual(of(over).sort(), [0, 1], 'the other lies across the cut and says so')
})

test('what cannot be cut is refused and names the field', async () => {
  const { ids, lon, lat } = await row(1)
  const split = (cut: object, more = {}) =>
    splitParcel(planner(), ids[0]!, splitParcelSchema.parse({ ...act, cut, ...more }))
  const field = (name: string) => (error: unknown) =>
    (error instanceof Invalid || error instanceof Conflict) && error.details.field === name
  await assert.rejects(
    split({
      line: [
        [77, 20],
        [77.1, 20],
      ],
    }),
    field('line'),
  )
  await assert.rejects(split({ areaSqm: 1e6, bearingDegrees: 10 }), field('areaSqm'))
  await assert.rejects(split({ line: across(lon, lat) }, { plots: [{}, {}, {}] }), field('plots'))
  await assert.rejects(
    split({ line: across(lon, lat) }, { plots: [{ number: 'X/1' }, { number: 'X/1' }] }),
    field('edit'),
  )
  await assert.rejects(split({ line: across(lon, lat) }, { effectiveOn: '2999-01-01' }), field('effectiveOn'))
})

test('every version stands with its act on both axes, and the map of a day shows what stood then', async () => {
  const { ids, lon, lat } = await row(1)
  const made = await splitParcel(
    planner(),
    ids[0]!,
    splitParcelSchema.parse({ ...act, cut: { line: across(lon, lat) }, plots: [{ number: `${column}/L1` }, {}] }),
  )
  const family = await readLineage(planner(), made.parcelIds[1]!)
  assert.deepEqual(
    family.plots.map(({ parcelId, to }) => [parcelId, to]).sort(),
    [[ids[0], '2021-04-01'], ...made.parcelIds.map((id) => [id, null])].sort(),
    'the plot before ended on the day of the act',
  )
  assert.ok(
    family.edges.every(({ instrument }) => instrument === act.instrument),
    'each edge names its act',
  )
  const before = await readLineage(planner(), ids[0]!)
  assert.deepEqual(
    before.versions.map(({ to, supersededAt, instrument }) => [to, supersededAt !== null, instrument]).sort(),
    [
      ['2021-04-01', false, act.instrument],
      [null, true, act.instrument],
    ].sort(),
    'what was believed before stands beside what is known now',
  )
  const box = [lon[0]! - 0.0001, lat - 0.0001, lon[1]! + 0.0001, lat + 0.0005] as const
  const on = async (asOf?: string) => (await readOutlines(planner(), box, { asOf })).features.map(({ id }) => id).sort()
  assert.deepEqual(await on('2020-12-31'), ids)
  assert.deepEqual(await on(), [...made.parcelIds].sort())
  const asKnownThen = await readOutlines(planner(), box, { asOf: '2024-01-01', knownAt: '2020-01-01T00:00:00Z' })
  assert.deepEqual(asKnownThen.features, [], 'nothing was on record yet')
})

test('a piece that was made and merged on one day held on no day, and still has its place in the family', async () => {
  const { ids, lon, lat } = await row(1)
  const made = await splitParcel(
    planner(),
    ids[0]!,
    splitParcelSchema.parse({ ...act, cut: { line: across(lon, lat) } }),
  )
  const whole = await mergeParcels(
    planner(),
    mergeParcelsSchema.parse({ ...act, parcels: made.parcelIds.map((parcelId) => ({ parcelId })), plot: {} }),
  )
  const { plots, edges } = await readLineage(planner(), whole.parcelIds[0]!)
  assert.equal(edges.length, 4)
  assert.deepEqual(
    plots.map(({ parcelId, from, to }) => [parcelId, from, to]).sort(),
    [
      [ids[0], '2020-04-01', '2021-04-01'],
      ...made.parcelIds.map((id) => [id, '2021-04-01', '2021-04-01']),
      [whole.parcelIds[0], '2021-04-01', null],
    ].sort(),
  )
})
