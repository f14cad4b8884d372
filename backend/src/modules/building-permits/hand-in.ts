/** The three services of the room, with what their steps do. */
import type { Context, Db, Names } from '../../kernel/index.ts'
import type { CaseLine, ServiceParts, Workflows } from '../workflow/index.ts'
import { permitEffects } from './effects.ts'
import { grantOf } from './effects-completion.ts'
import { deskEffects } from './effects-desk.ts'
import { layoutEffects } from './effects-layout.ts'
import { selectApplications } from './queries.ts'
import { useNames } from './rules-words.ts'
import * as schemas from './schemas.ts'
import { completionWorkflow, layoutWorkflow, permitWorkflow } from './workflow.ts'

const deskInputs = {
  'reckon-fees': schemas.reckonFeesInput,
  'raise-fee': schemas.raiseFeeInput,
  'reverse-fee': schemas.reverseFeeInput,
}
const sharedInputs = {
  ...deskInputs,
  'name-professional': schemas.namePersonInput,
  'add-condition': schemas.addConditionInput,
  'meet-condition': schemas.meetConditionInput,
  'accept-surrender': schemas.surrenderInput,
}

/** Puts permits, layouts and completions into the register of services. */
export function handInPermits(workflows: Workflows): void {
  const inputs: ServiceParts['inputs'] = {
    ...sharedInputs,
    revise: schemas.reviseInput,
    extend: schemas.extendInput,
    revalidate: schemas.extendInput,
    transfer: schemas.transferInput,
  }
  workflows.add(permitWorkflow, { inputs, effects: { ...deskEffects, ...permitEffects }, describe })
  workflows.add(layoutWorkflow, {
    inputs: { ...sharedInputs, 'draw-layout': schemas.drawLayoutSchema, sanction: schemas.sanctionLayoutInput },
    effects: { ...deskEffects, ...layoutEffects },
    describe,
  })
  const { 'reckon-fees': reckon, 'raise-fee': raise, 'reverse-fee': reverse } = deskEffects
  workflows.add(completionWorkflow, {
    inputs: deskInputs,
    effects: { 'reckon-fees': reckon, 'raise-fee': raise, 'reverse-fee': reverse, grant: grantOf(workflows) },
    describe,
  })
}

const permitNumber = { en: 'Permit', hi: 'अनुज्ञा', mr: 'परवानगी' }
const validTo = { en: 'Valid to', hi: 'वैध तिथि तक', mr: 'वैधता' }
const sameWords = (text: string): Names => ({ en: text, hi: text, mr: text })
const kinds: Record<string, Names> = {
  building: permitWorkflow.names,
  layout: layoutWorkflow.names,
  completion: completionWorkflow.names,
}

/** A case in a list: what it is about and of what use, with the permit where there is one. */
async function describe(db: Db, context: Context, caseIds: readonly number[]): Promise<Map<number, CaseLine>> {
  const rows = await selectApplications(db, context.tenant.tenantId, caseIds)
  return new Map(
    rows.map((row) => {
      const [kind, use] = [kinds[row.kind]!, useNames[row.use as keyof typeof useNames]]
      const title = Object.fromEntries(
        (['en', 'hi', 'mr'] as const).map((each) => [each, `${kind[each]} · ${use[each]}`]),
      )
      const facts = [
        ...(row.permit_number ? [{ names: permitNumber, value: sameWords(row.permit_number) }] : []),
        ...(row.valid_to ? [{ names: validTo, value: sameWords(row.valid_to) }] : []),
      ]
      return [row.case_id, { title, facts }]
    }),
  )
}
