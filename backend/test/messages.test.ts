/** What a citizen is told when something is refused: in their language, with a key that programs know and a reference. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { catalogues } from '../src/app.ts'
import { asOwner, languages, newMessageBook, type Route } from '../src/kernel/index.ts'
import { type RunningServer, startServer } from '../src/main.ts'
import { parcelsMessages } from '../src/modules/parcels/index.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { thrownToCitizens } from './thrown-messages.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const book = newMessageBook(Object.values(catalogues))

let db: TestDatabase
let server: RunningServer
let city: string

before(async () => {
  db = await testDatabase()
  city = (await db.newTenant()).town.code
  const config = { ...db.platform.config, port: 0, host: '127.0.0.1', callsPerMinute: 100_000 }
  server = await startServer({ config, database: db.database, withJobs: false })
})
after(() => server?.close())

/** What those who are no officers may do. */
async function permissionsOfCitizens(): Promise<Set<string>> {
  const rows = await asOwner(db.database, (owner) =>
    owner.query<{ permission: string }>(
      `select permission from identity.role_permissions p join identity.roles r on r.role = p.role where r.role_class = 'citizen'`,
    ),
  )
  return new Set(rows.map((row) => row.permission))
}

/** The addresses for desktop GIS and its filter language speak to programs, in the words of their standards. */
const forPrograms = /^backend\/src\/modules\/map\/ogc\//
/** Hands on what a participant said, which is listed where the participant says it; names of faults, which the next test looks for. */
const handedOn = new Set([
  'backend/src/kernel/commands.ts text',
  'backend/src/modules/parcels/rules-geometry.ts fault.reason',
])

test('every fault of a polygon has its name in three languages', () => {
  const check = readFileSync(
    fileURLToPath(new URL('../src/modules/parcels/check/validity.ts', import.meta.url)),
    'utf8',
  )
  const reasons = [...check.matchAll(/'((?:[A-Z][a-z]+)(?:[ -][A-Za-z]+)+)'/g)].map((match) => match[1]!)
  assert.ok(reasons.length >= 6, `${reasons.length} were found`)
  const known = new Set(Object.values(parcelsMessages).map(({ en }) => en as string))
  assert.deepEqual(
    reasons.filter((reason) => !known.has(reason)),
    [],
  )
})

test('every sentence that can reach a citizen stands in the catalogue of its room, in three languages', async () => {
  const thrown = thrownToCitizens(await permissionsOfCitizens()).filter(({ where }) => !forPrograms.test(where))
  assert.ok(thrown.length > 90, `only ${thrown.length} were found: the walk ends too early`)
  const unknowable = thrown.filter(
    ({ text, where, source }) => text === null && !handedOn.has(`${where.split(':')[0]} ${source}`),
  )
  assert.deepEqual(
    unknowable.map(
      ({ where, source }) => `${where}: write a plain sentence with {braces} and parameters, not ${source}`,
    ),
    [],
  )
  assert.deepEqual(
    thrown
      .filter(({ text }) => text !== null && book.codeOf(text) === null)
      .map(
        ({ where, text }) => `${where}: put "${text}" into the messages.ts of its room, in English, Hindi and Marathi`,
      ),
    [],
  )
})

/** Words of the own that a schema answers with: `z.string().regex(…, 'must be six digits')`. */
function wordsOfSchema(schema: unknown, seen = new Set<unknown>()): string[] {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return []
  seen.add(schema)
  const def = ((schema as { _zod?: { def: object } })._zod?.def ?? schema) as Record<string, unknown>
  const words = typeof def.error === 'function' ? def.error({ code: 'custom', path: [], input: undefined }) : undefined
  const parts = Object.entries(def).flatMap(([key, value]) =>
    key === 'shape' || Array.isArray(value) ? Object.values(value as object) : [value],
  )
  return [...(typeof words === 'string' ? [words] : []), ...parts.flatMap((part) => wordsOfSchema(part, seen))]
}

test('what a schema says in words of its own to a citizen stands in a catalogue', async () => {
  const permissions = await permissionsOfCitizens()
  const isOpen = (route: Route) => route.permission === null || permissions.has(route.permission)
  const said = server.house.routes
    .filter(isOpen)
    .flatMap((route) => [route.params, route.query, route.body].flatMap((schema) => wordsOfSchema(schema)))
  assert.ok(new Set(said).size >= 10)
  assert.deepEqual(
    [...new Set(said)].filter((words) => book.codeOf(words) === null),
    [],
    'put these into the messages.ts of their room, in English, Hindi and Marathi',
  )
})

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map((match) => match[0]).sort()

