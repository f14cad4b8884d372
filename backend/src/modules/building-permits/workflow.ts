/** The lives of a permit, of a layout permission, and of what follows a permit: plinth, part occupancy, occupancy. Pure. */
import { type ActionFacts, defineWorkflow, type Words } from '../workflow/rules.ts'
import { actionWords, serviceWords, statusWords } from './rules-words.ts'

/** Names of the services: their keys in the catalogue. */
export const permitService = 'building-permits.permit'
export const layoutService = 'building-permits.layout'
export const completionService = 'building-permits.completion'

const planners = ['town-planner', 'commissioner'] as const

type Facts<S extends string> = Omit<ActionFacts<S>, 'names'>
type Named<S extends string, A extends string> = Record<A, ActionFacts<S>>

/** Gives every action of a table its words. */
function named<S extends string, A extends keyof typeof actionWords>(table: Record<A, Facts<S>>): Named<S, A> {
  const rows = Object.entries(table) as [A, Facts<S>][]
  return Object.fromEntries(rows.map(([action, facts]) => [action, { names: actionWords[action], ...facts }])) as Named<
    S,
    A
  >
}

/** An applicant's step that leaves the case where it is, and its clock too. */
const aside = { by: 'applicant', to: null } as const
/** An officer's step beside the usual path, by a planner with or without the file. */
const deskStep = { by: 'office', to: null, roles: planners, withoutFile: true } as const
const decision = { by: 'office', roles: planners, tellsApplicant: true } as const

const people = ['name-professional', 'release-professional'] as const
const desk = ['reckon-fees', 'raise-fee', 'reverse-fee', 'add-condition', 'meet-condition'] as const
const scrutiny = ['record-passed', 'record-failed'] as const
const inForce = ['commence', 'revise', 'extend', 'lapse', 'transfer', 'accept-surrender', 'revoke', 'complete'] as const

const permitNext = {
  drafted: ['submit', 'withdraw', ...people],
  scrutiny: ['sanction', 'ask', 'refuse', 'withdraw', 'accept-surrender', ...scrutiny, ...desk, ...people],
  incomplete: ['answer', 'withdraw', ...people],
  sanctioned: [...inForce, ...desk, ...people],
  'deemed-sanctioned': [...inForce, ...desk, ...people],
  revising: ['submit-revision', 'withdraw-revision', ...people],
  'revision-scrutiny': ['sanction-revision', 'ask-of-revision', 'refuse-revision', ...scrutiny, ...desk, ...people],
  'revision-incomplete': ['answer-of-revision', 'withdraw-revision', ...people],
  lapsed: ['revalidate', ...desk],
  refused: [],
  withdrawn: [],
  revoked: [],
  completed: [],
} as const

export type PermitStatus = keyof typeof permitNext
export type PermitAction = (typeof permitNext)[PermitStatus][number]

const shared = {
  submit: { by: 'applicant', to: 'scrutiny', sets: { complete: true }, stoppedBy: 'permit', main: true },
  answer: { by: 'applicant', to: 'scrutiny', needs: ['text'], main: true },
  withdraw: { by: 'applicant', to: 'withdrawn' },
  'name-professional': aside,
  'release-professional': aside,
  ask: { ...decision, to: 'incomplete', needs: ['text'] },
  'record-passed': { by: 'office', to: null, sets: { 'rules-passed': true }, tellsApplicant: true, main: true },
  'record-failed': { by: 'office', to: null, sets: { 'rules-passed': false }, needs: ['text'], tellsApplicant: true },
  refuse: { ...decision, to: 'refused', needs: ['text'] },
  sanction: { ...decision, to: 'sanctioned', requires: ['complete', 'rules-passed'], stoppedBy: 'permit', main: true },
  'reckon-fees': { ...deskStep, tellsApplicant: true },
  'raise-fee': { ...deskStep, tellsApplicant: true },
  'reverse-fee': { ...deskStep, tellsApplicant: true, needs: ['text'] },
  'add-condition': { ...deskStep, tellsApplicant: true },
  'meet-condition': { ...deskStep, tellsApplicant: true },
  'accept-surrender': { ...deskStep, tellsApplicant: true, stoppedBy: 'transfer' },
} as const satisfies Record<string, Facts<'scrutiny' | 'incomplete' | 'withdrawn' | 'refused' | 'sanctioned'>>

