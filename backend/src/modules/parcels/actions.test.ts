import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Polygon } from 'geojson'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import type { Context, Tenant } from '../../kernel/index.ts'
import { read, verifyJournal } from '../../kernel/index.ts'
import { attachDocument } from './actions/attach-document.ts'
import { changeAddress } from './actions/change-address.ts'
import { changePlace } from './actions/change-place.ts'
import { closeProperty } from './actions/close-property.ts'
import { correctParcelGeometry } from './actions/correct-parcel-geometry.ts'
import { imposeRestriction } from './actions/impose-restriction.ts'
import { liftRestriction } from './actions/lift-restriction.ts'
import { placeProperty } from './actions/place-property.ts'
import { recordBuilding } from './actions/record-building.ts'
import { recordOwnership } from './actions/record-ownership.ts'
import { registerParcel } from './actions/register-parcel.ts'
import { registerProperty } from './actions/register-property.ts'
import { renumberParcel } from './actions/renumber-parcel.ts'
import { ownerSearchLimit } from './owner-search-limit.ts'
import { readPage } from './page.ts'
import { checkRestrictions } from './restrictions.ts'
import { parcelPageSchema, searchQuerySchema } from './schemas.ts'
import {
  changeAddressSchema,
  changePlaceSchema,
  closePropertySchema,
  correctGeometrySchema,
  imposeRestrictionSchema,
  placePropertySchema,
  recordBuildingSchema,
  recordOwnershipSchema,
  registerParcelSchema,
  registerPropertySchema,
  renumberParcelSchema,
} from './schemas-actions.ts'
import { searchParcels } from './search.ts'
import { newParcelSections } from './sections.ts'
import { TestRegister } from './test-rows.ts'

let database: TestDatabase
let town: Tenant
let register: TestRegister
let column = 0

before(async () => {
  database = await testDatabase()
  town = (await database.newTenant()).town
  register = new TestRegister(town, database.database)
  await register.ward('W-01', [77.9, 22.9, 77.95, 23.3])
  await register.ward('W-02', [77.95, 22.9, 78.0, 23.3])
})

const planner = (given: Partial<Context> = {}) =>
  database.context(town, {
    roleClass: 'staff',
    userId: 1,
    postId: null,
    permissions: new Set(['people.read-private']),
    ...given,
  })

/** A square of the given size in degrees, north-east of a corner. */
const square = (lon: number, lat: number, size = 0.0002): Polygon => ({
  type: 'Polygon',
  coordinates: [
    [
      [lon, lat],
      [lon + size, lat],
      [lon + size, lat + size],
      [lon, lat + size],
      [lon, lat],
    ].map(([x, y]) => [Math.round(x! * 1e8) / 1e8, Math.round(y! * 1e8) / 1e8]),
  ],
})

/** Free ground for one test: columns far apart. */
const ground = (): [number, number] => [77.91, 23 + 0.002 * ++column]

const act = { instrument: 'Order 7 of the planner', effectiveOn: '2020-04-01' }

async function plot(at: [number, number], extra: object = {}) {
  const input = registerParcelSchema.parse({ ...act, level: 'municipal-plot', geometry: square(...at), ...extra })
  return registerParcel(planner(), input)
}

async function property(extra: object = {}) {
  const input = registerPropertySchema.parse({
    ...act,
    kind: 'residential',
    address: { houseNumber: '7', line: { en: '7 Test Street', hi: '7 परीक्षण मार्ग' } },
    place: { grade: 'street', source: 'tax-register', on: '2020-04-01' },
    ...extra,
  })
  return registerProperty(planner(), input)
}

const page = async (
  asked: { propertyId?: number; parcelId?: number; asOf?: string; knownAt?: string },
  context = planner(),
) =>
  parcelPageSchema.parse(await readPage(context, { propertyId: null, parcelId: null, ...asked }, newParcelSections()))

const person = (name: string) => register.run((db) => register.party(db, { names: { en: name } }))

const find = async (search: string) =>
  (await searchParcels(planner(), searchQuerySchema.parse({ search }), ownerSearchLimit())).results

