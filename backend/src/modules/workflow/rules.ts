/** What a service hands to this room: statuses, what may happen in each, and who may do it. Pure: browser and server ask the same table. */
import type { Names } from '../../kernel/pure.ts'
import type { RestrictionQuestion } from '../parcels/rules-restrictions.ts'

/** Words in the three languages; a workflow that lacks one is refused. */
export type Words = Required<Pick<Names, 'en' | 'hi' | 'mr'>>

/** Who has the next move: the clock runs for the office, stands still for the applicant, and has ended when closed. */
export type Stage = 'office' | 'applicant' | 'closed'

/** A status as people read it. `decision` marks statuses in which the matter has been decided. */
export interface StatusFacts {
  names: Words
  stage: Stage
  decision?: 'granted' | 'refused' | 'deemed' | 'withdrawn' | 'done'
}

/** What an action asks of whoever takes it. */
export type Need = 'text' | 'document' | 'post'

/** One action of a service. */
export interface ActionFacts<S extends string = string> {
  names: Words
  by: 'applicant' | 'office' | 'system'
  /** Where it leads; null stays. */
  to: S | null
  /** Designations whose posts may take it. Left out: every post that has the file. */
  roles?: readonly string[]
  /** True when a post of these roles may take it without having the file. */
  withoutFile?: boolean
  needs?: readonly Need[]
  /** Facts that must stand before: 'complete', 'rules-passed', 'concurred', or the service's own. */
  requires?: readonly string[]
  /** Facts that it establishes, or takes back. */
  sets?: Readonly<Record<string, boolean>>
  /** An order with this scope on the case's place or person stops it. */
  stoppedBy?: NonNullable<RestrictionQuestion['scope']>
  /** Sends the file to a post of these designations, by area and load. */
  sendsTo?: readonly string[]
  /** The applicant reads the action, but its text only when this is true. */
  tellsApplicant?: boolean
  /** The usual next step, drawn largest. */
  main?: boolean
}

/** How a fresh case finds its post. A pool draws at random among posts, perhaps of several towns. */
export type Allotment = { by: 'area-and-load'; roles: readonly string[] } | { by: 'pool'; pool: string }

/** A service's workflow, whole. */
export interface Workflow<S extends string = string, A extends string = string> {
  /** Room and noun: 'grievances.complaint'. Also its key in the catalogue of services. */
  service: string
  /** Goes up when the table changes; old cases keep the version that they were opened under. */
  version: number
  names: Words
  /** Series and pattern of case numbers: 'CMP/{fy}/{n:6}'. */
  numbering: { series: string; pattern: string }
  initial: S
  statuses: Readonly<Record<S, StatusFacts>>
  /** The table: what may happen next. */
  next: Readonly<Record<S, readonly A[]>>
  actions: Readonly<Record<A, ActionFacts<S>>>
  /** What facts of its own are called, for those who lack one. */
  factNames?: Readonly<Record<string, Words>>
  allotment: Allotment
  /** The applicant is hidden from the office until the matter is decided. */
  faceless: boolean
  /** Designation of the head of office: alarmed before a deemed decision. */
  head: string
  /** Where a deemed decision leads and from which statuses it may come. The legal basis is data, not code. */
  deemed?: { to: S; from: readonly S[] }
  /** Terms without which no case may be opened; what is not required merely stays empty until a town sets it. */
  requiresTerms: readonly ('days' | 'fee' | 'documents')[]
}

/** What can be done to every case whatever its service. */
export const notingVerbs = ['recommend', 'return', 'query', 'concur'] as const
export type NotingVerb = (typeof notingVerbs)[number]

/** Entries that this room itself writes into a log. */
export const builtIn = [
  'open',
  'allot',
  'escalate',
  'remind',
  'alarm-head',
  'hold-deemed',
  'deem',
  'hand-over',
  'attach',
  'note-move',
  ...notingVerbs,
] as const
export type BuiltIn = (typeof builtIn)[number]

/** True for an action that every workflow has. */
export const isBuiltIn = (action: string): action is BuiltIn => (builtIn as readonly string[]).includes(action)

/** True for the four verbs of a noting. */
export const isNoting = (action: string): action is NotingVerb => (notingVerbs as readonly string[]).includes(action)

/** Who acted, where it was no post. */
export const actorNames: Readonly<Record<'applicant' | 'office' | 'system', Words>> = {
  applicant: { en: 'the applicant', hi: 'आवेदक', mr: 'अर्जदार' },
  office: { en: 'the office', hi: 'कार्यालय', mr: 'कार्यालय (संबंधित)' },
  system: { en: 'the clock', hi: 'समय-सीमा', mr: 'कालमर्यादा' },
}

/** What the facts that every service may use are called. */
export const factNames: Readonly<Record<string, Words>> = {
  complete: { en: 'the application is complete', hi: 'आवेदन पूरा है', mr: 'अर्ज पूर्ण आहे' },
  'rules-passed': { en: 'the rules are met', hi: 'नियम पूरे हुए हैं', mr: 'नियमांची पूर्तता झाली आहे' },
  concurred: { en: 'another post has concurred', hi: 'दूसरे पद की सहमति मिली है', mr: 'दुसऱ्या पदाची सहमती मिळाली आहे' },
}