/** Enquiry to sanction, and what happens to a permit afterwards. It stays in force while a revision of it is looked at. */
export const permitWorkflow = defineWorkflow<PermitStatus, PermitAction>({
  service: permitService,
  version: 1,
  names: serviceWords.permit,
  numbering: { series: 'building-permit', pattern: 'BP/{fy}/{n:6}' },
  initial: 'drafted',
  statuses: {
    drafted: { names: statusWords.drafted, stage: 'applicant' },
    scrutiny: { names: statusWords.scrutiny, stage: 'office' },
    incomplete: { names: statusWords.incomplete, stage: 'applicant' },
    sanctioned: { names: statusWords.sanctioned, stage: 'closed', decision: 'granted' },
    'deemed-sanctioned': { names: statusWords['deemed-sanctioned'], stage: 'closed', decision: 'deemed' },
    revising: { names: statusWords.revising, stage: 'applicant' },
    'revision-scrutiny': { names: statusWords['revision-scrutiny'], stage: 'office' },
    'revision-incomplete': { names: statusWords['revision-incomplete'], stage: 'applicant' },
    lapsed: { names: statusWords.lapsed, stage: 'closed' },
    refused: { names: statusWords.refused, stage: 'closed', decision: 'refused' },
    withdrawn: { names: statusWords.withdrawn, stage: 'closed', decision: 'withdrawn' },
    revoked: { names: statusWords.revoked, stage: 'closed', decision: 'refused' },
    completed: { names: statusWords.completed, stage: 'closed', decision: 'done' },
  },
  next: permitNext,
  actions: named<PermitStatus, PermitAction>({
    ...shared,
    commence: { ...aside, stoppedBy: 'permit', main: true },
    revise: { by: 'applicant', to: 'revising', sets: { complete: false, 'rules-passed': false }, stoppedBy: 'permit' },
    'submit-revision': { ...shared.submit, to: 'revision-scrutiny' },
    'withdraw-revision': { by: 'applicant', to: 'sanctioned' },
    'ask-of-revision': { ...shared.ask, to: 'revision-incomplete' },
    'answer-of-revision': { ...shared.answer, to: 'revision-scrutiny' },
    'sanction-revision': shared.sanction,
    'refuse-revision': { ...shared.refuse, to: 'sanctioned' },
    extend: { ...deskStep, tellsApplicant: true, stoppedBy: 'permit' },
    lapse: { ...decision, to: 'lapsed', withoutFile: true },
    revalidate: { ...decision, to: 'sanctioned', withoutFile: true, stoppedBy: 'permit' },
    transfer: { ...deskStep, tellsApplicant: true, stoppedBy: 'transfer' },
    revoke: { ...decision, to: 'revoked', roles: ['commissioner'], withoutFile: true, needs: ['text'] },
    complete: { by: 'system', to: 'completed' },
  }),
  allotment: { by: 'area-and-load', roles: planners },
  faceless: false,
  head: 'commissioner',
  deemed: { to: 'deemed-sanctioned', from: ['scrutiny'] },
  requiresTerms: ['days'],
})

const layoutNext = {
  drafted: ['draw-layout', 'submit', 'withdraw', ...people],
  scrutiny: ['sanction', 'ask', 'refuse', 'withdraw', 'accept-surrender', ...scrutiny, ...desk, ...people],
  incomplete: ['draw-layout', 'answer', 'withdraw', ...people],
  sanctioned: ['complete-layout', 'accept-surrender', ...desk, ...people],
  'deemed-sanctioned': ['complete-layout', ...desk, ...people],
  refused: [],
  withdrawn: [],
  completed: [],
} as const

export type LayoutStatus = keyof typeof layoutNext
export type LayoutAction = (typeof layoutNext)[LayoutStatus][number]

