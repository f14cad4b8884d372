import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { asOwner, type Tenant } from '../../kernel/index.ts'
import { competenceOfAreas } from './competence.ts'
import { competenceOf } from './rules-competence.ts'
import { anApi } from './test-callers.ts'

let db: TestDatabase
let api: Awaited<ReturnType<typeof anApi>>
let town: Tenant
let sister: Tenant

type Box = [west: number, south: number, east: number, north: number]
const limits: Record<'town' | 'sister', Box> = { town: [77, 23, 77.1, 23.1], sister: [77.1, 23, 77.2, 23.1] }

before(async () => {
  db = await testDatabase()
  api = await anApi()
  const made = await db.newTenant()
  town = made.town
  sister = (await db.newTenant({ into: made.state })).town
  await limit(town, limits.town)
  await limit(sister, limits.sister)
  await area('planning-authority', 'TOWN', [77, 23, 77.05, 23.1], null)
  const names = { en: 'Town and Country Planning, district office', hi: 'नगर तथा ग्राम निवेश, जिला कार्यालय' }
  await area('planning-authority', 'TNCP', [77.05, 23, 77.1, 23.1], { names, contact: 'District office' })
  await area('electoral-ward', 'W-1', [77, 23, 77.09, 23.1], null)
})
after(() => api?.close())

function limit(of: Tenant, box: Box): Promise<unknown> {
  return asOwner(db.database, (owner) =>
    owner.query(
      `insert into identity.town_versions (tenant_id, names, town_class, act, boundary, instrument, valid_from)
       values ($1::int, $2::jsonb, 'palika', 'Act', st_multi(st_makeenvelope($3, $4, $5, $6, 4326)), 'Gazette', '2000-01-01')`,
      [of.tenantId, JSON.stringify(of.names), ...box],
    ),
  )
}

function area(set: string, code: string, box: Box, otherBody: object | null): Promise<unknown> {
  return asOwner(db.database, async (owner) => {
    await owner.query(
      `insert into identity.boundary_sets (tenant_id, code, names, straddler_rule) values ($1::int, $2::text, '{"en":"Set"}', 'largest-part') on conflict do nothing`,
      [town.tenantId, set],
    )
    await owner.query(
      `insert into identity.boundaries (tenant_id, boundary_set_id, code, names, geom, instrument, valid_from, other_body)
       select $1::int, boundary_set_id, $3::text, jsonb_build_object('en', $3::text), st_multi(st_makeenvelope($4, $5, $6, $7, 4326)), 'Gazette', '2010-01-01', $8::jsonb
       from identity.boundary_sets where tenant_id = $1::int and code = $2::text`,
      [town.tenantId, set, code, ...box, otherBody && JSON.stringify(otherBody)],
    )
  })
}

interface Answer {
  ours: boolean | null
  goTo: { names: { en: string }; town?: string } | null
  sets: { set: string; area: { code: string } | null; ours: boolean | null; goTo: { names: { en: string } } | null }[]
}

async function ask(lon: number, lat: number, query = ''): Promise<Answer> {
  const answer = await api.browser().send('GET', `/${town.code}/competence?lon=${lon}&lat=${lat}${query}`)
  assert.equal(answer.status, 200)
  return answer.body as unknown as Answer
}
const setOf = (answer: Answer, set: string) => answer.sets.find((each) => each.set === set)!

test('"Not ours, go there" is an answer: the planning authority of the place, for what its set is about', async () => {
  const here = await ask(77.02, 23.05)
  assert.equal(here.ours, true)
  assert.deepEqual(
    [setOf(here, 'planning-authority').area?.code, setOf(here, 'planning-authority').ours],
    ['TOWN', true],
  )
  const there = await ask(77.07, 23.05)
  assert.equal(there.ours, true)
  const planning = setOf(there, 'planning-authority')
  assert.deepEqual([planning.area?.code, planning.ours], ['TNCP', false])
  assert.match(planning.goTo!.names.en, /Town and Country Planning/)
  assert.deepEqual([setOf(there, 'electoral-ward').ours, setOf(there, 'electoral-ward').goTo], [true, null])
})

test('a place outside the limit belongs to the sister town that covers it, or to nobody here', async () => {
  const sisters = await ask(77.15, 23.05)
  assert.deepEqual([sisters.ours, sisters.goTo?.town], [false, sister.code])
  assert.ok(sisters.sets.every((set) => set.ours === false))
  const nobodys = await ask(80, 25)
  assert.deepEqual([nobodys.ours, nobodys.goTo], [false, null])
})

test('the answer is that of the day: before the town had a limit nothing is known', async () => {
  const before = await ask(77.02, 23.05, '&on=1999-12-31')
  assert.equal(before.ours, null)
  assert.ok(before.sets.every((set) => set.area === null))
})

test('a house without a point answers by the areas it was put into; without any nothing is known', () => {
  const otherBody = { names: { en: 'Cantonment board' } }
  const placed = competenceOfAreas([{ set: 'planning-authority', code: 'C', names: { en: 'Cantonment' }, otherBody }])
  assert.deepEqual([placed.ours, placed.sets[0]?.ours, placed.sets[0]?.goTo], [true, false, otherBody])
  assert.equal(competenceOfAreas([]).ours, null)
})

test('a place on the line of two areas of a set goes to the first by code, in whatever order they come', () => {
  const line = ['B', 'A'].map((code) => ({ set: 'tax-ward', code, names: {}, otherBody: null }))
  for (const areas of [line, [...line].reverse()]) assert.equal(competenceOf(true, areas, []).sets[0]?.area?.code, 'A')
})
