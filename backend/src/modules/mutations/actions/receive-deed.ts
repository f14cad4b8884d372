import { asSystem, type Context, command, NotFound, type Tx } from '../../../kernel/index.ts'
import { normalNumber } from '../../parcels/index.ts'
import type { OpenedAnswer, Workflows } from '../../workflow/index.ts'
import {
  type DeedRow,
  insertDeed,
  lockWaitingDeed,
  selectDeedOf,
  selectOpenMutation,
  selectPropertyByNumber,
  updateDeed,
} from '../queries.ts'
import { requireParts } from '../rules.ts'
import type { Deed } from '../schemas.ts'
import { openMutationIn } from './open-mutation.ts'

/** What became of a deed: its mutation, or null while it waits for an officer. */
export interface ReceivedDeed {
  deedId: number
  caseId: number | null
}

/**
 * Takes a deed of a feed, once: told again it answers what became of it. A deed whose property is found opens the mutation by itself;
 * the others wait, and so does one whose property is under mutation already.
 */
export function receiveDeed(context: Context, workflows: Workflows, feed: string, deed: Deed): Promise<ReceivedDeed> {
  const { tenantId } = context.tenant
  return command(asSystem(context), { name: 'mutations.receive-deed', input: { feed, deed } }, async (tx) => {
    requireParts(incomingOf(deed))
    const number = deed.propertyNumber ? normalNumber(deed.propertyNumber) : null
    const propertyId = number === null ? null : await selectPropertyByNumber(tx, tenantId, number, context.today)
    const deedId = await insertDeed(tx, tenantId, { feed, deed, propertyId })
    if (deedId === null) {
      const known = await selectDeedOf(tx, tenantId, feed, deed.externalId)
      tx.journal({ subjects: [], after: { feed, externalId: deed.externalId, isRepeated: true } })
      return { deedId: known.deedId, caseId: known.caseId }
    }
    const isFree = propertyId !== null && (await selectOpenMutation(tx, tenantId, propertyId)) === null
    const opened = isFree ? await openFor(tx, workflows, { deedId, deed }, propertyId) : null
    const caseId = opened?.caseId ?? null
    tx.journal({ subjects: opened?.subjects ?? [], after: { deedId, feed, externalId: deed.externalId, caseId } })
    return { deedId, caseId }
  })
}

/**
 * An officer has found the property of a deed that waited.
 * @throws NotFound for a deed that does not wait, Conflict while the property is under mutation
 */
export function matchDeed(
  context: Context,
  workflows: Workflows,
  deedId: number,
  propertyId: number,
): Promise<ReceivedDeed> {
  return command(context, { name: 'mutations.match-deed', input: { deedId, propertyId } }, async (tx) => {
    const waiting = await lockWaitingDeed(tx, context.tenant.tenantId, deedId)
    if (!waiting) throw new NotFound('deedId', 'No such deed waits here.', { got: deedId })
    const opened = await openFor(tx, workflows, waiting, propertyId)
    tx.journal({ subjects: opened.subjects, after: { deedId, caseId: opened.caseId } })
    return { deedId, caseId: opened.caseId }
  })
}

async function openFor(
  tx: Tx,
  workflows: Workflows,
  { deedId, deed }: Pick<DeedRow, 'deedId' | 'deed'>,
  propertyId: number,
): Promise<OpenedAnswer> {
  const application = {
    propertyId,
    ground: deed.ground,
    applicantIs: 'office',
    deed: deed.deed,
    deedOn: deed.deedOn,
    outgoing: [],
    incoming: incomingOf(deed),
    charges: [],
  }
  const people = deed.incoming.map(({ name }) => ({ name }))
  const opened = await openMutationIn(tx, workflows, application, { channel: 'feed', people, text: null })
  await updateDeed(tx, tx.context.tenant.tenantId, deedId, { propertyId, caseId: opened.caseId })
  return opened
}

const incomingOf = (deed: Deed) => deed.incoming.map(({ name, share }) => ({ partyId: null, name, share }))
