/** Who stands for a case and who has to agree to it, in the transaction of an action. */
import { Conflict, Invalid, NotFound, type Sentence, sentence, type Tx } from '../../kernel/index.ts'
import { leaveCase, takePart } from '../workflow/index.ts'
import { selectApplications, selectSite } from './queries.ts'
import {
  endEngagement,
  insertEngagement,
  selectConsents,
  selectEngaged,
  selectTechnicalPerson,
} from './queries-people.ts'
import { type TechnicalPerson, type Unfit, unfitFor } from './rules-technical.ts'
import { limitsOf, ruleOf } from './terms.ts'

const sentences = {
  'not-yet': 'The registration of {number} begins on {day}.',
  expired: 'The registration of {number} ran out on {day}.',
  ended: 'The registration of {number} was ended on {day}.',
  'class-not-set': 'The town has not said yet what a licence of class {class} may do.',
  'beyond-class': 'The licence of {number} does not reach so far: {limit} at most.',
} as const satisfies Record<Unfit['because'], string>

function sentenceOf(person: TechnicalPerson, unfit: Unfit): Sentence {
  const { because, ...values } = unfit
  return sentence(sentences[because], {
    number: person.number,
    ...('day' in values && { day: values.day }),
    ...('class' in values && { class: values.class }),
    ...('limit' in values && { limit: `${values.limit} ${values.what}` }),
  })
}

/** Why a technical person may not stand for a case as it is; empty when they may. */
async function unfit(tx: Tx, caseId: number, person: TechnicalPerson): Promise<Sentence[]> {
  const { tenant, today } = tx.context
  const [application] = await selectApplications(tx, tenant.tenantId, [caseId])
  const site = await selectSite(tx, tenant.tenantId, caseId)
  const work = {
    plotSqm: site?.area_sqm ?? 0,
    heightM: application?.height_m ?? null,
    floors: application?.floors ?? null,
  }
  const reasons = unfitFor(person, await limitsOf(tx, person.class, today), work, today)
  return reasons.map((each) => sentenceOf(person, each))
}

/**
 * Names who stands for a case, in place of whoever did. Nothing of the case's clock changes.
 * @throws Invalid for an unknown person, Conflict with every reason why this one may not
 */
export async function engage(tx: Tx, caseId: number, technicalPersonId: number): Promise<void> {
  const { tenant, today } = tx.context
  const person = await selectTechnicalPerson(tx, tenant.tenantId, technicalPersonId)
  if (!person) throw new Invalid('technicalPersonId', 'There is no such technical person in this town.')
  const reasons = await unfit(tx, caseId, person)
  if (reasons.length)
    throw new Conflict('technicalPersonId', 'This person may not sign the drawing of this case.', { reasons })
  const before = await selectEngaged(tx, tenant.tenantId, caseId)
  if (before) await disengage(tx, caseId, 'replaced')
  await insertEngagement(tx, tenant.tenantId, caseId, technicalPersonId, today)
  if (person.userId !== null) await takePart(tx, caseId, { role: 'agent', userId: person.userId, partyId: null })
}

/** Ends who stands for a case. @throws Conflict when nobody does */
export async function disengage(tx: Tx, caseId: number, because: 'withdrawn' | 'replaced'): Promise<void> {
  const { tenant, today } = tx.context
  const person = await selectEngaged(tx, tenant.tenantId, caseId)
  if (!person) throw new NotFound('technicalPersonId', 'No architect stands for this case.')
  await endEngagement(tx, tenant.tenantId, caseId, { on: today, because })
  if (person.userId !== null) await leaveCase(tx, caseId, { roles: ['agent'], userId: person.userId })
}

/**
 * What a case still lacks before it may be looked at: every owner's consent, and an architect who may sign today where the
 * town does not say that a plot of this size needs none.
 */
export async function requireReady(tx: Tx, caseId: number): Promise<void> {
  const { tenant, today } = tx.context
  const consents = await selectConsents(tx, tenant.tenantId, caseId)
  const waiting = consents.filter((each) => each.given_on === null)
  const reasons: Sentence[] = waiting.map((each) =>
    sentence('{owner} has not agreed by code yet.', { owner: each.names }),
  )
  reasons.push(...(await lackOfProfessional(tx, caseId, today)))
  if (reasons.length) throw new Conflict('complete', 'Something is lacking before this can be submitted.', { reasons })
}

/** What is lacking of the technical person of a case today. */
export async function lackOfProfessional(tx: Tx, caseId: number, today: string): Promise<Sentence[]> {
  const { tenantId } = tx.context.tenant
  const person = await selectEngaged(tx, tenantId, caseId)
  if (person) return unfit(tx, caseId, person)
  const upTo = await ruleOf(tx, 'no-professional-to-sqm', today)
  const site = await selectSite(tx, tenantId, caseId)
  if (upTo !== null && site && site.area_sqm <= upTo) return []
  return [sentence('No architect or licensed person stands for this case.')]
}