/** What the built-in actions are called. */
export const builtInNames: Readonly<Record<BuiltIn, Words>> = {
  open: { en: 'Opened', hi: 'प्रकरण खुला', mr: 'प्रकरण उघडले' },
  allot: { en: 'Allotted', hi: 'आवंटित', mr: 'वाटप केले' },
  escalate: { en: 'Escalated', hi: 'ऊपर भेजा गया', mr: 'वरिष्ठांकडे पाठवले' },
  remind: { en: 'Reminder', hi: 'याद दिलाया गया', mr: 'आठवण दिली' },
  'alarm-head': { en: 'Head of office alarmed', hi: 'कार्यालय प्रमुख को चेताया गया', mr: 'कार्यालय प्रमुखांना इशारा दिला' },
  'hold-deemed': {
    en: 'No deemed decision: its conditions are not met',
    hi: 'मान्य निर्णय नहीं हुआ: शर्तें पूरी नहीं हैं',
    mr: 'मानीव निर्णय नाही: अटी पूर्ण नाहीत',
  },
  deem: { en: 'Deemed decided', hi: 'मान्य निर्णय', mr: 'मानीव निर्णय' },
  'hand-over': { en: 'Handed over with the post', hi: 'पद के साथ सौंपा गया', mr: 'पदासोबत सुपूर्द केले' },
  attach: { en: 'Document added', hi: 'दस्तावेज़ जोड़ा गया', mr: 'कागदपत्र जोडले' },
  'note-move': { en: 'The place went to another town', hi: 'स्थान दूसरे नगर में गया', mr: 'जागा दुसऱ्या शहरात गेली' },
  recommend: { en: 'Recommend', hi: 'अनुशंसा करें', mr: 'शिफारस करा' },
  return: { en: 'Return', hi: 'लौटाएँ', mr: 'परत पाठवा' },
  query: { en: 'Ask for views', hi: 'मत माँगें', mr: 'अभिप्राय मागवा' },
  concur: { en: 'Concur', hi: 'सहमति दें', mr: 'सहमती द्या' },
}

/** The names of any action of a workflow; those of the room where the service has none. */
export function actionNames(workflow: Workflow, action: string): Words {
  return isBuiltIn(action) ? builtInNames[action] : (workflow.actions[action]?.names ?? sameWords(action))
}

const sameWords = (text: string): Words => ({ en: text, hi: text, mr: text })

/**
 * What is wrong with a workflow, one sentence each; empty when it may be used. The compiler sees names that do not
 * exist; this sees what it cannot: unreachable statuses, dead actions, lacking words, a deemed decision on an end.
 */
export function faultsOf(workflow: Workflow): string[] {
  const statuses = Object.keys(workflow.statuses)
  const actions = Object.keys(workflow.actions)
  const offered = new Set(Object.values(workflow.next).flat())
  const ends = [...(workflow.deemed?.from ?? [])].filter((status) => workflow.statuses[status]?.stage === 'closed')
  return [
    ...(/^[a-z-]+\.[a-z-]+$/.test(workflow.service) ? [] : [`the service ${workflow.service} is not room.noun`]),
    ...(/\{n(:\d+)?\}/.test(workflow.numbering.pattern) ? [] : ['the pattern of numbers has no {n}']),
    ...actions.filter(isBuiltIn).map((action) => `${action} is an action of every workflow`),
    ...[...offered].filter((action) => !actions.includes(action)).map((action) => `${action} is offered, not declared`),
    ...actions.filter((action) => !offered.has(action)).map((action) => `${action} is declared, never offered`),
    ...unknownTargets(workflow).map((status) => `${status} is led to, not declared`),
    ...statuses.filter((status) => !reachable(workflow).has(status)).map((status) => `${status} is never reached`),
    ...ends.map((status) => `${status} is closed and cannot be deemed`),
    ...[...Object.entries(workflow.statuses), ...Object.entries(workflow.actions)]
      .filter(([, facts]) => !facts.names.en || !facts.names.hi || !facts.names.mr)
      .map(([name]) => `${name} lacks words in a language`),
  ]
}

function unknownTargets(workflow: Workflow): string[] {
  const led = [...Object.values(workflow.actions).map((action) => action.to), workflow.initial, workflow.deemed?.to]
  return led.filter((status): status is string => typeof status === 'string' && !workflow.statuses[status])
}

/** Statuses that some run of actions reaches from the first. */
export function reachable(workflow: Workflow): Set<string> {
  const seen = new Set<string>()
  const waiting = [workflow.initial]
  for (let status = waiting.pop(); status !== undefined; status = waiting.pop()) {
    if (seen.has(status)) continue
    seen.add(status)
    for (const action of workflow.next[status] ?? []) {
      const to = workflow.actions[action]?.to
      if (to) waiting.push(to)
    }
    if (workflow.deemed?.from.includes(status)) waiting.push(workflow.deemed.to)
  }
  return seen
}

/**
 * Checks a workflow once, where it is written down.
 * @throws RangeError with every fault, so that a service with a broken table never starts
 */
export function defineWorkflow<S extends string, A extends string>(given: Workflow<S, A>): Workflow<S, A> {
  const faults = faultsOf(given as unknown as Workflow)
  if (faults.length) throw new RangeError(`the workflow of ${given.service} is broken: ${faults.join('; ')}`)
  return given
}
