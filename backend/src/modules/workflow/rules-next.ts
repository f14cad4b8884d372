/** What may happen next, for whom, and why not: the question that the screen and the server ask alike. */
import { type Sentence, sentence } from '../../kernel/pure.ts'
import { nameOfRestriction } from '../parcels/rules-restrictions.ts'
import {
  actionNames,
  builtInNames,
  factNames,
  isNoting,
  type Need,
  notingVerbs,
  type Words,
  type Workflow,
} from './rules.ts'
import { type CaseState, isSamePost, type PostRef } from './rules-fold.ts'

/** A post whose power somebody may use: their own, or one delegated to it. */
export interface ActorPost extends PostRef {
  designation: string
  /** The post that acts; the same unless another post's work was delegated to it. */
  byPostId: number
  /** The holding of the post that acts: who sat there, by which order. */
  holdingId: number
}

/** Who asks. Somebody who is the applicant of a case is never its officer. */
export type Actor =
  | { kind: 'applicant' }
  | { kind: 'office'; posts: readonly ActorPost[]; mayAllot: boolean }
  | { kind: 'system' }
  | { kind: 'onlooker' }

/** Why something that somebody may do cannot be done now. `values` fill the words of the screen. */
export interface Reason {
  code: 'not-your-file' | 'nobody-has-file' | 'lacks' | 'ordered-stop' | 'nothing-to-return'
  values: Readonly<Record<string, string>>
}

/** One thing that may come next. Not allowed is not in the list; allowed but blocked says why. */
export interface NextAction {
  action: string
  names: Words
  main: boolean
  needs: readonly Need[]
  blocked: readonly Reason[]
}

/** An order in force on the case's place or person, as parcels tells it. */
export interface StoppingOrder {
  scopes: readonly string[]
  kind: string
  authority: string
  orderNumber: string
  orderDate: string
}

/** Who has the power for an action: the post among the actor's own that fits, or null. */
export function postFor(workflow: Workflow, state: CaseState, actor: Actor, action: string): ActorPost | null {
  if (actor.kind !== 'office') return null
  const facts = workflow.actions[action]
  const fits = (post: ActorPost) => !facts?.roles || facts.roles.includes(post.designation)
  const holding = actor.posts.find((post) => isSamePost(post, state.assignee) && fits(post))
  return holding ?? (facts?.withoutFile ? (actor.posts.find(fits) ?? null) : null)
}

/** A file that lies with nobody may be taken by a post that the service allots to. */
export function postToClaim(workflow: Workflow, state: CaseState, actor: Actor): ActorPost | null {
  if (actor.kind !== 'office' || state.assignee !== null || state.stage === 'closed') return null
  return actor.posts.find((post) => isOfAllotment(workflow, post)) ?? null
}

/** Everything that this person may do to the case now, the usual next step first. */
export function nextActions(
  workflow: Workflow,
  state: CaseState,
  actor: Actor,
  orders: readonly StoppingOrder[] = [],
): NextAction[] {
  const own = (workflow.next[state.status] ?? [])
    .filter((action) => mayEver(workflow, state, actor, action))
    .map((action) => described(workflow, state, actor, orders, action))
  const list = [...own, ...notings(state, actor)]
  return list.sort((a, b) => Number(b.main) - Number(a.main) || a.blocked.length - b.blocked.length)
}

/** The same for one action; null when it is not for this person or not for this status. */
export function nextAction(
  workflow: Workflow,
  state: CaseState,
  actor: Actor,
  orders: readonly StoppingOrder[],
  action: string,
): NextAction | null {
  return nextActions(workflow, state, actor, orders).find((each) => each.action === action) ?? null
}

function mayEver(workflow: Workflow, state: CaseState, actor: Actor, action: string): boolean {
  const facts = workflow.actions[action]!
  if (facts.by !== actor.kind) return false
  if (actor.kind !== 'office') return true
  if (facts.roles) return actor.posts.some((post) => facts.roles!.includes(post.designation))
  // Without roles an action is for whoever has the file; others of the allotment's roles see it, and why it is not theirs.
  return actor.posts.some((post) => isSamePost(post, state.assignee) || isOfAllotment(workflow, post))
}

