import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { MultiPolygon } from 'geojson'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { type Context, read, type Tenant } from '../../kernel/index.ts'
import { attachDocument } from './actions/attach-document.ts'
import { changeAddress } from './actions/change-address.ts'
import { changePlace } from './actions/change-place.ts'
import { claimProperty } from './actions/claim-property.ts'
import { closeParcel } from './actions/close-parcel.ts'
import { closeProperty } from './actions/close-property.ts'
import { correctParcelGeometry } from './actions/correct-parcel-geometry.ts'
import { decideClaim } from './actions/decide-claim.ts'
import { imposeRestriction } from './actions/impose-restriction.ts'
import { layOutParcels } from './actions/lay-out-parcels.ts'
import { mergeParcels } from './actions/merge-parcels.ts'
import { moveBoundary } from './actions/move-boundary.ts'
import { placeProperty } from './actions/place-property.ts'
import { recordBuilding } from './actions/record-building.ts'
import { recordOwnership } from './actions/record-ownership.ts'
import { registerParcel } from './actions/register-parcel.ts'
import { registerProperty } from './actions/register-property.ts'
import { renumberParcel } from './actions/renumber-parcel.ts'
import { replaceParcel } from './actions/replace-parcel.ts'
import { splitParcel } from './actions/split-parcel.ts'
import { transferArea } from './actions/transfer-area.ts'
import { readPage } from './page.ts'
import { checkRestrictions, type StandingOrder } from './restrictions.ts'
import { type StoppableAction, stoppedBy } from './rules-restrictions.ts'
import * as schemas from './schemas-actions.ts'
import * as edits from './schemas-edit.ts'
import { newParcelSections } from './sections.ts'
import { plotDegrees as size, TestRegister, type WrittenHouse } from './test-rows.ts'

let db: TestDatabase
before(async () => {
  db = await testDatabase()
})

/** A town of its own, with a ward and a sister; houses stand in pairs on plots that share an edge. */
interface Place {
  town: Tenant
  sister: Tenant
  register: TestRegister
  ward: number
  next: number
}

interface Pair {
  at: [number, number]
  one: WrittenHouse
  two: WrittenHouse
}

async function aPlace(): Promise<Place> {
  const { town, state } = await db.newTenant()
  const sister = (await db.newTenant({ into: state })).town
  const register = new TestRegister(town, db.database)
  const ward = await register.ward('W-1', [77, 22, 79, 25])
  return { town, sister, register, ward, next: 0 }
}

async function aPair(place: Place): Promise<Pair> {
  const at: [number, number] = [77.91, Math.round((23 + 0.002 * ++place.next) * 1e8) / 1e8]
  const owner = (name: string) => [{ names: { en: name } }]
  const one = await place.register.house({ owners: owner('Asha Rao'), at, ward: place.ward })
  const east: [number, number] = [Math.round((at[0] + size) * 1e8) / 1e8, at[1]]
  const two = await place.register.house({ owners: owner('Ravi Rao'), at: east, ward: place.ward })
  return { at, one, two }
}

const officer = (town: Tenant, given: Partial<Context> = {}) =>
  db.context(town, { roleClass: 'staff', userId: 1, postId: 1, permissions: new Set(), ...given })

