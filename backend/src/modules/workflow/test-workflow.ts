/** A made-up service for the tests of this room: a licence with every kind of step. */
import { defineWorkflow, type Workflow } from './rules.ts'
import type { Draft } from './rules-fold.ts'

type Status = 'lodged' | 'incomplete' | 'checked' | 'granted' | 'refused' | 'withdrawn' | 'deemed'
type Action = 'ask' | 'answer' | 'check' | 'grant' | 'refuse' | 'withdraw' | 'reopen'

const next = {
  lodged: ['ask', 'check', 'withdraw'],
  incomplete: ['answer', 'withdraw'],
  checked: ['ask', 'grant', 'refuse'],
  granted: [],
  refused: ['reopen'],
  withdrawn: [],
  deemed: [],
} as const satisfies Record<Status, readonly Action[]>

const same = (en: string) => ({ en, hi: `${en} हि`, mr: `${en} म` })

export const licence = defineWorkflow<Status, Action>({
  service: 'workflow.licence',
  version: 1,
  names: same('Licence'),
  numbering: { series: 'licence', pattern: 'LIC/{fy}/{n:5}' },
  initial: 'lodged',
  statuses: {
    lodged: { names: same('Lodged'), stage: 'office' },
    incomplete: { names: same('Incomplete'), stage: 'applicant' },
    checked: { names: same('Checked'), stage: 'office' },
    granted: { names: same('Granted'), stage: 'closed', decision: 'granted' },
    refused: { names: same('Refused'), stage: 'closed', decision: 'refused' },
    withdrawn: { names: same('Withdrawn'), stage: 'closed', decision: 'withdrawn' },
    deemed: { names: same('Deemed granted'), stage: 'closed', decision: 'deemed' },
  },
  next,
  actions: {
    ask: { names: same('Ask'), by: 'office', to: 'incomplete', needs: ['text'], tellsApplicant: true },
    answer: { names: same('Answer'), by: 'applicant', to: 'lodged', main: true },
    check: {
      names: same('Check'),
      by: 'office',
      to: 'checked',
      sets: { complete: true, 'rules-passed': true },
      main: true,
    },
    grant: {
      names: same('Grant'),
      by: 'office',
      to: 'granted',
      roles: ['commissioner', 'town-planner'],
      requires: ['concurred'],
      stoppedBy: 'permit',
      tellsApplicant: true,
      main: true,
    },
    refuse: { names: same('Refuse'), by: 'office', to: 'refused', roles: ['commissioner'], needs: ['text'] },
    withdraw: { names: same('Withdraw'), by: 'applicant', to: 'withdrawn' },
    reopen: { names: same('Reopen'), by: 'office', to: 'lodged', roles: ['commissioner'], withoutFile: true },
  },
  allotment: { by: 'area-and-load', roles: ['town-planner'] },
  faceless: false,
  head: 'commissioner',
  deemed: { to: 'deemed', from: ['lodged', 'checked'] },
  requiresTerms: [],
}) as unknown as Workflow

/** The same licence, drawn from a pool and with the applicant hidden. */
export const facelessLicence: Workflow = {
  ...licence,
  service: 'workflow.faceless-licence',
  numbering: { series: 'faceless-licence', pattern: 'FLS/{fy}/{n:5}' },
  allotment: { by: 'pool', pool: 'licences' },
  faceless: true,
}

let requests = 0

/** An entry to be; a request id of its own unless told. */
export function draft(action: string, given: Partial<Draft> = {}): Draft {
  return {
    action,
    on: '2026-04-01',
    by: 'office',
    post: null,
    requestId: `request-${++requests}`,
    noted: false,
    data: {},
    ...given,
  }
}
