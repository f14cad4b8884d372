import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { faultsOf, type Workflow } from '../workflow/rules.ts'
import { type Draft, type Entry, foldCase } from '../workflow/rules-fold.ts'
import { type Actor, nextAction } from '../workflow/rules-next.ts'
import { closingFacts, incidentWorkflow } from './workflow.ts'

const workflow = incidentWorkflow as unknown as Workflow
const post = { town: null, postId: 3 }
const engineer: Actor = {
  kind: 'office',
  mayAllot: false,
  posts: [{ ...post, designation: 'water-engineer', byPostId: 3, holdingId: 1 }],
}
const entry = (given: Partial<Entry> & { action: string; sequence: number }): Entry => ({
  on: '2026-11-25',
  by: 'system',
  post: null,
  requestId: `r-${given.sequence}`,
  notingNumber: null,
  data: {},
  ...given,
})
const opened = [
  entry({ action: 'open', sequence: 1 }),
  entry({ action: 'allot', sequence: 2, data: { toPost: post } as Draft['data'] }),
]
const isOffice = (action: string) => workflow.actions[action]!.by === 'office'

/** Plays actions in any order; each is taken only where the table lets its actor take it. */
function play(actions: readonly string[]): Entry[] {
  const log = [...opened]
  for (const action of actions) {
    const state = foldCase(workflow, log)
    const actor: Actor = isOffice(action) ? engineer : { kind: 'system' }
    const next = nextAction(workflow, state, actor, [], action)
    if (next && !next.blocked.length)
      log.push(
        entry({
          action,
          sequence: log.length + 1,
          by: isOffice(action) ? 'office' : 'system',
          post: isOffice(action) ? post : null,
        }),
      )
  }
  return log
}

test('the table has no fault', () => assert.deepEqual(faultsOf(workflow), []))

test('in whatever order things happen, an incident is closed only when traced, told, supplied, and clean since the last repair or bad result', () => {
  const actions = fc.array(fc.constantFrom(...Object.keys(workflow.actions)), { minLength: 10, maxLength: 60 })
  let closed = 0
  fc.assert(
    fc.property(actions, (given) => {
      const log = play(given)
      if (foldCase(workflow, log).status !== 'closed') return
      closed++
      const done = log.map((each) => each.action)
      for (const action of ['trace', 'tell', 'send-tankers', 'find-clean'])
        assert.ok(done.includes(action), `${action} was left out`)
      const clean = done.lastIndexOf('find-clean')
      assert.ok(
        clean > Math.max(done.lastIndexOf('repair'), done.lastIndexOf('find-foul')),
        'a re-sample follows the last repair and bad result',
      )
      assert.equal(done.at(-1), 'close')
    }),
    { numRuns: 2000 },
  )
  assert.ok(closed > 100, `only ${closed} were closed: the test says too little`)
})

test('what stands between an incident and its end is named, one fact after another', () => {
  const lacking = (...actions: string[]) =>
    nextAction(workflow, foldCase(workflow, play(actions)), engineer, [], 'close')!.blocked.map(
      (reason) => reason.values.fact,
    )
  assert.deepEqual(lacking(), [...closingFacts])
  assert.deepEqual(lacking('trace', 'tell', 'send-tankers'), ['clean'])
  assert.deepEqual(lacking('trace', 'tell', 'send-tankers', 'find-clean'), [])
  assert.deepEqual(lacking('trace', 'tell', 'send-tankers', 'find-clean', 'find-foul'), ['clean'])
})

test('nobody but the platform says that the water is clean', () => {
  const state = foldCase(workflow, play(['trace']))
  assert.equal(nextAction(workflow, state, engineer, [], 'find-clean'), null)
})
