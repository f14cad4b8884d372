import { asSystem, type Context, command, newRequestId, read, TooMany } from '../../kernel/index.ts'
import { addFailure, selectLock, setLock } from './queries.ts'
import { lockSeconds } from './rules.ts'

/** Throws TooMany with the seconds left while an identifier is locked. */
export async function refuseWhileLocked(context: Context, identifier: string): Promise<void> {
  const seconds = await read(asSystem(context), (db) => selectLock(db, context.tenant.stateId, identifier))
  if (seconds > 0) throw new TooMany('Too many wrong tries. Wait and try again.', seconds)
}

/** A failure in a command of its own: it must stay although what was tried is refused. */
export async function countFailure(context: Context, identifier: string): Promise<void> {
  await command(
    { ...asSystem(context), requestId: newRequestId() },
    { name: 'identity.refuse-sign-in' },
    async (tx) => {
      const failures = await addFailure(tx, context.tenant.stateId, identifier)
      const seconds = lockSeconds(failures)
      if (seconds) await setLock(tx, context.tenant.stateId, identifier, seconds)
      tx.journal({ subjects: [], after: { failures, lockedForSeconds: seconds } })
    },
  )
}
