import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { command, look, read, readPublic, type Tx } from './commands.ts'
import type { Context } from './context.ts'
import { asOwner, transact } from './db.ts'
import { Conflict, Invalid } from './errors.ts'
import { dispatchEvents } from './events.ts'
import { newRequestId } from './ids.ts'
import { openPrivate, sealJournal, verifyJournal } from './journal.ts'
import { destroyKeyOfPerson } from './keys.ts'
import { accountNumbers, nextNumber, takeBlock, unaccountedNumbers } from './numbering.ts'

let db: TestDatabase
let context: Context

before(async () => {
  db = await testDatabase()
  const { town } = await db.newTenant()
  context = db.context(town, { roleClass: 'staff', userId: 7 })
})

const fresh = (): Context => ({ ...context, requestId: newRequestId() })

async function addLocality(tx: Tx, code: string): Promise<{ localityId: number }> {
  const [row] = await tx.query<{ locality_id: number }>(
    `insert into parcels.localities (tenant_id, code, names) values ($1::int, $2::text, '{"hi":"मोहल्ला"}') returning locality_id`,
    [context.tenant.tenantId, code],
  )
  tx.journal({ subjects: [{ kind: 'locality', id: row!.locality_id }], after: { code } })
  return { localityId: row!.locality_id }
}

async function countLocalities(code: string): Promise<number> {
  const [row] = await read(context, (reader) =>
    reader.query<{ count: number }>(
      `select count(*) as count from parcels.localities where tenant_id = $1::int and code = $2::text`,
      [context.tenant.tenantId, code],
    ),
  )
  return row!.count
}

test('a repeated request gets the first answer and writes nothing twice', async () => {
  const asked = fresh()
  const run = () =>
    command(asked, { name: 'parcels.add-locality', input: { code: 'repeat' } }, (tx) => addLocality(tx, 'repeat'))
  const [first, second] = await Promise.all([run(), run()])
  assert.deepEqual(first, second)
  assert.deepEqual(await run(), first)
  assert.equal(await countLocalities('repeat'), 1)
})

test('the same request id with another input, or from another user, is a conflict', async () => {
  const asked = fresh()
  await command(asked, { name: 'parcels.add-locality', input: { code: 'one' } }, (tx) => addLocality(tx, 'one'))
  await assert.rejects(
    command(asked, { name: 'parcels.add-locality', input: { code: 'two' } }, (tx) => addLocality(tx, 'two')),
    Conflict,
  )
  await assert.rejects(
    command({ ...asked, userId: 8 }, { name: 'parcels.add-locality', input: { code: 'one' } }, (tx) =>
      addLocality(tx, 'one'),
    ),
    Conflict,
  )
  assert.equal(await countLocalities('two'), 0)
})

test('a refused command leaves nothing behind: no row, no event, no journal line, no kept answer', async () => {
  const asked = fresh()
  const refused = command(asked, { name: 'parcels.add-locality' }, async (tx) => {
    await addLocality(tx, 'refused')
    await tx.emit('parcels.locality-added', { code: 'refused' })
    await tx.touch('localities', [1])
    throw new Invalid('code', 'No.')
  })
  await assert.rejects(refused, Invalid)
  const [left] = await asOwner(db.database, (owner) =>
    owner.query<{ count: number }>(
      `select (select count(*) from kernel.requests where request_id = $1::text) + (select count(*) from kernel.journal_entries where request_id = $1::text)
            + (select count(*) from kernel.events where payload ->> 'code' = 'refused') as count`,
      [asked.requestId],
    ),
  )
  assert.equal(left!.count, 0)
  assert.equal(await countLocalities('refused'), 0)
})

test('a command without a journal line, or with two, is refused', async () => {
  await assert.rejects(
    command(fresh(), { name: 'x.forget' }, async () => 1),
    /wrote no journal line/,
  )
  await assert.rejects(
    command(fresh(), { name: 'x.twice' }, async (tx) => {
      tx.journal({ subjects: [] })
      tx.journal({ subjects: [] })
    }),
    /two journal lines/,
  )
})

