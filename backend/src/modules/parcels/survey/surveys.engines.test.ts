import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Polygon } from 'geojson'
import { type TestDatabase, testDatabase } from '../../../../test/database.ts'
import { asOwner, type Context, newRequestId, Problem, read, type Tenant } from '../../../kernel/index.ts'
import { recordOwnership } from '../actions/record-ownership.ts'
import { registerParcel } from '../actions/register-parcel.ts'
import { registerProperty } from '../actions/register-property.ts'
import { readLineage } from '../edit/lineage.ts'
import { selectEditedPlots } from '../edit/queries-edit.ts'
import { recordOwnershipSchema, registerParcelSchema, registerPropertySchema } from '../schemas-actions.ts'
import { answerDraft, decideAnswer } from './actions/answer-draft.ts'
import { compareSurvey } from './actions/compare-survey.ts'
import { decideDifferences, drawSample, recordSample } from './actions/decide-differences.ts'
import { addSurveyPlots, draftSurvey } from './actions/draft-survey.ts'
import { openWindow } from './actions/open-window.ts'
import { publishSurvey } from './actions/publish-survey.ts'
import { readDifferences, readDraftsOfPlot, readObjections, readSurvey } from './read-survey.ts'
import { answerDraftSchema, decideDifferencesSchema, draftSurveySchema, surveyPlotsSchema } from './schemas-survey.ts'

let database: TestDatabase
let town: Tenant
let block = 0

before(async () => {
  database = await testDatabase()
  town = (await database.newTenant()).town
})

const firstDay = '2026-04-01'
const lastDay = '2026-04-15'
const after = '2026-04-16'

const on = (today: string, given: Partial<Context> = {}): Context => {
  const platform = { ...database.platform, config: { ...database.platform.config, today } }
  const asked = { roleClass: 'staff' as const, userId: 1, requestId: newRequestId(), ...given }
  return { ...database.context(town, asked), platform, today }
}
const owner = (partyId: number, today = firstDay) => on(today, { roleClass: 'citizen', userId: 5, personId: partyId })
const grid = (value: number) => Math.round(value * 1e8) / 1e8

const box = (west: number, south: number, width = 0.0002, height = 0.0003): Polygon => ({
  type: 'Polygon',
  coordinates: [
    [
      [grid(west), grid(south)],
      [grid(west + width), grid(south)],
      [grid(west + width), grid(south + height)],
      [grid(west), grid(south + height)],
      [grid(west), grid(south)],
    ],
  ],
})

async function person(name: string): Promise<number> {
  return asOwner(database.database, async (db) => {
    const [row] = await db.query<{ id: number }>(
      `with party as (insert into people.parties (tenant_id, kind, masked_names) values ($1, 'person', '{"en":"R•••"}') returning party_id)
       insert into people.persons (tenant_id, party_id, names) select $1, party_id, jsonb_build_object('en', $2::text) from party returning party_id as id`,
      [town.tenantId, name],
    )
    return row!.id
  })
}

/** Five plots in a row; the first two have owners of their own. What lies where, and who owns it. */
async function aBlock() {
  const south = grid(23 + 0.002 * ++block)
  const west = 77.91
  const act = { instrument: 'First survey', effectiveOn: '2020-04-01' }
  const ids: number[] = []
  for (let at = 0; at < 5; at++) {
    const geometry = box(west + at * 0.0002, south)
    const input = { ...act, level: 'municipal-plot', geometry, number: `${block}/${at + 1}`, use: 'residential' }
    ids.push((await registerParcel(on(firstDay), registerParcelSchema.parse(input))).parcelId)
  }
  const owners: number[] = []
  for (let at = 0; at < 2; at++) {
    const input = {
      ...act,
      kind: 'house',
      address: { line: { en: `House ${at}` } },
      place: {
        grade: 'parcel',
        source: 'survey',
        on: '2020-04-01',
        point: [west + at * 0.0002 + 0.0001, south + 0.00005],
      },
      parcels: [{ parcelId: ids[at] }],
    }
    const { propertyId } = await registerProperty(on(firstDay), registerPropertySchema.parse(input))
    owners.push(await person(`Owner ${at}`))
    const share = { numerator: 1, denominator: 1 }
    const statement = { ...act, owners: [{ partyId: owners[at], share }] }
    await recordOwnership(on(firstDay), propertyId, recordOwnershipSchema.parse(statement))
  }
  return { ids, owners, south, west }
}

