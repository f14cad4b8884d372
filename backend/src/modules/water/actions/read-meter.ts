import type { z } from 'zod'
import { Conflict, type Context, command, Invalid, NotFound } from '../../../kernel/index.ts'
import { insertReading, replaceMeter, selectMeter } from '../queries-charges.ts'
import { consumptionKl } from '../rules-meters.ts'
import type { meterSchema, readMeterSchema } from '../schemas.ts'
import { requireConnection } from './open-connection.ts'

/** Puts a meter on a connection, in the place of the one that was there. */
export function installMeter(
  context: Context,
  connectionId: number,
  input: z.output<typeof meterSchema>,
): Promise<{ meterId: number }> {
  return command(context, { name: 'water.install-meter', input: { connectionId, ...input } }, async (tx) => {
    await requireConnection(tx, connectionId)
    if (input.installedOn > context.today)
      throw new Invalid('installedOn', 'This day is still to come.', { got: input.installedOn })
    const meterId = await replaceMeter(tx, context.tenant.tenantId, { connectionId, ...input })
    tx.journal({ subjects: [{ kind: 'connection', id: connectionId }], after: input })
    return { meterId }
  })
}

/** Enters a reading. A meter that cannot be read is entered with its state; what was used is then unknown, not nothing. */
export function readMeter(
  context: Context,
  meterId: number,
  input: z.output<typeof readMeterSchema>,
): Promise<{ readingId: number; consumptionKl: number | null }> {
  return command(context, { name: 'water.read-meter', input: { meterId, ...input } }, async (tx) => {
    const { tenantId } = context.tenant
    const meter = await selectMeter(tx, tenantId, meterId)
    if (!meter) throw new NotFound('meterId', 'There is no such meter in use.', { got: meterId })
    const isRead = input.state === 'working' || input.state === 'reset'
    if (isRead !== (input.readingKl !== null))
      throw new Invalid('readingKl', 'A working meter has a reading, any other has none.', { got: input.readingKl })
    if (input.readOn > context.today) throw new Invalid('readOn', 'This day is still to come.', { got: input.readOn })
    if (input.readOn < meter.lastOn)
      throw new Invalid('readOn', 'There is a later reading already.', {
        got: input.readOn,
        expected: `after ${meter.lastOn}`,
      })
    const used = consumptionKl(meter.lastKl, input, meter.digits)
    const reading = { meterId, ...input, consumptionKl: used, userId: context.userId }
    const readingId = await insertReading(tx, tenantId, reading)
    if (readingId === null)
      throw new Conflict('readOn', 'This meter was read on that day already.', { got: input.readOn })
    const { connectionId } = meter
    tx.journal({
      subjects: [{ kind: 'connection', id: connectionId }],
      after: { meterId, ...input, consumptionKl: used },
    })
    return { readingId, consumptionKl: used }
  })
}
