/** The life of a permit: sanction, conditions, work, revision, lapse, transfer, fees, land given up, completion. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { newRequestId, Problem } from '../../kernel/index.ts'
import { askCompletion } from './actions/ask-completion.ts'
import { readPermit } from './page.ts'
import { completionSchema } from './schemas.ts'
import { box, origin, PermitTown } from './test-town.ts'

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

const complete = (town: PermitTown, caseId: number, given: object) =>
  askCompletion({ ...town.citizen(), requestId: newRequestId() }, town.workflows, caseId, completionSchema.parse(given))

async function built(town: PermitTown, given: object = {}): Promise<number> {
  const { caseId } = await town.apply(given)
  await town.sanctioned(caseId)
  await town.steps(caseId, [town.citizen(), { action: 'commence' }])
  return caseId
}

test('a permit needs a passed scrutiny, gets a number, and holds for as long as the town has set', async () => {
  const town = await PermitTown.open(db)
  const { caseId } = await town.apply()
  await town.consent(caseId)
  await town.steps(caseId, [town.citizen(), { action: 'submit' }])
  assert.equal((await refusal(town.steps(caseId, [town.staff(), { action: 'sanction' }]))).status, 409)
  await town.steps(caseId, [town.staff(), { action: 'record-passed' }], [town.staff(), { action: 'sanction' }])
  const { permit } = await readPermit(town.citizen(), caseId)
  assert.deepEqual([permit!.sanctionedOn, permit!.validTo], ['2026-04-01', '2029-03-31'])
  assert.match(permit!.number, /^PERMIT\/2026-27\/000001$/)
  assert.equal((await town.caseRow(caseId)).decision, 'granted')
})

test('a step within a permit in force moves neither its decision nor the day of it', async () => {
  const town = await PermitTown.open(db)
  const { caseId } = await town.apply()
  await town.sanctioned(caseId)
  town.on('2026-06-01')
  await town.steps(caseId, [town.citizen(), { action: 'commence' }])
  const row = await town.caseRow(caseId)
  assert.deepEqual([row.status, row.closed_on, row.decision], ['sanctioned', '2026-04-01', 'granted'])
})

test('work may not begin before the plots are one: the merge in the register meets the condition by itself', async () => {
  const town = await PermitTown.open(db)
  const { caseId } = await town.apply({ site: { parcelIds: town.plots.map((each) => each.parcelId) } })
  await town.sanctioned(caseId)
  const early = await refusal(town.steps(caseId, [town.citizen(), { action: 'commence' }]))
  assert.equal(early.details.field, 'conditions')
  const { mergeParcels } = await import('../parcels/actions/merge-parcels.ts')
  const merged = await mergeParcels(town.system(), {
    instrument: 'Amalgamation order 5',
    effectiveOn: town.today,
    parcels: town.plots.map(({ parcelId }) => ({ parcelId })),
    plot: { number: 'P-1-2' },
  })
  await town.deliver()
  const page = await readPermit(town.citizen(), caseId)
  assert.deepEqual(
    page.site!.parcels.map(({ parcelId, part }) => [parcelId, part]),
    [[merged.parcelIds[0], 'whole']],
  )
  assert.equal(page.conditions[0]!.metOn, town.today)
  await town.steps(caseId, [town.citizen(), { action: 'commence' }])
  assert.equal((await readPermit(town.citizen(), caseId)).commencedOn, town.today)
})

test('a revision asks owners and rules anew while the permit stays in force; refused, the permit is what it was', async () => {
  const town = await PermitTown.open(db)
  const { caseId } = await town.apply()
  await town.sanctioned(caseId)
  const revise = { action: 'revise', input: { use: 'mixed', builtUpSqm: 320, heightM: 12, floors: 3 } }
  await town.steps(caseId, [town.citizen(), revise])
  const again = await refusal(town.steps(caseId, [town.citizen(), { action: 'submit-revision' }]))
  assert.match(again.details.reasons![0]!, /has not agreed/)
  await town.consent(caseId)
  await town.steps(
    caseId,
    [town.citizen(), { action: 'submit-revision' }],
    [town.staff(), { action: 'refuse-revision', text: 'Too high for this road' }],
  )
  const kept = await readPermit(town.citizen(), caseId)
  assert.deepEqual([kept.revision, kept.use, kept.builtUpSqm, kept.floors], [1, 'residential', 200, 2])
  assert.equal((await town.caseRow(caseId)).status, 'sanctioned')
  await town.steps(caseId, [town.citizen(), revise])
  await town.consent(caseId)
  await town.steps(
    caseId,
    [town.citizen(), { action: 'submit-revision' }],
    [town.staff(), { action: 'record-passed' }],
    [town.staff(), { action: 'sanction-revision' }],
  )
  const page = await readPermit(town.citizen(), caseId)
  assert.deepEqual([page.revision, page.use, page.builtUpSqm, page.phases[0]!.builtUpSqm], [2, 'mixed', 320, 320])
  assert.equal(page.permit!.number, kept.permit!.number)
})

test('a permit lapses after its last day alone, and comes back with a later one', async () => {
  const town = await PermitTown.open(db)
  const { caseId } = await town.apply()
  await town.sanctioned(caseId)
  town.on('2029-03-31')
  assert.equal((await refusal(town.steps(caseId, [town.staff(), { action: 'lapse' }]))).status, 409)
  town.on('2029-04-01')
  assert.match((await refusal(town.steps(caseId, [town.citizen(), { action: 'commence' }]))).message, /ran out/)
  await town.steps(caseId, [town.staff(), { action: 'lapse' }])
  const input = { validTo: '2030-03-31', instrument: 'Revalidation order 8' }
  await town.steps(caseId, [town.staff(), { action: 'revalidate', input }])
  assert.equal((await town.caseRow(caseId)).status, 'sanctioned')
  assert.equal((await readPermit(town.citizen(), caseId)).permit!.validTo, '2030-03-31')
})

test('a permit passes with the land: the buyer acts from then on, the seller no more', async () => {
  const town = await PermitTown.open(db)
  const { caseId } = await town.apply()
  await town.sanctioned(caseId)
  const toUserId = await town.user()
  const input = { toPartyId: await town.person(null), toUserId, instrument: 'Sale deed 77 of 2026' }
  await town.steps(caseId, [town.staff(), { action: 'transfer', input }])
  assert.equal((await refusal(town.steps(caseId, [town.citizen(), { action: 'commence' }]))).status, 404)
  await town.steps(caseId, [town.citizen(toUserId), { action: 'commence' }])
})

test('fees are lines with their reckoning; a wrong one is reversed once, and every line is told', async () => {
  const town = await PermitTown.open(db)
  const { caseId } = await town.apply()
  await town.sanctioned(caseId)
  const input = {
    stage: 'sanction',
    head: 'labour-cess',
    amountPaise: 125_050,
    formula: '1 % of 1,25,050',
    instrument: 'Sample order',
  }
  await town.steps(caseId, [town.staff(), { action: 'raise-fee', input }])
  await town.steps(caseId, [town.staff(), { action: 'raise-fee', input: { ...input, amountPaise: 200 } }])
  const [, wrong] = (await readPermit(town.citizen(), caseId)).fees.lines
  const reverse = {
    action: 'reverse-fee',
    text: 'Typed wrongly',
    input: { feeLineId: wrong!.feeLineId, instrument: 'Note 3' },
  }
  await town.steps(caseId, [town.staff(), reverse])
  assert.equal((await refusal(town.steps(caseId, [town.staff(), reverse]))).status, 409)
  const { fees } = await readPermit(town.citizen(), caseId)
  assert.deepEqual([fees.lines.length, fees.totalPaise], [3, 125_050])
  const told = await town.deliver()
  assert.equal(told.filter((name) => name === 'building-permits.fee-raised').length, 2)
  assert.equal(told.filter((name) => name === 'building-permits.fee-reversed').length, 1)
})

test('fees come of the town’s schedule, each head once; a town without one is asked for it', async () => {
  const town = await PermitTown.open(db)
  const { caseId } = await town.apply()
  await town.sanctioned(caseId)
  const reckon = (input: object) => town.steps(caseId, [town.staff(), { action: 'reckon-fees', input }])
  assert.match((await refusal(reckon({ stage: 'sanction' }))).message, /has not set schedule/)
  const common = { stage: 'sanction', instrument: 'Sample resolution (fictional)' }
  const slab = {
    operation: 'fix-and-multiply',
    overSqm: 0,
    upToSqm: null,
    basePaise: 100_000,
    ratePaise: 5_000,
    blockSqm: 46.45,
    fromSqm: 100,
  }
  await town.master('building-permits.fees', 'schedule', [
    { ...common, head: 'building-fee', basis: 'built-up', reckoning: { by: 'slabs', slabs: [slab] } },
    { ...common, head: 'labour-cess', basis: 'built-up', reckoning: { by: 'percent', percent: 1 } },
    { ...common, stage: 'scrutiny', head: 'scrutiny-fee', basis: 'plot', reckoning: { by: 'fixed', amountPaise: 500 } },
  ])
  assert.equal((await refusal(reckon({ stage: 'sanction' }))).details.field, 'valuePaise')
  await reckon({ stage: 'sanction', valuePaise: 10_000_000 })
  await reckon({ stage: 'sanction', valuePaise: 10_000_000 })
  const { fees } = await readPermit(town.citizen(), caseId)
  assert.deepEqual(
    fees.lines.map((each) => [each.head, each.amountPaise]),
    [
      ['building-fee', 115_000],
      ['labour-cess', 100_000],
    ],
  )
})

test('land given up for a road is cut off the plot by event: the strip is a road, the rest keeps number and property', async () => {
  const town = await PermitTown.open(db)
  const { caseId } = await town.apply()
  await town.sanctioned(caseId)
  const { parcelId, propertyId } = town.plots[0]!
  const before = (await readPermit(town.citizen(), caseId)).site!.areaSqm
  const lat = origin[1] + 0.1 * 0.0003
  const line = [
    [origin[0] - 0.0001, lat],
    [origin[0] + 0.0003, lat],
  ]
  const input = { parcelId, line, purpose: 'road-widening', instrument: 'Undertaking of 1 April 2026' }
  const other = { ...input, parcelId: town.plots[1]!.parcelId }
  assert.equal(
    (await refusal(town.steps(caseId, [town.staff(), { action: 'accept-surrender', input: other }]))).status,
    400,
  )
  await town.steps(caseId, [town.staff(), { action: 'accept-surrender', input }])
  await town.deliver()
  const page = await readPermit(town.citizen(), caseId)
  const [surrender] = page.surrenders
  const rows = await town.own((owner) =>
    owner.query<{ parcel_id: number; number: string | null; use: string; sqm: number; properties: number }>(
      `select p.parcel_id, p.number_printed as number, p.use, p.area_sqm::float8 as sqm,
         (select count(*)::int from parcels.current_property_parcels_view l where l.tenant_id = $1 and l.parcel_id = p.parcel_id and l.property_id = $3 and l.valid_to = 'infinity') as properties
       from parcels.current_parcels_view p where p.tenant_id = $1 and p.parcel_id = any ($2) order by p.area_sqm`,
      [town.town.tenantId, [surrender!.stripParcelId, surrender!.restParcelId], propertyId],
    ),
  )
  assert.deepEqual(
    rows.map(({ number, use, properties }) => [number, use, properties]),
    [
      [null, 'road', 0],
      ['P-1', 'unknown', 1],
    ],
  )
  assert.ok(Math.abs(rows[0]!.sqm + rows[1]!.sqm - before) < 0.01, `${rows[0]!.sqm} + ${rows[1]!.sqm} of ${before}`)
  assert.ok(Math.abs(page.site!.areaSqm - rows[1]!.sqm) < 0.01, `${page.site!.areaSqm} and ${rows[1]!.sqm}`)
  assert.deepEqual(
    page.site!.parcels.map((each) => [each.parcelId, each.part]),
    [[surrender!.restParcelId, 'whole']],
  )
})

test('occupancy comes phase by phase, the last one completes the permit, and property tax is told each time', async () => {
  const town = await PermitTown.open(db)
  const phases = [
    { names: { en: 'Tower A' }, builtUpSqm: 120 },
    { names: { en: 'Tower B' }, builtUpSqm: 80 },
  ]
  const caseId = await built(town, { phases })
  const plinth = await complete(town, caseId, { kind: 'plinth' })
  const visited = { action: 'inspect', text: 'As drawn' }
  assert.equal((await refusal(town.steps(plinth.caseId, [town.staff(), { action: 'grant' }]))).status, 409)
  await town.steps(plinth.caseId, [town.staff(), visited], [town.staff(), { action: 'grant' }])
  const early = await complete(town, caseId, { kind: 'occupancy', phases: [{ phase: 1, asBuiltSqm: 120 }] })
  await town.steps(early.caseId, [town.staff(), visited])
  assert.match((await refusal(town.steps(early.caseId, [town.staff(), { action: 'grant' }]))).message, /part occupancy/)
  const part = await complete(town, caseId, { kind: 'part-occupancy', phases: [{ phase: 1, asBuiltSqm: 120 }] })
  await town.steps(part.caseId, [town.staff(), visited], [town.staff(), { action: 'grant' }])
  const again = { kind: 'part-occupancy', phases: [{ phase: 1, asBuiltSqm: 120 }] }
  assert.equal((await refusal(complete(town, caseId, again))).status, 409)
  const rest = await complete(town, caseId, { kind: 'occupancy', phases: [{ phase: 2, asBuiltSqm: 80 }] })
  await town.steps(rest.caseId, [town.staff(), visited], [town.staff(), { action: 'grant' }])
  const page = await readPermit(town.citizen(), caseId)
  assert.deepEqual([page.plinthOn, page.completedOn], [town.today, town.today])
  assert.equal((await town.caseRow(caseId)).status, 'completed')
  assert.equal((await town.deliver()).filter((name) => name === 'building-permits.occupancy-granted').length, 2)
})

test('a building larger than sanctioned is within tolerance, or pays a deviation fee before it is occupied', async () => {
  const town = await PermitTown.open(db)
  const inspected = async (asBuiltSqm: number) => {
    const caseId = await built(town)
    const asked = await complete(town, caseId, { kind: 'occupancy', phases: [{ phase: 1, asBuiltSqm }] })
    await town.steps(asked.caseId, [town.staff(), { action: 'inspect', text: 'Measured' }])
    return asked.caseId
  }
  const within = await inspected(210)
  await town.steps(within, [town.staff(), { action: 'grant' }])
  const beyond = await inspected(210.1)
  assert.match((await refusal(town.steps(beyond, [town.staff(), { action: 'grant' }]))).message, /10\.10 m² larger/)
  const input = {
    stage: 'occupancy',
    head: 'deviation',
    amountPaise: 100,
    formula: '10.1 m² at a sample rate',
    instrument: 'Sample',
  }
  await town.steps(beyond, [town.staff(), { action: 'raise-fee', input }], [town.staff(), { action: 'grant' }])
})

test('a decision by lapse of time comes only after a passed scrutiny and a warned head, and never under an order', async () => {
  const town = await PermitTown.open(db, 4)
  const terms = { days: { count: 24, kind: 'working' }, deemed: { legalBasis: 'Section of a test', alarmBefore: 3 } }
  await town.master('workflow.services', 'building-permits.permit', terms)
  const open = async (at: number, passed: boolean) => {
    const { caseId } = await town.apply({ site: { parcelIds: [town.plots[at]!.parcelId] } })
    await town.consent(caseId)
    await town.steps(caseId, [town.citizen(), { action: 'submit' }])
    if (passed) await town.steps(caseId, [town.staff(), { action: 'record-passed' }])
    return caseId
  }
  const [passed, unseen, stopped] = [await open(0, true), await open(1, false), await open(2, true)]
  await town.one(
    `insert into parcels.restrictions (tenant_id, kind, scopes, parcel_id, authority, order_number, order_date, valid_from)
     values ($1, 'heritage', '{permit}', $2, 'Heritage Board', 'H/1', '2026-04-10', '2026-04-10') returning restriction_id as id`,
    [town.plots[2]!.parcelId],
  )
  for (const day of ['2026-04-27', '2026-04-30', '2026-05-01']) await town.clock(day)
  assert.deepEqual(
    [(await town.caseRow(passed)).status, (await town.caseRow(unseen)).status, (await town.caseRow(stopped)).status],
    ['deemed-sanctioned', 'scrutiny', 'scrutiny'],
  )
  const { permit } = await readPermit(town.citizen(), passed)
  assert.ok(permit!.sanctionedOn >= '2026-04-30', permit!.sanctionedOn)
  await town.steps(passed, [town.citizen(), { action: 'commence' }])
})

test('half a plot is built on once the register has cut it: a split along the site meets the condition', async () => {
  const town = await PermitTown.open(db)
  const { caseId } = await town.apply({ site: { geometry: box(0, 0, 1, 0.5) } })
  await town.sanctioned(caseId)
  const { splitParcel } = await import('../parcels/actions/split-parcel.ts')
  const lat = origin[1] + 0.00015
  const line: [number, number][] = [
    [origin[0] - 0.0001, lat],
    [origin[0] + 0.0003, lat],
  ]
  const { parcelId, propertyId } = town.plots[0]!
  await splitParcel(town.system(), parcelId, {
    instrument: 'Sub-division order 2',
    effectiveOn: town.today,
    cut: { line },
    plots: [{ number: 'P-1A' }, { number: 'P-1B' }],
    properties: [{ propertyId, to: [0] }],
  })
  await town.deliver()
  assert.equal((await readPermit(town.citizen(), caseId)).conditions[0]!.metOn, town.today)
  await town.steps(caseId, [town.citizen(), { action: 'commence' }])
})
