import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Polygon } from 'geojson'
import { type TestDatabase, testDatabase } from '../../../../test/database.ts'
import { type Context, NotFound, newRequestId, type Tenant } from '../../../kernel/index.ts'
import { registerParcel } from '../actions/register-parcel.ts'
import { registerParcelSchema } from '../schemas-actions.ts'
import { readDrawing } from './drawing.ts'

let database: TestDatabase
let town: Tenant

before(async () => {
  database = await testDatabase()
  town = (await database.newTenant()).town
})

const planner = (): Context => database.context(town, { roleClass: 'staff', userId: 1, requestId: newRequestId() })

const box = (west: number, east: number): Polygon => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, 23.1],
      [east, 23.1],
      [east, 23.1003],
      [west, 23.1003],
      [west, 23.1],
    ],
  ],
})

const register = async (geometry: Polygon, number: string) =>
  (
    await registerParcel(
      planner(),
      registerParcelSchema.parse({
        instrument: 'Survey of the ward',
        effectiveOn: '2020-04-01',
        level: 'municipal-plot',
        geometry,
        number,
      }),
    )
  ).parcelId

test('an editor sees the plot, its neighbours with what they share, and the versions to name again', async () => {
  const one = await register(box(77.91, 77.9102), 'A/1')
  const two = await register(box(77.9102, 77.9104), 'A/2')
  await register(box(77.9108, 77.911), 'A/3')
  const drawing = await readDrawing(planner(), one)
  assert.equal(drawing.plot.number, 'A/1')
  assert.equal(drawing.plot.instrument, 'Survey of the ward')
  assert.ok(drawing.plot.versionId > 0, 'the version that is seen')
  assert.deepEqual(
    drawing.neighbours.map(({ parcelId }) => parcelId),
    [two],
    'the one that touches, not the one apart',
  )
  assert.ok(Math.abs(drawing.neighbours[0]!.sharedM - 33.2) < 0.5, String(drawing.neighbours[0]!.sharedM))
  await assert.rejects(readDrawing(planner(), 999_999), NotFound)
})
