import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { builtIn, defineWorkflow, faultsOf, notingVerbs, reachable, type Workflow } from './rules.ts'
import {
  appended,
  changedSince,
  type Draft,
  type Entry,
  foldCase,
  isSamePost,
  type PostRef,
  Undeclared,
} from './rules-fold.ts'
import { draft, licence } from './test-workflow.ts'

const post = (postId: number, town: string | null = null): PostRef => ({ town, postId })
const run = (...drafts: Draft[]) => drafts.reduce((log, each) => appended(licence, log, [each]), [] as readonly Entry[])
const stateOf = (...drafts: Draft[]) => foldCase(licence, run(...drafts))

/** Days that go on or stand still, as days of a town do. */
const anyDraft = (actions: readonly string[]): fc.Arbitrary<Draft> =>
  fc.record({
    action: fc.constantFrom(...actions),
    on: fc.integer({ min: 0, max: 200 }).map((day) => new Date(Date.UTC(2026, 3, 1 + day)).toISOString().slice(0, 10)),
    by: fc.constantFrom('applicant' as const, 'office' as const, 'system' as const),
    post: fc.option(fc.integer({ min: 1, max: 4 }).map((id) => post(id))),
    requestId: fc.integer({ min: 0, max: 60 }).map((id) => `request-${id}`),
    noted: fc.boolean(),
    data: fc.record(
      {
        toPost: fc.option(fc.integer({ min: 1, max: 4 }).map((id) => post(id))),
        level: fc.integer({ min: 1, max: 4 }),
      },
      { requiredKeys: [] },
    ),
  })

const licenceActions = [...builtIn, ...Object.keys(licence.actions), 'sell', '__proto__', 'constructor']
const anyDrafts = fc
  .array(anyDraft(licenceActions), { maxLength: 40 })
  .map((list) => [draft('open', { requestId: 'request-open' }), ...list.sort((a, b) => (a.on < b.on ? -1 : 1))])

/** Runs what the table allows and leaves out the rest, as a server that refuses does. */
function play(workflow: Workflow, drafts: readonly Draft[]): readonly Entry[] {
  let log: readonly Entry[] = []
  for (const each of drafts) {
    try {
      log = appended(workflow, log, [each])
    } catch (error) {
      assert.ok(error instanceof Undeclared, String(error))
    }
  }
  return log
}

test('whatever is tried, a case stands in a declared status that its first one leads to', () => {
  const known = reachable(licence)
  fc.assert(
    fc.property(anyDrafts, (drafts) => {
      const log = play(licence, drafts)
      for (let length = 1; length <= log.length; length++)
        assert.ok(known.has(foldCase(licence, log.slice(0, length)).status))
    }),
    { numRuns: 500 },
  )
})

test('replaying a log gives the same state, entry by entry and whole', () => {
  fc.assert(
    fc.property(anyDrafts, (drafts) => {
      const log = play(licence, drafts)
      const copy = JSON.parse(JSON.stringify(log)) as Entry[]
      assert.deepEqual(foldCase(licence, copy), foldCase(licence, log))
    }),
    { numRuns: 300 },
  )
})

test('a repeated request changes nothing, wherever it is repeated', () => {
  fc.assert(
    fc.property(anyDrafts, fc.nat(), (drafts, at) => {
      const log = play(licence, drafts)
      const again = log[at % log.length]!
      const repeated = draft(again.action, { requestId: again.requestId, data: { toPost: post(9) } })
      assert.equal(appended(licence, log, [repeated]), log)
    }),
    { numRuns: 300 },
  )
})

test('entries and notings are numbered without gap, and the clock’s stretches follow one another', () => {
  fc.assert(
    fc.property(anyDrafts, (drafts) => {
      const log = play(licence, drafts)
      assert.deepEqual(
        log.map((entry) => entry.sequence),
        log.map((_, at) => at + 1),
      )
      const numbers = log.flatMap((entry) => entry.notingNumber ?? [])
      assert.deepEqual(
        numbers,
        numbers.map((_, at) => at + 1),
      )
      const { stretches, stage } = foldCase(licence, log)
      for (const [at, { from, to }] of stretches.entries()) {
        assert.ok(to === null ? at === stretches.length - 1 : from <= to)
        if (at > 0) assert.ok(stretches[at - 1]!.to! <= from)
      }
      assert.equal(stretches.at(-1)?.to === null, stage === 'office')
    }),
    { numRuns: 300 },
  )
})

