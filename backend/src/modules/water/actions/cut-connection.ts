import { Conflict, type Context, command, Invalid, type Tx } from '../../../kernel/index.ts'
import { wasServed } from '../../notifications/index.ts'
import { requireFree } from '../../parcels/index.ts'
import { type ConnectionRow, endVersion, insertVersion, selectServed } from '../queries-connections.ts'
import type { CutConnection } from '../schemas.ts'
import { requireConnection } from './open-connection.ts'

/** A connection after it was cut or joined. */
export interface Switched {
  connectionId: number
  status: 'live' | 'disconnected'
}

/**
 * Cuts a connection off. Asks every order on the properties that it serves: a stay on disconnection stops it always, one on
 * recovery where it is for arrears. For arrears the notice must have been served.
 * @throws Conflict that says whose order stops it
 */
export function cutConnection(context: Context, connectionId: number, input: CutConnection): Promise<Switched> {
  return command(context, { name: 'water.cut-connection', input: { connectionId, ...input } }, async (tx) => {
    const before = await requireConnection(tx, connectionId)
    if (before.status !== 'live')
      throw new Conflict('connectionId', 'This connection is not in use.', { got: before.status })
    if (input.from > context.today)
      throw new Invalid('from', 'Record it on the day on which it was done.', { got: input.from })
    await requireMayCut(tx, before, input)
    await switchTo(tx, before, { status: 'disconnected', letterId: input.noticeLetterId, ...input })
    const { propertyId } = before
    await tx.emit('water.connection-cut', { connectionId, propertyId, reason: input.reason, from: input.from })
    tx.journal({
      subjects: [{ kind: 'connection', id: connectionId }],
      before: { status: before.status },
      after: input,
    })
    return { connectionId, status: 'disconnected' as const }
  })
}

async function requireMayCut(tx: Tx, connection: ConnectionRow, input: CutConnection): Promise<void> {
  const { tenant, today } = tx.context
  const served = await selectServed(tx, tenant.tenantId, [connection.connectionId], today)
  const question = questionOf(connection, served)
  await requireFree(tx, tenant.tenantId, { scope: 'disconnection', ...question }, today)
  if (input.reason !== 'arrears') return
  await requireFree(tx, tenant.tenantId, { scope: 'recovery', ...question }, today)
  if (input.noticeLetterId === null)
    throw new Invalid('noticeLetterId', 'Name the notice that was served before cutting off for arrears.', {
      got: null,
    })
  const verdict = await wasServed(tx, tx.context, { kind: 'letter', id: input.noticeLetterId })
  if (!verdict.served)
    throw new Conflict('noticeLetterId', 'The notice has not been served yet.', { got: input.noticeLetterId })
}

/** What an order may stand on, of a connection. */
export const questionOf = (connection: ConnectionRow, served: readonly { propertyId: number }[]) => ({
  propertyIds: served.map((each) => each.propertyId),
  point: connection.point && [...connection.point],
  ...(connection.holderPartyId !== null && { partyId: connection.holderPartyId }),
})

async function switchTo(
  tx: Tx,
  before: ConnectionRow,
  to: { status: Switched['status']; letterId: number | null; because: string; from: string },
): Promise<void> {
  const { context } = tx
  const { connectionId } = before
  const when = { from: to.from, moment: context.platform.now().toISOString() }
  await endVersion(tx, context.tenant.tenantId, connectionId, when)
  const { status, letterId, because } = to
  await insertVersion(tx, context.tenant.tenantId, connectionId, { ...before, status, letterId, because }, when)
  await tx.touch('water-connections', [connectionId])
}

/** Joins a connection again that was cut off. */
export function reconnect(
  context: Context,
  connectionId: number,
  input: { from: string; because: string },
): Promise<Switched> {
  return command(context, { name: 'water.reconnect', input: { connectionId, ...input } }, async (tx) => {
    const before = await requireConnection(tx, connectionId)
    if (before.status !== 'disconnected')
      throw new Conflict('connectionId', 'This connection was not cut off.', { got: before.status })
    if (input.from > context.today)
      throw new Invalid('from', 'Record it on the day on which it was done.', { got: input.from })
    await switchTo(tx, before, { status: 'live', letterId: null, ...input })
    await tx.emit('water.connection-joined', { connectionId, propertyId: before.propertyId, from: input.from })
    tx.journal({
      subjects: [{ kind: 'connection', id: connectionId }],
      before: { status: before.status },
      after: input,
    })
    return { connectionId, status: 'live' as const }
  })
}
