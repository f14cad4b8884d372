import { Conflict, type Context, command } from '../../../kernel/index.ts'
import { selectMaster } from '../../identity/index.ts'
import { requireFree } from '../../parcels/index.ts'
import { requireKnown } from '../known.ts'
import { selectVisits } from '../queries-assessment.ts'
import { fruitlessVisits } from '../rules.ts'
import type { BestJudgement } from '../schemas.ts'
import { type Assessed, writeAssessment } from './assess-property.ts'
import { type Noticed, writeNotices } from './issue-notice.ts'

/** Register of masters that holds after how many visits in vain a property is assessed by best judgement. No source gives the number. */
export const visitsRegister = { register: 'property-tax.visits', key: 'before-best-judgement' }

/**
 * Assesses by best judgement, by an order, after as many visits in vain as the town has set; the parties that live are told.
 * @throws Conflict when the town has set no number, or there were fewer visits
 */
export function orderBestJudgement(
  context: Context,
  propertyId: number,
  input: BestJudgement,
): Promise<Assessed & { notices: Noticed }> {
  return command(
    context,
    { name: 'property-tax.order-best-judgement', input: { propertyId, ...input } },
    async (tx) => {
      const { tenantId } = context.tenant
      await requireKnown(tx, { propertyId })
      await requireFree(tx, tenantId, { propertyId, scope: 'demand' }, context.today)
      const set = await selectMaster(tx, visitsRegister, context.today)
      const needed = typeof set?.value === 'number' ? set.value : null
      if (needed === null)
        throw new Conflict(
          'visits',
          'The town has not set after how many visits a property is assessed by best judgement.',
        )
      const visits = await selectVisits(tx, tenantId, propertyId)
      const fruitless = fruitlessVisits(
        visits.map((visit) => ({ visitedOn: visit.visited_on, outcome: visit.outcome })),
      )
      if (fruitless < needed)
        throw new Conflict('visits', '{visits} visits were in vain; best judgement needs {needed}.', {
          parameters: { visits: fruitless, needed },
          got: fruitless,
          expected: needed,
        })
      const assessed = await writeAssessment(tx, propertyId, { ...input, basis: 'best-judgement' })
      const notices = await writeNotices(tx, propertyId, 'best-judgement', assessed.assessmentId)
      tx.journal({
        subjects: [{ kind: 'property', id: propertyId }],
        after: { ...input, ...assessed, fruitless, notices },
      })
      return { ...assessed, notices }
    },
  )
}
