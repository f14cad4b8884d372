import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, beforeEach, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { asOwner, buildApi, command, mountErrors, newRequestId, type Tenant } from '../../kernel/index.ts'
import { identityRoutes, newCallerResolver } from '../identity/index.ts'
import { registerPerson } from '../people/index.ts'
import { personSchema } from '../people/schemas.ts'
import { planNotices } from './plan-notices.ts'
import {
  gatewayProvider,
  localProvider,
  type MessageProvider,
  NotAccepted,
  type OutgoingMessage,
  signCallback,
} from './providers.ts'
import { queueNotice } from './queue-notice.ts'
import { noticeRoutes } from './routes.ts'
import type { Approval, Channel } from './rules-templates.ts'
import { sendDelivery } from './send-delivery.ts'
import { messageSender } from './sender.ts'

const secret = 'a secret of sixteen letters or more'
let db: TestDatabase
let town: Tenant
let operator: { server: Server; url: string }
let answer: { status: number; body: unknown; headers?: Record<string, string> }
const asked: { headers: IncomingMessage['headers']; body: Record<string, unknown> }[] = []

before(async () => {
  db = await testDatabase()
  town = (await db.newTenant()).town
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const piece of request) text += piece
    asked.push({ headers: request.headers, body: JSON.parse(text) })
    response
      .writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
      .end(JSON.stringify(answer.body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  operator = { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
})
beforeEach(() => {
  answer = { status: 200, body: { messageId: 'op-1' } }
  asked.length = 0
})
after(() => operator.server.close())

const gateway = () => gatewayProvider({ url: operator.url, token: 'token-of-the-gateway', secret })
const approval: Approval = { register: 'operator', channel: 'sms', language: 'hi', entityId: '1101', header: 'NYPNAG', templateId: '1107', category: 'service', text: 'x', variableMaxChars: 30 } // biome-ignore format: a row
const message: OutgoingMessage = { idempotencyKey: 'key-1', stateId: 1, channel: 'sms', to: '9826012345', language: 'hi', subjectLine: null, text: 'नमस्ते', approval } // biome-ignore format: a row

test('the gateway gets the text with entity, header and template, under a key of its own', async () => {
  assert.deepEqual(await gateway().send(message), { messageId: 'op-1', delivered: false })
  const [{ headers, body }] = asked as [(typeof asked)[number]]
  assert.deepEqual([headers['idempotency-key'], headers.authorization], ['key-1', 'Bearer token-of-the-gateway'])
  assert.deepEqual(
    [body.to, body.text, body.entityId, body.header, body.templateId],
    ['9826012345', 'नमस्ते', '1101', 'NYPNAG', '1107'],
  )
})

test('a refusal of the gateway is final, its troubles are not', async () => {
  const kinds: [number, boolean][] = [
    [400, true],
    [403, true],
    [429, false],
    [408, false],
    [500, false],
    [503, false],
  ]
  for (const [status, permanent] of kinds) {
    answer = { status, body: { detail: 'no' }, headers: { 'retry-after': '120' } }
    await assert.rejects(gateway().send(message), (error: NotAccepted) => {
      assert.ok(error instanceof NotAccepted)
      assert.deepEqual([error.permanent, error.retryAfterSeconds], [permanent, 120], String(status))
      return true
    })
  }
  answer = { status: 200, body: {} }
  await assert.rejects(gateway().send(message), /without a messageId/)
  const unreachable = gatewayProvider({ url: 'http://127.0.0.1:1', token: 'x', secret })
  await assert.rejects(unreachable.send(message), (error: NotAccepted) => !error.permanent)
})

test('nothing is really sent without a text that an operator approved', async () => {
  const { deliveryId, read } = await aDelivery(gateway())
  assert.deepEqual([asked.length, (await read()).withheld_because], [0, 'no-approved-template'])
  assert.ok(deliveryId)
})

test('a signed report says that a message arrived; the same report again, an old one and a forged one are refused', async () => {
  const provider = { ...gateway(), real: false }
  const { read } = await aDelivery(provider)
  assert.deepEqual([asked.length, (await read()).delivered_at], [1, null])
  const api = await anApi(provider)
  const body = JSON.stringify({
    reports: [
      { messageId: 'op-1', state: 'delivered' },
      { messageId: 'unknown', state: 'failed' },
    ],
  })
  const send = (given: { id?: string; time?: number; body?: string; signature?: string } = {}) => {
    const id = given.id ?? 'report-0001'
    const time = String(given.time ?? Math.floor(Date.now() / 1000))
    const signature = given.signature ?? signCallback(secret, id, time, body)
    return fetch(`${api.address}/${town.code}/notifications/callbacks/gateway`, {
      method: 'POST',
      headers: { 'x-callback-id': id, 'x-callback-time': time, 'x-callback-signature': signature },
      body: given.body ?? body,
    })
  }
  try {
    assert.equal((await send({ signature: 'f'.repeat(64) })).status, 403)
    assert.equal((await send({ body: body.replace('delivered', 'failed') })).status, 403)
    assert.equal((await send({ time: Math.floor(Date.now() / 1000) - 900 })).status, 409)
    assert.equal((await read()).delivered_at, null)
    const taken = await send()
    assert.deepEqual([taken.status, await taken.json()], [200, { known: 1 }])
    assert.ok((await read()).delivered_at)
    assert.equal((await send()).status, 409)
    const late = JSON.stringify({ reports: [{ messageId: 'op-1', state: 'failed', reason: 'late' }] })
    const time = String(Math.floor(Date.now() / 1000))
    assert.equal(
      (await send({ id: 'report-0002', body: late, signature: signCallback(secret, 'report-0002', time, late) }))
        .status,
      200,
    )
    assert.ok((await read()).delivered_at, 'what arrived stays arrived')
    for (const wrong of ['', 'not json', '{"reports":[{}]}', '{"reports":7}', 'null'])
      assert.equal(
        (await send({ id: 'report-0003', body: wrong, signature: signCallback(secret, 'report-0003', time, wrong) }))
          .status,
        400,
        wrong,
      )
    assert.equal(
      (await fetch(`${api.address}/${town.code}/notifications/callbacks/nobody`, { method: 'POST' })).status,
      404,
    )
  } finally {
    api.close()
  }
})

test('a citizen’s code comes by the local provider, and its wording is the approved one in every language', async () => {
  const providers = new Map<Channel, MessageProvider>(
    localProvider(db.database).channels.map((channel) => [channel, localProvider(db.database)]),
  )
  const { state, town: fresh } = await db.newTenant()
  const sender = messageSender(db.platform, providers)
  const platform = { ...db.platform, sender }
  const api = await anApi(localProvider(db.database), platform)
  try {
    for (const [at, language] of ['en', 'hi', 'mr'].entries()) {
      const asked = await fetch(`${api.address}/${fresh.code}/session/code`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie: `khasra_language=${language}` },
        body: JSON.stringify({ to: `98260112${at}0` }),
      })
      assert.equal(asked.status, 200)
    }
    const { messages } = (await (await fetch(`${api.address}/${fresh.code}/inbox`)).json()) as {
      messages: { text: string; channel: string }[]
    }
    assert.equal(messages.length, 3)
    assert.ok(messages.every(({ text, channel }) => /\d{6}/.test(text) && channel === 'sms'))
    await assert.rejects(
      sender.send({ stateId: state.tenantId, to: '9826011200', channel: 'mobile', text: 'You won a prize' }),
      /differs-from-approved/,
    )
  } finally {
    api.close()
  }
})

