/** The workflow of incidents with what its steps do besides its table. */
import type { Context, Db, Names, Tx } from '../../kernel/index.ts'
import { queueNotice } from '../notifications/index.ts'
import type { CaseLine, Effect, Workflows } from '../workflow/index.ts'
import { selectPipesNamed } from './queries-network.ts'
import {
  addTankers,
  closeIncident,
  selectFed,
  selectIncident,
  updateCleanAfter,
  updateTrace,
} from './queries-quality.ts'
import { tankersInputSchema } from './schemas.ts'
import { incidentWorkflow } from './workflow.ts'

/** Puts incidents into the register of services. */
export function handInIncidents(workflows: Workflows): void {
  workflows.add(incidentWorkflow, {
    inputs: { 'send-tankers': tankersInputSchema },
    effects: { trace, tell, 'send-tankers': sendTankers, repair, close },
    describe,
  })
}

const incidentOf = async (tx: Tx, caseId: number) => (await selectIncident(tx, tx.context.tenant.tenantId, caseId))!

/** Whom the segment feeds, as far as connections are linked to pipes. */
const trace: Effect = async (tx, { facts }) => {
  const { tenant, today } = tx.context
  const { pipeIds } = await incidentOf(tx, facts.caseId)
  const { connections, properties, partyIds } = await selectFed(tx, tenant.tenantId, pipeIds, today)
  const found = { pipes: pipeIds.length, connections, properties, people: partyIds.length }
  await updateTrace(tx, tenant.tenantId, facts.caseId, found)
  return found
}

/** Tells everybody whom the segment feeds, at once and in quiet hours too. */
const tell: Effect = async (tx, { facts }) => {
  const told = await tellAll(tx, facts, 'water-foul')
  return { told }
}

async function tellAll(
  tx: Tx,
  facts: { caseId: number; number: string },
  template: 'water-foul' | 'water-clean',
): Promise<number> {
  const { tenant, today } = tx.context
  const { pipeIds } = await incidentOf(tx, facts.caseId)
  const { partyIds } = await selectFed(tx, tenant.tenantId, pipeIds, today)
  await queueNotice(
    tx,
    partyIds.map((partyId) => ({
      template,
      to: { partyId },
      values: { incidentNumber: facts.number, town: tenant.names },
      subject: { kind: 'case', id: facts.caseId },
      urgent: template === 'water-foul',
    })),
  )
  return partyIds.length
}

const sendTankers: Effect = async (tx, { facts, input }) => {
  const { tankers } = input as { tankers: number }
  await addTankers(tx, tx.context.tenant.tenantId, facts.caseId, tankers)
  return { tankers }
}

/** What was sampled before the repair says nothing of the water after it. */
const repair: Effect = async (tx, { facts }) => {
  await updateCleanAfter(tx, tx.context.tenant.tenantId, facts.caseId, tx.context.platform.now().toISOString())
  return undefined
}

const close: Effect = async (tx, { facts }) => {
  const told = await tellAll(tx, facts, 'water-clean')
  await closeIncident(tx, tx.context.tenant.tenantId, facts.caseId, tx.context.platform.now().toISOString())
  await tx.emit('water.incident-closed', { caseId: facts.caseId, number: facts.number })
  return { told }
}

const pipesWord = { en: 'Pipes', hi: 'पाइप', mr: 'जलवाहिन्या' }
const sameWords = (text: string): Names => ({ en: text, hi: text, mr: text })

async function describe(db: Db, context: Context, caseIds: readonly number[]): Promise<Map<number, CaseLine>> {
  const rows = await selectPipesNamed(db, context.tenant.tenantId, caseIds)
  return new Map(
    rows.map(({ caseId, codes }) => [
      caseId,
      { title: incidentWorkflow.names, facts: [{ names: pipesWord, value: sameWords(codes) }] },
    ]),
  )
}
