import { RateLimiterMemory } from 'rate-limiter-flexible'
import { TooMany } from './errors.ts'

/** Counts calls by address; throws TooMany with the seconds to wait. */
export type Limiter = (key: string) => Promise<void>

/** So many calls in so many seconds (a minute unless told) for each key. In memory: each process counts its own. */
export function newLimiter(calls: number, seconds = 60): Limiter {
  const limiter = new RateLimiterMemory({ points: calls, duration: seconds })
  return async (key) => {
    try {
      await limiter.consume(key)
    } catch (refusal) {
      const seconds = Math.ceil(((refusal as { msBeforeNext?: number }).msBeforeNext ?? 1000) / 1000)
      throw new TooMany('Too many requests came from here. Wait a little and try again.', seconds)
    }
  }
}
