import { asSystem, Conflict, type Context, command, Invalid, NotFound } from '../../../kernel/index.ts'
import { insertRevocation, selectLetter } from '../queries-letters.ts'
import { queueNotice } from '../queue-notice.ts'

/** Why a letter no longer holds, and the letter that stands in its place. */
export interface GivenRevocation {
  because: string
  replacedBy: number | null
}

/**
 * Withdraws an issued letter. Its file stays; whoever checks its code is told, and the addressee too.
 * @throws NotFound, Conflict when it was withdrawn already or is not issued, Invalid for a replacement that is not there
 */
export async function revokeLetter(
  context: Context,
  letterId: number,
  given: GivenRevocation,
): Promise<{ letterId: number }> {
  const { tenantId } = context.tenant
  return command(
    asSystem(context),
    { name: 'notifications.revoke-letter', input: { letterId, ...given } },
    async (tx) => {
      const letter = await selectLetter(tx, tenantId, letterId)
      if (!letter) throw new NotFound('letterId', 'There is no such letter in this town.', { got: letterId })
      if (letter.issued_at === null) throw new Conflict('letterId', 'This letter is not issued yet.', { got: letterId })
      const other = given.replacedBy === null ? null : await selectLetter(tx, tenantId, given.replacedBy)
      if (given.replacedBy !== null && (!other || other.letter_id === letterId || other.revoked_at))
        throw new Invalid('replacedBy', 'Name another letter of this town that holds.', { got: given.replacedBy })
      const row = { letterId, ...given, postId: context.postId, userId: context.userId }
      if (!(await insertRevocation(tx, tenantId, row)))
        throw new Conflict('letterId', 'This letter was withdrawn already.', { got: letterId })
      if (letter.addressee_party_id !== null)
        await queueNotice(tx, {
          template: 'letter-revoked',
          to: { partyId: letter.addressee_party_id },
          values: { title: letter.content.title, letterNumber: letter.number, letterId },
          subject: { kind: 'letter', id: letterId },
        })
      await tx.emit('notifications.letter-revoked', { letterId, replacedBy: given.replacedBy })
      tx.journal({
        subjects: [
          { kind: 'letter', id: letterId },
          { kind: letter.subject_kind, id: letter.subject_id },
        ],
        after: { number: letter.number, ...given },
      })
      return { letterId }
    },
  )
}