test('A property without a plot is registered with a number that checks, and is found by it at once', async () => {
  const made = await property()
  const read = await page({ propertyId: made.propertyId })
  assert.equal(read.property?.propertyNumber, made.propertyNumber)
  assert.equal(read.property?.place.grade, 'street')
  assert.equal((await find(made.propertyNumber))[0]?.propertyId, made.propertyId)
})

test('A plot over two wards goes to the larger part, and a named decision stands above the rule', async () => {
  const straddler = await plot([77.94995, 23.2])
  const { propertyId } = await property({
    parcels: [{ parcelId: straddler.parcelId, share: { numerator: 1, denominator: 1 } }],
    place: { grade: 'parcel', source: 'survey', on: '2020-04-01', point: [77.95005, 23.2001] },
  })
  assert.deepEqual(
    (await page({ propertyId })).boundaries.map(({ code, placedBy }) => [code, placedBy]),
    [['W-02', 'largest-part']],
  )
  await placeProperty(planner(), propertyId, placePropertySchema.parse({ ...act, set: 'electoral-ward', code: 'W-01' }))
  assert.deepEqual(
    (await page({ propertyId })).boundaries.map(({ code, placedBy }) => [code, placedBy]),
    [['W-01', 'decision']],
  )
  const nowhere = placePropertySchema.parse({ ...act, set: 'electoral-ward', code: 'W-99' })
  await assert.rejects(placeProperty(planner(), propertyId, nowhere), { status: 404 })
})

test('The area of a plot is in the UTM zone of the town', async () => {
  const at = ground()
  const { parcelId, areaSqm } = await plot(at)
  assert.ok(Math.abs(areaSqm - 453.7) < 1.5, String(areaSqm))
  assert.equal((await page({ parcelId })).parcels[0]?.areaSqm, Math.round(areaSqm * 1000) / 1000)
})

test('An overlap inside a level is refused with the neighbour and the area; on another level it is normal', async () => {
  const at = ground()
  const first = await plot(at, { number: 'A-1' })
  const shifted: [number, number] = [at[0] + 0.0001, at[1]]
  await assert.rejects(
    plot(shifted),
    (error: Error & { status: number; details: { got: { parcelId: number; overlapSqm: number } } }) => {
      assert.equal(error.status, 409)
      assert.equal(error.details.got.parcelId, first.parcelId)
      assert.ok(Math.abs(error.details.got.overlapSqm - 227) < 2)
      return true
    },
  )
  const khasra = await plot(shifted, { level: 'revenue-khasra', number: '214/3' })
  const links = await register.run((db) =>
    db.query<{ upper_parcel_id: number; area: number }>(
      `select upper_parcel_id, area_sqm::float8 as area from parcels.parcel_overlaps where tenant_id = $1 and lower_parcel_id = $2`,
      [town.tenantId, khasra.parcelId],
    ),
  )
  assert.equal(links.length, 1)
  assert.equal(links[0]!.upper_parcel_id, first.parcelId)
  assert.ok(Math.abs(links[0]!.area - 227) < 2)
})

test('A crossed polygon, a number that is taken and a number of no khasra are refused, and nothing is written', async () => {
  const at = ground()
  await plot(at, { number: 'B-1' })
  const beside: [number, number] = [at[0] + 0.0002, at[1]]
  const counted = () =>
    register.run((db) =>
      db.query<{ count: number }>(`select count(*) from parcels.parcels where tenant_id = $1`, [town.tenantId]),
    )
  const before = await counted()
  await assert.rejects(plot(beside, { number: 'B-1' }), { status: 409 })
  await assert.rejects(plot(beside, { level: 'revenue-khasra', number: 'abc' }), { status: 400 })
  const bow = {
    type: 'Polygon',
    coordinates: [
      [
        [78, 23],
        [78.01, 23.01],
        [78.01, 23],
        [78, 23.01],
        [78, 23],
      ],
    ],
  }
  await assert.rejects(plot(beside, { geometry: bow }), { status: 400 })
  await assert.rejects(plot(beside, { roadId: 987654321 }), { status: 400 })
  await assert.rejects(plot(beside, { effectiveOn: '2999-01-01' }), { status: 400 })
  assert.deepEqual(await counted(), before)
})