test('a read cannot write, and a second transaction inside one is refused instead of waiting for ever', async () => {
  await assert.rejects(
    read(context, (reader) =>
      reader.query(`insert into parcels.localities (tenant_id, code, names) values (1, 'x', '{}')`),
    ),
    { code: '25006' },
  )
  await assert.rejects(
    read(context, () => read(context, async () => 1)),
    /open already/,
  )
})

test('every read and write runs as the application role, public reads as the reader that has no private column', async () => {
  const roleOf = async (runner: typeof read) =>
    (await runner(context, (reader) => reader.query<{ who: string }>('select current_user as who')))[0]!.who
  assert.equal(await roleOf(read), 'khasra_app')
  assert.equal(await roleOf(readPublic), 'khasra_reader')
  await assert.rejects(
    readPublic(context, (reader) => reader.query('select names from people.persons')),
    { code: '42501' },
  )
  await assert.rejects(
    readPublic(context, (reader) => reader.query('select * from parcels.addresses')),
    { code: '42501' },
  )
})

test('a participant that gives reasons refuses the whole command', async () => {
  context.platform.participants.participate('parcels.test-question', async () => [
    'A court stay of 3 March stops this.',
  ])
  const refused = command(fresh(), { name: 'parcels.add-locality' }, async (tx) => {
    await addLocality(tx, 'stayed')
    await tx.invite('parcels.test-question', {})
  })
  await assert.rejects(
    refused,
    (error: Conflict) => error.status === 409 && error.details.reasons?.[0]?.includes('court stay') === true,
  )
  assert.equal(await countLocalities('stayed'), 0)
})

test('private values in the journal open with the key of their person and stay closed once it is destroyed', async () => {
  const asked = fresh()
  await command(asked, { name: 'people.change-mobile' }, async (tx) => {
    tx.journal({
      subjects: [{ kind: 'person', id: 41 }],
      private: [{ personId: 41, before: { mobile: '5550000001' }, after: { mobile: '5550000002' } }],
    })
  })
  const tenantId = context.tenant.tenantId
  const [line] = await read(context, (reader) =>
    reader.query<{ private: { personId: number; body: string }[] }>(
      `select private from kernel.journal_entries where tenant_id = $1::int and request_id = $2::text`,
      [tenantId, asked.requestId],
    ),
  )
  assert.ok(!JSON.stringify(line).includes('5550000'))
  const open = () =>
    asOwner(db.database, (owner) => openPrivate(owner, context.platform.config.masterKey, tenantId, line!.private[0]!))
  assert.deepEqual(await open(), { before: { mobile: '5550000001' }, after: { mobile: '5550000002' } })
  await asOwner(db.database, (owner) => destroyKeyOfPerson(owner, tenantId, 41))
  assert.equal(await open(), null)
})

test('the journal chain holds, and the first line that was changed is named', async () => {
  const { town } = await db.newTenant()
  const own = db.context(town, { roleClass: 'staff', userId: 7 })
  for (const at of [1, 2, 3, 4])
    await command({ ...own, requestId: newRequestId() }, { name: 'x.note' }, async (tx) =>
      tx.journal({ subjects: [], after: { at, title: 'नोट' } }),
    )
  await look(
    { ...own, requestId: newRequestId() },
    'people.look',
    { subjects: [{ kind: 'person', id: 1 }] },
    async () => 1,
  )
  assert.equal(await sealJournal(db.database, town.tenantId), 5)
  assert.deepEqual(await verifyJournal(db.database, town.tenantId), { entries: 5, unsealed: 0, intact: true })
  const [third] = await asOwner(db.database, (owner) =>
    owner.query<{ entry_id: number }>(
      `select entry_id from kernel.journal_seals where tenant_id = $1::int and sequence = 3`,
      [town.tenantId],
    ),
  )
  await asOwner(db.database, (owner) =>
    owner.query(
      `update kernel.journal_entries set after = '{"at":33}' where tenant_id = $1::int and entry_id = $2::bigint`,
      [town.tenantId, third!.entry_id],
    ),
  )
  const verdict = await verifyJournal(db.database, town.tenantId)
  assert.deepEqual(
    verdict.firstBroken && { sequence: verdict.firstBroken.sequence, entryId: verdict.firstBroken.entryId },
    { sequence: 3, entryId: third!.entry_id },
  )
  assert.equal(verdict.intact, false)
})

