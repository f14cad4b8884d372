import { RateLimiterMemory } from 'rate-limiter-flexible'
import { TooMany } from './errors.ts'

/** Counts calls by address; throws TooMany with the seconds to wait. */
export type Limiter = (key: string) => Promise<void>

/** `perMinute` calls a minute for each key. In memory: each process counts its own. */
export function newLimiter(perMinute: number): Limiter {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 })
  return async (key) => {
    try {
      await limiter.consume(key)
    } catch (refusal) {
      const seconds = Math.ceil(((refusal as { msBeforeNext?: number }).msBeforeNext ?? 1000) / 1000)
      throw new TooMany('Too many requests came from here. Wait a little and try again.', seconds)
    }
  }
}
