import { asSystem, type Context, command, NotSignedIn } from '../../../kernel/index.ts'
import { upsertPreference } from '../queries-inbox.ts'
import type { Channel, Language } from '../rules-templates.ts'

/** What someone chooses about messages; kept for the person where the user is known as one, else for the user. */
export interface Preference {
  language: Language | null
  refusedChannels: Channel[]
}

/** The caller's own choice. The inbox inside the application cannot be refused, nor a statutory notice by text message. */
export async function setPreference(context: Context, given: Preference): Promise<Preference> {
  if (context.userId === null) throw new NotSignedIn()
  const owner = ownerOf(context)
  return command(asSystem(context), { name: 'notifications.set-preference', input: given }, async (tx) => {
    const row = { ...owner, language: given.language, refused_channels: given.refusedChannels }
    await upsertPreference(tx, context.tenant.tenantId, row)
    tx.journal({ subjects: [{ kind: owner.owner_kind, id: owner.owner_id }], after: given })
    return given
  })
}

/** Whose choice a caller's is. */
export function ownerOf(context: Context): { owner_kind: 'person' | 'user'; owner_id: number } {
  if (context.personId !== null) return { owner_kind: 'person', owner_id: context.personId }
  if (context.userId === null) throw new NotSignedIn()
  return { owner_kind: 'user', owner_id: context.userId }
}
