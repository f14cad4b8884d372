/** Records of the Revenue department: a sandbox with a signature of its own, and a service that answers, lacks, waits or is away. */
import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../../test/database.ts'
import type { Route, Tenant } from '../../../kernel/index.ts'
import { TestRegister } from '../../parcels/test-rows.ts'
import { type LandRecords, LandRecordsAway, remoteLandRecords } from './providers.ts'
import { landRecordRoutes } from './routes.ts'
import { sandboxLandRecords } from './sandbox.ts'

let db: TestDatabase
let town: Tenant
let parcelId: number
let service: Server
let answers: { status: number; body: string } = { status: 200, body: '%PDF-1.7 made up' }
let seen: { url: string; authorization: string } | null = null

before(async () => {
  db = await testDatabase()
  town = (await db.newTenant()).town
  const house = await new TestRegister(town, db.database).house({
    owners: [{ names: { en: 'Asha' } }],
    at: [77.95, 23.1],
    number: '118/2',
  })
  parcelId = house.parcelId!
  service = createServer((request, response) => {
    seen = { url: request.url ?? '', authorization: request.headers.authorization ?? '' }
    response.writeHead(answers.status, { 'content-type': 'application/pdf', 'x-issued-by': 'Tehsil' })
    response.end(answers.body)
  })
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
})
after(() => service?.close())

async function fetched(records: LandRecords) {
  const [route] = landRecordRoutes(records) as [Route]
  let file: Uint8Array | null = null
  const reply = { setHeader: () => {}, bytes: (_type: string, bytes: Uint8Array) => (file = bytes) }
  const context = db.context(town, { roleClass: 'staff', userId: 3, permissions: new Set(['people.read-private']) })
  await route.run(context, { params: { parcelId }, query: { language: 'hi' }, body: {}, reply } as never)
  return Buffer.from(file ?? [])
}

test('the sandbox gives a signed file that says that it is made up; each look is in the journal', async () => {
  const text = (await fetched(sandboxLandRecords())).toString('latin1')
  assert.match(text, /^%PDF-/)
  assert.match(text, /ETSI\.CAdES\.detached/)
  assert.match(text, /\/ByteRange \[0 \d+ \d+ \d+/)
  const { rows } = await db.database.pool.query<{ command: string }>(
    `select command from kernel.journal_entries where tenant_id = $1 and command = 'map.fetch-land-record'`,
    [town.tenantId],
  )
  assert.equal(rows.length, 1)
})

test('what is missing, and what is still being made, are two things', async () => {
  await assert.rejects(fetched(sandboxLandRecords({ missing: ['118/2'] })), { status: 404 })
  await assert.rejects(fetched(sandboxLandRecords({ waiting: ['118/2'] })), { status: 409 })
})

test('a service is asked with its token and believed only where it answers as agreed', async () => {
  const { port } = service.address() as AddressInfo
  const records = remoteLandRecords({ url: `http://127.0.0.1:${port}/records`, token: 'secret-of-the-town-1' })
  assert.equal((await fetched(records)).toString(), '%PDF-1.7 made up')
  assert.equal(seen!.authorization, 'Bearer secret-of-the-town-1')
  assert.equal(new URLSearchParams(seen!.url.split('?')[1]).get('number'), '118/2')
  answers = { status: 404, body: '' }
  await assert.rejects(fetched(records), { status: 404 })
  answers = { status: 202, body: '' }
  await assert.rejects(fetched(records), { status: 409 })
  for (answers of [
    { status: 200, body: '<html>sign in</html>' },
    { status: 500, body: 'x' },
  ])
    await assert.rejects(fetched(records), { status: 503 })
  await assert.rejects(
    remoteLandRecords({ url: 'http://127.0.0.1:1', token: 'x' }).find({
      kind: 'khasra-copy',
      number: '1',
      town: 'x',
      language: 'en',
    }),
    LandRecordsAway,
  )
})