test('Neighbours share their corners: a T-junction puts one into both, and areas stay', async () => {
  const at = ground()
  const wide = await plot(at, { geometry: square(at[0], at[1], 0.0004) })
  const left = await plot([at[0], at[1] + 0.0004])
  const drawn = await page({ parcelId: wide.parcelId })
  const corners = drawn.parcels[0]!.geometry.coordinates[0]![0]!
  assert.ok(
    corners.some(
      ([lon, lat]) =>
        lon === Math.round((at[0] + 0.0002) * 1e8) / 1e8 && lat === Math.round((at[1] + 0.0004) * 1e8) / 1e8,
    ),
  )
  assert.ok(Math.abs(drawn.parcels[0]!.areaSqm - wide.areaSqm) < 0.01)
  // An edge that passes a neighbour's corner takes it in.
  const above = await plot([at[0], at[1] + 0.0006], { geometry: square(at[0], at[1] + 0.0006, 0.0004) })
  const ring = (await page({ parcelId: above.parcelId })).parcels[0]!.geometry.coordinates[0]![0]!
  assert.equal(ring.length, 6)
  assert.equal((await page({ parcelId: left.parcelId })).parcels[0]?.neighbours, 2)
})

test('A corrected boundary shows from its day on, the old one stays readable, and the tiles are told', async () => {
  const at = ground()
  const { parcelId, areaSqm } = await plot(at)
  const told: number[][] = []
  const listener = (tenantId: number, layer: string, ids: number[]) => {
    if (tenantId === town.tenantId && layer === 'parcels') told.push(ids)
  }
  database.platform.onLayerChange.push(listener)
  const before = new Date()
  await new Promise((resolve) => setImmediate(resolve))
  const input = correctGeometrySchema.parse({
    ...act,
    effectiveOn: '2022-01-01',
    geometry: square(at[0], at[1], 0.0003),
    surveyClass: 'gnss',
  })
  const corrected = await correctParcelGeometry(planner(), parcelId, input)
  assert.ok(corrected.changed && corrected.areaSqm > areaSqm * 2)
  assert.deepEqual(told, [[parcelId]])
  const now = await page({ parcelId })
  assert.equal(now.parcels[0]?.surveyClass, 'gnss')
  const earlier = await page({ parcelId, asOf: '2021-12-31' })
  assert.ok(Math.abs(earlier.parcels[0]!.areaSqm - areaSqm) < 0.01)
  const asKnown = await page({ parcelId, asOf: '2023-01-01', knownAt: before.toISOString() })
  assert.ok(Math.abs(asKnown.parcels[0]!.areaSqm - areaSqm) < 0.01)
  assert.deepEqual(
    now.history.map(({ change }) => change),
    ['survey', 'first-record'],
  )
})

test('The same request twice is one change, and the same id with other words is refused', async () => {
  const at = ground()
  const { parcelId } = await plot(at)
  const context = planner({ requestId: 'a-client-made-id' })
  const input = renumberParcelSchema.parse({ ...act, number: 'R-9' })
  const first = await renumberParcel(context, parcelId, input)
  assert.deepEqual(await renumberParcel(context, parcelId, input), first)
  await assert.rejects(renumberParcel(context, parcelId, { ...input, number: 'R-10' }), { status: 409 })
  const rows = await register.run((db) =>
    db.query(`select version_id from parcels.parcel_versions where tenant_id = $1 and parcel_id = $2`, [
      town.tenantId,
      parcelId,
    ]),
  )
  assert.equal(rows.length, 2)
})

test('Two changes at once come one after another, and neither is lost', async () => {
  const at = ground()
  const { parcelId } = await plot(at)
  await Promise.all(
    ['2021-01-01', '2022-01-01', '2023-01-01'].map((effectiveOn, index) =>
      renumberParcel(
        planner(),
        parcelId,
        renumberParcelSchema.parse({ ...act, effectiveOn, number: `C-${column}-${index}` }),
      ),
    ),
  )
  for (const asOf of ['2020-06-01', '2021-06-01', '2022-06-01', '2023-06-01'])
    assert.equal((await page({ parcelId, asOf })).parcels.length, 1, asOf)
})

