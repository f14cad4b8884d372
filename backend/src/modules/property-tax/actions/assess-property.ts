import { Conflict, type Context, command, Invalid, type Tx } from '../../../kernel/index.ts'
import { ordersOn, requireKnown, type StandingOrder } from '../known.ts'
import {
  type AssessmentToWrite,
  endAssessments,
  insertAssessment,
  lockProperty,
  selectAssessmentsAfter,
  selectLiability,
} from '../queries-assessment.ts'
import { liableFrom } from '../rules.ts'
import type { NewAssessment } from '../schemas.ts'

export interface Assessed {
  assessmentId: number
  from: string
  orders: StandingOrder[]
}

/** Floors and exemption are told with the rules that bear on them. */
function requireRules(
  input: Pick<NewAssessment, 'units' | 'exemption' | 'exemptionRule' | 'isUnionProperty' | 'serviceLevel'>,
): void {
  input.units.forEach((unit, index) => {
    if (unit.unauthorised && !unit.penaltyRule)
      throw new Invalid(`units.${index}.penaltyRule`, 'An unauthorised floor names the rule of its penalty.')
  })
  if ((input.exemption === null) !== (input.exemptionRule === null))
    throw new Invalid('exemptionRule', 'Exempt property is assessed in full and shows the rule that forgives it.')
  if (input.isUnionProperty && (input.serviceLevel === null || input.exemption === null))
    throw new Invalid(
      'serviceLevel',
      'Property of the Union is exempt and bears a service charge by the level of services.',
    )
}

/** From when an assessment holds: the first event that made the property liable, or a later day that is named. */
async function startOf(tx: Tx, propertyId: number, given: string | null): Promise<string> {
  const events = await selectLiability(tx, tx.context.tenant.tenantId, propertyId)
  const first = liableFrom(events.map((event) => ({ happenedOn: event.happened_on })))
  if (given === null && first === null)
    throw new Invalid('from', 'Say from when: nothing is recorded that made this property liable.')
  if (given !== null && first !== null && given < first)
    throw new Conflict('from', 'The property is liable from {day} only.', { parameters: { day: first }, got: given })
  return given ?? first!
}

/** Writes an assessment within a command; what it replaces is ended in law and kept as it was known. */
export async function writeAssessment(
  tx: Tx,
  propertyId: number,
  input: Omit<AssessmentToWrite, 'from'> & { from: string | null; replacesLater: boolean },
): Promise<Assessed> {
  const { tenantId } = tx.context.tenant
  requireRules(input as never)
  await requireKnown(tx, {
    propertyId,
    documentId: input.documentId,
    unitIds: input.units.flatMap((unit) => unit.unitId ?? []),
  })
  await lockProperty(tx, tenantId, propertyId)
  const orders = await ordersOn(tx, propertyId)
  const from = await startOf(tx, propertyId, input.from)
  const reached = await selectAssessmentsAfter(tx, tenantId, propertyId, from)
  const later = reached.find((row) => row.valid_from > from)
  if (later && !input.replacesLater)
    throw new Conflict('replacesLater', 'An assessment holds from {day} already. Say so if yours replaces it.', {
      parameters: { day: later.valid_from },
    })
  await endAssessments(
    tx,
    tenantId,
    reached.map((row) => row.assessment_id),
    from,
  )
  const assessmentId = await insertAssessment(tx, tenantId, propertyId, { ...input, from })
  await tx.emit('property-tax.property-assessed', { propertyId, assessmentId, basis: input.basis, from })
  return { assessmentId, from, orders }
}

/** Assesses a property by floors: by the owner's return, by an officer, or from the register. */
export function assessProperty(context: Context, propertyId: number, input: NewAssessment): Promise<Assessed> {
  return command(context, { name: 'property-tax.assess-property', input: { propertyId, ...input } }, async (tx) => {
    const assessed = await writeAssessment(tx, propertyId, { ...input, orderNumber: null })
    tx.journal({ subjects: [{ kind: 'property', id: propertyId }], after: { ...input, ...assessed } })
    return assessed
  })
}