const act = { instrument: 'Order 7 of the planner', effectiveOn: '2024-04-01' }
const whole = { numerator: 1, denominator: 1 }
const square = ([lon, lat]: [number, number], width = size, height = size) => ({
  type: 'Polygon',
  coordinates: [
    [
      [lon, lat],
      [lon + width, lat],
      [lon + width, lat + height],
      [lon, lat + height],
      [lon, lat],
    ].map(([x, y]) => [Math.round(x! * 1e8) / 1e8, Math.round(y! * 1e8) / 1e8]),
  ],
})
const multi = ({ coordinates }: ReturnType<typeof square>): MultiPolygon => ({
  type: 'MultiPolygon',
  coordinates: [coordinates],
})
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** Every action of the room, done to the first house of a pair. */
const actions: Record<StoppableAction, (place: Place, pair: Pair) => Promise<{ orders: StandingOrder[] }>> = {
  'record-ownership': ({ town }, { one }) =>
    recordOwnership(
      officer(town),
      one.propertyId,
      schemas.recordOwnershipSchema.parse({ ...act, owners: [{ partyId: one.partyIds[0], share: whole }] }),
    ),
  'close-property': ({ town }, { one }) =>
    closeProperty(
      officer(town),
      one.propertyId,
      schemas.closePropertySchema.parse({ ...act, reason: 'Entered twice' }),
    ),
  'split-parcel': ({ town }, { one, at: [lon, lat] }) =>
    splitParcel(
      officer(town),
      one.parcelId!,
      edits.splitParcelSchema.parse({
        ...act,
        cut: {
          line: [
            [lon + size / 2, lat - size],
            [lon + size / 2, lat + 2 * size],
          ],
        },
        properties: [{ propertyId: one.propertyId, to: [0, 1] }],
      }),
    ),
  'merge-parcels': ({ town }, { one, two }) =>
    mergeParcels(
      officer(town),
      edits.mergeParcelsSchema.parse({
        ...act,
        parcels: [{ parcelId: one.parcelId }, { parcelId: two.parcelId }],
        plot: {},
      }),
    ),
  'move-boundary': ({ town }, { one, two, at: [lon, lat] }) =>
    moveBoundary(
      officer(town),
      edits.moveBoundarySchema.parse({
        ...act,
        parcels: [{ parcelId: one.parcelId }, { parcelId: two.parcelId }],
        line: [
          [lon + size * 0.9, lat - size],
          [lon + size * 0.9, lat + 2 * size],
        ],
      }),
    ),
  'correct-parcel-geometry': ({ town }, { one, at }) =>
    correctParcelGeometry(
      officer(town),
      one.parcelId!,
      schemas.correctGeometrySchema.parse({ ...act, geometry: square(at, size, size * 0.9) }),
    ),
  'renumber-parcel': ({ town }, { one }) =>
    renumberParcel(
      officer(town),
      one.parcelId!,
      schemas.renumberParcelSchema.parse({ ...act, number: `N-${one.parcelId}` }),
    ),
  'replace-parcel': ({ town }, { one, at }) =>
    replaceParcel(
      officer(town),
      one.parcelId!,
      schemas.replaceParcelSchema.parse({ ...act, geometry: square(at, size, size * 0.8), use: 'commercial' }),
    ),
  'close-parcel': ({ town }, { one }) =>
    closeParcel(officer(town), one.parcelId!, schemas.closeParcelSchema.parse(act)),
  'lay-out-parcels': ({ town }, { one, at }) =>
    layOutParcels(officer(town), {
      ...act,
      parents: [one.parcelId!],
      parts: [
        { geometry: multi(square(at)), number: `L-${one.parcelId}`, use: 'residential', parents: [one.parcelId!] },
      ],
      carryTo: [],
    }),
  'register-parcel': ({ town }, { one, at }) =>
    registerParcel(
      officer(town),
      schemas.registerParcelSchema.parse({
        ...act,
        level: 'municipal-plot',
        geometry: square(at),
        parents: [one.parcelId],
      }),
    ),
  'change-land': ({ town }, { one, two, at: [lon, lat] }) =>
    changePlace(
      officer(town),
      one.propertyId,
      schemas.changePlaceSchema.parse({
        ...act,
        place: { grade: 'parcel', source: 'survey', on: '2024-04-01', point: [lon + size / 2, lat + size / 2] },
        parcels: [{ parcelId: one.parcelId }, { parcelId: two.parcelId }],
      }),
    ),
  'change-place': ({ town }, { one, at: [lon, lat] }) =>
    changePlace(
      officer(town),
      one.propertyId,
      schemas.changePlaceSchema.parse({
        ...act,
        place: { grade: 'parcel', source: 'survey', on: '2024-04-01', point: [lon + size / 3, lat + size / 3] },
      }),
    ),
  'draw-parcel': ({ town }, { at: [lon, lat] }) =>
    registerParcel(
      officer(town),
      schemas.registerParcelSchema.parse({ ...act, level: 'revenue-khasra', geometry: square([lon, lat]) }),
    ),
  'register-property': ({ town }, { one }) =>
    registerProperty(
      officer(town),
      schemas.registerPropertySchema.parse({
        ...act,
        kind: 'residential',
        address: { line: { en: '7 Test Street' } },
        place: { grade: 'street', source: 'tax-register', on: '2024-04-01' },
        parcels: [{ parcelId: one.parcelId }],
      }),
    ),
  'record-building': ({ town }, { one, at }) =>
    recordBuilding(
      officer(town),
      schemas.recordBuildingSchema.parse({
        ...act,
        geometry: square(at, size / 2, size / 2),
        floorsAboveGround: 2,
        heightM: 7,
        construction: 'rcc',
        use: 'residential',
        parcels: [{ parcelId: one.parcelId }],
        properties: [{ propertyId: one.propertyId }],
      }),
    ),
  'change-address': ({ town }, { one }) =>
    changeAddress(
      officer(town),
      one.propertyId,
      schemas.changeAddressSchema.parse({ ...act, address: { line: { en: '8 Test Street' } } }),
    ),
  'place-property': ({ town }, { one }) =>
    placeProperty(
      officer(town),
      one.propertyId,
      schemas.placePropertySchema.parse({ ...act, set: 'electoral-ward', code: 'W-1' }),
    ),
  'attach-document': ({ town }, { one }) =>
    attachDocument(officer(town), one.propertyId, { title: 'Sketch', visibility: 'public', contentBase64: png }),
  'decide-claim': async ({ town }, { one }) => {
    const { claimId } = await claimProperty(db.context(town, { roleClass: 'citizen', userId: 77 }), one.propertyId, {
      by: 'visit',
      wish: 'Evenings',
    })
    return decideClaim(officer(town), claimId, { approve: false, note: 'Not proved' })
  },
  'transfer-area': ({ town, sister }, { one }) =>
    transferArea(officer(town), {
      propertyIds: [one.propertyId],
      toTown: sister,
      effectiveOn: '2024-04-01',
      notification: 'Gazette 12',
    }),
}

