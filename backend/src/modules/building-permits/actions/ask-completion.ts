import { asSystem, Conflict, type Context, command, Invalid, read } from '../../../kernel/index.ts'
import { openCase, type Workflows } from '../../workflow/index.ts'
import {
  insertApplication,
  insertCompletionPhases,
  type PhaseRow,
  selectApplications,
  selectPhases,
} from '../queries.ts'
import { selectPermitState } from '../queries-page.ts'
import type { AskCompletion } from '../schemas.ts'
import { requireTakesPart } from '../takes-part.ts'
import { completionService } from '../workflow.ts'

/**
 * Asks for a plinth check, for part occupancy, or for occupancy, under a permit in force on which work has begun. A case of its own,
 * because each has days of its own.
 */
export async function askCompletion(
  context: Context,
  workflows: Workflows,
  permitCaseId: number,
  given: AskCompletion,
): Promise<{ caseId: number; number: string; status: string }> {
  await requireTakesPart(context, permitCaseId)
  const { tenantId } = context.tenant
  const state = await read(asSystem(context), (db) => selectPermitState(db, tenantId, permitCaseId))
  const acting = { ...asSystem(context), userId: context.userId }
  const input = { permitCaseId, ...given }
  return command(acting, { name: 'building-permits.ask-completion', input }, async (tx) => {
    const [permit] = await selectApplications(tx, tenantId, [permitCaseId])
    if (permit?.kind !== 'building' || !['sanctioned', 'deemed-sanctioned'].includes(state?.status ?? ''))
      throw new Conflict('permitCaseId', 'This permit is not in force.', { got: state?.status ?? null })
    if (permit.commenced_on === null) throw new Conflict('permitCaseId', 'The start of work has not been reported yet.')
    requirePhases(given, await selectPhases(tx, tenantId, permitCaseId))
    const { caseId, number, status, subjects } = await openCase(tx, workflows, {
      service: completionService,
      variant: given.kind,
      channel: context.roleClass === 'staff' ? 'counter' : 'citizen',
      propertyId: state!.property_id,
      parcelId: state!.parcel_id,
      point: state!.lon === null ? null : [state!.lon, state!.lat!],
      people: [{ userId: context.userId, partyId: context.personId }],
      text: given.text,
    })
    const { use, built_up_sqm, height_m, floors } = permit
    const row = { case_id: caseId, kind: 'completion' as const, permit_case_id: permitCaseId }
    await insertApplication(tx, tenantId, { ...row, use, built_up_sqm, height_m, floors })
    if (given.phases.length) await insertCompletionPhases(tx, tenantId, caseId, given.phases)
    tx.journal({ subjects: [...subjects, { kind: 'case', id: permitCaseId }], after: { number, ...given } })
    return { caseId, number, status }
  })
}

function requirePhases(given: AskCompletion, phases: readonly PhaseRow[]): void {
  if (given.kind === 'plinth') {
    if (given.phases.length) throw new Invalid('phases', 'A plinth check is of the whole building.')
    return
  }
  const asked = given.phases.map((each) => each.phase)
  if (!asked.length) throw new Invalid('phases', 'Say which phases are built, and how large.')
  if (new Set(asked).size !== asked.length) throw new Invalid('phases', 'A phase is named twice.', { got: asked })
  for (const phase of asked) {
    const known = phases.find((each) => each.phase === phase)
    if (!known) throw new Invalid('phases', 'The permit has no such phase.', { got: phase })
    if (known.occupied_on !== null)
      throw new Conflict('phases', 'This phase may be occupied already.', { got: phase, expected: known.occupied_on })
  }
}