/** A layout: plots, roads and parks come of the sanction, the mortgage of plots ends with the completion of the works. */
export const layoutWorkflow = defineWorkflow<LayoutStatus, LayoutAction>({
  service: layoutService,
  version: 1,
  names: serviceWords.layout,
  numbering: { series: 'layout-permission', pattern: 'LP/{fy}/{n:6}' },
  initial: 'drafted',
  statuses: {
    drafted: { names: statusWords.drafted, stage: 'applicant' },
    scrutiny: { names: statusWords.scrutiny, stage: 'office' },
    incomplete: { names: statusWords.incomplete, stage: 'applicant' },
    sanctioned: { names: statusWords.sanctioned, stage: 'closed', decision: 'granted' },
    'deemed-sanctioned': { names: statusWords['deemed-sanctioned'], stage: 'closed', decision: 'deemed' },
    refused: { names: statusWords.refused, stage: 'closed', decision: 'refused' },
    withdrawn: { names: statusWords.withdrawn, stage: 'closed', decision: 'withdrawn' },
    completed: { names: statusWords.completed, stage: 'closed', decision: 'done' },
  },
  next: layoutNext,
  actions: named<LayoutStatus, LayoutAction>({
    ...shared,
    // A layout drawn anew has to pass anew.
    'draw-layout': { ...aside, sets: { 'rules-passed': false }, main: true },
    'complete-layout': {
      ...decision,
      to: 'completed',
      needs: ['text'],
      withoutFile: true,
      stoppedBy: 'permit',
      main: true,
    },
  }),
  allotment: { by: 'area-and-load', roles: planners },
  faceless: false,
  head: 'commissioner',
  deemed: { to: 'deemed-sanctioned', from: ['scrutiny'] },
  requiresTerms: ['days'],
})

const completionNext = {
  asked: ['inspect', 'grant', 'ask', 'refuse', 'withdraw', 'reckon-fees', 'raise-fee', 'reverse-fee'],
  incomplete: ['answer', 'withdraw'],
  granted: [],
  refused: [],
  withdrawn: [],
} as const

export type CompletionStatus = keyof typeof completionNext
export type CompletionAction = (typeof completionNext)[CompletionStatus][number]

/** Plinth check, part occupancy and occupancy: cases of their own, because each has its own days. */
export const completionWorkflow = defineWorkflow<CompletionStatus, CompletionAction>({
  service: completionService,
  version: 1,
  names: serviceWords.completion,
  numbering: { series: 'building-completion', pattern: 'BC/{fy}/{n:6}' },
  initial: 'asked',
  statuses: {
    asked: { names: statusWords.asked, stage: 'office' },
    incomplete: { names: statusWords.incomplete, stage: 'applicant' },
    granted: { names: statusWords.granted, stage: 'closed', decision: 'granted' },
    refused: { names: statusWords.refused, stage: 'closed', decision: 'refused' },
    withdrawn: { names: statusWords.withdrawn, stage: 'closed', decision: 'withdrawn' },
  },
  next: completionNext,
  actions: named<CompletionStatus, CompletionAction>({
    inspect: { by: 'office', to: null, needs: ['text'], sets: { inspected: true, complete: true } },
    grant: { ...decision, to: 'granted', requires: ['inspected'], stoppedBy: 'permit', main: true },
    ask: shared.ask,
    answer: { ...shared.answer, to: 'asked' },
    refuse: shared.refuse,
    withdraw: shared.withdraw,
    'reckon-fees': shared['reckon-fees'],
    'raise-fee': shared['raise-fee'],
    'reverse-fee': shared['reverse-fee'],
  }),
  allotment: { by: 'area-and-load', roles: planners },
  faceless: false,
  head: 'commissioner',
  requiresTerms: ['days'],
})

/** Kinds of completion: variants of the service, so that each has its own days in the catalogue. */
export const completionVariants = {
  plinth: statusWords['plinth-check'],
  'part-occupancy': statusWords['part-occupancy'],
  occupancy: statusWords.occupancy,
} as const satisfies Record<string, Words>
