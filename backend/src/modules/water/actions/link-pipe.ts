import type { z } from 'zod'
import { Conflict, type Context, command, Invalid, read, readPublic } from '../../../kernel/index.ts'
import { replacePipe, selectConnection } from '../queries-connections.ts'
import { selectNearestPipe } from '../queries-network.ts'
import type { linkPipeSchema } from '../schemas.ts'
import { requireConnection } from './open-connection.ts'
import { requireKnown } from './record-asset.ts'

/** How far a pipe may lie from the tap that it is taken to feed. */
export const nearestPipeM = 30

/** A pipe that is only the nearest one is a guess: fair at the wall, worth little at the end of the reach. */
export const confidenceAt = (distanceM: number): number =>
  Math.max(0.1, Math.round((0.8 - (0.6 * distanceM) / nearestPipeM) * 100) / 100)

/** Links a connection to its pipe, with how it is known and how surely; without a pipe named, to the nearest one. */
export async function linkPipe(
  context: Context,
  connectionId: number,
  input: z.output<typeof linkPipeSchema>,
): Promise<{ connectionId: number; pipeId: number; confidence: number }> {
  const link = { connectionId, ...(await pipeFor(context, connectionId, input)) }
  return command(context, { name: 'water.link-pipe', input: { connectionId, ...input } }, async (tx) => {
    await requireConnection(tx, connectionId)
    await requireKnown(tx, { pipes: { pipeId: link.pipeId } })
    await replacePipe(tx, context.tenant.tenantId, { ...link, moment: context.platform.now().toISOString() })
    tx.journal({
      subjects: [
        { kind: 'connection', id: connectionId },
        { kind: 'pipe', id: link.pipeId },
      ],
      after: link,
    })
    return { connectionId, pipeId: link.pipeId, confidence: link.confidence }
  })
}

async function pipeFor(context: Context, connectionId: number, input: z.output<typeof linkPipeSchema>) {
  const { pipeId, foundBy, confidence } = input
  if (pipeId !== null) {
    if (confidence === null) throw new Invalid('confidence', 'Say how sure this is, from 0 to 1.', { got: null })
    return { pipeId, foundBy, confidence, distanceM: null }
  }
  const { tenantId } = context.tenant
  const connection = await read(context, (db) => selectConnection(db, tenantId, connectionId, context.today))
  if (!connection?.point) throw new Conflict('pipeId', 'The connection has no point: name the pipe.', { got: null })
  const { point } = connection
  const found = await readPublic(context, (db) => selectNearestPipe(db, tenantId, point, nearestPipeM))
  if (!found) throw new Conflict('pipeId', 'No pipe lies near this connection: name it.', { got: null })
  const distanceM = Math.round(found.distance_m * 100) / 100
  return { pipeId: found.pipe_id, foundBy: 'nearest-pipe', confidence: confidenceAt(distanceM), distanceM }
}