const authority = 'High Court of Kalpana Pradesh'
const order = (scopes: string[], subject: object) => ({
  kind: 'court-stay',
  scopes,
  authority,
  orderNumber: 'WP 123/2025',
  orderDate: '2025-01-10',
  from: '2025-01-10',
  amountPaise: 4_500_000,
  ...subject,
})
const impose = (place: Place, scopes: string[], subject: object) =>
  imposeRestriction(officer(place.town), schemas.imposeRestrictionSchema.parse(order(scopes, subject)))

/** On what an order may be imposed, so that it reaches the first house of a pair. */
const subjects: Record<string, (pair: Pair) => object> = {
  property: ({ one }) => ({ propertyId: one.propertyId }),
  parcel: ({ one }) => ({ parcelId: one.parcelId }),
  party: ({ one }) => ({ partyId: one.partyIds[0] }),
  area: ({ at }) => ({ area: square(at, size / 2, size / 2) }),
  boundary: () => ({ boundary: { set: 'electoral-ward', code: 'W-1' } }),
  town: () => ({ wholeTown: true }),
}

/** Actions that change no house and no plot: an order on the place or the town alone can stand on them. */
const withoutSubject = new Set<StoppableAction>(['draw-parcel'])
/** Ends bare plots alone: on the plot of a house it stops for another reason than an order. */
const onBarePlots = new Set<StoppableAction>(['close-parcel'])

for (const [on, subjectOf] of Object.entries(subjects))
  test(`every action asks about an order on a ${on}, and says whose order stops it`, async () => {
    for (const [name, run] of Object.entries(actions) as [StoppableAction, (typeof actions)[StoppableAction]][]) {
      if (withoutSubject.has(name) && on !== 'town') continue
      const place = await aPlace()
      const pair = await aPair(place)
      await impose(place, ['transfer', 'demolition'], subjectOf(pair))
      if (stoppedBy[name].length) {
        await assert.rejects(
          run(place, pair),
          (error: Error & { status?: number; details?: { reasons?: string[] } }) => {
            assert.equal(error.status, 409, `${name} on ${on}: ${error.message}`)
            assert.match(
              error.message,
              /High Court of Kalpana Pradesh, number WP 123\/2025 of 2025-01-10 \(court stay\)/,
            )
            return true
          },
        )
        continue
      }
      const { orders } = await run(place, pair)
      assert.deepEqual(
        orders.map((each) => [each.authority, each.orderNumber, each.on]),
        [[authority, 'WP 123/2025', on]],
        `${name} on ${on}`,
      )
    }
  })

test('an order of another scope stops nothing and is told with the answer of every action', async () => {
  for (const [name, run] of Object.entries(actions) as [StoppableAction, (typeof actions)[StoppableAction]][]) {
    if (withoutSubject.has(name) || onBarePlots.has(name)) continue
    const place = await aPlace()
    const pair = await aPair(place)
    await impose(place, ['recovery'], { propertyId: pair.one.propertyId })
    const { orders } = await run(place, pair)
    assert.deepEqual(
      orders.map((each) => [each.authority, each.scopes]),
      [[authority, ['recovery']]],
      name,
    )
  }
})

