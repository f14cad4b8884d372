import type { Participants, Tx } from '../../kernel/index.ts'
import type { MergeInvitation } from './actions/merge-persons.ts'

/** Moves rows of one entry of the register to another: all of them, or `only` those of these ids; answers which. */
export type MoveParty = (
  tx: Tx,
  tenantId: number,
  fromPartyId: number,
  toPartyId: number,
  only: readonly number[] | null,
) => Promise<number[]>

/** Rows that name a person go along when two entries become one, and back when they are parted; `table` notes which did. */
export function followMerge(participants: Participants, table: string, move: MoveParty): void {
  participants.participate('people.merge', async (tx, given: MergeInvitation) => {
    const { mergedPartyId, keptPartyId } = given
    given.moved[table] = await move(tx, tx.context.tenant.tenantId, mergedPartyId, keptPartyId, null)
    return []
  })
  participants.participate('people.undo-merge', async (tx, given: MergeInvitation) => {
    const ids = (given.moved[table] ?? []) as number[]
    await move(tx, tx.context.tenant.tenantId, given.keptPartyId, given.mergedPartyId, ids)
    return []
  })
}