test('each catalogue is whole: keys of its room, three languages, the same parameters, Devanagari', () => {
  for (const [room, catalogue] of Object.entries(catalogues)) {
    for (const [code, words] of Object.entries(catalogue)) {
      assert.match(code, new RegExp(`^${room}\\.[a-z0-9]+(-[a-z0-9]+)*$`))
      const bare = words.en.replace(/\{\w+\}/g, '').replace(/[\s:,.()]/g, '')
      for (const language of languages) {
        assert.deepEqual(placeholders(words[language]), placeholders(words.en), `${code} in ${language}`)
        if (language !== 'en' && bare)
          assert.match(words[language], /\p{Script=Devanagari}|^\{what\}$/u, `${code} in ${language}`)
      }
      if (bare && words.hi !== '{what}') assert.notEqual(words.hi, words.mr, `${code}: Hindi and Marathi are alike`)
    }
  }
})

function sourceOf(room: string): string {
  const folder =
    room === 'kernel' ? 'backend/src/kernel' : room === 'tiles' ? 'tiles/src' : `backend/src/modules/${room}`
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => file.endsWith('.ts') && !/(^|\/)messages\.ts$/.test(file) && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'))
    .join('\n')
}

test('no catalogue holds a sentence that nobody says any more', () => {
  const everything = Object.keys(catalogues).map(sourceOf).join('\n') + readFileSync(join(root, 'backend/src/main.ts'))
  for (const catalogue of Object.values(catalogues))
    for (const [code, { en }] of Object.entries(catalogue))
      assert.ok(everything.includes(en), `${code}: "${en}" is said nowhere`)
})

type Problem = { title: string; detail: string; code: string; reference: string; status: number; field: string }
async function ask(path: string, headers: Record<string, string> = {}) {
  const answer = await fetch(server.address + path, { headers })
  return { language: answer.headers.get('content-language'), body: (await answer.json()) as Problem }
}

test('a refusal comes in the language of the address, else of the session, else of the browser, else in English', async () => {
  const english = 'There is no such property in this town on that day.'
  const hindi = 'उस दिन इस नगर में ऐसी कोई संपत्ति नहीं है।'
  const marathi = 'त्या दिवशी या शहरात अशी कोणतीही मालमत्ता नाही.'
  const path = `/api/${city}/properties/999`
  for (const [query, headers, language, detail] of [
    ['', {}, 'en', english],
    ['?lang=hi', { cookie: 'khasra_language=mr', 'accept-language': 'en' }, 'hi', hindi],
    ['', { cookie: 'khasra_language=mr', 'accept-language': 'hi' }, 'mr', marathi],
    ['', { 'accept-language': 'ta, mr-IN;q=0.4, hi-IN;q=0.8, en;q=0.1' }, 'hi', hindi],
    ['', { 'accept-language': 'ta-IN, fr' }, 'en', english],
    ['?lang=xx', { 'accept-language': 'mr' }, 'mr', marathi],
    ['', { 'accept-language': 'hi;q=0, mr;q=0.1' }, 'mr', marathi],
  ] as [string, Record<string, string>, string, string][]) {
    const answer = await ask(path + query, headers)
    assert.deepEqual([answer.language, answer.body.detail], [language, detail], `${query} ${JSON.stringify(headers)}`)
    assert.equal(answer.body.code, 'parcels.no-property-then')
    assert.match(answer.body.reference, /^[0-9a-f]{12}$/)
  }
  assert.equal((await ask(`${path}?lang=hi`)).body.title, 'नहीं मिला')
})

test('what a schema refuses is told in the language too, with the field, and parameters are filled in', async () => {
  const { body } = await ask(`/api/${city}/parcels?lang=hi&search=x&limit=500`)
  assert.deepEqual([body.status, body.field, body.code], [400, 'limit', 'kernel.in-query'])
  assert.equal(body.detail, '100 या कम होना चाहिए (खोज के पते में)')
  const marathi = await ask(`/api/${city}/parcels/at?lang=mr&lat=2`)
  assert.equal(marathi.body.detail, 'अंशांची संख्या असावी (शोधाच्या पत्त्यात)')
  const english = await ask(`/api/${city}/parcels?search=x&limit=500`)
  assert.equal(english.body.detail, 'must be at most 100 (in the query)')
})

test('the door of the tiles speaks the same languages', async () => {
  const { language, body } = await ask(`/tiles/${city}/parcels/14/x/1.mvt?lang=mr`)
  assert.deepEqual([language, body.field, body.code], ['mr', 'x', 'tiles.index'])
  assert.equal(body.detail, 'ही 0 ते 16383 मधील पूर्ण संख्या असावी.')
  const hindi = await ask(`/tiles/nowhere/parcels/1/0/0.mvt`, { cookie: 'khasra_language=hi' })
  assert.equal(hindi.body.detail, 'इस कोड का कोई नगर नहीं है। सूची GET /api/towns पर है।')
})

test('an address may ask for a language wherever it is read, and the route does not see it', async () => {
  const answer = await fetch(`${server.address}/api/${city}/session?lang=hi`)
  assert.equal(answer.status, 200)
})
