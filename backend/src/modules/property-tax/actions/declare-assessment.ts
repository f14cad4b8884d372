import { Conflict, type Context, command, Invalid } from '../../../kernel/index.ts'
import { ordersOn, requireKnown, type StandingOrder } from '../known.ts'
import { insertDeclaration, lockProperty, selectDeclaration } from '../queries-assessment.ts'
import type { NewDeclaration } from '../schemas.ts'

/** Files what an owner declares for a year; a correction names what it corrects and keeps the day of the first filing. */
export function declareAssessment(
  context: Context,
  propertyId: number,
  input: NewDeclaration,
): Promise<{ declarationId: number; filedOn: string; correctedOn: string | null; orders: StandingOrder[] }> {
  return command(context, { name: 'property-tax.declare-assessment', input: { propertyId, ...input } }, async (tx) => {
    const { tenantId } = context.tenant
    if (input.filedOn > context.today)
      throw new Invalid('filedOn', 'This day is still to come.', { got: input.filedOn })
    await requireKnown(tx, { propertyId, unitIds: input.units.flatMap((unit) => unit.unitId ?? []) })
    await lockProperty(tx, tenantId, propertyId)
    const orders = await ordersOn(tx, propertyId)
    const known = await selectDeclaration(tx, tenantId, propertyId, input.year)
    if ((known?.declaration_id ?? null) !== input.replacesId)
      throw new Conflict('replacesId', 'A year has one declaration: name the one that yours corrects.', {
        got: input.replacesId,
        expected: known?.declaration_id ?? null,
      })
    const row = known
      ? { ...input, filedOn: known.filed_on, correctedOn: input.filedOn }
      : { ...input, correctedOn: null }
    if (row.correctedOn !== null && row.correctedOn < row.filedOn)
      throw new Invalid('filedOn', 'A correction comes after what it corrects.', { got: input.filedOn })
    const declarationId = await insertDeclaration(tx, tenantId, propertyId, row)
    tx.journal({ subjects: [{ kind: 'property', id: propertyId }], after: { ...row, declarationId } })
    return { declarationId, filedOn: row.filedOn, correctedOn: row.correctedOn, orders }
  })
}