const isOfAllotment = (workflow: Workflow, post: ActorPost): boolean =>
  workflow.allotment.by === 'area-and-load' && workflow.allotment.roles.includes(post.designation)

function described(
  workflow: Workflow,
  state: CaseState,
  actor: Actor,
  orders: readonly StoppingOrder[],
  action: string,
): NextAction {
  const facts = workflow.actions[action]!
  const lacking = (facts.requires ?? []).filter((fact) => !state.facts.includes(fact))
  const stops = facts.stoppedBy ? orders.filter((order) => order.scopes.includes(facts.stoppedBy!)) : []
  return {
    action,
    names: actionNames(workflow, action),
    main: facts.main ?? false,
    needs: facts.needs ?? [],
    blocked: [
      ...fileReasons(workflow, state, actor, action),
      ...lacking.map((fact): Reason => ({ code: 'lacks', values: { fact } })),
      ...stops.map((order): Reason => ({ code: 'ordered-stop', values: orderValues(order) })),
    ],
  }
}

const orderValues = ({ kind, authority, orderNumber, orderDate }: StoppingOrder) => ({
  kind,
  authority,
  order: orderNumber,
  date: orderDate,
})

function fileReasons(workflow: Workflow, state: CaseState, actor: Actor, action: string): Reason[] {
  if (actor.kind !== 'office' || workflow.actions[action]?.withoutFile) return []
  if (state.assignee === null) return [{ code: 'nobody-has-file', values: {} }]
  const facts = workflow.actions[action]
  const holding = actor.posts.filter((post) => isSamePost(post, state.assignee))
  if (holding.length === 0) return [{ code: 'not-your-file', values: {} }]
  if (facts?.roles && !holding.some((post) => facts.roles!.includes(post.designation)))
    return [{ code: 'not-your-file', values: {} }]
  return []
}

/** The four verbs of a note sheet are for the post that has the file, while the case is open. */
function notings(state: CaseState, actor: Actor): NextAction[] {
  if (actor.kind !== 'office' || state.stage === 'closed') return []
  if (!actor.posts.some((post) => isSamePost(post, state.assignee))) return []
  return notingVerbs.map((action) => ({
    action,
    names: builtInNames[action],
    main: false,
    needs: action === 'recommend' || action === 'query' ? (['text', 'post'] as const) : (['text'] as const),
    blocked:
      action === 'return' && state.trail.length === 0 ? [{ code: 'nothing-to-return' as const, values: {} }] : [],
  }))
}

/** True when the text of an entry is for the office alone: opinions are, what is told to the applicant is not. */
export function isOfficeOnly(workflow: Workflow, action: string): boolean {
  return isNoting(action) || !(workflow.actions[action]?.tellsApplicant || workflow.actions[action]?.by === 'applicant')
}

/** The applicant's name stays hidden from the office while a faceless case is undecided. */
export function hidesApplicant(workflow: Workflow, state: CaseState): boolean {
  return workflow.faceless && state.decision === null
}

/** A reason as a sentence, for answers of the server; `own` are names of the service's own facts. */
export function reasonSentence({ code, values }: Reason, own: Workflow['factNames'] = {}): Sentence {
  const { fact = '', kind = '', authority = '', order = '', date = '' } = values
  switch (code) {
    case 'not-your-file':
      return sentence('Another post has this file.')
    case 'nobody-has-file':
      return sentence('No post has this file yet. Allot it first.')
    case 'nothing-to-return':
      return sentence('Nobody sent you this file: there is nowhere to return it to.')
    case 'lacks':
      return sentence('This must stand first: {fact}.', { fact: own[fact] ?? factNames[fact] ?? fact })
    case 'ordered-stop':
      return sentence(
        'An order of {authority}, number {number} of {day} ({kind}) stops this. It must be lifted first.',
        {
          authority,
          number: order,
          day: date,
          kind: nameOfRestriction(kind),
        },
      )
  }
}
