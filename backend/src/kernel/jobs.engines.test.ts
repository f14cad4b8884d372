import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { command } from './commands.ts'
import type { Context, Tenant } from './context.ts'
import { asOwner } from './db.ts'
import { newRequestId } from './ids.ts'
import { type FailedJob, migrateJobs, retryJob, selectFailedJobs, startJobs } from './jobs.ts'

let db: TestDatabase
let town: Tenant
const heard: { subscriber: string; town: string; roleClass: string; payload: unknown }[] = []
let broken = true

before(async () => {
  db = await testDatabase()
  town = (await db.newTenant()).town
  await migrateJobs(db.platform)
  const hear = (name: string, fails: () => boolean) =>
    db.platform.subscribers.subscribe({
      name,
      event: 'test.thing-happened',
      run: async (context: Context, payload: unknown) => {
        heard.push({ subscriber: name, town: context.tenant.code, roleClass: context.roleClass, payload })
        if (fails()) throw new Error(`${name} is broken`)
      },
    })
  hear('sound', () => false)
  hear('unsound', () => broken)
})

const timesHeard = (subscriber: string) => heard.filter((each) => each.subscriber === subscriber).length

/** Looks again until it is so; fails after half a minute. */
async function until<T>(what: string, look: () => Promise<T | false | undefined> | T | false | undefined): Promise<T> {
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    const found = await look()
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`it never came to be: ${what}`)
}

const failed = (tenant = town): Promise<FailedJob[]> => selectFailedJobs(db.platform, tenant.tenantId)
const moveTo = (job: FailedJob, attempts: number) =>
  asOwner(db.database, (owner) =>
    owner.query(
      `update graphile_worker._private_jobs set attempts = $2::int, run_at = now() where id = $1::bigint and locked_at is null`,
      [job.jobId, attempts],
    ),
  )

test('an event reaches every subscriber; one that throws is tried again, dies after its attempts and can be revived', async () => {
  const jobs = await startJobs(db.platform, {})
  // In the test, not after it: the database is closed by then.
  try {
    await follow()
  } finally {
    await jobs.stop()
  }
})

async function follow(): Promise<void> {
  await command(
    db.context(town, { roleClass: 'staff', userId: 7, requestId: newRequestId() }),
    { name: 'test.act' },
    async (tx) => {
      await tx.emit('test.thing-happened', { thing: 1 })
      tx.journal({ subjects: [] })
    },
  )
  await until('both heard it', () => timesHeard('sound') === 1 && timesHeard('unsound') === 1)
  assert.deepEqual(heard[0] && { ...heard[0], subscriber: '' }, {
    subscriber: '',
    town: town.code,
    roleClass: 'system',
    payload: { thing: 1 },
  })

  const waiting = await until('the failure is seen', async () => (await failed())[0])
  assert.deepEqual(
    [waiting.name, waiting.attempts, waiting.maximumAttempts, waiting.dead],
    ['deliver-event', 1, 12, false],
  )
  assert.match(waiting.lastError!, /unsound is broken/)

  await moveTo(waiting, 11)
  const dead = await until('it is dead', async () => (await failed()).find((job) => job.dead))
  assert.deepEqual([dead.jobId, dead.attempts], [waiting.jobId, 12])
  assert.equal(timesHeard('unsound'), 2)

  const stranger = (await db.newTenant()).town
  assert.deepEqual(await failed(stranger), [])
  assert.equal(await retryJob(db.platform, stranger.tenantId, dead.jobId), false)

  broken = false
  assert.equal(await retryJob(db.platform, town.tenantId, dead.jobId), true)
  await until('it is heard at last', () => timesHeard('unsound') === 3)
  await until('nothing is left', async () => (await failed()).length === 0)
  assert.equal(timesHeard('sound'), 1, 'the sound one heard it once')
}
