import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { faultsOf, type Workflow } from '../workflow/rules.ts'
import { appended, type Draft, foldCase } from '../workflow/rules-fold.ts'
import { type Actor, nextActions } from '../workflow/rules-next.ts'
import { mapStateOf, readCategories, titleOf } from './rules.ts'
import { complaintStatuses, complaintWorkflow } from './workflow.ts'

const workflow = complaintWorkflow as unknown as Workflow
const file = new URL('../../../../data/reference/masters/grievance-categories.json', import.meta.url)

let requests = 0
const draft = (action: string, given: Partial<Draft> = {}): Draft => ({
  action,
  on: '2026-04-01',
  by: 'office',
  post: null,
  requestId: `request-${++requests}`,
  noted: false,
  data: {},
  ...given,
})
const at = (...actions: string[]) =>
  foldCase(
    workflow,
    actions.reduce((log, action) => appended(workflow, log, [draft(action)]), appended(workflow, [], [draft('open')])),
  )
const names = (actor: Actor, ...actions: string[]) =>
  nextActions(workflow, at(...actions), actor).map((each) => each.action)

test('the table of complaints has no hole', () => assert.deepEqual(faultsOf(workflow), []))

test('only the complainant closes a complaint; the head of office may without, and it is told apart', () => {
  const officer: Actor = {
    kind: 'office',
    posts: [{ town: null, postId: 1, designation: 'grievance-officer', byPostId: 1, holdingId: 1 }],
    mayAllot: false,
  }
  const head: Actor = {
    kind: 'office',
    posts: [{ town: null, postId: 2, designation: 'commissioner', byPostId: 2, holdingId: 2 }],
    mayAllot: true,
  }
  assert.deepEqual(names({ kind: 'applicant' }, 'start', 'finish'), ['consent', 'object'])
  assert.deepEqual(names(officer, 'start', 'finish'), [])
  assert.deepEqual(names(head, 'start', 'finish'), ['close-without-consent'])
  assert.equal(at('start', 'finish', 'close-without-consent').status, 'closed-by-office')
  assert.deepEqual(names({ kind: 'applicant' }, 'start', 'finish', 'close-without-consent'), ['reopen'])
})

test('a complaint that was not done goes back to work, and its clock runs again', () => {
  const state = at('start', 'finish', 'object')
  assert.deepEqual([state.status, state.stretches.at(-1)?.to], ['in-work', null])
  assert.equal(at('start', 'finish').stretches.at(-1)?.to, '2026-04-01')
})

test('"not ours" needs the concurrence of another post', () => {
  const officer: Actor = {
    kind: 'office',
    posts: [{ town: null, postId: 1, designation: 'grievance-officer', byPostId: 1, holdingId: 1 }],
    mayAllot: false,
  }
  const log = appended(
    workflow,
    [],
    [draft('open'), draft('allot', { data: { toPost: { town: null, postId: 1 } } })].map((each) => ({
      ...each,
      requestId: 'one',
    })),
  )
  const refer = nextActions(workflow, foldCase(workflow, log), officer).find((each) => each.action === 'refer')!
  assert.deepEqual(
    refer.blocked.map((reason) => reason.values.fact),
    ['concurred'],
  )
})

test('the categories that come with the platform can be read, in three languages and in order', () => {
  const { entries } = JSON.parse(readFileSync(file, 'utf8')) as { entries: Record<string, unknown> }
  const rows = Object.entries(entries).map(([key, value]) => ({ key, value }))
  const categories = readCategories(rows)
  assert.equal(categories.length, rows.length)
  assert.equal(categories.at(-1)?.category, 'other')
  for (const { names: words, category } of categories)
    assert.ok(/\p{Script=Devanagari}/u.test(words.hi) && /\p{Script=Devanagari}/u.test(words.mr), category)
})

test('a broken category is left out and stops no other', () => {
  const good = { names: { en: 'A', hi: 'क', mr: 'क' }, sort: 1, roles: ['x'], nearbyM: 5, onMap: true }
  assert.deepEqual(
    readCategories([
      { key: 'good', value: good },
      { key: 'bad', value: { ...good, roles: [] } },
      { key: 'worse', value: null },
    ]).map((each) => each.category),
    ['good'],
  )
})

test('the map knows four states, whatever a complaint’s own', () => {
  const states = Object.keys(complaintStatuses).map(mapStateOf)
  assert.deepEqual([...new Set(states)], ['reported', 'in-work', 'done', 'closed'])
  assert.deepEqual(titleOf({ en: 'Leak', hi: 'रिसाव' }, { en: 'Gandhi Road', hi: 'गांधी मार्ग' }, 'x'), {
    en: 'Leak · Gandhi Road',
    hi: 'रिसाव · गांधी मार्ग',
  })
})
