import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { inEnglish } from '../../kernel/index.ts'
import { type Candidate, choosePost, drawPost } from './rules-allotment.ts'
import { appended, type Draft, foldCase } from './rules-fold.ts'
import {
  type Actor,
  hidesApplicant,
  isOfficeOnly,
  nextAction,
  nextActions,
  postFor,
  postToClaim,
  reasonSentence,
} from './rules-next.ts'
import { draft, facelessLicence, licence } from './test-workflow.ts'

const planner = { town: null, postId: 1, designation: 'town-planner', byPostId: 1, holdingId: 1 }
const commissioner = { town: null, postId: 2, designation: 'commissioner', byPostId: 2, holdingId: 2 }
const clerk = { town: null, postId: 3, designation: 'bill-collector', byPostId: 3, holdingId: 3 }
const office = (...posts: (typeof planner)[]): Actor => ({ kind: 'office', posts, mayAllot: false })
const allotted = (postId: number | null) =>
  draft('allot', { data: { toPost: postId === null ? null : { town: null, postId } } })
const stateOf = (...drafts: Draft[]) =>
  foldCase(
    licence,
    drafts.reduce((log, each) => appended(licence, log, [each]), appended(licence, [], [draft('open')])),
  )
const names = (actor: Actor, ...drafts: Draft[]) =>
  nextActions(licence, stateOf(...drafts), actor).map((each) => each.action)

test('the applicant sees the applicant’s steps, the post with the file its own and the four notings', () => {
  assert.deepEqual(names({ kind: 'applicant' }), ['withdraw'])
  assert.deepEqual(names(office(planner), allotted(1)), ['check', 'ask', 'recommend', 'query', 'concur', 'return'])
  assert.deepEqual(names({ kind: 'onlooker' }), [])
  assert.deepEqual(names(office(clerk), allotted(1)), [])
})

test('a planner without the file sees the step and that another post has it', () => {
  const [first] = nextActions(licence, stateOf(allotted(9)), office(planner))
  assert.deepEqual(first?.blocked, [{ code: 'not-your-file', values: {} }])
  const [unallotted] = nextActions(licence, stateOf(), office(planner))
  assert.equal(unallotted?.blocked[0]?.code, 'nobody-has-file')
  assert.equal(postToClaim(licence, stateOf(), office(planner))?.postId, 1)
  assert.equal(postToClaim(licence, stateOf(), office(clerk)), null)
  assert.equal(postToClaim(licence, stateOf(allotted(9)), office(planner)), null)
})

test('a grant needs the concurrence and says so; with it, the post that has the power takes it', () => {
  const before = stateOf(allotted(2), draft('check'))
  const grant = nextAction(licence, before, office(commissioner), [], 'grant')!
  assert.deepEqual(grant.blocked, [{ code: 'lacks', values: { fact: 'concurred' } }])
  assert.equal(inEnglish(reasonSentence(grant.blocked[0]!)), 'This must stand first: another post has concurred.')
  const after = stateOf(allotted(2), draft('check'), draft('concur', { noted: true }))
  assert.deepEqual(nextAction(licence, after, office(commissioner), [], 'grant')?.blocked, [])
  assert.equal(postFor(licence, after, office(clerk, commissioner), 'grant'), commissioner)
})

test('an order names its authority, number and day where it stops a step, and leaves other steps alone', () => {
  const order = {
    scopes: ['permit'],
    kind: 'court-stay',
    authority: 'District Court',
    orderNumber: '12/2026',
    orderDate: '2026-02-03',
  }
  const state = stateOf(allotted(2), draft('check'), draft('concur', { noted: true }))
  const all = nextActions(licence, state, office(commissioner), [order])
  const grant = all.find((each) => each.action === 'grant')!
  assert.equal(
    inEnglish(reasonSentence(grant.blocked[0]!)),
    'An order of District Court, number 12/2026 of 2026-02-03 (court stay) stops this. It must be lifted first.',
  )
  assert.deepEqual(all.find((each) => each.action === 'refuse')?.blocked, [])
  const other = nextActions(licence, state, office(commissioner), [{ ...order, scopes: ['demand'] }])
  assert.deepEqual(other.find((each) => each.action === 'grant')?.blocked, [])
})

