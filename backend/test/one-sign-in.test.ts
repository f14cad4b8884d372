/** The house as it is wired: a person who signs in once is known in every town of the state, and an earlier mobile is told. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { asOwner, deliverEvent, type Tenant, todayOf } from '../src/kernel/index.ts'
import { type RunningServer, startServer } from '../src/main.ts'
import { TestRegister } from '../src/modules/parcels/test-rows.ts'
import { type TestDatabase, testDatabase } from './database.ts'

let db: TestDatabase
let server: RunningServer
let town: Tenant
let sister: Tenant
const mobile = '9826200001'

before(async () => {
  db = await testDatabase()
  const made = await db.newTenant()
  town = made.town
  sister = (await db.newTenant({ into: made.state })).town
  const config = { ...db.platform.config, port: 0, host: '127.0.0.1', callsPerMinute: 100_000 }
  server = await startServer({ config, database: db.database, withJobs: false })
})
after(() => server?.close())

interface Session {
  cookie: string
  csrf: string
}

async function call<T>(at: Tenant, method: string, path: string, body?: object, session?: Session): Promise<T> {
  const answer = await fetch(`${server.address}/api/${at.code}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(session && { cookie: session.cookie, 'x-csrf-token': session.csrf }),
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  const json = (await answer.json()) as T
  assert.equal(answer.status, 200, `${method} ${path} → ${JSON.stringify(json)}`)
  return json
}

const messagesTo = async (to: string) =>
  (await call<{ messages: { to: string; text: string }[] }>(town, 'GET', '/inbox')).messages.filter(
    (message) => message.to === to,
  )

async function signIn(): Promise<Session> {
  await call(town, 'POST', '/session/code', { to: mobile })
  const code = /\d{6}/.exec((await messagesTo(mobile))[0]!.text)![0]
  const answer = await fetch(`${server.address}/api/${town.code}/session/code/confirm`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to: mobile, code }),
  })
  const { csrfToken } = (await answer.json()) as { csrfToken: string }
  return { cookie: answer.headers.get('set-cookie')!.split(';')[0]!, csrf: csrfToken }
}

/** A house whose owner proved a mobile today. */
async function houseIn(at: Tenant, name: string, proved: string) {
  const house = await new TestRegister(at, db.database).house({ owners: [{ names: { en: name } }] })
  await asOwner(db.database, (owner) =>
    owner.query(
      `insert into people.contacts (tenant_id, party_id, channel, value, claimed_on, proved_on, proved_until)
       values ($1::int, $2::bigint, 'mobile', $3::text, $4::date, $4::date, $4::date + interval '12 months')`,
      [at.tenantId, house.partyIds[0], proved, todayOf(db.platform, at)],
    ),
  )
  return house
}

test('a citizen with plots in two towns signs in once, in the house as it is wired', async () => {
  const houses = [await houseIn(town, 'Asha Rao', mobile), await houseIn(sister, 'Asha Rao', mobile)]
  const session = await signIn()
  await call(sister, 'POST', '/my/persons', {}, session)
  for (const [index, at] of [town, sister].entries()) {
    const { propertyId } = houses[index]!
    const page = await call<{ parties: { names: { en: string }; masked: boolean }[] }>(
      at,
      'GET',
      `/properties/${propertyId}`,
      undefined,
      session,
    )
    assert.deepEqual(
      page.parties.map(({ names, masked }) => [names.en, masked]),
      [['Asha Rao', false]],
      at.code,
    )
    const mine = await call<{ properties: { propertyId: number }[] }>(at, 'GET', '/my/properties', undefined, session)
    assert.deepEqual(
      mine.properties.map((row) => row.propertyId),
      [propertyId],
    )
  }
})

test('an earlier mobile is told by the job that hands news on', async () => {
  const { partyIds } = await houseIn(town, 'Ravi Rao', '9826200002')
  const [event] = await asOwner(db.database, async (owner) => {
    const [next] = await owner.query<{ contact_id: number }>(
      `insert into people.contacts (tenant_id, party_id, channel, value, claimed_on) values ($1::int, $2::bigint, 'mobile', '9826200003', current_date) returning contact_id`,
      [town.tenantId, partyIds[0]],
    )
    return owner.query<{ event_id: number }>(
      `insert into kernel.events (tenant_id, name, payload)
       select $1::int, 'people.contact-proved', jsonb_build_object('partyId', $2::bigint, 'contactId', $3::bigint, 'earlier',
         (select jsonb_agg(contact_id) from people.contacts where tenant_id = $1::int and party_id = $2::bigint and value = '9826200002'))
       returning event_id`,
      [town.tenantId, partyIds[0], next!.contact_id],
    )
  })
  const job = { tenantId: town.tenantId, eventId: event!.event_id, subscriber: 'people.tell-earlier' }
  await deliverEvent(server.house.platform, job)
  assert.match((await messagesTo('9826200002'))[0]!.text, /••••••0003/)
})
