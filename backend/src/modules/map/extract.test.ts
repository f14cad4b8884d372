/** The municipal property extract, from the register to the signed paper that anyone verifies. */
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { asOwner, type Tenant } from '../../kernel/index.ts'
import { type RunningServer, startServer } from '../../main.ts'
import { aPost, aStaffUser, goodPassword } from '../identity/test-callers.ts'
import { signingOf, signLetter } from '../notifications/index.ts'
import { TestRegister, type WrittenHouse } from '../parcels/test-rows.ts'
import { boundsAround } from './still-picture.ts'

let db: TestDatabase
let server: RunningServer
let town: Tenant
let house: WrittenHouse
let officer: Record<string, string>
let assessor: { userId: number; username: string }
const folder = mkdtempSync(join(tmpdir(), 'khasra-extract-'))
after(() => rmSync(folder, { recursive: true, force: true }))

before(async () => {
  db = await testDatabase()
  const config = { ...db.platform.config, port: 0, host: '127.0.0.1', callsPerMinute: 1_000_000 }
  server = await startServer({ config, database: db.database, withJobs: false })
  town = (await db.newTenant()).town
  await asOwner(db.database, (owner) =>
    owner.query(
      `insert into identity.town_versions (tenant_id, names, town_class, act, instrument, valid_from)
       values ($1::int, '{"en":"Nayapur","hi":"नयापुर"}', 'palika', 'MP Municipalities Act, 1961', 'x', '2000-01-01')`,
      [town.tenantId],
    ),
  )
  const register = new TestRegister(town, db.database)
  const ward = await register.ward('W-07', [77.9, 23.0, 78.0, 23.2])
  house = await register.house({
    owners: [{ names: { en: 'Laxmi Verma', hi: 'लक्ष्मी वर्मा' } }],
    ward,
    house: '12',
    number: '118/2',
    at: [77.95, 23.1],
  })
  assessor = await aStaffUser(db, town, ['tax-assessor'])
  officer = await signIn(assessor.username)
})
after(() => server?.close())

async function signIn(username: string): Promise<Record<string, string>> {
  const answer = await fetch(`${server.address}/api/${town.code}/session/password`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: goodPassword }),
  })
  const { csrfToken } = (await answer.json()) as { csrfToken: string }
  return { cookie: answer.headers.get('set-cookie')!.split(';')[0]!, 'x-csrf-token': csrfToken }
}

type Answer = { letterId: number; number: string; field?: string; code?: string }

async function ask(body: object, headers: Record<string, string> = officer, propertyId = house.propertyId) {
  const answer = await fetch(`${server.address}/api/${town.code}/properties/${propertyId}/extract`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  return { status: answer.status, body: (await answer.json()) as Answer }
}

test('while nobody holds the post that signs, an extract is refused and no number is used', async () => {
  const { status, body } = await ask({ languages: ['hi'] })
  assert.deepEqual([status, body.code], [409, 'map.no-signing-post'])
})

test('an officer draws an extract with map and code; it says that it is no record of rights, and anyone verifies it', {
  skip: spawnSync('pdftotext', ['-v']).error && 'pdftotext (poppler-utils) is not on this machine',
}, async () => {
  await aPost(db, town, 'tax-assessor', assessor.userId)
  const { status, body } = await ask({ languages: ['hi', 'en'] })
  assert.equal(status, 200, JSON.stringify(body))
  assert.match(body.number, /^EXT\/\d{4}-\d{2}\/000001$/)
  await signLetter(db.context(town, { roleClass: 'system' }), signingOf(db.platform.config), body.letterId)
  const file = await fetch(`${server.address}/api/${town.code}/letters/${body.letterId}/file.pdf`, { headers: officer })
  assert.equal(file.status, 200)
  const path = join(folder, 'extract.pdf')
  writeFileSync(path, Buffer.from(await file.arrayBuffer()))
  const text = execFileSync('pdftotext', ['-raw', path, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ')
  for (const words of [
    'लक्ष्मी वर्मा',
    'Laxmi Verma',
    'not a record of rights',
    'Owner',
    'Extract from the assessment register',
  ])
    assert.ok(text.toLowerCase().includes(words.toLowerCase()), `${words} is missing in: ${text.slice(0, 1500)}`)
  const images = execFileSync('pdfimages', ['-list', path], { encoding: 'utf8' })
  assert.match(images, /1200 +560/, 'the map is in it')
  const letter = await fetch(`${server.address}/api/${town.code}/letters/${body.letterId}`, { headers: officer })
  const { verifyLink } = (await letter.json()) as { verifyLink: string }
  const verified = await fetch(`${server.address}/api/verify`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: decodeURIComponent(verifyLink.split('#')[1]!) }),
  })
  const told = (await verified.json()) as { genuine: boolean }
  assert.equal(verified.status, 200, JSON.stringify(told))
  assert.equal(told.genuine, true)
})

test('neighbours and strangers get none; languages and the property are asked for by name', async () => {
  assert.equal((await ask({ languages: ['hi'] }, {})).status, 401)
  const collector = await signIn((await aStaffUser(db, town, ['sanitation-supervisor'])).username)
  assert.deepEqual(await ask({ languages: ['hi'] }, collector).then(({ status, body }) => [status, body.code]), [
    403,
    'map.extract-for-owner',
  ])
  assert.equal((await ask({ languages: [] })).body.field, 'languages')
  assert.equal((await ask({ languages: ['hi', 'hi'] })).body.field, 'languages')
  assert.equal((await ask({ languages: ['hi'] }, officer, 999_999)).status, 404)
})

test('the picture of a place holds it whole, is never narrower than asked, and there is none of no place', () => {
  const bounds = boundsAround([{ type: 'Point', coordinates: [77.9, 23.1] }], 140)!
  const metres = (bounds[2] - bounds[0]) * 111_320 * Math.cos((23.1 * Math.PI) / 180)
  assert.ok(Math.abs(metres - 140) < 1, `${metres} m`)
  const line = { type: 'LineString' as const, coordinates: [[77.9, 23.1], [77.95, 23.12]] } // biome-ignore format: a line
  const [west, south, east, north] = boundsAround([line], 140)!
  assert.ok(west < 77.9 && east > 77.95 && south < 23.1 && north > 23.12)
  assert.equal(boundsAround([], 140), null)
})
