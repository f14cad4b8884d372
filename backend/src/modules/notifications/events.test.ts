import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { asOwner, type Context, newRequestId, newSubscribers, type Tenant } from '../../kernel/index.ts'
import { registerPerson } from '../people/index.ts'
import { personSchema } from '../people/schemas.ts'
import { type EventRule, type LabelOf, noticesOf } from './rules-events.ts'
import { eventRules, followEvents } from './tell-events.ts'

const labelOf: LabelOf = (family, code, payload) =>
  family === 'status' && payload.service !== 'water' ? null : { en: `${family} ${code}`, hi: `${family} ${code} हि` }
const rule: EventRule = {
  event: 'workflow.case-opened',
  when: { stage: 'office' },
  template: 'case-opened',
  to: { partyIds: 'partyIds', userIds: 'userIds' },
  values: { caseNumber: 'number', service: { label: 'service', code: 'service' }, caseId: 'caseId' },
  subject: { kind: 'case', id: 'caseId' },
}
const payload = { caseId: 7, number: 'APP/7', service: 'water', stage: 'office', partyIds: [3, 3, 4], userIds: [9] }

test('the table of the house is whole: its templates are there and get exactly what they need', () => {
  const rules = eventRules()
  assert.ok(rules.length >= 10)
  for (const event of ['workflow.case-opened', 'workflow.action-taken', 'workflow.clock-warned', 'grievances.reported'])
    assert.ok(
      rules.some((each) => each.event === event),
      event,
    )
})

test('each party is told once; a user is told only where no party of the register is named', () => {
  const { notices } = noticesOf(rule, payload, labelOf)
  assert.deepEqual(
    notices.map((notice) => notice.to),
    [{ partyId: 3 }, { partyId: 4 }],
  )
  assert.deepEqual(notices[0]!.values, {
    caseNumber: 'APP/7',
    service: { en: 'service water', hi: 'service water हि' },
    caseId: 7,
  })
  assert.deepEqual(
    noticesOf(rule, { ...payload, partyIds: [] }, labelOf).notices.map((notice) => notice.to),
    [{ userId: 9 }],
  )
})

test('what is not meant is not told, and what is lacking is named', () => {
  assert.deepEqual(noticesOf(rule, { ...payload, stage: 'closed' }, labelOf), { notices: [], lacking: [] })
  assert.deepEqual(noticesOf(rule, { ...payload, number: null, caseId: '7' }, labelOf).lacking, [
    'caseNumber',
    'caseId',
  ])
  assert.deepEqual(
    noticesOf(
      { ...rule, values: { status: { label: 'status', code: 'to' } } },
      { ...payload, service: 'x', to: 'granted' },
      labelOf,
    ).lacking,
    ['status'],
  )
})

test('a post is told in the town where it lies', () => {
  const toPost = { ...rule, to: { post: 'post' } }
  assert.deepEqual(
    noticesOf(toPost, { ...payload, post: { town: 'sister', postId: 5 } }, labelOf).notices.map(({ to, town }) => ({
      to,
      town,
    })),
    [{ to: { postId: 5 }, town: 'sister' }],
  )
  assert.deepEqual(noticesOf(toPost, { ...payload, post: null }, labelOf).notices, [])
})

let db: TestDatabase
let town: Tenant
let sister: Tenant
before(async () => {
  db = await testDatabase()
  const made = await db.newTenant()
  town = made.town
  sister = (await db.newTenant({ into: made.state })).town
})

const noticesIn = (tenant: Tenant) =>
  asOwner(db.database, (owner) =>
    owner.query<{ template: string; party_id: number | null; post_id: number | null; texts: { hi: { text: string } } }>(
      `select template, party_id, post_id, texts from notifications.notices where tenant_id = $1::int order by notice_id`,
      [tenant.tenantId],
    ),
  )

test('an event of a case tells its applicant and the post that got the file, once however often it is delivered', async () => {
  const subscribers = newSubscribers()
  followEvents(subscribers, labelOf)
  const system = (given: Partial<Context> = {}) =>
    db.context(town, { roleClass: 'system', requestId: newRequestId(), ...given })
  const { partyId } = await registerPerson(system(), personSchema.parse({ names: { en: 'Asha Rao' } }))
  const postId = await asOwner(
    db.database,
    async (owner) =>
      (
        await owner.query<{ post_id: number }>(
          `insert into identity.posts (tenant_id, designation, names, office, valid_from) values ($1::int, 'commissioner', '{}', '{}', '2020-01-01') returning post_id`,
          [sister.tenantId],
        )
      )[0]!.post_id,
  )
  const opened = subscribers.all().find((each) => each.event === 'workflow.case-opened')!
  const context = system({ requestId: 'event-77-notifications.tell-workflow.case-opened' })
  const told = { ...payload, partyIds: [partyId], post: { town: sister.code, postId } }
  await opened.run(context, told as never)
  await opened.run(context, told as never)
  assert.deepEqual(
    (await noticesIn(town)).map(({ template, party_id }) => [template, party_id]),
    [['case-opened', partyId]],
  )
  assert.match(
    (await noticesIn(town))[0]!.texts.hi.text,
    /service water हि के लिए आपका आवेदन प्राप्त हुआ। इसका क्रमांक APP\/7 है/,
  )
  assert.deepEqual(
    (await noticesIn(sister)).map(({ template, post_id }) => [template, post_id]),
    [['case-assigned', postId]],
  )
})

test('an event that lacks what the table asks for is passed over, not tried for ever', async () => {
  const subscribers = newSubscribers()
  followEvents(subscribers, () => null)
  const taken = subscribers.all().find((each) => each.event === 'workflow.action-taken')!
  const before = (await noticesIn(town)).length
  await taken.run(db.context(town, { roleClass: 'system', requestId: newRequestId() }), {
    ...payload,
    stage: 'closed',
    to: 'granted',
  } as never)
  assert.equal((await noticesIn(town)).length, before)
})
