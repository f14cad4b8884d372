import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../../../test/database.ts'
import { asOwner, type Context, read } from '../../../kernel/index.ts'
import { recordBuilding } from '../actions/record-building.ts'
import { draftImport } from '../import/actions/draft-import.ts'
import { publishDraft } from '../import/actions/publish-draft.ts'
import { fresh, importFiles, plots, settle } from '../import/test-import.ts'
import { decideFinding } from './actions/decide-finding.ts'
import { nameSteward } from './actions/name-steward.ts'
import { publishReport } from './actions/publish-report.ts'
import { startRun } from './actions/start-run.ts'
import { acceptMend, suggestMend } from './mend.ts'
import { type QualityFinding, selectQualityFindings, selectReport, selectRun } from './queries-quality.ts'
import { workOnQuality } from './runner.ts'

const never = new AbortController().signal
const size = 0.0003

async function aTownWith(layer: ReturnType<typeof plots>) {
  const base = await testDatabase()
  const { town } = await base.newTenant()
  const staff = base.context(town, { roleClass: 'staff' })
  const made = await importFiles(staff, { 'a.geojson': JSON.stringify(layer) })
  await draftImport(fresh(staff), made.importId)
  await settle(staff, made.importId)
  await publishDraft(fresh(staff), made.importId, { instrument: 'Survey of a test' })
  await settle(staff, made.importId)
  return { base, staff, act: { instrument: 'Order of a test', effectiveOn: staff.today } }
}

async function lookOver(context: Context): Promise<QualityFinding[]> {
  const { runId } = await startRun(fresh(context))
  for (let turn = 0; turn < 200; turn++) {
    await workOnQuality(context.platform, never)
    const run = await read(context, (db) => selectRun(db, context.tenant.tenantId, runId))
    if (run!.state === 'running') continue
    assert.equal(run!.state, 'done')
    return open(context)
  }
  throw new Error('the walk never ends')
}

const open = (context: Context) =>
  read(context, (db) =>
    selectQualityFindings(db, context.tenant.tenantId, { kind: null, state: 'open', offset: 0, limit: 1000 }),
  )

/** Nine plots, the middle one pulled in: it lies on its eastern neighbour by a strip and leaves a gap in the west. */
function faulty() {
  const layer = plots(3)
  layer.features.push(...plots(3, [77.95, 23.1 + size]).features, ...plots(3, [77.95, 23.1 + 2 * size]).features)
  for (const [i, { properties }] of layer.features.entries())
    Object.assign(properties, { khasra: `K-${i + 1}`, area_sqm: undefined })
  const middle = layer.features[4]!.geometry.coordinates[0]!
  const shift = 0.00002
  for (const corner of middle) corner[0] = Math.round((corner[0]! + shift) * 1e8) / 1e8
  return layer
}

test('overlap and gap are listed with area and place, each is mended by what is suggested, and then they are gone', async () => {
  const { staff, act } = await aTownWith(faulty())
  const first = await lookOver(staff)
  assert.deepEqual(first.map(({ kind }) => kind).sort(), ['gap', 'overlap'])
  const overlap = first.find(({ kind }) => kind === 'overlap')!
  assert.ok(overlap.areaSqm! > 60 && overlap.areaSqm! < 75, `${overlap.areaSqm} m²`)
  assert.ok(Math.abs(overlap.point![1] - (23.1 + 1.5 * size)) < 1e-4, String(overlap.point))
  const clip = (await suggestMend(staff, overlap))!
  assert.ok(Math.abs(clip.areaBeforeSqm! - clip.areaAfterSqm! - overlap.areaSqm!) < 0.1)
  assert.deepEqual(await acceptMend(fresh(staff), overlap.findingId, act), {
    findingId: overlap.findingId,
    mend: 'clip',
  })
  const gap = first.find(({ kind }) => kind === 'gap')!
  assert.equal((await suggestMend(staff, gap))!.mend, 'snap')
  await acceptMend(fresh(staff), gap.findingId, act)
  assert.deepEqual(await open(staff), [])
  assert.deepEqual(await lookOver(staff), [])
  await assert.rejects(acceptMend(fresh(staff), gap.findingId, act), /no longer open/)
})

