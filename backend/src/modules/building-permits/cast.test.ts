/** The named cases of the sample town, asked for a permit: each is answered by what is true of its place. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { generateCityInBlocks } from '../../../../data/sample-city/index.ts'
import { loadCity } from '../../../../data/sample-city/load/index.ts'
import type { CastName, CityEnd } from '../../../../data/sample-city/types.ts'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { asOwner, type Context, newRequestId, Problem, type Tenant } from '../../kernel/index.ts'
import { newWorkflows, type Workflows } from '../workflow/index.ts'
import { applyForPermit } from './actions/apply-for-permit.ts'
import { askConsent } from './actions/ask-consent.ts'
import { handInPermits } from './hand-in.ts'
import { readPermit } from './page.ts'
import { applySchema } from './schemas.ts'

const today = '2026-11-22'
let db: TestDatabase
let town: Tenant
let cast: CityEnd['cast']
let workflows: Workflows
let userId = 0
let bases: Record<'parcels' | 'properties' | 'persons', number>

before(async () => {
  db = await testDatabase()
  const blocks = generateCityInBlocks({ seed: 7, parcels: 9000, code: 'cast-town', names: { en: 'Cast' }, today })
  const loaded = await loadCity(db.platform, blocks, 9000, today)
  town = loaded.tenant
  cast = loaded.end.cast
  workflows = newWorkflows()
  handInPermits(workflows)
  await asOwner(db.database, async (owner) => {
    await owner.query(
      `insert into identity.masters (scope, tenant_id, register, key, value, instrument, valid_from)
       values ('ulb', $1, 'workflow.services', 'building-permits.permit', '{"days":{"count":24,"kind":"working"}}', 'Sample order (fictional)', '2020-01-01')`,
      [town.tenantId],
    )
    const [user] = await owner.query<{ id: number }>(
      `insert into identity.users (tenant_id, kind, names) values ($1, 'citizen', '{"en":"Applicant"}') returning user_id as id`,
      [town.stateId],
    )
    userId = user!.id
    const [first] = await owner.query<typeof bases>(
      `select (select min(parcel_id) from parcels.parcels where tenant_id = $1) - 1 as parcels, (select min(property_id) from parcels.properties where tenant_id = $1) - 1 as properties,
         (select min(party_id) from people.persons where tenant_id = $1) - 1 as persons`,
      [town.tenantId],
    )
    bases = first!
  })
})

const citizen = (): Context => ({
  ...db.context(town, { roleClass: 'citizen', userId, requestId: newRequestId() }),
  today,
})

/** The first parcel and property of a named case, as the register knows them. */
const of = (name: CastName) => ({
  parcelId: bases.parcels + cast[name]!.parcels[0]!,
  propertyId: cast[name]!.properties.length ? bases.properties + cast[name]!.properties[0]! : null,
})

const apply = (parcelIds: number[], more: object = {}) =>
  applyForPermit(
    citizen(),
    workflows,
    applySchema.parse({ site: { parcelIds }, proposal: { use: 'residential', builtUpSqm: 100 }, ...more }),
  )

async function refusal(work: Promise<unknown>): Promise<Problem> {
  try {
    await work
  } catch (error) {
    assert.ok(error instanceof Problem, String(error))
    return error
  }
  throw new assert.AssertionError({ message: 'it was not refused' })
}

test('the tower stands on one plot that was two: nothing is left to amalgamate, and its owners agree one by one', async () => {
  const { parcelId } = of('tower')
  const applied = await apply([parcelId])
  assert.deepEqual(applied.conditions, [])
  assert.ok(applied.consentsNeeded >= 50, `${applied.consentsNeeded} consents of a tower of 96 flats`)
  // Its parents are history: no permit is given on them.
  const parents = cast.tower!.parcels.slice(1).map((key) => bases.parcels + key)
  assert.equal((await refusal(apply(parents))).status, 404)
})

test('the temple is heritage: whoever asks to build is told whose order stops it', async () => {
  const said = await refusal(apply([of('temple').parcelId]))
  assert.match(said.message, /State Heritage Board/)
})

test('the house of the dead owner: the stay forbids its sale, not a permit, but a dead owner agrees to nothing', async () => {
  const { parcelId } = of('deadOwnerHouse')
  const { caseId } = await apply([parcelId])
  const { consents } = await readPermit(citizen(), caseId)
  const owner = bases.persons + cast.deadOwnerHouse!.persons[0]!
  const [row] = await asOwner(db.database, (reader) =>
    reader.query<{ id: number }>(
      `select consent_id as id from building_permits.consents where tenant_id = $1 and case_id = $2 and party_id = $3`,
      [town.tenantId, caseId, owner],
    ),
  )
  assert.ok(
    row && consents.some((each) => each.consentId === Number(row.id)),
    `owner ${owner} among ${consents.length}`,
  )
  assert.match((await refusal(askConsent(citizen(), caseId, Number(row.id)))).message, /No mobile/)
})

test('the abadi is three hundred houses on one khasra: a house asks on its own part of it', async () => {
  const { parcelId } = of('abadi')
  const [spot] = await asOwner(db.database, (reader) =>
    reader.query<{ geometry: { type: 'Polygon'; coordinates: [number, number][][] } }>(
      `select st_asgeojson(st_envelope(st_buffer(st_pointonsurface(geom)::geography, 5)::geometry), 9)::jsonb as geometry
       from parcels.current_parcels_view where tenant_id = $1 and parcel_id = $2`,
      [town.tenantId, parcelId],
    ),
  )
  const applied = await apply([], { site: { geometry: spot!.geometry } })
  // The khasra names no owner: whoever lives there shows what the land is held by.
  assert.deepEqual(applied.conditions, ['sub-division', 'ownership'])
})

test('the campus lies over the limit of the town: what is outside is refused, whoever the register says owns it', async () => {
  const ids = cast.campus!.parcels.map((key) => bases.parcels + key)
  const rows = await asOwner(db.database, (reader) =>
    reader.query<{ parcel_id: number; inside: boolean }>(
      `select p.parcel_id, st_coveredby(p.geom, t.boundary) as inside from parcels.current_parcels_view p, identity.town_versions t
       where p.tenant_id = $1 and p.parcel_id = any ($2) and p.valid_to = 'infinity' and t.tenant_id = $1 and t.superseded_at = 'infinity' and t.valid_to = 'infinity'`,
      [town.tenantId, ids],
    ),
  )
  const across = rows.filter((row) => !row.inside)
  assert.ok(across.length > 0, `no parcel of the campus reaches over the limit: ${JSON.stringify(rows)}`)
  assert.match((await refusal(apply([Number(across[0]!.parcel_id)]))).message, /outside the town|not ours/)
})

test('two plots that were cut from one are asked for together: they are to become one again', async () => {
  const ids = cast.splitPlot!.parcels.map((key) => bases.parcels + key)
  const live = await asOwner(db.database, (reader) =>
    reader.query<{ parcel_id: number }>(
      `select parcel_id from parcels.current_parcels_view where tenant_id = $1 and parcel_id = any ($2) and valid_to = 'infinity' order by 1`,
      [town.tenantId, ids],
    ),
  )
  assert.ok(live.length >= 2, `${live.length} live plots of ${ids.length}`)
  const applied = await apply(live.slice(0, 2).map((row) => Number(row.parcel_id)))
  assert.deepEqual(applied.conditions, ['amalgamation'])
})
