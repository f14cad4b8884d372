/** A case is its log. Its state is a pure fold over the log; nobody sets a status by hand. */
import type { Day } from '../../kernel/pure.ts'
import { isBuiltIn, isNoting, type Stage, type StatusFacts, type Workflow } from './rules.ts'

/** A post; `town` is the code of another town whose post of a pool it is, null for a post of the case's own town. */
export interface PostRef {
  town: string | null
  postId: number
}

/** What an entry says besides who and when. Never private: texts stand apart. */
export interface EntryData {
  /** Where the file went; null takes it from everybody. */
  toPost?: PostRef | null
  /** Level of an escalation. */
  level?: number
  /** How many days before the end a reminder was given. */
  beforeDays?: number
  [key: string]: unknown
}

/** One line of a log. */
export interface Entry {
  sequence: number
  action: string
  /** The day in the town. */
  on: Day
  by: 'applicant' | 'office' | 'system'
  /** Whose power it was: the post, also when another post acted for it. */
  post: PostRef | null
  /** The client's request: one request writes its entries once. */
  requestId: string
  /** Numbered when a post put its opinion on the note sheet. */
  notingNumber: number | null
  data: EntryData
}

/** An entry before it has its place in a log. */
export type Draft = Omit<Entry, 'sequence' | 'notingNumber'> & { noted: boolean }

/** A stretch in which the office had the next move; `to` null while it runs. */
export interface Stretch {
  from: Day
  to: Day | null
}

/** Everything that follows from a log. */
export interface CaseState {
  status: string
  stage: Stage
  /** Number of entries: what an officer saw, and what another officer must not have changed. */
  version: number
  openedOn: Day
  facts: readonly string[]
  assignee: PostRef | null
  assignedOn: Day | null
  /** Posts to which the file goes back, the last on top. */
  trail: readonly PostRef[]
  notings: number
  level: number
  stretches: readonly Stretch[]
  decision: NonNullable<StatusFacts['decision']> | null
  decidedOn: Day | null
  closedOn: Day | null
  reminded: readonly number[]
  alarmedOn: Day | null
  /** Day on which a deemed decision was last held back. */
  heldOn: Day | null
}

/** An entry that the table does not allow where it stands. A log that holds one was not written by this room. */
export class Undeclared extends RangeError {}

/** The state after a whole log. @throws Undeclared when the log is not one of this workflow's. */
export function foldCase(workflow: Workflow, log: readonly Entry[]): CaseState {
  const [first, ...rest] = log
  if (first?.action !== 'open' || first.sequence !== 1) throw new Undeclared('a log begins with its opening')
  return rest.reduce((state, entry) => step(workflow, state, entry), opened(workflow, first))
}

function opened(workflow: Workflow, entry: Entry): CaseState {
  const { stage } = workflow.statuses[workflow.initial]!
  return {
    status: workflow.initial,
    stage,
    version: 1,
    openedOn: entry.on,
    facts: [],
    assignee: null,
    assignedOn: null,
    trail: [],
    notings: 0,
    level: 0,
    stretches: stage === 'office' ? [{ from: entry.on, to: null }] : [],
    decision: null,
    decidedOn: null,
    closedOn: null,
    reminded: [],
    alarmedOn: null,
    heldOn: null,
  }
}

/** The state after one more entry. @throws Undeclared */
export function step(workflow: Workflow, state: CaseState, entry: Entry): CaseState {
  if (entry.sequence !== state.version + 1)
    throw new Undeclared(`entry ${entry.sequence} does not follow entry ${state.version}`)
  if (entry.notingNumber !== null && entry.notingNumber !== state.notings + 1)
    throw new Undeclared(`noting ${entry.notingNumber} does not follow noting ${state.notings}`)
  const counted = { ...state, version: entry.sequence, notings: entry.notingNumber ?? state.notings }
  if (entry.action === 'deem') return deemed(workflow, counted, entry)
  return isBuiltIn(entry.action) ? built(counted, entry) : transition(workflow, counted, entry)
}

function transition(workflow: Workflow, state: CaseState, entry: Entry): CaseState {
  if (!workflow.next[state.status]?.includes(entry.action))
    throw new Undeclared(`${entry.action} is not declared for ${state.status}`)
  const facts = workflow.actions[entry.action]!
  const kept = new Set(state.facts)
  // A concurrence is spent by the decision it was given for.
  if (facts.to !== null && facts.to !== state.status) kept.delete('concurred')
  for (const [fact, stands] of Object.entries(facts.sets ?? {})) stands ? kept.add(fact) : kept.delete(fact)
  const moved = entry.data.toPost === undefined ? state : filed(state, entry, [])
  const after = { ...moved, facts: [...kept].sort() }
  // What happens within a status is no second decision: its day, and the clock, stay what they were.
  return facts.to === null ? after : entered(workflow, after, facts.to, entry.on)
}

