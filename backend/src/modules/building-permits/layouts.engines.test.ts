/** A layout becomes plots, roads and parks of the register; mortgaged plots are bound until its works are completed. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { Problem } from '../../kernel/index.ts'
import { checkRestrictions } from '../parcels/index.ts'
import { readPermit } from './page.ts'
import { box, PermitTown } from './test-town.ts'

let db: TestDatabase
before(async () => {
  db = await testDatabase()
})

async function refusal(work: Promise<unknown>): Promise<Problem> {
  try {
    await work
  } catch (error) {
    assert.ok(error instanceof Problem, String(error))
    return error
  }
  throw new assert.AssertionError({ message: 'it was not refused' })
}

/** Two plots of the row as one site: four plots above and below a road, and a park at its end. */
const sound = [
  { use: 'plot', number: '1', geometry: box(0, 0, 0.8, 0.4) },
  { use: 'plot', number: '2', geometry: box(0.8, 0, 1.6, 0.4) },
  { use: 'road', geometry: box(0, 0.4, 1.6, 0.6) },
  { use: 'plot', number: '3', geometry: box(0, 0.6, 0.8, 1) },
  { use: 'plot', number: '4', geometry: box(0.8, 0.6, 1.6, 1) },
  { use: 'park', geometry: box(1.6, 0, 2, 1) },
]

async function drafted(parts: object[] = sound, town?: PermitTown) {
  const there = town ?? (await PermitTown.open(db))
  const site = { parcelIds: there.plots.slice(0, 2).map((each) => each.parcelId) }
  const { caseId } = await there.apply({ kind: 'layout', site, proposal: { use: 'residential' } })
  await there.consent(caseId)
  await there.steps(caseId, [there.citizen(), { action: 'draw-layout', input: { parts } }])
  return { town: there, caseId }
}

async function sanctioned(mortgagedPlots: string[]) {
  const made = await drafted()
  await made.town.steps(
    made.caseId,
    [made.town.citizen(), { action: 'submit' }],
    [made.town.staff(), { action: 'record-passed' }],
    [made.town.staff(), { action: 'sanction', input: { mortgagedPlots } }],
  )
  return made
}

test('a layout with a gap, an overlap or a plot without a road is told what is wrong, part by part', async () => {
  const reasonsOf = async (parts: object[]) => {
    const { town, caseId } = await drafted(parts)
    return (await refusal(town.steps(caseId, [town.citizen(), { action: 'submit' }]))).details.reasons ?? []
  }
  assert.match((await reasonsOf(sound.slice(0, 5))).join(), /m² of the site belong to no part/)
  const wide = { use: 'plot', number: '2', geometry: box(0.7, 0, 1.6, 0.4) }
  assert.match((await reasonsOf(sound.with(1, wide as never))).join(), /Parts 1, 2 overlap by/)
  const behind = { use: 'plot', number: '5', geometry: box(1.6, 0, 2, 1) }
  const blocked = await reasonsOf([
    ...sound.slice(0, 2),
    { use: 'park', geometry: box(0, 0.4, 1.6, 0.6) },
    ...sound.slice(3, 5),
    behind,
  ])
  assert.equal(blocked.filter((each) => /No road of the layout leads to part/.test(each)).length, 5)
  assert.ok(blocked.includes('The layout has no road.'), blocked.join())
  const far = { use: 'park', geometry: box(1.6, 0, 2.2, 1) }
  assert.match((await reasonsOf(sound.with(5, far as never))).join(), /beyond its site/)
})

test('numbers of plots: two alike are refused as drawn, and a park has none', async () => {
  const alike = await refusal(drafted(sound.with(1, { ...sound[1]!, number: '1' })))
  assert.match(alike.message, /number 1 stands on two plots/)
  assert.equal((await refusal(drafted(sound.with(5, { ...sound[5]!, number: '9' } as never)))).details.field, 'parts')
})

test('a sanctioned layout is on the map with lineage, and everything that hung on the old plots hangs on the new ones', async () => {
  const { town, caseId } = await sanctioned(['3', '4'])
  await town.deliver()
  const page = await readPermit(town.citizen(), caseId)
  assert.ok(
    page.parts.every((each) => each.parcelId !== null),
    'every part is a parcel',
  )
  const rows = await town.own((owner) =>
    owner.query<{ parcel_id: number; level: string; number: string | null; use: string; parents: number[] }>(
      `select p.parcel_id, p.level, p.number_printed as number, p.use,
         (select array_agg(l.parent_parcel_id order by 1) from parcels.lineage l where l.tenant_id = $1 and l.child_parcel_id = p.parcel_id) as parents
       from parcels.current_parcels_view p where p.tenant_id = $1 and p.valid_to = 'infinity' order by p.parcel_id`,
      [town.town.tenantId],
    ),
  )
  const [one, two] = town.plots.map((each) => Number(each.parcelId)) as [number, number]
  assert.deepEqual(
    rows.map((row) => [row.level, row.number?.replace(/^LAYOUT.* /, '') ?? null, row.use, row.parents.map(Number)]),
    [
      ['municipal-plot', '1', 'residential', [one]],
      ['municipal-plot', '2', 'residential', [one, two]],
      ['municipal-plot', null, 'road', [one, two]],
      ['municipal-plot', '3', 'residential', [one]],
      ['municipal-plot', '4', 'residential', [one, two]],
      ['municipal-plot', null, 'park', [two]],
    ],
  )
  const links = await town.own((owner) =>
    owner.query<{ property_id: number; plots: number }>(
      `select property_id, count(*)::int as plots from parcels.current_property_parcels_view where tenant_id = $1 and valid_to = 'infinity' group by 1 order by 1`,
      [town.town.tenantId],
    ),
  )
  assert.deepEqual(
    links.map((each) => each.plots),
    [4, 4],
  )
})

