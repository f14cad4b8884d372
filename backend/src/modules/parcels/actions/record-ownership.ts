import { type Context, type Db, NotFound, type Tx } from '../../../kernel/index.ts'
import { type Act, changeRegister, indexProperties, recordAct, requireSubject } from '../acts.ts'
import {
  insertOwnershipStatement,
  selectKnownParties,
  selectOwnerRoles,
  selectPropertyOn,
} from '../queries-register.ts'
import { insertVersion, selectLastRecorded, writePlan } from '../queries-versions.ts'
import { askOrders, type StandingOrder } from '../restrictions.ts'
import { requireWholeShares, type Share, type ShareFault, shareFaults } from '../rules-shares.ts'
import { endless, planEnd } from '../rules-versions.ts'
import type { RecordOwnership } from '../schemas-actions.ts'

/** What a statement of owners made. */
export interface RecordedOwnership {
  propertyId: number
  statementId: number
  faults: ShareFault[]
  orders: StandingOrder[]
}

/**
 * Records who owns a property from a day on: all owners in one statement. In a mutation the shares sum to exactly one (P10);
 * an import keeps what the old register says and counts its faults. Fiscal only: it gives no title.
 * @throws Conflict when an order stops transfers, Invalid when shares do not sum to one
 */
export function recordOwnership(
  context: Context,
  propertyId: number,
  input: RecordOwnership,
): Promise<RecordedOwnership> {
  return changeRegister(context, 'parcels.record-ownership', { propertyId, ...input }, async (tx) => {
    const { before, subjects, ...recorded } = await recordOwnershipIn(tx, propertyId, input)
    tx.journal({ subjects, before: { owners: before }, after: input })
    return recorded
  })
}

/**
 * The same in the transaction of a room above, which has decided a mutation; its command writes the journal line, for which
 * `before` and `subjects` are.
 */
export async function recordOwnershipIn(
  tx: Tx,
  propertyId: number,
  input: RecordOwnership,
): Promise<RecordedOwnership & { before: object[]; subjects: { kind: string; id: number }[] }> {
  const { tenantId } = tx.context.tenant
  await requireSubject(tx, 'property', propertyId)
  const held = await selectPropertyOn(tx, tenantId, propertyId, input.effectiveOn)
  if (!held) throw new NotFound('propertyId', 'This property does not exist on that day.', { got: input.effectiveOn })
  if (input.origin === 'mutation') requireWholeShares(input.owners)
  const orders = await askOrders(tx, 'record-ownership', { propertyId, point: held.point })
  await requireParties(tx, input)
  const act = await recordAct(tx, 'mutation', input)
  const before = await selectOwnerRoles(tx, tenantId, propertyId)
  const statementId = await writeOwners(tx, propertyId, input, act, before)
  await indexProperties(tx, [propertyId])
  await tx.emit('parcels.ownership-recorded', { propertyId, statementId, effectiveOn: input.effectiveOn })
  return {
    propertyId,
    statementId,
    faults: shareFaults(input.owners),
    orders,
    before: before.map(({ party_id, role, numerator, denominator }) => ({ party_id, role, numerator, denominator })),
    subjects: [
      { kind: 'property', id: propertyId },
      ...input.owners.map(({ partyId }) => ({ kind: 'person', id: partyId })),
    ],
  }
}

/** Who owns a property on a day, as it is now known; a share that is not stated is null. */
export async function ownersOn(
  db: Db,
  tenantId: number,
  propertyId: number,
  day: string,
): Promise<{ partyId: number; share: Share | null; others: boolean }[]> {
  const rows = await selectOwnerRoles(db, tenantId, propertyId)
  return rows
    .filter((row) => row.valid_from <= day && (row.valid_to === endless || row.valid_to > day))
    .map(({ party_id, numerator, denominator, and_others }) => ({
      partyId: party_id,
      share: numerator !== null && denominator !== null ? { numerator, denominator } : null,
      others: and_others,
    }))
}

async function requireParties(tx: Tx, input: RecordOwnership): Promise<void> {
  const ids = [...new Set(input.owners.map(({ partyId }) => partyId))]
  const known = new Set(await selectKnownParties(tx, tx.context.tenant.tenantId, ids))
  const missing = ids.find((id) => !known.has(id))
  if (missing) throw new NotFound('owners', 'One of the owners is not in the register of people.', { got: missing })
}

type OwnerRow = Awaited<ReturnType<typeof selectOwnerRoles>>[number]

async function writeOwners(
  tx: Tx,
  propertyId: number,
  input: RecordOwnership,
  act: Act,
  before: OwnerRow[],
): Promise<number> {
  const { tenantId } = tx.context.tenant
  const last = await selectLastRecorded(tx, tenantId, 'party_roles', propertyId)
  const now = last && last >= act.now ? new Date(last.getTime() + 1) : act.now
  const rows = before.map((row) => ({
    rowId: row.role_id,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    recordedAt: row.recorded_at.toISOString(),
  }))
  const reach = rows.filter((row) => row.validTo === endless || row.validTo > input.effectiveOn)
  if (reach.length)
    await writePlan(
      tx,
      tenantId,
      'party_roles',
      planEnd(reach, { from: input.effectiveOn, to: endless }, now),
      {},
      act.changeId,
    )
  const statement = { propertyId, origin: input.origin, shares: statementOf(input), changeId: act.changeId }
  const statementId = await insertOwnershipStatement(tx, tenantId, statement)
  for (const [at, { partyId, share, others }] of input.owners.entries())
    await insertVersion(
      tx,
      tenantId,
      'party_roles',
      {
        property_id: propertyId,
        party_id: partyId,
        role: at === 0 ? 'owner' : 'co-owner',
        numerator: share?.numerator,
        denominator: share?.denominator,
        and_others: others,
        statement_id: statementId,
      },
      { validFrom: input.effectiveOn, moment: now.toISOString(), changeId: act.changeId },
    )
  return statementId
}

function statementOf(input: RecordOwnership): unknown[] {
  return input.owners.map(({ partyId, share, others }) => ({ partyId, ...share, others }))
}