test('random tables: a definition without faults never leaves its statuses', () => {
  const names = ['a', 'b', 'c', 'd', 'e']
  const anyTable = fc.record({
    targets: fc.array(fc.option(fc.constantFrom(...names)), { minLength: 6, maxLength: 6 }),
    offers: fc.array(fc.array(fc.nat(5), { maxLength: 4 }), { minLength: 5, maxLength: 5 }),
    stages: fc.array(fc.constantFrom('office' as const, 'applicant' as const, 'closed' as const), {
      minLength: 5,
      maxLength: 5,
    }),
  })
  const words = { en: 'x', hi: 'क', mr: 'क' }
  fc.assert(
    fc.property(
      anyTable,
      fc.array(anyDraft(['x0', 'x1', 'x2', 'x3', 'x4', 'x5', ...builtIn]), { maxLength: 30 }),
      (table, drafts) => {
        const workflow: Workflow = {
          ...licence,
          initial: 'a',
          statuses: Object.fromEntries(names.map((name, at) => [name, { names: words, stage: table.stages[at]! }])),
          next: Object.fromEntries(names.map((name, at) => [name, table.offers[at]!.map((each) => `x${each}`)])),
          actions: Object.fromEntries(
            table.targets.map((to, at) => [`x${at}`, { names: words, by: 'office' as const, to }]),
          ),
          deemed: undefined,
        }
        const status = foldCase(workflow, play(workflow, [draft('open'), ...drafts])).status
        assert.ok(reachable(workflow).has(status) && names.includes(status))
      },
    ),
    { numRuns: 500 },
  )
})

test('a definition with a hole is refused where it is written, with every fault named', () => {
  const broken = {
    ...licence,
    next: { ...licence.next, granted: ['sell'] },
    actions: { ...licence.actions, remind: licence.actions.ask!, lost: { ...licence.actions.ask!, to: 'nowhere' } },
  }
  assert.deepEqual(faultsOf(broken), [
    'remind is an action of every workflow',
    'sell is offered, not declared',
    'remind is declared, never offered',
    'lost is declared, never offered',
    'nowhere is led to, not declared',
  ])
  assert.throws(() => defineWorkflow(broken), /is broken: remind/)
  assert.deepEqual(faultsOf(licence), [])
})

test('a log that begins elsewhere, jumps or holds a foreign action is not accepted', () => {
  const log = run(draft('open'), draft('check'))
  assert.throws(() => foldCase(licence, []), Undeclared)
  assert.throws(() => foldCase(licence, log.slice(1)), Undeclared)
  assert.throws(() => foldCase(licence, [log[0]!, { ...log[1]!, sequence: 3 }]), Undeclared)
  assert.throws(() => run(draft('open'), draft('grant')), /grant is not declared for lodged/)
  assert.throws(() => run(draft('open'), draft('open')), Undeclared)
})

test('the file goes up by recommendation, across by query, and comes back the way it went', () => {
  const start = [draft('open'), draft('allot', { data: { toPost: post(1) } })]
  const up = draft('recommend', { noted: true, data: { toPost: post(2) } })
  const across = draft('query', { noted: true, data: { toPost: post(3) } })
  const agreed = draft('concur', { noted: true })
  const state = stateOf(...start, up, across)
  assert.deepEqual([state.assignee, state.trail], [post(3), [post(1), post(2)]])
  const after = stateOf(...start, up, across, agreed)
  assert.deepEqual([after.assignee, after.trail, after.facts], [post(2), [post(1)], ['concurred']])
  const back = stateOf(...start, up, across, agreed, draft('return', { noted: true }))
  assert.deepEqual([back.assignee, back.trail, back.notings], [post(1), [], 4])
})

test('a concurrence is spent by the step it was given for', () => {
  const state = stateOf(draft('open'), draft('check'), draft('concur', { noted: true }), draft('ask'))
  assert.deepEqual(state.facts, ['complete', 'rules-passed'])
})

test('the clock stops while the applicant acts, ends with the decision and begins anew when a case is reopened', () => {
  const asked = stateOf(draft('open'), draft('ask', { on: '2026-04-03' }))
  assert.deepEqual(asked.stretches, [{ from: '2026-04-01', to: '2026-04-03' }])
  const answered = [draft('open'), draft('ask', { on: '2026-04-03' }), draft('answer', { on: '2026-04-10' })]
  assert.equal(stateOf(...answered).stretches.length, 2)
  const decided = [...answered, draft('check', { on: '2026-04-11' }), draft('refuse', { on: '2026-04-12' })]
  const refused = stateOf(...decided)
  assert.deepEqual([refused.decision, refused.decidedOn, refused.closedOn], ['refused', '2026-04-12', '2026-04-12'])
  const again = stateOf(...decided, draft('reopen', { on: '2026-05-01' }))
  assert.deepEqual([again.stretches, again.decision, again.closedOn], [[{ from: '2026-05-01', to: null }], null, null])
})

test('what happened since somebody looked is told, reminders of the clock are not', () => {
  const log = run(draft('open'), draft('remind', { by: 'system' }), draft('check'))
  assert.deepEqual(
    changedSince(log, 1).map((entry) => entry.action),
    ['check'],
  )
  assert.deepEqual(changedSince(log, 3), [])
  assert.ok(!isSamePost(post(1), post(1, 'sister')) && isSamePost(post(1), post(1)))
  assert.equal(notingVerbs.length, 4)
})
