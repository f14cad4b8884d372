import { Conflict, type Context, command, Invalid } from '../../../../kernel/index.ts'
import { requireSound } from '../breaker.ts'
import { selectOwnersOfSurvey, updateWindow } from '../queries-survey.ts'
import type { OpenWindow } from '../schemas-survey.ts'
import { requireStill, requireSurvey } from './draft-survey.ts'

/** So many people an event names. */
const partiesAtOnce = 200

/**
 * Shows the draft to owners until a day. Whoever owns what would change is told by `parcels.draft-shown`.
 * @throws Conflict when the sample on the ground speaks against telling them, or the window was opened already
 */
export function openWindow(context: Context, surveyId: number, given: OpenWindow): Promise<{ closesOn: string }> {
  const { tenantId } = context.tenant
  return command(context, { name: 'parcels.open-draft-window', input: { surveyId, ...given } }, async (tx) => {
    const survey = await requireSurvey(tx, surveyId)
    requireStill(survey, ['compared'])
    if (survey.openedOn !== null)
      throw new Conflict('surveyId', 'The window of this draft was opened already.', { got: survey.openedOn })
    if (given.closesOn <= context.today)
      throw new Invalid('closesOn', 'The window closes on a day to come.', {
        got: given.closesOn,
        expected: `after ${context.today}`,
      })
    await requireSound(tx, tenantId, survey)
    const window = { opensOn: context.today, closesOn: given.closesOn, instrument: given.instrument }
    await updateWindow(tx, tenantId, surveyId, window)
    await tx.emit('parcels.draft-opened', { surveyId, closesOn: given.closesOn })
    const told = await selectOwnersOfSurvey(tx, tenantId, surveyId, context.today)
    for (let at = 0; at < told.length; at += partiesAtOnce)
      await tx.emit('parcels.draft-shown', {
        surveyId,
        closesOn: given.closesOn,
        partyIds: told.slice(at, at + partiesAtOnce),
      })
    tx.journal({ subjects: [{ kind: 'survey', id: surveyId }], after: { ...window, told: told.length } })
    return { closesOn: given.closesOn }
  })
}