type Block = Awaited<ReturnType<typeof aBlock>>

/** The new survey: the first plot is in two, the second and third are wider and narrower, the fourth as it was, the fifth gone, a sixth new. */
function surveyed({ south, west }: Block) {
  return [
    { geometry: box(west, south, 0.0002, 0.00015), number: `${block}/1A` },
    { geometry: box(west, south + 0.00015, 0.0002, 0.00015), number: `${block}/1B` },
    { geometry: box(west + 0.0002, south, 0.00023) },
    { geometry: box(west + 0.00043, south, 0.00017) },
    { geometry: box(west + 0.0006, south) },
    { geometry: box(west + 0.0011, south), number: `${block}/6` },
  ]
}

async function compared(
  given: Block,
  plots: { geometry: Polygon; number?: string }[] = surveyed(given),
): Promise<number> {
  const draft = draftSurveySchema.parse({
    names: { en: 'Drone survey' },
    level: 'municipal-plot',
    surveyClass: 'drone',
    surveyedOn: '2026-03-01',
    instrument: 'Survey order 9',
    area: box(given.west - 0.0001, given.south - 0.0001, 0.0016, 0.0005),
    errorLimit: { numerator: 1, denominator: 4 },
    leastSample: 4,
  })
  const { surveyId } = await draftSurvey(on(firstDay), draft)
  await addSurveyPlots(on(firstDay), surveyId, surveyPlotsSchema.parse({ plots }))
  await compareSurvey(on(firstDay), surveyId)
  return surveyId
}

async function sampled(surveyId: number, wrong = 0): Promise<number[]> {
  const { differenceIds } = await drawSample(on(firstDay), surveyId, 4)
  for (const [at, differenceId] of differenceIds.entries())
    await recordSample(on(firstDay), { surveyId, differenceId }, { isRight: at >= wrong })
  return differenceIds
}

const decide = (surveyId: number, given: object) =>
  decideDifferences(on(firstDay), surveyId, decideDifferencesSchema.parse(given))
const open = (surveyId: number) => openWindow(on(firstDay), surveyId, { closesOn: lastDay, instrument: 'Notice 3' })
const differences = async (surveyId: number) =>
  (await readDifferences(on(firstDay), surveyId, { after: 0, limit: 100 })).differences
const plotsOn = (ids: number[], day: string) => read(on(after), (db) => selectEditedPlots(db, town.tenantId, ids, day))
const refusal = (field: string, words: RegExp) => (error: unknown) =>
  error instanceof Problem &&
  error.details.field === field &&
  words.test(`${error.message} ${JSON.stringify(error.details)}`)

test('a survey is compared with the register, and nothing of it counts before it is published', async () => {
  const given = await aBlock()
  const surveyId = await compared(given)
  const found = await differences(surveyId)
  assert.deepEqual(
    found.map(({ kind, before: old, after: made }) => [kind, old.map(({ id }) => id), made.length]),
    [
      ['split', [given.ids[0]], 2],
      ['area-changed', [given.ids[1]], 1],
      ['area-changed', [given.ids[2]], 1],
      ['unchanged', [given.ids[3]], 1],
      ['gone', [given.ids[4]], 0],
      ['new', [], 1],
    ],
  )
  assert.equal((await plotsOn(given.ids, firstDay)).length, 5, 'the register is untouched')
  assert.deepEqual(
    (await readDraftsOfPlot(owner(given.owners[0]!), given.ids[0]!)).drafts,
    [],
    'owners see no draft yet',
  )
})

