/** Which event is told by which template to whom: a table as data, read by these few rules. Pure. */
import type { Names } from '../../kernel/pure.ts'
import type { PlaceholderValue, Values } from './rules-templates.ts'

/** A value of the payload, or the label of a code in it (`label`: a family of labels that a room gave to the roof). */
export type ValueSource = string | { label: string; code: string }

/** One line of the table. */
export interface EventRule {
  event: string
  /** Fields of the payload that must have these values; left out: always. */
  when?: Record<string, string | number | boolean> | undefined
  template: string
  /** Fields that name who is told: lists of ids, or a post as `{ town, postId }`. */
  to: {
    partyIds?: string | undefined
    userIds?: string | undefined
    post?: string | undefined
    postIds?: string | undefined
  }
  values: Record<string, ValueSource>
  subject: { kind: string; id: string }
  urgent?: boolean | undefined
}

/** Looks up what a code is called; null when nobody knows. The payload may say more (the status of which service). */
export type LabelOf = (family: string, code: string, payload: Record<string, unknown>) => Names | null

/** A notice that follows from an event. `town` is another town's code for a post that does not lie in the event's own. */
export interface ToldNotice {
  template: string
  town: string | null
  to: { partyId: number } | { userId: number } | { postId: number }
  values: Values
  subject: { kind: string; id: number }
  urgent: boolean
}

type Payload = Record<string, unknown>

const isId = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0
const idsIn = (payload: Payload, field: string | undefined): number[] => {
  const value = field === undefined ? [] : payload[field]
  return [...new Set((Array.isArray(value) ? value : [value]).filter(isId))]
}

/** Whether a rule is about this payload. */
export function ruleApplies(rule: EventRule, payload: Payload): boolean {
  return Object.entries(rule.when ?? {}).every(([field, wanted]) => payload[field] === wanted)
}

/**
 * What a rule says about a payload: one notice for each who is told, and why nothing can be said. A person who is also named as a user is
 * told once, as the person.
 */
export function noticesOf(
  rule: EventRule,
  payload: Payload,
  labelOf: LabelOf,
): { notices: ToldNotice[]; lacking: string[] } {
  if (!ruleApplies(rule, payload)) return { notices: [], lacking: [] }
  const values: Values = {}
  const lacking: string[] = []
  for (const [key, source] of Object.entries(rule.values)) {
    const value = valueFrom(source, payload, labelOf)
    if (value === null) lacking.push(key)
    else values[key] = value
  }
  const id = payload[rule.subject.id]
  if (!isId(id)) lacking.push(rule.subject.id)
  if (lacking.length || !isId(id)) return { notices: [], lacking }
  const base = {
    template: rule.template,
    values,
    subject: { kind: rule.subject.kind, id },
    urgent: rule.urgent ?? false,
  }
  return { notices: recipientsOf(rule, payload).map((recipient) => ({ ...base, ...recipient })), lacking }
}

function valueFrom(source: ValueSource, payload: Payload, labelOf: LabelOf): PlaceholderValue | null {
  if (typeof source === 'string') {
    const value = payload[source]
    return typeof value === 'string' || typeof value === 'number' ? value : null
  }
  const code = payload[source.code]
  return typeof code === 'string' ? labelOf(source.label, code, payload) : null
}

function recipientsOf(rule: EventRule, payload: Payload): Pick<ToldNotice, 'to' | 'town'>[] {
  const here = { town: null }
  const parties = idsIn(payload, rule.to.partyIds).map((partyId) => ({ ...here, to: { partyId } }))
  // Whoever asked as a person of the register is told as that person: the account behind it is found by the delivery.
  const users = parties.length ? [] : idsIn(payload, rule.to.userIds).map((userId) => ({ ...here, to: { userId } }))
  const posts = idsIn(payload, rule.to.postIds).map((postId) => ({ ...here, to: { postId } }))
  const post = rule.to.post === undefined ? null : (payload[rule.to.post] as Payload | null)
  const one =
    post && isId(post.postId)
      ? [{ town: typeof post.town === 'string' ? post.town : null, to: { postId: post.postId } }]
      : []
  return [...parties, ...users, ...posts, ...one]
}
