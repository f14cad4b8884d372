/** Plinth check, part occupancy and occupancy: what their grant does to the permit. */
import { Conflict, type Tx } from '../../kernel/index.ts'
import { actInTx, type CaseFacts, type Effect, lockOpenedCase, type Workflows } from '../workflow/index.ts'
import { applicationOf, requireConditionsMet, requireSiteFree } from './effects.ts'
import { selectCompletionPhases, selectPhases, selectSite, updateApplication, updatePhasesOccupied } from './queries.ts'
import { selectFeeLines } from './queries-land.ts'
import { excessOf } from './rules-deviation.ts'
import { requireRule } from './terms.ts'

/** @throws Conflict when what was built is larger than what was sanctioned by more than the town tolerates, and no deviation was charged */
async function requireWithinSanction(tx: Tx, facts: CaseFacts, permitCaseId: number): Promise<void> {
  const { tenant, today } = tx.context
  const sanctioned = await selectPhases(tx, tenant.tenantId, permitCaseId)
  const built = await selectCompletionPhases(tx, tenant.tenantId, facts.caseId)
  const of = (phase: number) => sanctioned.find((each) => each.phase === phase)!.built_up_sqm
  const approvedSqm = built.reduce((sum, each) => sum + of(each.phase), 0)
  const builtSqm = built.reduce((sum, each) => sum + each.as_built_sqm, 0)
  if (builtSqm <= approvedSqm) return
  const tolerance = await requireRule(tx, 'deviation-tolerance', today)
  const excessSqm = excessOf(approvedSqm, builtSqm, tolerance)
  if (excessSqm === 0) return
  const fees = await selectFeeLines(tx, tenant.tenantId, facts.caseId)
  const reversed = new Set(fees.map((each) => each.reverses))
  if (fees.some((each) => each.head === 'deviation' && each.reverses === null && !reversed.has(each.fee_line_id)))
    return
  throw new Conflict('asBuiltSqm', 'The building is {sqm} m² larger than sanctioned. A deviation fee comes first.', {
    parameters: { sqm: excessSqm.toFixed(2) },
    got: builtSqm,
    expected: approvedSqm,
  })
}

/** The grant of a completion. It ends the permit when nothing of it is left to be occupied. */
export const grantOf =
  (workflows: Workflows): Effect =>
  async (tx, { facts }) => {
    const { tenant, today } = tx.context
    const { permit_case_id: permitCaseId } = await applicationOf(tx, facts.caseId)
    if (permitCaseId === null) throw new Error(`completion ${facts.caseId} has no permit`)
    await requireSiteFree(tx, permitCaseId)
    if (facts.variant === 'plinth') {
      await updateApplication(tx, tenant.tenantId, permitCaseId, { plinth_on: today })
      await tx.emit('building-permits.plinth-passed', { caseId: facts.caseId, permitCaseId })
      return { permitCaseId }
    }
    await requireConditionsMet(tx, permitCaseId, 'any')
    await requireWithinSanction(tx, facts, permitCaseId)
    const built = await selectCompletionPhases(tx, tenant.tenantId, facts.caseId)
    const phases = built.map((each) => each.phase)
    const occupancy = { caseId: facts.caseId, on: today }
    await updatePhasesOccupied(tx, tenant.tenantId, permitCaseId, phases, occupancy)
    const all = await selectPhases(tx, tenant.tenantId, permitCaseId)
    const whole = all.every((each) => each.occupied_on !== null)
    if (facts.variant === 'occupancy' && !whole)
      throw new Conflict('phases', 'Other phases are still being built: ask for part occupancy.', {
        got: all.filter((each) => each.occupied_on === null).map((each) => each.phase),
      })
    await tellOccupied(tx, facts, permitCaseId, built, whole)
    if (whole) await complete(tx, workflows, permitCaseId)
    return { permitCaseId, phases, whole }
  }

async function tellOccupied(
  tx: Tx,
  facts: CaseFacts,
  permitCaseId: number,
  built: readonly { phase: number; as_built_sqm: number }[],
  whole: boolean,
): Promise<void> {
  const { tenant, today } = tx.context
  const site = await selectSite(tx, tenant.tenantId, permitCaseId)
  await tx.emit('building-permits.occupancy-granted', {
    caseId: facts.caseId,
    permitCaseId,
    propertyId: facts.propertyId,
    parcelIds: site?.parcels.map((each) => each.parcelId) ?? [],
    phases: built.map((each) => ({ phase: each.phase, asBuiltSqm: each.as_built_sqm })),
    whole,
    on: today,
  })
}

async function complete(tx: Tx, workflows: Workflows, permitCaseId: number): Promise<void> {
  const { tenant, today } = tx.context
  await updateApplication(tx, tenant.tenantId, permitCaseId, { completed_on: today })
  const opened = await lockOpenedCase(tx, workflows, permitCaseId)
  await actInTx(tx, opened, { kind: 'system' }, { action: 'complete', expectedVersion: opened.state.version })
}