test('the application can add journal lines but neither change nor remove one', async () => {
  const settings = {
    role: 'khasra_app',
    readOnly: false,
    tenantId: context.tenant.tenantId,
    stateId: context.tenant.stateId,
    roleClass: 'system',
  } as const
  await assert.rejects(
    transact(db.database, settings, (app) =>
      app.query(`update kernel.journal_entries set command = 'x' where tenant_id = $1::int`, [context.tenant.tenantId]),
    ),
    { code: '42501' },
  )
  await assert.rejects(
    transact(db.database, settings, (app) =>
      app.query(`delete from kernel.journal_entries where tenant_id = $1::int`, [context.tenant.tenantId]),
    ),
    { code: '42501' },
  )
})

test('an event waits in the outbox until it is handed to each subscriber once', async () => {
  const jobs: string[] = []
  context.platform.subscribers.subscribe({ name: 'test-hears', event: 'parcels.locality-added', run: async () => {} })
  await command(fresh(), { name: 'parcels.add-locality' }, async (tx) => {
    await tx.emit('parcels.locality-added', { code: 'news' })
    return addLocality(tx, 'news')
  })
  const queue = {
    addJob: async (_db: unknown, name: string, payload: object) =>
      void jobs.push(`${name} ${(payload as { subscriber: string }).subscriber}`),
  }
  while (await dispatchEvents(context.platform, queue));
  assert.deepEqual(jobs, ['deliver-event test-hears'])
})

test('numbers of a series run without gaps, and every number of a block is accounted for', async () => {
  const tenantId = context.tenant.tenantId
  const next = (day: string) =>
    command(fresh(), { name: 'x.number' }, async (tx) => {
      tx.journal({ subjects: [] })
      return nextNumber(tx, tenantId, 'receipt', day, 'RCT/{fy}/{n:4}')
    })
  const many = await Promise.all(Array.from({ length: 8 }, () => next('2026-05-01')))
  assert.deepEqual(
    many.map((each) => each.number).sort((a, b) => a - b),
    [1, 2, 3, 4, 5, 6, 7, 8],
  )
  assert.equal((await next('2026-03-31')).printed, 'RCT/2025-26/0001')
  const block = await asOwner(db.database, (owner) =>
    takeBlock(owner, tenantId, 'receipt', '2026-05-01', 'handheld 4', 3, 'RCT/{fy}/{n:4}'),
  )
  assert.deepEqual([block.firstNumber, block.lastNumber], [9, 11])
  await asOwner(db.database, (owner) =>
    accountNumbers(owner, tenantId, block.blockId, [
      { number: 9, state: 'used' },
      { number: 10, state: 'void', reason: 'paper jam' },
    ]),
  )
  assert.deepEqual(await asOwner(db.database, (owner) => unaccountedNumbers(owner, tenantId, block.blockId)), [11])
  await assert.rejects(
    asOwner(db.database, (owner) => accountNumbers(owner, tenantId, block.blockId, [{ number: 9, state: 'returned' }])),
    Conflict,
  )
  await assert.rejects(
    asOwner(db.database, (owner) => accountNumbers(owner, tenantId, block.blockId, [{ number: 12, state: 'used' }])),
    Conflict,
  )
})