test('A mutation needs whole shares; an import keeps the faults of the old register and counts them', async () => {
  const { propertyId } = await property()
  const [one, two, three] = [await person('Asha'), await person('Bharat'), await person('Chhaya')]
  const third = { numerator: 1, denominator: 3 }
  const thirds = recordOwnershipSchema.parse({
    ...act,
    owners: [one, two, three].map((partyId) => ({ partyId, share: third })),
  })
  assert.deepEqual((await recordOwnership(planner(), propertyId, thirds)).faults, [])
  assert.deepEqual(
    (await page({ propertyId })).parties.map(({ role, share }) => [role, share]),
    [
      ['owner', third],
      ['co-owner', third],
      ['co-owner', third],
    ],
  )
  assert.equal((await find('Bharat'))[0]?.propertyId, propertyId)
  const lacking = {
    ...act,
    effectiveOn: '2021-01-01',
    owners: [
      { partyId: one, share: third },
      { partyId: two, share: null, others: true },
    ],
  }
  await assert.rejects(recordOwnership(planner(), propertyId, recordOwnershipSchema.parse(lacking)), { status: 400 })
  const old = await recordOwnership(
    planner(),
    propertyId,
    recordOwnershipSchema.parse({ ...lacking, origin: 'import' }),
  )
  assert.deepEqual(old.faults, ['not-stated', 'and-others'])
  assert.equal((await page({ propertyId, asOf: '2020-12-31' })).parties.length, 3)
  assert.equal((await page({ propertyId })).parties.length, 2)
  const stranger = recordOwnershipSchema.parse({
    ...act,
    owners: [{ partyId: 987654321, share: { numerator: 1, denominator: 1 } }],
  })
  await assert.rejects(recordOwnership(planner(), propertyId, stranger), { status: 404 })
})

test('A court stay stops a mutation and says whose order it is; when it is lifted the mutation goes through', async () => {
  const at = ground()
  const { parcelId } = await plot(at)
  const { propertyId } = await property({
    parcels: [{ parcelId }],
    place: { grade: 'parcel', source: 'survey', on: '2020-04-01', point: [at[0] + 0.0001, at[1] + 0.0001] },
  })
  const owner = await person('Dinesh')
  const whole = recordOwnershipSchema.parse({
    ...act,
    owners: [{ partyId: owner, share: { numerator: 1, denominator: 1 } }],
  })
  const order = {
    scopes: ['transfer'],
    authority: 'High Court',
    orderNumber: 'WP 123/2025',
    orderDate: '2025-01-10',
    from: '2025-01-10',
  }
  const targets = [
    { kind: 'court-stay', propertyId },
    { kind: 'acquisition', parcelId },
    { kind: 'attachment', partyId: owner },
    { kind: 'illegal-colony', area: square(at[0] - 0.001, at[1] - 0.001, 0.003) },
  ]
  await recordOwnership(planner(), propertyId, whole)
  for (const [index, target] of targets.entries()) {
    const { restrictionId } = await imposeRestriction(planner(), imposeRestrictionSchema.parse({ ...order, ...target }))
    await assert.rejects(recordOwnership(planner(), propertyId, whole), (error: Error & { status: number }) => {
      assert.equal(error.status, 409)
      assert.match(error.message, /High Court, number WP 123\/2025 of 2025-01-10/)
      return true
    })
    const context = planner()
    const found = await read(context, (db) =>
      checkRestrictions(db, town.tenantId, { scope: 'transfer', propertyId, point: [at[0], at[1]] }, context.today),
    )
    assert.equal(found.length, 1, target.kind)
    const other = await read(context, (db) =>
      checkRestrictions(db, town.tenantId, { scope: 'permit', propertyId }, context.today),
    )
    assert.deepEqual(other, [])
    assert.equal((await page({ propertyId })).restrictions.length, 1, target.kind)
    const lifted = { liftedOn: `2025-02-0${index + 1}`, instrument: 'Order of release' }
    await liftRestriction(planner(), restrictionId, lifted)
    await assert.rejects(liftRestriction(planner(), restrictionId, lifted), { status: 404 })
  }
  await recordOwnership(planner(), propertyId, { ...whole, effectiveOn: '2025-03-01' })
  assert.equal((await page({ propertyId, asOf: '2025-01-15' })).restrictions.length, 4)
})

