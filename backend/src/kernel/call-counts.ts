import type { IncomingMessage } from 'node:http'
import type { Caller } from './callers.ts'
import type { Config } from './config.ts'
import { TooMany } from './errors.ts'

/** What is counted apart: calls of the API, tiles of the map, pages of features for a desktop GIS. */
export type CallKind = 'api' | 'tile' | 'page'

/** One count of calls for all doors of a process. */
export interface CallCounts {
  /** @throws TooMany when the caller made too many calls of this kind in this minute */
  count(kind: CallKind, request: IncomingMessage): void
  /** Whom a call is counted under: a session that was proved a moment ago, else the network address. */
  keyOf(request: IncomingMessage): string
  /** Told whenever a session was read: from now on its calls are its own, not those of its office's one address. */
  prove(request: IncomingMessage, caller: Caller): void
}

/** How long a session counts apart after it was last read. It opens nothing, so one that was signed out may linger. */
const provedMs = 10 * 60_000
const mostProved = 20_000
const minuteMs = 60_000

/**
 * Counts by whole minutes in one table that is thrown away at the end of each: a tile is counted in well under a
 * microsecond, and nobody can fill the memory for longer than that.
 */
export function newCallCounts(
  config: Pick<Config, 'callsPerMinute' | 'tilesPerMinute' | 'proxies'>,
  now: () => number = Date.now,
): CallCounts {
  const limits = { api: config.callsPerMinute, tile: config.tilesPerMinute, page: config.callsPerMinute * 5 }
  const counts = { api: new Map<string, number>(), tile: new Map<string, number>(), page: new Map<string, number>() }
  const proved = new Map<string, { key: string; until: number }>()
  let endsAt = 0

  function keyOf(request: IncomingMessage): string {
    const { cookie } = request.headers
    if (cookie !== undefined) {
      const session = proved.get(cookie)
      if (session && session.until > now()) return session.key
    }
    return addressOf(request, config.proxies)
  }

  return {
    keyOf,
    count(kind, request) {
      const at = now()
      if (at >= endsAt) {
        for (const each of Object.values(counts)) each.clear()
        endsAt = at + minuteMs
      }
      const key = keyOf(request)
      const calls = (counts[kind].get(key) ?? 0) + 1
      counts[kind].set(key, calls)
      if (calls <= limits[kind]) return
      throw new TooMany(
        'Too many requests came from here. Wait a little and try again.',
        Math.ceil((endsAt - at) / 1000),
      )
    },
    prove(request, caller) {
      const { cookie } = request.headers
      // The token of a session's writes is its own and unknown to others: as good a name as any.
      if (cookie === undefined || cookie.length > 4000 || caller.csrfToken === null) return
      if (proved.size > mostProved) proved.clear()
      proved.set(cookie, { key: `session ${caller.csrfToken}`, until: now() + provedMs })
    },
  }
}

/**
 * The network address that a call came from, as far as our own proxies tell it: the last entries of X-Forwarded-For are
 * theirs, those before them may be made up. Of an IPv6 address the network alone, for a household has 2^64 of them.
 */
export function addressOf(request: IncomingMessage, proxies: number): string {
  const given = proxies > 0 ? forwarded(request.headers['x-forwarded-for'], proxies) : null
  const address = given ?? request.socket.remoteAddress ?? 'unknown'
  return address.includes(':') ? networkOf(address) : address
}

function forwarded(header: string | string[] | undefined, proxies: number): string | null {
  const entries = String(header ?? '').split(',')
  const address = entries[Math.max(0, entries.length - proxies)]!.trim()
  return /^[0-9a-fA-F.:]{2,45}$/.test(address) ? address : null
}

function networkOf(address: string): string {
  const v4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (v4) return v4[1]!
  const [head = '', tail] = address.split('::')
  const front = head === '' ? [] : head.split(':')
  const back = tail === undefined || tail === '' ? [] : tail.split(':')
  const middle = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length)
  const groups = [...front, ...Array<string>(middle).fill('0'), ...back]
  return `${groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
