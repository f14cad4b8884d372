import { RateLimiterMemory } from 'rate-limiter-flexible'
import { type Context, TooMany } from '../../kernel/index.ts'

/** Counts owner searches of callers who have not proved who they are. */
export interface OwnerSearchLimit {
  /** @throws TooMany beyond the limit of the caller's address */
  spend(context: Context): Promise<void>
}

/** At most `perMinute` anonymous owner searches per town and address: enough to look for a house, too few to harvest a ward. */
export function ownerSearchLimit(perMinute = 30): OwnerSearchLimit {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 })
  return {
    async spend(context) {
      const key = `${context.tenant.tenantId} ${context.userId ?? context.address ?? ''}`
      await limiter.consume(key).catch((refusal: { msBeforeNext?: number }) => {
        const seconds = Math.ceil((refusal.msBeforeNext ?? 60_000) / 1000)
        throw new TooMany('Too many searches by owner name. Wait a minute, or search by address or number.', seconds)
      })
    },
  }
}
