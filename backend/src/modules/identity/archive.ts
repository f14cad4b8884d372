import type { ArchiveOptions } from '../../kernel/index.ts'

/** Where a town names the users of its state: they go along with it, or nobody could sign in where it is restored. */
const named = [
  ['identity.role_grants', 'user_id'],
  ['identity.post_holdings', 'user_id'],
  ['identity.user_persons', 'user_id'],
] as const

/** What the archive must know of this room's tables. */
export const identityArchive: ArchiveOptions = {
  wrapped: [
    { table: 'identity.credentials', column: 'secret', encoding: 'base64', where: { column: 'kind', value: 'totp' } },
  ],
  ofState: ['identity.users', 'identity.credentials', 'identity.recovery_codes'].map((table) => ({
    table,
    column: 'user_id',
    named,
  })),
}
