import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { z } from 'zod'
import * as identity from '../../backend/src/modules/identity/schemas.ts'
import * as notifications from '../../backend/src/modules/notifications/schemas.ts'
import * as parcels from '../../backend/src/modules/parcels/schemas.ts'
import type { ParcelPage, SearchAnswer, Session } from '../src/state/contract.ts'
import { stubAnswer } from './stub-api.ts'

// These lines do not run: they fail to compile when the server's answer no longer fits what the client reads.
const fits = <Client>(_server: Client) => true
type Server<Schema extends z.ZodType> = z.output<Schema>
export const compiled = [
  (answer: Server<typeof parcels.parcelPageSchema>) => fits<ParcelPage>(answer),
  (answer: Server<typeof parcels.searchAnswerSchema>) => fits<SearchAnswer>(answer),
  (answer: Server<typeof identity.sessionSchema>) => fits<Omit<Session, 'town'>>(answer),
]

const answers: [string, z.ZodType][] = [
  ['/api/towns', identity.townsSchema],
  ['/api/nayapur/session', identity.sessionSchema],
  ['/api/nayapur/inbox', notifications.localInboxSchema],
  ['/api/nayapur/permissions', identity.permissionsSchema],
  ['/api/nayapur/posts', identity.postsSchema],
  ['/api/nayapur/wards', parcels.areasAnswerSchema],
  ['/api/nayapur/parcels?search=gandhi', parcels.searchAnswerSchema],
  ['/api/nayapur/parcels/at?lon=77.95005&lat=23.1001', parcels.searchAnswerSchema],
  ['/api/nayapur/properties/1030', parcels.parcelPageSchema],
  ['/api/nayapur/parcels/5004', parcels.parcelPageSchema],
]

for (const [address, schema] of answers) {
  test(`what the screens are tried with is what the server would answer: ${address}`, async () => {
    const answer = await stubAnswer('GET', address, {}, 'stub_user=officer')
    assert.equal(answer?.status, 200)
    const read = schema.safeParse(JSON.parse(String(answer.body)))
    assert.deepEqual(read.error?.issues ?? [], [])
  })
}