test('what is offered unblocked is what the fold accepts', () => {
  const anyActor = fc.constantFrom<Actor>(
    { kind: 'applicant' },
    office(planner),
    office(commissioner),
    office(planner, commissioner),
    office(clerk),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(anyActor, fc.nat()), { maxLength: 25 }), (turns) => {
      let log = appended(licence, [], [draft('open'), { ...allotted(1), requestId: 'first-allotment' }])
      for (const [actor, at] of turns) {
        const state = foldCase(licence, log)
        const open = nextActions(licence, state, actor).filter((each) => !each.blocked.length)
        if (!open.length) continue
        const { action } = open[at % open.length]!
        const to = { town: null, postId: (at % 2) + 1 }
        const data = action === 'recommend' || action === 'query' ? { toPost: to } : {}
        log = appended(licence, log, [draft(action, { noted: actor.kind === 'office', data })])
        assert.equal(log.length, state.version + 1)
      }
    }),
  )
})

test('the applicant of a faceless case is hidden until the decision, and opinions are the office’s own', () => {
  const open = appended(facelessLicence, [], [draft('open')])
  assert.ok(hidesApplicant(facelessLicence, foldCase(facelessLicence, open)))
  const decided = appended(facelessLicence, open, [draft('withdraw', { by: 'applicant' })])
  assert.ok(!hidesApplicant(facelessLicence, foldCase(facelessLicence, decided)))
  assert.deepEqual(
    ['recommend', 'refuse', 'ask', 'answer'].map((action) => isOfficeOnly(licence, action)),
    [true, true, false, false],
  )
})

const candidate = (postId: number, given: Partial<Candidate> = {}): Candidate => ({
  town: null,
  postId,
  designation: 'town-planner',
  boundaryId: null,
  held: true,
  delegate: null,
  onLeave: false,
  load: 0,
  ...given,
})

test('a file goes to the post of its area with the least work; posts for the whole town come after', () => {
  const posts = [
    candidate(1, { load: 0 }),
    candidate(2, { boundaryId: 7, load: 9 }),
    candidate(3, { boundaryId: 7, load: 4 }),
    candidate(4, { boundaryId: 8 }),
    candidate(5, { designation: 'commissioner' }),
  ]
  const choose = (areas: number[], list = posts) => choosePost(list, ['town-planner'], areas)
  assert.deepEqual(choose([7]), { post: { town: null, postId: 3 }, because: 'area' })
  assert.deepEqual(choose([99]), { post: { town: null, postId: 1 }, because: 'town' })
  const away = posts.map((each) => (each.postId === 3 ? { ...each, onLeave: true } : each))
  assert.equal(choose([7], away)?.post.postId, 2)
  const vacant = posts.map((each) => ({ ...each, held: false }))
  assert.equal(choose([7], vacant), null)
})

test('a draw gives every member at work the same chance and can be checked from its number', () => {
  const pool = [1, 2, 3, 4].map((id) => candidate(id, { town: id % 2 ? null : 'sister', onLeave: id === 4 }))
  const counts = new Map<string, number>()
  for (let drawn = 0; drawn < 3000; drawn++) {
    const post = drawPost(pool, drawn)!
    counts.set(`${post.town}/${post.postId}`, (counts.get(`${post.town}/${post.postId}`) ?? 0) + 1)
  }
  assert.deepEqual([...counts.values()], [1000, 1000, 1000])
  assert.deepEqual(drawPost([...pool].reverse(), 17), drawPost(pool, 17))
  assert.equal(drawPost([], 5), null)
})