test('a plot drawn twice is dropped, a number that stands twice is given anew', async () => {
  const layer = plots(3)
  const again = structuredClone(layer.features[1]!)
  again.properties.khasra = '9'
  layer.features.push(again)
  layer.features[2]!.properties.khasra = '1'
  const { staff, act } = await aTownWith(layer)
  const found = await lookOver(staff)
  assert.deepEqual(found.map(({ kind }) => kind).sort(), ['duplicate', 'repeated-number'])
  const twin = found.find(({ kind }) => kind === 'duplicate')!
  await acceptMend(fresh(staff), twin.findingId, act)
  const repeated = found.find(({ kind }) => kind === 'repeated-number')!
  assert.equal((await suggestMend(staff, repeated))!.newNumber, '1/A')
  await acceptMend(fresh(staff), repeated.findingId, act)
  assert.deepEqual(await lookOver(staff), [])
})

test('a building over two plots without a link is found, and the link is declared', async () => {
  const { staff, act } = await aTownWith(plots(3))
  const plot = (
    await asOwner(staff.platform.database, (db) =>
      db.query<{ id: number }>(`select min(parcel_id) as id from parcels.parcels where tenant_id = $1::int`, [
        staff.tenant.tenantId,
      ]),
    )
  )[0]!.id
  const [x, y] = [77.95 + size * 0.6, 23.1 + size * 0.3]
  const ring: [number, number][] = [
    [x, y],
    [x + size * 0.7, y],
    [x + size * 0.7, y + size * 0.4],
    [x, y + size * 0.4],
    [x, y],
  ]
  await recordBuilding(fresh(staff), {
    ...act,
    geometry: { type: 'Polygon', coordinates: [ring] },
    floorsAboveGround: 1,
    floorsBelowGround: 0,
    heightM: 3,
    construction: 'pucca',
    use: 'residential',
    parcels: [{ parcelId: plot }],
    units: [],
    properties: [],
  } as never)
  const found = await lookOver(staff)
  const across = found.find(({ kind }) => kind === 'building-across')
  assert.ok(across, JSON.stringify(found.map(({ kind }) => kind)))
  assert.deepEqual(across.parcelIds, [plot + 1])
  await acceptMend(fresh(staff), across.findingId, act)
  assert.ok(!(await lookOver(staff)).some(({ kind }) => kind === 'building-across'))
})

test('what is kept with a reason stays out of the list, and what is found no more is gone', async () => {
  const { staff } = await aTownWith(faulty())
  const [first] = await lookOver(staff)
  await decideFinding(fresh(staff), first!.findingId, { state: 'kept', reason: 'A wall that both own' })
  const again = await lookOver(staff)
  assert.ok(!again.some(({ findingId }) => findingId === first!.findingId))
  await assert.rejects(
    decideFinding(fresh(staff), first!.findingId, { state: 'kept', reason: 'Twice' }),
    /no longer open/,
  )
})

test('a report is published with stewards and freshness, and says where nobody answers', async () => {
  const { base, staff, act } = await aTownWith(plots(3))
  await assert.rejects(publishReport(fresh(staff), act), /Look the register over first/)
  await lookOver(staff)
  const [post] = await asOwner(base.database, (db) =>
    db.query<{ post_id: number }>(
      `insert into identity.posts (tenant_id, designation, names, office, valid_from) values ($1::int, 'town-planner', '{"en":"Surveyor"}', '{"en":"Town office"}', '2020-01-01') returning post_id`,
      [staff.tenant.tenantId],
    ),
  )
  await nameSteward(fresh(staff), {
    ...act,
    register: 'parcels:municipal-plot',
    postId: post!.post_id,
    freshnessDays: 365,
  })
  await publishReport(fresh(staff), { instrument: act.instrument })
  const anyone = base.context(staff.tenant)
  const report = await read(anyone, (db) => selectReport(db, staff.tenant.tenantId))
  const registers = report!.content.registers as {
    register: string
    fresh: boolean | null
    rows: number
    steward: object | null
  }[]
  const plotsRegister = registers.find(({ register }) => register === 'parcels:municipal-plot')!
  assert.deepEqual([plotsRegister.rows, plotsRegister.fresh, plotsRegister.steward], [3, true, { en: 'Surveyor' }])
  assert.equal(registers.find(({ register }) => register === 'buildings')!.fresh, null)
})