test('no action of the room is left out of the table of orders', () => {
  const files = readdirSync(fileURLToPath(new URL('./actions', import.meta.url)))
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => file.replace('.ts', ''))
  // Orders themselves, loads and an applicant's sketches (which make plots and change none), and steps of a claim that decide nothing.
  const apart = [
    'impose-restriction',
    'lift-restriction',
    'import-parcels',
    'draw-provisional',
    'claim-property',
    'visit-claim',
    'end-claim',
  ]
  assert.deepEqual(
    files.filter((file) => !(file in stoppedBy) && !apart.includes(file)),
    [],
  )
})

test('an order on a case is found by its number alone, and says that it is on the case', async () => {
  const place = await aPlace()
  await impose(place, ['permit'], { caseReference: 'BP/2025-26/17' })
  const ask = (caseReference: string) =>
    read(officer(place.town), (app) =>
      checkRestrictions(app, place.town.tenantId, { scope: 'permit', caseReference }, '2026-01-01'),
    )
  const [found] = await ask('BP/2025-26/17')
  assert.deepEqual([found?.on, found?.amountPaise, found?.orderDate], ['case', 4_500_000, '2025-01-10'])
  assert.deepEqual(await ask('BP/2025-26/18'), [])
})

test('the page of a house tells of an order on its plot, its land, its ward and the town', async () => {
  for (const on of ['property', 'parcel', 'area', 'boundary', 'town']) {
    const place = await aPlace()
    const pair = await aPair(place)
    await impose(place, ['permit'], subjects[on]!(pair))
    const asked = { propertyId: pair.one.propertyId, parcelId: null }
    const page = await readPage(db.context(place.town), asked, newParcelSections())
    assert.deepEqual(
      page.restrictions.map((each) => each.order.authority),
      [authority],
      on,
    )
  }
})

test('an order holds from its first day up to, not on, its last, and never in another town', async () => {
  const place = await aPlace()
  const { one } = await aPair(place)
  await impose(place, ['transfer'], { propertyId: one.propertyId, to: '2025-06-01' })
  const found = async (today: string, town = place.town) =>
    (
      await read(officer(town), (app) =>
        checkRestrictions(app, town.tenantId, { scope: 'transfer', propertyId: one.propertyId }, today),
      )
    ).length
  assert.deepEqual(
    [await found('2025-01-09'), await found('2025-01-10'), await found('2025-05-31'), await found('2025-06-01')],
    [0, 1, 1, 0],
  )
  assert.equal(await found('2025-03-01', place.sister), 0)
})

test('a house known by its street alone stands under an order on its ward', async () => {
  const place = await aPlace()
  const house = await place.register.house({ owners: [{ names: { en: 'No Map' } }], at: null, ward: place.ward })
  await impose(place, ['transfer'], { boundary: { set: 'electoral-ward', code: 'W-1' } })
  const input = schemas.recordOwnershipSchema.parse({ ...act, owners: [{ partyId: house.partyIds[0], share: whole }] })
  await assert.rejects(recordOwnership(officer(place.town), house.propertyId, input), { status: 409 })
})

test('a mortgage on one shop of a market stops no survey of the land of all', async () => {
  const place = await aPlace()
  const { one, two, at } = await aPair(place)
  await place.register.run((owner) =>
    owner.query(
      `insert into parcels.property_parcels (tenant_id, property_id, parcel_id, change_id, valid_from)
       select $1, $2, $3, change_id, '2016-01-01' from parcels.changes where tenant_id = $1 limit 1`,
      [place.town.tenantId, two.propertyId, one.parcelId],
    ),
  )
  await impose(place, ['transfer'], { propertyId: two.propertyId })
  const input = schemas.correctGeometrySchema.parse({ ...act, geometry: square(at, size, size * 0.9) })
  await correctParcelGeometry(officer(place.town), one.parcelId!, input)
})

test('an order names one subject that exists', async () => {
  const place = await aPlace()
  const { one } = await aPair(place)
  const parse = (subject: object) => schemas.imposeRestrictionSchema.safeParse(order(['transfer'], subject)).success
  assert.ok(!parse({}))
  assert.ok(!parse({ propertyId: one.propertyId, wholeTown: true }))
  assert.ok(!parse({ wholeTown: false }))
  await assert.rejects(impose(place, ['transfer'], { boundary: { set: 'electoral-ward', code: 'W-99' } }), {
    status: 404,
  })
  await assert.rejects(impose(place, ['transfer'], { propertyId: 987_654_321 }), { status: 404 })
})
