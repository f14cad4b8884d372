import type { Platform, RoleClass, Tenant } from './context.ts'

/** Who is calling, as the identity room read it from the session cookie. */
export interface Caller {
  userId: number | null
  personId: number | null
  postId: number | null
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
