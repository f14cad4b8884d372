/** Proof of service: what counts as served. Pure. */
import { type Day, Invalid } from '../../kernel/pure.ts'

export const serviceModes = ['by-hand', 'by-post', 'affixed', 'published', 'sms', 'whatsapp', 'email'] as const
export const serviceOutcomes = ['received', 'refused', 'affixed', 'sent', 'not-found', 'locked', 'returned'] as const
export type ServiceMode = (typeof serviceModes)[number]
export type ServiceOutcome = (typeof serviceOutcomes)[number]

/** One record of a try to serve. */
export interface ServiceRecord {
  serviceId: number
  mode: ServiceMode
  outcome: ServiceOutcome
  servedOn: Day
  cancelsServiceId: number | null
}

/**
 * Which records prove service. What a body's Act asks differs (affixing may count only after personal service failed), so it is data: the
 * master `notifications.service`, key `rule`; unsaid, the careful reading below.
 */
export interface ServiceRule {
  source: string
  /** Mode and outcome that count at once. */
  counts: { mode: ServiceMode; outcome: ServiceOutcome }[]
  /** Those that count only after so many failed tries by hand. */
  afterFailedVisits: { mode: ServiceMode; outcome: ServiceOutcome; visits: number }[]
}

/** Received or refused by hand or by post counts; affixed and published after two visits that found nobody; a message alone never. */
export const carefulRule: ServiceRule = {
  source: "The platform's careful reading; a body enters what its Act says as the master notifications.service",
  counts: [
    { mode: 'by-hand', outcome: 'received' },
    { mode: 'by-hand', outcome: 'refused' },
    { mode: 'by-post', outcome: 'received' },
    { mode: 'by-post', outcome: 'refused' },
  ],
  afterFailedVisits: [
    { mode: 'affixed', outcome: 'affixed', visits: 2 },
    { mode: 'published', outcome: 'sent', visits: 2 },
  ],
}

/** Whether and since when something is served, by which record. */
export type ServedVerdict =
  | { served: true; on: Day; serviceId: number; mode: ServiceMode }
  | { served: false; tries: number }

/** Judges the records of one paper. A cancelled record counts for nothing, and the record that cancels is none. */
export function judgeService(records: readonly ServiceRecord[], rule: ServiceRule): ServedVerdict {
  const cancelled = new Set(records.flatMap((record) => record.cancelsServiceId ?? []))
  const standing = records
    .filter((record) => record.cancelsServiceId === null && !cancelled.has(record.serviceId))
    .sort((a, b) => (a.servedOn === b.servedOn ? a.serviceId - b.serviceId : a.servedOn < b.servedOn ? -1 : 1))
  let failedVisits = 0
  for (const record of standing) {
    const is = (wanted: { mode: ServiceMode; outcome: ServiceOutcome }) =>
      wanted.mode === record.mode && wanted.outcome === record.outcome
    if (rule.counts.some(is) || rule.afterFailedVisits.some((each) => is(each) && failedVisits >= each.visits))
      return { served: true, on: record.servedOn, serviceId: record.serviceId, mode: record.mode }
    if (record.mode === 'by-hand') failedVisits++
  }
  return { served: false, tries: standing.length }
}

/** What an officer says of a try. */
export interface GivenService {
  mode: ServiceMode
  outcome: ServiceOutcome
  servedOn: Day
  receivedBy: string | null
  postalNumber: string | null
  hasPhoto: boolean
  hasPlace: boolean
  witnesses: string | null
}

const outcomesOf: Record<ServiceMode, readonly ServiceOutcome[]> = {
  'by-hand': ['received', 'refused', 'not-found', 'locked'],
  'by-post': ['sent', 'received', 'refused', 'returned'],
  affixed: ['affixed'],
  published: ['sent'],
  sms: ['sent', 'received', 'returned'],
  whatsapp: ['sent', 'received', 'returned'],
  email: ['sent', 'received', 'returned'],
}

/** @throws Invalid naming the field: an outcome that the mode cannot have, a day to come, or proof that is missing */
export function checkService(given: GivenService, today: Day): void {
  if (!outcomesOf[given.mode].includes(given.outcome))
    throw new Invalid('outcome', 'This cannot come of this way of serving.', {
      got: given.outcome,
      expected: outcomesOf[given.mode],
    })
  if (given.servedOn > today) throw new Invalid('servedOn', 'This day is still to come.', { got: given.servedOn })
  if (given.mode === 'by-hand' && given.outcome === 'received' && !given.receivedBy)
    throw new Invalid('receivedBy', 'Say who received it.')
  if (given.mode === 'by-post' && given.outcome === 'sent' && !given.postalNumber)
    throw new Invalid('postalNumber', 'Give the number of the registered article.')
  if (given.mode === 'affixed' && !given.hasPhoto)
    throw new Invalid('photo', 'Affixing is proved by a photo of the paper at the place.')
  if (given.mode === 'affixed' && !given.hasPlace)
    throw new Invalid('place', 'Affixing is proved by the place where it was done.')
}
