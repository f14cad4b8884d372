import assert from 'node:assert/strict'
import type { IncomingMessage } from 'node:http'
import { test } from 'node:test'
import { addressOf, newCallCounts } from './call-counts.ts'
import { anonymousCaller } from './callers.ts'
import { TooMany } from './errors.ts'

const from = (remoteAddress: string, headers: Record<string, string> = {}) =>
  ({ headers, socket: { remoteAddress } }) as unknown as IncomingMessage
const limits = { callsPerMinute: 3, tilesPerMinute: 5, proxies: 0 }

test('kinds are counted apart, callers are counted apart, and the next minute begins anew', () => {
  let now = 1_000_000
  const counts = newCallCounts(limits, () => now)
  const calls = (kind: 'api' | 'tile' | 'page', address: string, times: number) => {
    for (let at = 0; at < times; at++) counts.count(kind, from(address))
  }
  calls('api', '10.0.0.1', 3)
  assert.throws(() => calls('api', '10.0.0.1', 1), { status: 429, retryAfterSeconds: 60 })
  calls('api', '10.0.0.2', 3)
  calls('tile', '10.0.0.1', 5)
  assert.throws(() => calls('tile', '10.0.0.1', 1), TooMany)
  calls('page', '10.0.0.1', 15)
  now += 59_000
  assert.throws(() => calls('api', '10.0.0.1', 1), { retryAfterSeconds: 1 })
  now += 1_000
  calls('api', '10.0.0.1', 3)
})

test('a session that was proved counts by itself, one that was made up counts with its address', () => {
  let now = 1_000_000
  const counts = newCallCounts(limits, () => now)
  const clerk = from('10.0.0.1', { cookie: 'khasra_session=real' })
  counts.prove(clerk, { ...anonymousCaller, userId: 7, csrfToken: 'token' })
  for (let at = 0; at < 3; at++) counts.count('api', clerk)
  assert.throws(() => counts.count('api', clerk), TooMany)
  counts.count('api', from('10.0.0.1'))
  for (let at = 0; at < 2; at++) counts.count('api', from('10.0.0.1', { cookie: `khasra_session=made-up-${at}` }))
  assert.throws(() => counts.count('api', from('10.0.0.1', { cookie: 'khasra_session=made-up-9' })), TooMany)
  counts.prove(from('10.0.0.1', { cookie: 'x=1' }), anonymousCaller)
  assert.equal(counts.keyOf(from('10.0.0.1', { cookie: 'x=1' })), '10.0.0.1', 'nobody is no session')
  now += 601_000
  assert.equal(counts.keyOf(clerk), '10.0.0.1', 'after ten minutes it must be proved again')
})

test('the address is the one that our own proxies saw; what a caller writes into the header counts for nothing', () => {
  const header = { 'x-forwarded-for': '1.1.1.1, 2.2.2.2, 3.3.3.3' }
  for (const [proxies, address] of [
    [0, '10.0.0.9'],
    [1, '3.3.3.3'],
    [2, '2.2.2.2'],
    [9, '1.1.1.1'],
  ] as const)
    assert.equal(addressOf(from('10.0.0.9', header), proxies), address)
  assert.equal(addressOf(from('10.0.0.9', { 'x-forwarded-for': '<script>' }), 1), '10.0.0.9')
  assert.equal(addressOf(from('10.0.0.9'), 1), '10.0.0.9')
})

test('of an IPv6 address the network counts, and an IPv4 address in disguise is itself', () => {
  for (const [address, network] of [
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
  ] as const)
    assert.equal(addressOf(from(address), 0), network)
})
