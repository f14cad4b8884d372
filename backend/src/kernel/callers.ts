import type { Platform, RoleClass, Tenant } from './context.ts'

/** A post and the holding of it. */
export interface HeldPost {
  postId: number
  holdingId: number
}

/** Who is calling, as the identity room read it from the session cookie. */
export interface Caller {
  userId: number | null
  personId: number | null
  postId: number | null
  holdingId: number | null
  /** Every post that the caller holds in this town; the first one unless the request names another in `x-post`. */
  posts: readonly HeldPost[]
  roleClass: RoleClass
  permissions: ReadonlySet<string>
  /** What every writing request must repeat in `x-csrf-token`; null for a caller without any cookie. */
  csrfToken: string | null
}

/** A caller without a session. */
export const anonymousCaller: Caller = {
  userId: null,
  personId: null,
  postId: null,
  holdingId: null,
  posts: [],
  roleClass: 'anonymous',
  permissions: new Set(),
  csrfToken: null,
}

/** Reads a session in a town from the request's cookies. */
export type CallerResolver = (
  platform: Platform,
  tenant: Tenant,
  cookies: Record<string, string | undefined>,
) => Promise<Caller>
