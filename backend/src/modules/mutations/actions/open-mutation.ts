import { asSystem, Conflict, type Context, command, Forbidden, NotSignedIn, type Tx } from '../../../kernel/index.ts'
import { type OpenedAnswer, openCase, type Workflows } from '../../workflow/index.ts'
import { insertApplication, type NewApplication, selectOpenMutation } from '../queries.ts'
import { requireParts } from '../rules.ts'
import type { OpenMutation } from '../schemas.ts'
import { mutationService } from '../workflow.ts'

/** What the applicant keeps. */
export interface OpenedMutation {
  caseId: number
  number: string
  status: string
  dueOn: string | null
}

/**
 * Takes an application for a change of name: by a citizen who proved a mobile, or by staff at the counter.
 * @throws Conflict while another mutation of the property is open, or the town has not opened the service
 */
export async function openMutation(
  context: Context,
  workflows: Workflows,
  given: OpenMutation,
): Promise<OpenedMutation> {
  if (context.userId === null) throw new NotSignedIn()
  if (given.applicant && !context.permissions.has('mutations.open'))
    throw new Forbidden('Only staff at the counter apply for somebody else.', { field: 'applicant' })
  return command(asSystem(context), { name: 'mutations.open-mutation', input: given }, async (tx) => {
    const { applicant } = given
    const opened = await openMutationIn(tx, workflows, given, {
      channel: applicant ? 'counter' : 'citizen',
      people: [applicant ?? { userId: context.userId, partyId: context.personId }],
      text: given.text ?? null,
    })
    tx.journal({
      subjects: opened.subjects,
      after: { number: opened.number, ground: given.ground, deed: given.deed, deedOn: given.deedOn },
    })
    const { caseId, number, status, dueOn } = opened
    return { caseId, number, status, dueOn }
  })
}

type Opening = Pick<Parameters<typeof openCase>[2], 'channel' | 'people' | 'text'>

/** Opens the case and writes the application, in the caller's command. */
export async function openMutationIn(
  tx: Tx,
  workflows: Workflows,
  given: Omit<NewApplication, 'caseId'>,
  opening: Opening,
): Promise<OpenedAnswer> {
  const { tenantId } = tx.context.tenant
  requireParts(given.incoming)
  requireDay(given.deedOn, tx.context.today)
  const open = await selectOpenMutation(tx, tenantId, given.propertyId)
  if (open !== null)
    throw new Conflict('propertyId', 'Another change of name is open for this property.', { got: open })
  const opened = await openCase(tx, workflows, {
    service: mutationService,
    variant: given.ground,
    propertyId: given.propertyId,
    ...opening,
    data: { ground: given.ground, deedOn: given.deedOn },
  })
  await insertApplication(tx, tenantId, { ...given, caseId: opened.caseId })
  return opened
}

/** P12: what a deed says holds from its day, which cannot lie ahead. */
function requireDay(day: string, today: string): void {
  if (day > today)
    throw new Conflict('deedOn', 'This deed is of a day to come.', { got: day, expected: `at most ${today}` })
}
