import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isPassing, type KeptCommand, type NewCommand, newCommandQueue } from './command-queue.ts'
import { memoryStore } from './command-store.ts'
import { RequestProblem } from './problem.ts'

type Answer = 'ok' | 'offline' | number
/** A server that does what the list says, then everything; it knows request ids as ours does. */
function bench(answers: Answer[] = []) {
  const store = memoryStore()
  const done = new Map<string, unknown>()
  const arrived: string[] = []
  let user = 1
  const queue = newCommandQueue({
    store,
    async send(command: KeptCommand) {
      const answer = answers.shift() ?? 'ok'
      if (answer === 'offline') throw new RequestProblem('offline', 0)
      if (typeof answer === 'number') throw new RequestProblem('refused', answer, { detail: 'no', reference: 'abc' })
      arrived.push(command.requestId)
      if (!done.has(command.requestId)) done.set(command.requestId, command.body)
      return { saved: command.body }
    },
    mayGo: async (command) => command.userId === user,
    onChange: () => {},
    now: () => new Date('2026-11-25T10:00:00Z'),
  })
  const signIn = (id: number) => {
    user = id
  }
  return { store, queue, done, arrived, answers, signIn }
}

let lastId = 0
const command = (body: unknown = {}, userId = 1): NewCommand => ({
  requestId: `request-${++lastId}`,
  city: 'nayapur',
  userId,
  method: 'POST',
  path: '/x',
  body,
  words: 'x',
})

test('with a network a command is sent at once and leaves nothing behind', async () => {
  const { queue, store } = bench()
  assert.deepEqual(await queue.send(command({ a: 1 })), { state: 'sent', answer: { saved: { a: 1 } } })
  assert.deepEqual(await store.all(), [])
})

test('without a network it is kept, and sent once when the network is back', async () => {
  const { queue, store, done } = bench(['offline'])
  assert.deepEqual(await queue.send(command({ a: 1 })), { state: 'kept' })
  assert.equal((await store.all()).length, 1)
  await Promise.all([queue.flush(), queue.flush(), queue.flush()])
  assert.deepEqual([...done.values()], [{ a: 1 }])
  assert.deepEqual(await store.all(), [])
})

test('a refusal while the form is open is told there; later it stays in the list with its reason and is not sent again', async () => {
  const { queue, store, answers } = bench([409])
  await assert.rejects(queue.send(command()), (problem: RequestProblem) => problem.status === 409)
  assert.deepEqual(await store.all(), [])
  answers.push('offline', 409)
  await queue.send(command())
  await queue.flush()
  const [refused] = await store.all()
  assert.deepEqual(refused?.refusal, { status: 409, detail: 'no', reference: 'abc' })
  await queue.flush()
  assert.equal((await store.all()).length, 1)
  await queue.discard(refused!.order)
  assert.deepEqual(await store.all(), [])
})

test('nothing is sent for somebody who is not signed in, and a stranger’s command holds up nobody', async () => {
  const { queue, done, signIn, store } = bench()
  signIn(2)
  assert.deepEqual(await queue.send(command('first', 1)), { state: 'kept' })
  await queue.send(command('second', 2))
  assert.deepEqual([...done.values()], ['second'])
  signIn(1)
  await queue.flush()
  assert.deepEqual([...done.values(), (await store.all()).length], ['second', 'first', 0])
})

test('what may pass by itself is tried again, what will not is not', () => {
  const refused = (status: number) => new RequestProblem('refused', status)
  for (const status of [401, 408, 429, 500, 503]) assert.ok(isPassing(refused(status)), String(status))
  for (const status of [400, 403, 404, 409, 413]) assert.ok(!isPassing(refused(status)), String(status))
  assert.ok(isPassing(new RequestProblem('offline', 0)) && isPassing(new TypeError('x')))
})

test('whatever the network does, every command arrives in its order and takes effect once', async () => {
  const answer = fc.constantFrom<Answer>('ok', 'offline', 503, 429)
  await fc.assert(
    fc.asyncProperty(fc.array(answer, { maxLength: 30 }), fc.integer({ min: 1, max: 8 }), async (answers, count) => {
      const { queue, done, store } = bench([...answers])
      const commands = Array.from({ length: count }, (_, at) => command(at))
      for (const each of commands) await queue.send(each)
      for (let turn = 0; turn <= answers.length; turn++) await queue.flush()
      assert.deepEqual(
        [...done.keys()],
        commands.map((each) => each.requestId),
      )
      assert.deepEqual(await store.all(), [])
    }),
    { numRuns: 80 },
  )
})
