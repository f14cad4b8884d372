/** When, by which way and how often a message goes out. Pure: the moment is an argument. */
import { mayUseFor, type Purpose, type StandingConsent } from '../people/rules-consent.ts'
import type { Channel, Language } from './rules-templates.ts'

/** How this body sends, as data with its source. */
export interface SendingPolicy {
  source: string
  /** Local times 'HH:MM'; nothing but urgent messages goes out between them. */
  quietFrom: string
  quietTo: string
  perAddressPerHour: number
  perAddressPerDay: number
  /** Tries before a delivery is given up. */
  maximumAttempts: number
  firstRetrySeconds: number
  longestRetrySeconds: number
}

const minutesOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))

/** Minutes since midnight in a zone. */
export function minuteOfDay(moment: Date, timeZone: string): number {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  return minutesOf(clock.format(moment))
}

/** Whether a moment lies in the quiet hours of a zone. The end is no longer quiet; equal ends mean no quiet hours. */
export function isQuiet(moment: Date, timeZone: string, policy: Pick<SendingPolicy, 'quietFrom' | 'quietTo'>): boolean {
  const [from, to, now] = [minutesOf(policy.quietFrom), minutesOf(policy.quietTo), minuteOfDay(moment, timeZone)]
  return from <= to ? now >= from && now < to : now >= from || now < to
}

/** The first moment at which a message may go: now, or the end of the quiet hours. */
export function releaseAt(
  moment: Date,
  timeZone: string,
  policy: Pick<SendingPolicy, 'quietFrom' | 'quietTo'>,
  urgent: boolean,
): Date {
  if (urgent || !isQuiet(moment, timeZone, policy)) return moment
  const wait = (minutesOf(policy.quietTo) - minuteOfDay(moment, timeZone) + 1440) % 1440
  return new Date(Math.floor(moment.getTime() / 60_000) * 60_000 + wait * 60_000)
}

/** Seconds to wait after so many tries: doubling, with a ceiling. */
export function retrySeconds(
  attempts: number,
  policy: Pick<SendingPolicy, 'firstRetrySeconds' | 'longestRetrySeconds'>,
): number {
  return Math.min(policy.longestRetrySeconds, policy.firstRetrySeconds * 2 ** Math.max(0, attempts - 1))
}

/** A way to reach someone, as the register of people has it. */
export interface Address {
  kind: 'mobile' | 'email'
  value: string
  proved: boolean
}

/** What is known of someone when a message is planned. */
export interface Reachable {
  life: 'living' | 'dead' | 'unknown' | 'dissolved'
  erased: boolean
  language: Language
  addresses: readonly Address[]
  consents: readonly StandingConsent[]
  refusedChannels: readonly Channel[]
}

/** Why a message does not go by a channel. */
export type NotPlanned =
  | 'recipient-dead'
  | 'recipient-erased'
  | 'no-address'
  | 'address-not-proved'
  | 'refused-by-recipient'
  | 'no-consent'

const addressKind: Record<Channel, Address['kind']> = { sms: 'mobile', whatsapp: 'mobile', email: 'email' }
const alertConsent: Record<Channel, Purpose> = {
  sms: 'sms-alerts',
  whatsapp: 'whatsapp-alerts',
  email: 'email-alerts',
}

/** Alerts are one purpose to the reader and one consent for each channel. */
const isAlert = (purpose: Purpose) => purpose.endsWith('-alerts')

/**
 * To which address a message goes by a channel, or why it does not. A statutory notice needs no consent and cannot be refused by
 * text message; an alert needs the consent to its channel (Digital Personal Data Protection Act 2023, sections 6 and 7).
 */
export function planChannel(
  who: Reachable,
  channel: Channel,
  message: { purpose: Purpose; provedOnly: boolean },
): { address: string; because: null } | { address: null; because: NotPlanned } {
  const no = (because: NotPlanned) => ({ address: null, because })
  if (who.erased) return no('recipient-erased')
  if (who.life === 'dead' || who.life === 'dissolved') return no('recipient-dead')
  const needed = isAlert(message.purpose) ? alertConsent[channel] : message.purpose
  if (!mayUseFor(needed, who.consents)) return no('no-consent')
  const mustReach = message.purpose === 'statutory-notice' && channel === 'sms'
  if (who.refusedChannels.includes(channel) && !mustReach) return no('refused-by-recipient')
  const there = who.addresses.filter((each) => each.kind === addressKind[channel])
  if (!there.length) return no('no-address')
  const address = there.find((each) => each.proved) ?? (message.provedOnly ? undefined : there[0])
  return address ? { address: address.value, because: null } : no('address-not-proved')
}

/** The times of a delivery, from which its state follows. */
export interface DeliveryTimes {
  withheldBecause: string | null
  acceptedAt: Date | null
  deliveredAt: Date | null
  failedAt: Date | null
  attempts: number
}

export type DeliveryState = 'waiting' | 'retrying' | 'withheld' | 'sent' | 'delivered' | 'failed'

/** What became of a delivery. A report that it arrived beats one that it failed, in whichever order they came. */
export function deliveryState(delivery: DeliveryTimes): DeliveryState {
  if (delivery.deliveredAt) return 'delivered'
  if (delivery.withheldBecause) return 'withheld'
  if (delivery.failedAt) return 'failed'
  if (delivery.acceptedAt) return 'sent'
  return delivery.attempts > 0 ? 'retrying' : 'waiting'
}

/** Whether there is anything left to send. */
export function isOpen(delivery: DeliveryTimes): boolean {
  const state = deliveryState(delivery)
  return state === 'waiting' || state === 'retrying'
}
