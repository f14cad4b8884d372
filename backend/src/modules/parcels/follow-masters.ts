import { type Participants, type Sentence, sentence, type Tx } from '../../kernel/index.ts'
import { areaToleranceSchema } from './rules-tolerance.ts'

/** Values of this room's registers are looked at before they are in force: one that no rule could use is refused. */
export function followMasters(participants: Participants): void {
  participants.participate('identity.set-master', mayBeSet)
}

async function mayBeSet(_tx: Tx, given: { register: string; key: string; value: unknown }): Promise<Sentence[]> {
  if (given.register !== 'parcels.rules' || given.key !== 'area-tolerance') return []
  const issue = areaToleranceSchema.safeParse(given.value).error?.issues[0]
  if (!issue) return []
  const place = issue.path.map(String).join('.') || 'value'
  return [sentence('The value does not fit its register: {place} {reason}.', { place, reason: issue.message })]
}