/** A notice to somebody, planned and tried once by a provider. */
async function aDelivery(provider: MessageProvider) {
  const context = () => db.context(town, { roleClass: 'system', requestId: newRequestId() })
  const { partyId } = await registerPerson(context(), {
    ...personSchema.parse({ names: { en: 'Asha Rao' } }),
    mobile: '9826012345',
  })
  const tell = { template: 'case-opened', to: { partyId }, values: { caseNumber: '1', service: { hi: 'जल' }, caseId: 1 }, subject: { kind: 'case', id: 1 } } // biome-ignore format: a row
  await command(context(), { name: 'test.tell' }, async (tx) => {
    await queueNotice(tx, tell)
    tx.journal({ subjects: [] })
  })
  const one = <R extends object>(sql: string, id?: number) =>
    asOwner(
      db.database,
      async (owner) => (await owner.query<R>(sql, id === undefined ? [town.tenantId] : [town.tenantId, id]))[0]!,
    )
  const { id } = await one<{ id: number }>(
    `select max(notice_id) as id from notifications.notices where tenant_id = $1::int`,
  )
  await planNotices({ ...context(), platform: db.platform }, { noticeIds: [id] })
  const { delivery_id: deliveryId } = await one<{ delivery_id: number }>(
    `select delivery_id from notifications.deliveries where tenant_id = $1::int and notice_id = $2::bigint and channel = 'sms'`,
    id,
  )
  const noon = { ...db.platform, now: () => new Date('2026-11-25T12:00:00+05:30') }
  await sendDelivery(noon, new Map([['sms', provider]]), { tenantId: town.tenantId, deliveryId })
  const read = () =>
    one<{ withheld_because: string | null; delivered_at: Date | null }>(
      `select * from notifications.deliveries where tenant_id = $1::int and delivery_id = $2::bigint`,
      deliveryId,
    )
  return { deliveryId, read }
}

async function anApi(provider: MessageProvider, platform = db.platform) {
  const resolver = newCallerResolver()
  const routes = [
    ...identityRoutes(resolver),
    ...noticeRoutes(new Map(provider.channels.map((channel) => [channel, provider]))),
  ]
  const api = buildApi({ platform, routes, resolveCaller: resolver, version: 'test' })
  mountErrors(api)
  const server = createServer(api)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`, close: () => { server.closeAllConnections(); server.close() } } // biome-ignore format: a row
}