function deemed(workflow: Workflow, state: CaseState, entry: Entry): CaseState {
  if (!workflow.deemed?.from.includes(state.status))
    throw new Undeclared(`no deemed decision is declared for ${state.status}`)
  return entered(workflow, state, workflow.deemed.to, entry.on)
}

/** Puts a case into a status: starts, stops and ends the clock. */
function entered(workflow: Workflow, state: CaseState, status: string, on: Day): CaseState {
  const to = workflow.statuses[status]!
  const reopened = state.stage === 'closed' && to.stage !== 'closed'
  const before = reopened ? { ...state, stretches: [], level: 0, reminded: [], alarmedOn: null, heldOn: null } : state
  return {
    ...before,
    status,
    stage: to.stage,
    stretches: wound(before.stretches, to.stage, on),
    decision: to.decision ?? (reopened ? null : state.decision),
    decidedOn: to.decision ? on : reopened ? null : state.decidedOn,
    closedOn: to.stage === 'closed' ? on : null,
  }
}

function wound(stretches: readonly Stretch[], stage: Stage, on: Day): readonly Stretch[] {
  const last = stretches.at(-1)
  const runs = last !== undefined && last.to === null
  if (stage === 'office') return runs ? stretches : [...stretches, { from: on, to: null }]
  return runs ? [...stretches.slice(0, -1), { from: last.from, to: on < last.from ? last.from : on }] : stretches
}

function built(state: CaseState, entry: Entry): CaseState {
  const { action, data, on } = entry
  if (isNoting(action)) return noted(state, entry)
  if (action === 'open') throw new Undeclared('a case is opened once')
  if (action === 'allot') return filed(state, entry, [])
  if (action === 'hand-over') return filed(state, entry, state.trail)
  if (action === 'escalate') {
    const raised = { ...state, level: data.level ?? state.level + 1 }
    return data.toPost ? filed(raised, entry, pushed(state)) : raised
  }
  if (action === 'remind') return { ...state, reminded: [...state.reminded, data.beforeDays ?? 0] }
  if (action === 'alarm-head') return { ...state, alarmedOn: on }
  if (action === 'hold-deemed') return { ...state, heldOn: on }
  return state
}

/** Recommend and query send the file on; return gives it back; concur goes on where told, else back to who asked. */
function noted(state: CaseState, entry: Entry): CaseState {
  if (state.stage === 'closed') throw new Undeclared(`${entry.action} is not declared for a closed case`)
  const back = state.trail.at(-1) ?? state.assignee
  const to = entry.data.toPost ?? (entry.action === 'return' || entry.action === 'concur' ? back : state.assignee)
  const isBack = !entry.data.toPost && (entry.action === 'return' || entry.action === 'concur')
  const trail = isBack ? state.trail.slice(0, -1) : pushed(state)
  const moved = { ...filed(state, { ...entry, data: { ...entry.data, toPost: to } }, trail) }
  if (entry.action !== 'concur') return moved
  return { ...moved, facts: [...new Set([...state.facts, 'concurred'])].sort() }
}

const pushed = (state: CaseState): readonly PostRef[] =>
  state.assignee ? [...state.trail, state.assignee] : state.trail

function filed(state: CaseState, entry: Entry, trail: readonly PostRef[]): CaseState {
  const assignee = entry.data.toPost ?? null
  return { ...state, assignee, assignedOn: assignee ? entry.on : null, trail }
}

/**
 * A log with the entries of one request behind it. A request that the log knows changes nothing.
 * @throws Undeclared when the table does not allow one of them
 */
export function appended(workflow: Workflow, log: readonly Entry[], drafts: readonly Draft[]): readonly Entry[] {
  if (drafts.some((draft) => log.some((entry) => entry.requestId === draft.requestId))) return log
  let state = log.length ? foldCase(workflow, log) : null
  const added: Entry[] = []
  for (const { noted: isNoted, ...draft } of drafts) {
    const entry: Entry = {
      ...draft,
      sequence: (state?.version ?? 0) + 1,
      notingNumber: isNoted ? (state?.notings ?? 0) + 1 : null,
    }
    state = state ? step(workflow, state, entry) : foldCase(workflow, [entry])
    added.push(entry)
  }
  return [...log, ...added]
}

/** Entries that another person's decision may hang on; a reminder is not one. */
const silent: ReadonlySet<string> = new Set(['remind', 'alarm-head', 'hold-deemed'])

/** What happened since somebody looked at a case: empty when nothing of weight did. */
export function changedSince(log: readonly Entry[], seenVersion: number): readonly Entry[] {
  return log.filter((entry) => entry.sequence > seenVersion && !silent.has(entry.action))
}

/** Two references to one post. */
export const isSamePost = (a: PostRef | null, b: PostRef | null): boolean =>
  a !== null && b !== null && a.town === b.town && a.postId === b.postId