test('An address changes from a day on and is searched anew', async () => {
  const road = await register.road({ en: 'Lotus Lane', hi: 'कमल गली' })
  const { propertyId } = await property()
  const address = { houseNumber: '88', roadId: road, line: { en: '88 Lotus Lane' } }
  await changeAddress(planner(), propertyId, changeAddressSchema.parse({ ...act, effectiveOn: '2021-01-01', address }))
  assert.equal((await find('88 कमल गली'))[0]?.propertyId, propertyId)
  assert.deepEqual((await page({ propertyId })).property?.address, { en: '88 Lotus Lane' })
  assert.match((await page({ propertyId, asOf: '2020-12-31' })).property!.address.en!, /^7 Test/)
  const changed = await database.database.pool.query(
    `select count(*)::int as times from kernel.layer_changes where tenant_id = $1 and layer = 'house-numbers' and feature_id = $2`,
    [town.tenantId, propertyId],
  )
  assert.equal(
    changed.rows[0].times,
    2,
    'the house number on the map is drawn anew at the first entry and at the change',
  )
})

test('A property that was known by its street alone is placed on its plot', async () => {
  const at = ground()
  const { parcelId } = await plot(at)
  const { propertyId } = await property()
  const input = changePlaceSchema.parse({
    ...act,
    effectiveOn: '2021-01-01',
    place: { grade: 'parcel', source: 'survey', on: '2021-01-01', point: [at[0] + 0.0001, at[1] + 0.0001] },
    parcels: [{ parcelId, share: { numerator: 1, denominator: 1 } }],
  })
  await changePlace(planner(), propertyId, input)
  const now = await page({ parcelId })
  assert.equal(now.property?.propertyId, propertyId)
  assert.deepEqual(
    now.boundaries.map(({ code }) => code),
    ['W-01'],
  )
  assert.deepEqual((await page({ propertyId, asOf: '2020-12-31' })).parcels, [])
})

test('A tower on two plots has its flats, and a flat is found by building and number', async () => {
  const at = ground()
  const plots = [await plot(at), await plot([at[0] + 0.0002, at[1]])]
  const flat = await property({
    place: { grade: 'unit', source: 'survey', on: '2020-04-01', point: [at[0] + 0.0002, at[1] + 0.0001] },
  })
  const input = recordBuildingSchema.parse({
    ...act,
    names: { en: 'Shanti Heights', hi: 'शांति हाइट्स' },
    geometry: square(at[0] + 0.0001, at[1] + 0.00005, 0.0001),
    floorsAboveGround: 12,
    heightM: 38,
    construction: 'rcc',
    use: 'residential',
    parcels: plots.map(({ parcelId }) => ({ parcelId, share: { numerator: 1, denominator: 2 } })),
    units: [
      {
        wing: 'B',
        floor: 4,
        number: 'B-402',
        use: 'residential',
        areaSqm: 84.5,
        landShare: { numerator: 1, denominator: 96 },
        propertyId: flat.propertyId,
      },
    ],
  })
  const { buildingId, unitIds } = await recordBuilding(planner(), input)
  const read = await page({ propertyId: flat.propertyId })
  assert.deepEqual([read.property?.wing, read.property?.floor, read.property?.unitNumber], ['B', 4, 'B-402'])
  assert.deepEqual(
    read.buildings.map((each) => [each.buildingId, each.units.map(({ unitId }) => unitId)]),
    [[buildingId, unitIds]],
  )
  assert.equal((await find('शांति हाइट्स B-402'))[0]?.propertyId, flat.propertyId)
  assert.equal((await page({ parcelId: plots[1]!.parcelId })).buildings[0]?.buildingId, buildingId)
  const taller = recordBuildingSchema.parse({
    ...input,
    buildingId,
    effectiveOn: '2023-01-01',
    floorsAboveGround: 13,
    units: [],
    parcels: [],
  })
  await recordBuilding(planner(), taller)
  assert.equal((await page({ propertyId: flat.propertyId })).buildings[0]?.floorsAboveGround, 13)
  assert.equal((await page({ propertyId: flat.propertyId, asOf: '2022-06-01' })).buildings[0]?.floorsAboveGround, 12)
})