test('accepted differences are published after the window: pieces with lineage, new outlines, a new plot, one that is gone', async () => {
  const given = await aBlock()
  const surveyId = await compared(given)
  await sampled(surveyId)
  for (const kind of ['split', 'area-changed', 'gone', 'new']) await decide(surveyId, { kind, decision: 'accepted' })
  await open(surveyId)
  await assert.rejects(publishSurvey(on(lastDay), surveyId, lastDay), refusal('surveyId', /window be over/))
  const made = await publishSurvey(on(after), surveyId, after)
  assert.deepEqual(made, { published: 5, heldBack: [], left: 0, state: 'published' })
  const stand = await plotsOn(given.ids, after)
  assert.deepEqual(
    stand.map(({ parcelId }) => parcelId),
    given.ids.slice(1, 4),
    'the first was split, the last is gone',
  )
  assert.ok(stand[0]!.areaSqm > stand[2]!.areaSqm * 1.1, 'the second is wider')
  assert.deepEqual([stand[0]!.surveyClass, stand[0]!.surveyedOn], ['drone', '2026-03-01'])
  const { plots } = await readLineage(on(after), given.ids[0]!)
  assert.deepEqual(
    plots
      .filter(({ to }) => to === null)
      .map(({ number }) => number)
      .sort(),
    [`${block}/1A`, `${block}/1B`],
  )
  assert.equal((await plotsOn(given.ids, lastDay)).length, 5, 'as of the day before, all stand as they stood')
  await assert.rejects(publishSurvey(on(after), surveyId, after), refusal('surveyId', /published/))
})

test('too many errors in the sample stop notices and publishing, and the breaker names the wrong ones', async () => {
  const given = await aBlock()
  const surveyId = await compared(given)
  await assert.rejects(open(surveyId), refusal('sample', /4 are wanted|wanted first/))
  const drawn = await sampled(surveyId, 2)
  await assert.rejects(
    open(surveyId),
    (error: unknown) =>
      error instanceof Problem &&
      JSON.stringify((error.details.got as { differenceIds: number[] }).differenceIds) ===
        JSON.stringify([...drawn.slice(0, 2)].sort((a, b) => a - b)),
  )
  const { breaker } = await readSurvey(on(firstDay), surveyId)
  assert.deepEqual([breaker?.code, breaker?.checked, breaker?.wrong?.length], ['too-many-errors', 4, 2])
  await assert.rejects(
    recordSample(on(firstDay), { surveyId, differenceId: 999_999 }, { isRight: true }),
    refusal('differenceId', /not drawn/),
  )
})

