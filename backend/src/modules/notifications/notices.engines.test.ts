import assert from 'node:assert/strict'
import { before, beforeEach, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import {
  asOwner, type Context, command, dispatchEvents, jobQueue, migrateJobs, newRequestId, type Platform, systemContext, type Tenant,
} from '../../kernel/index.ts' // biome-ignore format: one import
import { erasePerson, mergePersons, registerPerson } from '../people/index.ts'
import { personSchema } from '../people/schemas.ts'
import { retryDelivery } from './actions/retry-delivery.ts'
import { followNotices } from './follow.ts'
import { readInbox } from './inbox.ts'
import { planNotices } from './plan-notices.ts'
import { type MessageProvider, NotAccepted, type OutgoingMessage, type Providers } from './providers.ts'
import { type NoticeRequest, queueNotice } from './queue-notice.ts'
import type { Channel } from './rules-templates.ts'
import { sendDelivery } from './send-delivery.ts'
import { sandboxSigning } from './signing/sandbox.ts'

let db: TestDatabase
let town: Tenant
let platform: Platform
/** Noon in the town: nothing is quiet unless a test says so. */
let now = new Date('2026-11-25T12:00:00+05:30')
const taken: OutgoingMessage[] = []
let answers: (() => { messageId: string; delivered: boolean })[] = []

const provider: MessageProvider = {
  name: 'test',
  real: false,
  channels: ['sms', 'whatsapp', 'email'],
  readCallback: null,
  async send(message) {
    const answer = answers.shift()
    // As a real one: the same key again is the message that it has.
    if (!taken.some((each) => each.idempotencyKey === message.idempotencyKey)) taken.push(message)
    return answer ? answer() : { messageId: `m-${message.idempotencyKey}`, delivered: false }
  },
}
const providers: Providers = new Map<Channel, MessageProvider>(provider.channels.map((channel) => [channel, provider]))

before(async () => {
  db = await testDatabase()
  platform = { ...db.platform, now: () => now }
  await migrateJobs(platform)
  followNotices(platform.subscribers, sandboxSigning())
})
beforeEach(async () => {
  town = (await db.newTenant()).town
  now = new Date('2026-11-25T12:00:00+05:30')
  taken.length = 0
  answers = []
})

const context = (given: Partial<Context> = {}): Context => ({
  ...db.context(town, { roleClass: 'system', requestId: newRequestId(), ...given }),
  platform,
})

async function aPerson(mobile = '9826012345'): Promise<number> {
  const values = personSchema.parse({ names: { en: 'Asha Rao', hi: 'आशा राव' } })
  return (await registerPerson(context({ roleClass: 'staff' }), { ...values, mobile })).partyId
}

const opened = (partyId: number, given: Partial<NoticeRequest> = {}): NoticeRequest => ({
  template: 'case-opened',
  to: { partyId },
  values: {
    caseNumber: 'APP/2026-27/000007',
    service: { en: 'Water connection', hi: 'जल कनेक्शन', mr: 'नळ जोडणी' },
    caseId: 7,
  },
  subject: { kind: 'case', id: 7 },
  ...given,
})

const tell = (request: NoticeRequest | NoticeRequest[], as: Context = context()) =>
  command(as, { name: 'test.tell' }, async (tx) => {
    await queueNotice(tx, request)
    tx.journal({ subjects: [] })
    return null
  })

/** What the queue would do: events to subscribers, then every delivery that is due. */
async function work(): Promise<void> {
  const events = await asOwner(platform.database, (owner) =>
    owner.query<{ event_id: number; payload: { noticeIds: number[] } }>(
      `select event_id, payload from kernel.events where tenant_id = $1::int and name = 'notifications.notices-queued' order by event_id`,
      [town.tenantId],
    ),
  )
  for (const event of events)
    await planNotices(await systemContext(platform, town.tenantId, `event-${event.event_id}-plan`), event.payload)
  for (const { delivery_id } of await rows())
    await sendDelivery(platform, providers, { tenantId: town.tenantId, deliveryId: delivery_id })
}

interface Row { delivery_id: number; channel: string; sent_to: string | null; text: string | null; withheld_because: string | null; attempts: number; accepted_at: Date | null; not_before: Date | null; failed_at: Date | null; failure: string | null } // biome-ignore format: a row
const rows = (): Promise<Row[]> =>
  asOwner(platform.database, (owner) =>
    owner.query<Row>(`select * from notifications.deliveries where tenant_id = $1::int order by delivery_id`, [
      town.tenantId,
    ]),
  )
const byChannel = async (channel: string) => (await rows()).find((row) => row.channel === channel)!

test('what is told in a transaction goes with it: by text message and WhatsApp in the reader’s language, with e-mail told apart as impossible', async () => {
  await tell(opened(await aPerson()))
  await work()
  assert.deepEqual(
    taken.map((each) => [each.channel, each.to, each.language]),
    [
      ['sms', '9826012345', 'hi'],
      ['whatsapp', '9826012345', 'hi'],
    ],
  )
  assert.match(taken[0]!.text, /जल कनेक्शन के लिए आपका आवेदन प्राप्त हुआ/)
  assert.equal(taken[0]!.approval?.templateId, 'sandbox-case-opened-sms-hi')
  assert.equal((await byChannel('email')).withheld_because, 'no-address')
})

test('a transaction that is rolled back tells nobody', async () => {
  const partyId = await aPerson()
  await assert.rejects(
    command(context(), { name: 'test.tell' }, async (tx) => {
      await queueNotice(tx, opened(partyId))
      throw new Error('no')
    }),
    /no/,
  )
  await work()
  assert.deepEqual([taken.length, (await rows()).length], [0, 0])
})

test('the event that comes twice, the job that runs twice and a notice of the same key are one message', async () => {
  const partyId = await aPerson()
  await tell(opened(partyId, { dedupeKey: 'case 7 opened' }))
  await tell(opened(partyId, { dedupeKey: 'case 7 opened' }))
  await work()
  await work()
  assert.equal(taken.length, 2)
  assert.equal((await rows()).length, 3)
})

test('an inbox shows its own notices in three languages and nobody else’s', async () => {
  const partyId = await aPerson()
  await tell(opened(partyId))
  await tell(opened(partyId, { subject: { kind: 'case', id: 8 } }), context({ roleClass: 'staff', userId: 5 }))
  const asStranger = context({ roleClass: 'citizen', userId: 5, personId: 99 })
  assert.equal((await readInbox(asStranger, 1e9)).notices.length, 0)
  const mine = await readInbox(context({ roleClass: 'citizen', userId: 6, personId: partyId }), 1e9)
  assert.deepEqual([mine.notices.length, mine.unread], [2, 2])
  assert.equal(mine.notices[0]!.titles.mr, 'तुमचा अर्ज मिळाला')
})

test('in quiet hours a message waits until morning and an urgent one goes', async () => {
  now = new Date('2026-11-25T23:00:00+05:30')
  const partyId = await aPerson()
  await tell([opened(partyId), opened(partyId, { subject: { kind: 'case', id: 9 }, urgent: true })])
  await work()
  assert.equal(taken.length, 2)
  const held = (await rows()).filter((row) => row.not_before)
  assert.deepEqual(
    held.map((row) => row.not_before!.toISOString()),
    Array(2).fill('2026-11-26T02:30:00.000Z'),
  )
  const queued = await asOwner(platform.database, (owner) =>
    owner.query<{ run_at: Date }>(`select run_at from graphile_worker._private_jobs where key = $1::text`, [
      `delivery:${town.tenantId}:${held[0]!.delivery_id}`,
    ]),
  )
  assert.equal(queued[0]!.run_at.toISOString(), '2026-11-26T02:30:00.000Z')
  now = new Date('2026-11-26T08:00:00+05:30')
  await work()
  assert.equal(taken.length, 4)
})

test('a provider that is down is asked again with the same key; the message that it had taken is not sent twice', async () => {
  await tell(opened(await aPerson()))
  answers = [
    () => {
      throw new NotAccepted('connection lost after the message was taken', false)
    },
  ]
  await work()
  const failed = await byChannel('sms')
  assert.deepEqual([failed.attempts, failed.accepted_at, failed.failed_at], [1, null, null])
  assert.ok(failed.not_before!.getTime() - now.getTime() === 30_000)
  await work()
  const again = await byChannel('sms')
  assert.deepEqual([again.attempts, again.accepted_at !== null, again.failure], [2, true, null])
  assert.equal(taken.filter((each) => each.channel === 'sms').length, 1)
})

test('what is refused for good, and what is tried too often, is dead until an officer opens it again', async () => {
  await tell(opened(await aPerson()))
  answers = [
    () => {
      throw new NotAccepted('no such number', true)
    },
  ]
  await work()
  const dead = await byChannel('sms')
  assert.deepEqual([dead.attempts, dead.failed_at !== null, dead.failure], [1, true, 'no such number'])
  await work()
  assert.equal((await byChannel('sms')).attempts, 1)
  await retryDelivery(context({ roleClass: 'staff', userId: 3 }), dead.delivery_id)
  await work()
  assert.ok((await byChannel('sms')).accepted_at)
  await assert.rejects(retryDelivery(context({ roleClass: 'staff', userId: 3 }), dead.delivery_id), { status: 404 })
})

test('tries end: the eighth failure is the last', async () => {
  await tell(opened(await aPerson()))
  for (let attempt = 1; attempt <= 9; attempt++) {
    answers = Array.from({ length: 2 }, () => () => {
      throw new NotAccepted('down', false)
    })
    await work()
  }
  const dead = await byChannel('sms')
  assert.deepEqual([dead.attempts, dead.failed_at !== null, dead.not_before], [8, true, null])
})

test('a text that differs from what the town’s operator approved is not sent, and says why', async () => {
  const approval = {
    register: 'operator',
    channel: 'sms',
    language: 'hi',
    entityId: '17',
    header: 'NYPNAG',
    templateId: '1701',
    category: 'service-implicit',
    text: 'आपका आवेदन {#var#} मिला',
    variableMaxChars: 30,
  }
  await asOwner(platform.database, (owner) =>
    owner.query(
      `insert into identity.masters (scope, tenant_id, register, key, value, instrument, valid_from) values ('ulb', $1::int, 'notifications.approvals', 'case-opened', $2::jsonb, 'Operator', '2020-01-01')`,
      [town.tenantId, JSON.stringify([approval])],
    ),
  )
  await tell(opened(await aPerson()))
  await work()
  assert.deepEqual(
    taken.map((each) => each.channel),
    ['whatsapp'],
  )
  assert.deepEqual(
    [(await byChannel('sms')).withheld_because, (await byChannel('sms')).attempts],
    ['differs-from-approved', 0],
  )
})

test('one address gets no more in an hour than the policy says; the rest waits', async () => {
  const policy = {
    source: 'Test',
    quietFrom: '00:00',
    quietTo: '00:00',
    perAddressPerHour: 1,
    perAddressPerDay: 9,
    maximumAttempts: 2,
    firstRetrySeconds: 1,
    longestRetrySeconds: 2,
  }
  await asOwner(platform.database, (owner) =>
    owner.query(
      `insert into identity.masters (scope, tenant_id, register, key, value, instrument, valid_from) values ('ulb', $1::int, 'notifications.policy', 'sending', $2::jsonb, 'Order', '2020-01-01')`,
      [town.tenantId, JSON.stringify(policy)],
    ),
  )
  await tell(opened(await aPerson()))
  await work()
  assert.deepEqual(
    taken.map((each) => each.channel),
    ['sms'],
  )
  now = new Date(now.getTime() + 3_700_000)
  await work()
  assert.equal(taken.length, 2)
})

test('a notice to a post waits in the inbox of whoever holds it; nothing goes out', async () => {
  const postId = await asOwner(platform.database, async (owner) => {
    const [post] = await owner.query<{ post_id: number }>(
      `insert into identity.posts (tenant_id, designation, names, office, valid_from) values ($1::int, 'grievance-officer', '{"en":"Post"}', '{}', '2020-01-01') returning post_id`,
      [town.tenantId],
    )
    await owner.query(
      `insert into identity.post_holdings (tenant_id, post_id, user_id, capacity, instrument, valid_from) values ($1::int, $2::bigint, 41, 'acting', 'Order', '2020-01-01')`,
      [town.tenantId, post!.post_id],
    )
    return post!.post_id
  })
  await tell({ ...opened(0), template: 'case-assigned', to: { postId } })
  await work()
  assert.equal((await rows()).length, 0)
  assert.equal((await readInbox(context({ roleClass: 'staff', userId: 41 }), 1e9)).notices.length, 1)
  assert.equal((await readInbox(context({ roleClass: 'staff', userId: 42 }), 1e9)).notices.length, 0)
})

test('an inbox follows a merge, and an erased person’s notices are emptied with their addresses', async () => {
  const [kept, merged] = [await aPerson(), await aPerson('9826054321')]
  await tell([opened(kept), opened(merged)])
  await work()
  await mergePersons(context({ roleClass: 'staff' }), { keptPartyId: kept, mergedPartyId: merged, reason: 'one woman' })
  const reader = context({ roleClass: 'citizen', userId: 6, personId: kept })
  assert.equal((await readInbox(reader, 1e9)).notices.length, 2)
  await erasePerson(context({ roleClass: 'staff' }), kept, 'asked for')
  const erase = platform.subscribers.all().find((each) => each.name === 'notifications.erase')!
  await erase.run(context(), { partyId: kept } as never)
  assert.deepEqual(
    (await readInbox(reader, 1e9)).notices.map((notice) => notice.texts),
    [{}, {}],
  )
  assert.deepEqual(
    (await rows()).map((row) => row.sent_to ?? row.text),
    Array(6).fill(null),
  )
})

test('a hundred notices are written and queued as one statement each', async () => {
  const partyId = await aPerson()
  let statements = 0
  await command(context(), { name: 'test.tell' }, async (tx) => {
    const counted = {
      ...tx,
      query: ((sql: string, values?: unknown[]) => {
        statements++
        return tx.query(sql, values)
      }) as typeof tx.query,
    }
    await queueNotice(
      counted,
      Array.from({ length: 100 }, (_, at) => opened(partyId, { subject: { kind: 'case', id: at + 1 } })),
    )
    tx.journal({ subjects: [] })
    return null
  })
  assert.equal(statements, 2)
  const jobs: string[] = []
  await dispatchEvents(platform, { ...jobQueue, addJob: async (_db, name) => void jobs.push(name) })
  assert.ok(jobs.length >= 1)
})