test('mortgaged plots can be neither sold nor built on until the works are completed', async () => {
  const { town, caseId } = await sanctioned(['3', '4'])
  const early = await refusal(
    town.steps(caseId, [town.staff(), { action: 'complete-layout', text: 'Roads are built' }]),
  )
  assert.match(early.message, /not all on the map/)
  await town.deliver()
  const plots = (await readPermit(town.citizen(), caseId)).parts.filter((each) => each.use === 'plot')
  const ordersOn = (parcelId: number) =>
    town.own((owner) => checkRestrictions(owner, town.town.tenantId, { scope: null, parcelId }, town.today))
  const states = async () =>
    Promise.all(
      plots.map(async (each) => [each.number, (await ordersOn(each.parcelId!)).map((order) => order.kind).join()]),
    )
  assert.deepEqual(await states(), [
    ['1', ''],
    ['2', ''],
    ['3', 'mortgage'],
    ['4', 'mortgage'],
  ])
  const build = (at: number) => town.apply({ site: { parcelIds: [plots[at]!.parcelId!] } })
  assert.equal((await refusal(build(3))).details.field, 'restriction')
  assert.equal((await build(0)).status, 'drafted')
  town.on('2026-09-01')
  await town.steps(caseId, [town.staff(), { action: 'complete-layout', text: 'Roads are built' }])
  await town.deliver()
  assert.deepEqual(
    (await states()).map(([, kind]) => kind),
    ['', '', '', ''],
  )
  assert.deepEqual(
    (await readPermit(town.citizen(), caseId)).parts.flatMap((each) => each.releasedOn ?? []),
    ['2026-09-01', '2026-09-01'],
  )
  assert.equal((await build(3)).status, 'drafted')
})

test('a town that wants a share of the plots mortgaged gets it, and a number that is no plot is refused', async () => {
  const { town, caseId } = await drafted()
  await town.master('building-permits.rules', 'mortgaged-share', 0.5)
  await town.steps(caseId, [town.citizen(), { action: 'submit' }], [town.staff(), { action: 'record-passed' }])
  const sanction = (mortgagedPlots: string[]) =>
    town.steps(caseId, [town.staff(), { action: 'sanction', input: { mortgagedPlots } }])
  assert.equal((await refusal(sanction(['1']))).status, 409)
  assert.equal((await refusal(sanction(['1', '99']))).status, 400)
  await sanction(['1', '2'])
})

test('news that comes twice makes nothing twice, and a delivery cut short goes on where it stopped', async () => {
  const { town, caseId } = await sanctioned(['3'])
  const [event] = await town.own((owner) =>
    owner.query<{ event_id: number }>(
      `select event_id from kernel.events where tenant_id = $1 and name = 'building-permits.layout-sanctioned'`,
      [town.town.tenantId],
    ),
  )
  await town.deliver()
  const count = () =>
    town.one(
      `select count(*)::int as id from parcels.current_parcels_view where tenant_id = $1 and valid_to = 'infinity'`,
    )
  assert.equal(await count(), 6)
  await town.own((owner) =>
    owner.query(`update kernel.events set dispatched_at = null where tenant_id = $1 and event_id = $2`, [
      town.town.tenantId,
      event!.event_id,
    ]),
  )
  await town.deliver()
  assert.equal(await count(), 6)
  assert.equal((await readPermit(town.citizen(), caseId)).parts.length, 6)
})

test('a layout on a khasra makes layout plots over it; the khasra itself stays the Revenue department’s', async () => {
  const town = await PermitTown.open(db)
  const change = await town.one(`select change_id as id from parcels.changes where tenant_id = $1 order by 1 limit 1`)
  const khasra = await town.parcel('revenue-khasra', 'Rampur 12/1', box(0, 3, 2, 4), change)
  const { caseId } = await town.apply({
    kind: 'layout',
    site: { parcelIds: [khasra] },
    proposal: { use: 'residential' },
  })
  const up = (parts: typeof sound) =>
    parts.map(({ geometry, ...each }) => ({
      ...each,
      geometry: {
        ...geometry,
        coordinates: geometry.coordinates.map((ring) =>
          ring.map(([lon, lat]) => [lon, Math.round((lat + 3 * 0.0003) * 1e8) / 1e8]),
        ),
      },
    }))
  await town.steps(
    caseId,
    [town.citizen(), { action: 'draw-layout', input: { parts: up(sound) } }],
    [town.citizen(), { action: 'submit' }],
    [town.staff(), { action: 'record-passed' }],
    [town.staff(), { action: 'sanction', input: {} }],
  )
  await town.deliver()
  const levels = await town.own((owner) =>
    owner.query<{ level: string; parcels: number }>(
      `select level, count(*)::int as parcels from parcels.current_parcels_view where tenant_id = $1 and valid_to = 'infinity' group by 1 order by 1`,
      [town.town.tenantId],
    ),
  )
  assert.deepEqual(levels, [
    { level: 'layout-plot', parcels: 6 },
    { level: 'municipal-plot', parcels: 2 },
    { level: 'revenue-khasra', parcels: 1 },
  ])
})
