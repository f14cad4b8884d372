import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type DeliveryTimes, deliveryState, isOpen, isQuiet, minuteOfDay, planChannel, type Reachable, releaseAt, retrySeconds,
} from './rules-delivery.ts' // biome-ignore format: one import

const quiet = { quietFrom: '21:00', quietTo: '08:00' }
const zone = 'Asia/Kolkata'
const at = (clock: string, day = '2026-11-25') => new Date(`${day}T${clock}:00+05:30`)

test('in the evening a message waits for the morning of the town, an urgent one does not', () => {
  assert.deepEqual(releaseAt(at('22:30'), zone, quiet, false), at('08:00', '2026-11-26'))
  assert.deepEqual(releaseAt(at('07:59'), zone, quiet, false), at('08:00'))
  assert.deepEqual(releaseAt(at('22:30'), zone, quiet, true), at('22:30'))
  assert.deepEqual(releaseAt(at('08:00'), zone, quiet, false), at('08:00'))
  assert.deepEqual(releaseAt(at('20:59'), zone, quiet, false), at('20:59'))
})

test('quiet hours are those of the town, not of the server', () => {
  const moment = new Date('2026-11-25T16:00:00Z') // 21:30 in Kolkata, 17:00 in Berlin.
  assert.equal(isQuiet(moment, zone, quiet), true)
  assert.equal(isQuiet(moment, 'Europe/Berlin', quiet), false)
  assert.equal(isQuiet(at('12:00'), zone, { quietFrom: '08:00', quietTo: '08:00' }), false)
})

test('whenever it is asked for, the release is never in the past, never quiet and less than a day away', () => {
  const clock = fc
    .integer({ min: 0, max: 1439 })
    .map((minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`)
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
      clock,
      clock,
      fc.constantFrom(zone, 'Asia/Kathmandu', 'UTC'),
      (now, quietFrom, quietTo, where) => {
        const policy = { quietFrom, quietTo }
        const release = releaseAt(now, where, policy, false)
        assert.ok(release.getTime() > now.getTime() - 60_000)
        assert.ok(release.getTime() - now.getTime() < 86_400_000)
        assert.equal(isQuiet(release, where, policy), false)
        assert.ok(minuteOfDay(release, where) < 1440)
      },
    ),
  )
})

test('waits double and end at their ceiling', () => {
  const policy = { firstRetrySeconds: 30, longestRetrySeconds: 600 }
  assert.deepEqual(
    [1, 2, 3, 5, 6, 40].map((attempts) => retrySeconds(attempts, policy)),
    [30, 60, 120, 480, 600, 600],
  )
})

const asha: Reachable = {
  life: 'living',
  erased: false,
  language: 'hi',
  addresses: [
    { kind: 'mobile', value: '9826000001', proved: false },
    { kind: 'mobile', value: '9826000002', proved: true },
  ],
  consents: [],
  refusedChannels: [],
}
const notice = { purpose: 'service-delivery', provedOnly: false } as const

test('a proved mobile comes before a newer claim, and private facts go to a proved one alone', () => {
  assert.equal(planChannel(asha, 'sms', notice).address, '9826000002')
  const claimed = { ...asha, addresses: asha.addresses.slice(0, 1) }
  assert.equal(planChannel(claimed, 'sms', notice).address, '9826000001')
  assert.equal(planChannel(claimed, 'sms', { ...notice, provedOnly: true }).because, 'address-not-proved')
  assert.equal(planChannel(asha, 'email', notice).because, 'no-address')
})

test('nobody writes to the dead or the erased', () => {
  assert.equal(planChannel({ ...asha, life: 'dead' }, 'sms', notice).because, 'recipient-dead')
  assert.equal(planChannel({ ...asha, erased: true }, 'sms', notice).because, 'recipient-erased')
})

test('an alert needs the consent to its channel; a duty of the town does not (ID-09)', () => {
  const alert = { purpose: 'sms-alerts', provedOnly: false } as const
  const gave = (purpose: string, withdrawnAt: Date | null = null) => ({ ...asha, consents: [{ purpose, withdrawnAt }] })
  assert.equal(planChannel(asha, 'sms', alert).because, 'no-consent')
  assert.equal(planChannel(gave('sms-alerts'), 'sms', alert).address, '9826000002')
  assert.equal(planChannel(gave('sms-alerts'), 'whatsapp', alert).because, 'no-consent')
  assert.equal(planChannel(gave('sms-alerts', new Date()), 'sms', alert).because, 'no-consent')
  assert.equal(
    planChannel(gave('sms-alerts', new Date()), 'sms', { ...alert, purpose: 'tax-demand' }).address,
    '9826000002',
  )
})

test('a refused channel is left alone, but a statutory notice still comes by text message', () => {
  const refuses = { ...asha, refusedChannels: ['sms', 'whatsapp'] as const }
  assert.equal(planChannel(refuses, 'sms', notice).because, 'refused-by-recipient')
  assert.equal(planChannel(refuses, 'sms', { ...notice, purpose: 'statutory-notice' }).address, '9826000002')
  assert.equal(
    planChannel(refuses, 'whatsapp', { ...notice, purpose: 'statutory-notice' }).because,
    'refused-by-recipient',
  )
})

test('the state of a delivery follows from its times, in whichever order reports came', () => {
  const none: DeliveryTimes = {
    withheldBecause: null,
    acceptedAt: null,
    deliveredAt: null,
    failedAt: null,
    attempts: 0,
  }
  const now = new Date()
  const states: [Partial<DeliveryTimes>, string, boolean][] = [
    [{}, 'waiting', true], [{ attempts: 2 }, 'retrying', true], [{ withheldBecause: 'x' }, 'withheld', false], [{ attempts: 1, acceptedAt: now }, 'sent', false],
    [{ acceptedAt: now, failedAt: now }, 'failed', false], [{ acceptedAt: now, failedAt: now, deliveredAt: now }, 'delivered', false], [{ failedAt: now }, 'failed', false],
  ] // biome-ignore format: a table
  for (const [times, state, open] of states) {
    assert.equal(deliveryState({ ...none, ...times }), state)
    assert.equal(isOpen({ ...none, ...times }), open)
  }
})