test('A plot that is split ends, its parts remember it, and a room above may refuse', async () => {
  const at = ground()
  const parent = await plot(at, { number: `S-${column}` })
  const half = (west: number): Polygon => ({
    type: 'Polygon',
    coordinates: [
      [
        [west, at[1]],
        [west + 0.0001, at[1]],
        [west + 0.0001, at[1] + 0.0002],
        [west, at[1] + 0.0002],
        [west, at[1]],
      ],
    ],
  })
  const split = (west: number, parents: number[], number: string) =>
    plot(at, { geometry: half(west), parents, number, effectiveOn: '2022-01-01', instrument: 'Sub-division order 4' })
  let reason: string[] = ['a permit is open on this plot']
  database.platform.participants.participate('parcels.lineage', async () => reason)
  await assert.rejects(split(at[0], [parent.parcelId], `S-${column}/1`), { status: 409 })
  reason = []
  const child = await split(at[0], [parent.parcelId], `S-${column}/1`)
  const second = await plot(at, { geometry: half(at[0] + 0.0001), effectiveOn: '2022-01-01', number: `S-${column}/2` })
  assert.ok(second.parcelId)
  await assert.rejects(page({ parcelId: parent.parcelId }), { status: 404 })
  assert.equal((await page({ parcelId: parent.parcelId, asOf: '2021-12-31' })).parcels.length, 1)
  assert.deepEqual((await page({ parcelId: child.parcelId })).history[0]?.values.lineage, {
    parents: [parent.parcelId],
    children: [child.parcelId],
  })
})

test('A closed property leaves the lists but keeps its page and its number', async () => {
  const owner = await person('Eknath Closing')
  const made = await property()
  await recordOwnership(
    planner(),
    made.propertyId,
    recordOwnershipSchema.parse({ ...act, owners: [{ partyId: owner, share: { numerator: 1, denominator: 1 } }] }),
  )
  assert.equal((await find('Eknath Closing')).length, 1)
  await closeProperty(
    planner(),
    made.propertyId,
    closePropertySchema.parse({ ...act, effectiveOn: '2023-01-01', reason: 'Entered twice' }),
  )
  assert.deepEqual(await find('Eknath Closing'), [])
  assert.equal((await find(made.propertyNumber))[0]?.propertyId, made.propertyId)
  assert.equal((await page({ propertyId: made.propertyId })).property?.closedOn, '2023-01-01')
  assert.equal((await page({ propertyId: made.propertyId, asOf: '2022-12-31' })).parties.length, 1)
})

test("A paper is attached by its content, and a private one is not on a neighbour's page", async () => {
  const { propertyId } = await property()
  const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  const attach = (visibility: 'public' | 'private') =>
    attachDocument(planner(), propertyId, { title: `Sketch ${visibility}`, visibility, contentBase64: png })
  await attach('public')
  await attach('private')
  assert.equal((await page({ propertyId })).documents.length, 2)
  const seen = await page({ propertyId }, database.context(town))
  assert.deepEqual(
    seen.documents.map(({ title, mediaType }) => [title, mediaType]),
    [['Sketch public', 'image/png']],
  )
  const script = {
    title: 'x',
    visibility: 'public' as const,
    contentBase64: Buffer.from('<script>').toString('base64'),
  }
  await assert.rejects(attachDocument(planner(), propertyId, script), { status: 400 })
  await assert.rejects(attachDocument(planner(), propertyId, { documentId: 987654321 }), { status: 400 })
})

test('Every change stands in the journal, and the chain of it is whole', async () => {
  const { propertyId } = await property()
  const rows = await register.run((db) =>
    db.query<{ command: string }>(
      `select e.command from kernel.journal_subjects s join kernel.journal_entries e using (tenant_id, entry_id)
       where s.tenant_id = $1 and s.subject_kind = 'property' and s.subject_id = $2`,
      [town.tenantId, propertyId],
    ),
  )
  assert.deepEqual(rows, [{ command: 'parcels.register-property' }])
  assert.ok((await verifyJournal(database.database, town.tenantId)).intact)
})
