import { asSystem, type Context, command } from '../../../kernel/index.ts'
import { endSessions } from '../queries.ts'
import { hashToken } from '../session.ts'

/** Ends the session of a cookie. */
export async function signOut(context: Context, token: string): Promise<void> {
  await command({ ...asSystem(context), userId: context.userId }, { name: 'identity.sign-out' }, async (tx) => {
    await endSessions(tx, context.tenant.stateId, { tokenHash: hashToken(token) }, 'signed out')
    tx.journal({ subjects: context.userId ? [{ kind: 'user', id: context.userId }] : [] })
  })
}
