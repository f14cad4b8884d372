import { addDays, Conflict, type Day, Invalid } from '../../kernel/pure.ts'
import type { RecoveryStep } from './rules-stays.ts'

/** A step that can be taken on a bill; the demand itself is the bill. */
export const takenSteps = ['reminder', 'notice', 'warrant', 'attachment', 'disconnection', 'sale'] as const
export type TakenStep = Exclude<RecoveryStep, 'demand'>

/** A link of the legal chain. */
export interface ChainLink {
  step: TakenStep
  /** What must have gone before, and be served where `needsService` says so: the bill itself, or a step. Null for nothing. */
  needs: 'bill' | TakenStep | null
  needsService: boolean
  /** So many days after that service, or after that step or the due day where none is needed. */
  waitDays: number
}

/** A step that was taken and not withdrawn. */
export interface StandingStep {
  stepId: number
  step: TakenStep
  takenOn: Day
}

/** @throws Invalid for a chain that names a step twice, or needs one that comes later or not at all */
export function requireChain(chain: readonly ChainLink[]): void {
  const before = new Set<string>(['bill'])
  for (const [at, link] of chain.entries()) {
    if (before.has(link.step))
      throw new Invalid(`chain.${at}.step`, 'A step stands once in a chain.', { got: link.step })
    if (link.needs !== null && !before.has(link.needs))
      throw new Invalid(`chain.${at}.needs`, 'A step needs one that comes before it in the chain.', { got: link.needs })
    if (link.needsService && link.needs === null)
      throw new Invalid(`chain.${at}.needsService`, 'Say whose service this step needs.', { got: link.step })
    before.add(link.step)
  }
}

/** What a step stands on: the paper that must be served, if any. */
export function basisOf(
  chain: readonly ChainLink[],
  step: TakenStep,
  taken: readonly StandingStep[],
): { link: ChainLink; before: StandingStep | null } {
  const link = chain.find((each) => each.step === step)
  if (!link) throw new Conflict('step', 'The law of this town knows no such step for this service.', { got: step })
  if (taken.some((each) => each.step === step))
    throw new Conflict('step', 'This step was taken already on this bill.', { got: step })
  if (link.needs === null || link.needs === 'bill') return { link, before: null }
  const before = taken.find((each) => each.step === link.needs)
  if (!before) throw new Conflict('step', 'Another step comes first.', { got: step, expected: link.needs })
  return { link, before }
}

/** @throws Conflict before its day: so many days after service, or after the step or due day that it follows */
export function requireWaited(link: ChainLink, since: Day, today: Day): void {
  const from = addDays(since, link.waitDays)
  if (today < from)
    throw new Conflict('step', 'This step may be taken from {day} on.', {
      parameters: { day: from },
      got: today,
      expected: `from ${from}`,
    })
}
