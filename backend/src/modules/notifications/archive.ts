import type { ArchiveOptions } from '../../kernel/index.ts'

/** What the archive must know of this room's tables: keys of certificates are wrapped by the server's master key. */
export const notificationsArchive: ArchiveOptions = {
  wrapped: [{ table: 'notifications.certificates', column: 'wrapped_private_key', encoding: 'bytea' }],
  ofState: [],
}
