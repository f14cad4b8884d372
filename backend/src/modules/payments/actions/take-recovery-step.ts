import { Conflict, type Context, command, Invalid, NotFound, read } from '../../../kernel/index.ts'
import { wasServed } from '../../notifications/index.ts'
import { readBills } from '../open-bills.ts'
import { lockBills } from '../queries-bills.ts'
import { insertStep, putChain, selectChain, selectStepBill, selectSteps } from '../queries-recovery.ts'
import { basisOf, requireChain, requireWaited } from '../rules-recovery.ts'
import type { SetChain, TakeStep } from '../schemas-recovery.ts'
import { requireRecoverable } from '../stays.ts'

/** Puts the legal chain of a service in force from a day on, by its instrument. */
export function setChain(context: Context, input: SetChain): Promise<{ from: string }> {
  return command(context, { name: 'payments.set-recovery-chain', input }, async (tx) => {
    const { tenantId } = context.tenant
    requireChain(input.chain)
    const before = await selectChain(tx, tenantId, input.service, input.from)
    await putChain(tx, tenantId, input).catch((error: unknown) => {
      const { code } = error as { code?: string }
      if (code === '23P01' || code === '23505')
        throw new Conflict('from', 'A chain that begins later, or on the same day, stands already.')
      throw error
    })
    tx.journal({ subjects: [{ kind: 'accounts', id: tenantId }], before: { chain: before }, after: input })
    return { from: input.from }
  })
}

/**
 * Takes a step of recovery on a bill: what the law of the town wants before it must have happened, be served, and be old enough; no
 * order may stop it; and only what no order freezes is recovered.
 * @throws Conflict that says what is missing or whose order stops it
 */
export function takeRecoveryStep(
  context: Context,
  billId: number,
  input: TakeStep,
): Promise<{ stepId: number; amountPaise: number }> {
  return command(context, { name: 'payments.take-recovery-step', input: { billId, ...input } }, async (tx) => {
    const { tenant, today, postId, userId } = context
    await lockBills(tx, [billId])
    const amountPaise = await requireRecoverable(tx, billId, input.step)
    const [bill] = await readBills(tx, tenant, { billIds: [billId], day: today })
    const chain = await selectChain(tx, tenant.tenantId, bill!.service, today)
    if (!chain)
      throw new Invalid('step', 'This town has not said by which steps dues of this service are recovered.', {
        got: bill!.service,
      })
    if (today <= bill!.dueOn)
      throw new Conflict('billId', 'This bill is not overdue.', { got: today, expected: `after ${bill!.dueOn}` })
    const standing = (await selectSteps(tx, tenant.tenantId, [billId]))
      .filter((row) => row.withdrawn_on === null)
      .map((row) => ({ stepId: row.step_id, step: row.step, takenOn: row.taken_on }))
    const { link, before } = basisOf(chain, input.step, standing)
    const paper = before ? { kind: 'recovery-step', id: before.stepId } : { kind: 'bill', id: billId }
    const served = link.needsService ? await wasServed(tx, context, paper) : null
    if (served && !served.served)
      throw new Conflict('step', 'What goes before this step is not served yet. Record its service first.', {
        got: `${paper.kind} ${paper.id}`,
      })
    requireWaited(link, served?.served ? served.on : (before?.takenOn ?? bill!.dueOn), today)
    const stepId = await insertStep(tx, tenant.tenantId, {
      book: tenant.code,
      billId,
      step: input.step,
      takenOn: today,
      amountPaise,
      orderNumber: input.orderNumber,
      afterServiceId: served?.served ? served.serviceId : null,
      withdrawsStepId: null,
      reason: null,
      postId,
      userId,
    })
    await tx.emit('payments.recovery-step-taken', { stepId, billId, step: input.step, amountPaise })
    const property = bill!.propertyId ? [{ kind: 'property', id: bill!.propertyId }] : []
    tx.journal({
      subjects: [{ kind: 'bill', id: billId }, { kind: 'recovery-step', id: stepId }, ...property],
      after: { ...input, amountPaise },
    })
    return { stepId, amountPaise }
  })
}

/** Withdraws a step, by a row of its own: what stands on it has to be taken anew. */
export function withdrawStep(context: Context, stepId: number, input: { reason: string }): Promise<{ stepId: number }> {
  return command(context, { name: 'payments.withdraw-recovery-step', input: { stepId, ...input } }, async (tx) => {
    const { tenant, today, postId, userId } = context
    const billId = await selectStepBill(tx, tenant.tenantId, stepId)
    if (!billId) throw new NotFound('stepId', 'There is no such step of recovery in this town.', { got: stepId })
    await lockBills(tx, [billId])
    const steps = await selectSteps(tx, tenant.tenantId, [billId])
    const row = steps.find((each) => each.step_id === stepId)!
    if (row.withdrawn_on !== null) throw new Conflict('stepId', 'This step was withdrawn already.', { got: stepId })
    if (steps.some((each) => each.step_id > stepId && each.withdrawn_on === null))
      throw new Conflict('stepId', 'A later step stands on this one. Withdraw that first.', { got: stepId })
    const withdrawalId = await insertStep(tx, tenant.tenantId, {
      book: tenant.code,
      billId,
      step: row.step,
      takenOn: today,
      amountPaise: row.amount_paise,
      orderNumber: row.order_number,
      afterServiceId: null,
      withdrawsStepId: stepId,
      reason: input.reason,
      postId,
      userId,
    })
    tx.journal({
      subjects: [
        { kind: 'bill', id: billId },
        { kind: 'recovery-step', id: stepId },
      ],
      after: input,
    })
    return { stepId: withdrawalId }
  })
}

/** GET /bills/:billId/recovery: the steps that were taken, and whether each is served. */
export function readSteps(context: Context, billId: number) {
  return read(context, async (db) => {
    const steps = []
    for (const row of await selectSteps(db, context.tenant.tenantId, [billId])) {
      const served = await wasServed(db, context, { kind: 'recovery-step', id: row.step_id })
      steps.push({
        stepId: row.step_id,
        step: row.step,
        takenOn: row.taken_on,
        amountPaise: row.amount_paise,
        orderNumber: row.order_number,
        withdrawn: row.withdrawn_on ? { on: row.withdrawn_on, reason: row.reason ?? '' } : null,
        served: served.served ? { on: served.on, mode: served.mode } : null,
      })
    }
    return { steps }
  })
}