test('an owner objects by another boundary, neighbours are told, and publishing waits for the decision', async () => {
  const given = await aBlock()
  const surveyId = await compared(given)
  await sampled(surveyId)
  await decide(surveyId, { kind: 'area-changed', decision: 'accepted' })
  await open(surveyId)
  const [shown] = await asOwner(database.database, (db) =>
    db.query<{ payload: { partyIds: number[]; surveyId: number } }>(
      `select payload from kernel.events where tenant_id = $1 and name = 'parcels.draft-shown' order by event_id desc limit 1`,
      [town.tenantId],
    ),
  )
  assert.deepEqual([shown!.payload.surveyId, shown!.payload.partyIds], [surveyId, given.owners], 'both owners are told')
  const { drafts } = await readDraftsOfPlot(owner(given.owners[1]!), given.ids[1]!)
  assert.deepEqual(
    drafts.map(({ kind, before: old, after: made, closesOn }) => [kind, old.length, made.length, closesOn]),
    [['area-changed', 1, 1, lastDay]],
  )
  const key = { surveyId, differenceId: drafts[0]!.differenceId }
  const drawn = box(given.west + 0.0002, given.south, 0.00021)
  const objection = answerDraftSchema.parse({ answer: 'objects', words: 'The wall stands at the old line', drawn })
  await assert.rejects(
    answerDraft(owner(await person('Stranger')), key, objection),
    (error: unknown) => error instanceof Problem && error.status === 403,
  )
  const { answerId, stands } = await answerDraft(owner(given.owners[1]!), key, objection)
  assert.equal(stands, 'owner')
  const [event] = await asOwner(database.database, (db) =>
    db.query<{ payload: { partyIds: number[]; answerId: number } }>(
      `select payload from kernel.events where tenant_id = $1 and name = 'parcels.draft-objected' order by event_id desc limit 1`,
      [town.tenantId],
    ),
  )
  assert.deepEqual(
    [event!.payload.answerId, event!.payload.partyIds],
    [answerId, [given.owners[0]]],
    'the neighbour is told',
  )
  const neighbour = await answerDraft(owner(given.owners[0]!), key, answerDraftSchema.parse({ answer: 'accepts' }))
  assert.equal(neighbour.stands, 'neighbour')
  await assert.rejects(
    publishSurvey(on(after), surveyId, after),
    refusal('objections', /objections to this draft are open/),
  )
  await assert.rejects(
    answerDraft(owner(given.owners[1]!, after), key, objection),
    refusal('surveyId', /while its window is open/),
  )
  await decideAnswer(
    on(after),
    { surveyId, answerId },
    { outcome: 'upheld', reasons: 'Seen on the spot', useDrawn: true },
  )
  const third = (await differences(surveyId)).find(({ before: old }) => old[0]?.id === given.ids[2])!
  await decideDifferences(on(after), surveyId, { differenceIds: [third.differenceId], decision: 'rejected' } as never)
  assert.equal((await readObjections(on(after), surveyId)).answers[0]!.outcome, 'upheld')
  const made = await publishSurvey(on(after), surveyId, after)
  assert.equal(made.heldBack.length, 1, 'the upheld boundary still runs into the neighbour, which keeps its old line')
  assert.match(made.heldBack[0]!.reason, /^P2/)
})

test('a difference that a rule stops is held back with its reason, and the others go through', async () => {
  const given = await aBlock()
  const plots = [
    { geometry: box(given.west + 0.0002, given.south, 0.00023) },
    { geometry: box(given.west + 0.0006, given.south) },
  ]
  const surveyId = await compared(given, plots)
  await sampled(surveyId)
  await decide(surveyId, { kind: 'area-changed', decision: 'accepted' })
  await decide(surveyId, { kind: 'gone', decision: 'accepted' })
  await open(surveyId)
  const made = await publishSurvey(on(after), surveyId, after)
  assert.deepEqual(
    made.heldBack.map(({ reason }) => reason.slice(0, 3)).sort(),
    ['P16'],
    'the first plot has a property and cannot be gone; the third gave way',
  )
  assert.equal(made.published, 3)
})

test('plots of a survey that lie over one another are refused, and so is what comes too late', async () => {
  const given = await aBlock()
  const twice = [{ geometry: box(given.west, given.south) }, { geometry: box(given.west + 0.0001, given.south) }]
  await assert.rejects(compared(given, twice), refusal('plots', /over one another/))
  const surveyId = await compared(given)
  await sampled(surveyId)
  await open(surveyId)
  await assert.rejects(open(surveyId), refusal('surveyId', /opened already/))
  await assert.rejects(compareSurvey(on(firstDay), surveyId), refusal('surveyId', /shown this draft/))
  await assert.rejects(
    addSurveyPlots(on(firstDay), surveyId, surveyPlotsSchema.parse({ plots: twice })),
    refusal('surveyId', /as it stands/),
  )
  assert.throws(() => decideDifferencesSchema.parse({ kind: 'redrawn', decision: 'accepted' }), /one by one/)
})
