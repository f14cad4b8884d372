import type { z } from 'zod'
import { type Context, command, Invalid } from '../../../kernel/index.ts'
import { generatorRules } from '../fees.ts'
import { replaceGenerator } from '../queries-contracts.ts'
import { isBulkGenerator } from '../rules-generators.ts'
import type { generatorSchema } from '../schemas.ts'
import { requireKnown } from './record-asset.ts'

/** Enters what a property generates; whether that makes it a bulk generator follows from the rules of the day. */
export function declareGenerator(
  context: Context,
  input: z.output<typeof generatorSchema>,
): Promise<{ generatorId: number; bulk: boolean; met: string[]; instrument: string }> {
  return command(context, { name: 'waste.declare-generator', input }, async (tx) => {
    const { floorSqm, waterLpd, wasteKgpd } = input
    if (floorSqm === null && waterLpd === null && wasteKgpd === null)
      throw new Invalid('wasteKgpd', 'Say at least one of floor, water and waste.', { got: null })
    if (input.certifiedUntil !== null && input.certificate === null)
      throw new Invalid('certificate', 'An end without a certificate says nothing.', { got: null })
    await requireKnown(tx, 'propertyId', 'properties', [input.propertyId])
    const { bulk, met, instrument } = isBulkGenerator(generatorRules(), input, context.today)
    const generatorId = await replaceGenerator(tx, context.tenant.tenantId, input, context.platform.now().toISOString())
    await tx.emit('waste.generator-declared', { propertyId: input.propertyId, bulk, met })
    tx.journal({ subjects: [{ kind: 'property', id: input.propertyId }], after: { ...input, bulk, met } })
    return { generatorId, bulk, met, instrument }
  })
}
