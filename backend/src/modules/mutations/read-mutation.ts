/** A mutation as its parties and the office read it. */
import { asSystem, type Context, type Names, NotFound, read } from '../../kernel/index.ts'
import { selectApplication, selectNotices, selectObjections, selectWaitingDeeds } from './queries.ts'

/** What every answer about a mutation says. Law: Jitendra Singh v State of Madhya Pradesh, Supreme Court, 2021. */
export const disclaimer: Record<'en' | 'hi' | 'mr', string> = {
  en: 'An entry in the assessment register serves taxation and gives no title.',
  hi: 'कर निर्धारण रजिस्टर की प्रविष्टि केवल कर के लिए है और स्वामित्व नहीं देती।',
  mr: 'कर आकारणी नोंदवहीतील नोंद केवळ करासाठी असून तिने मालकी मिळत नाही.',
}

/** @throws NotFound also for those who have no part in it */
export function readMutation(context: Context, caseId: number) {
  return read(context, async (db) => {
    const found = await selectApplication(db, context.tenant.tenantId, caseId)
    if (!found) throw new NotFound('caseId', 'There is no such change of name in this town.', { got: caseId })
    const { address: _, statementId: __, ...application } = found
    return {
      ...application,
      disclaimer,
      objections: await selectObjections(db, context.tenant.tenantId, caseId),
    }
  })
}

/** Public notices that run today: what anyone may read of them. */
export async function readNotices(context: Context) {
  const rows = await read(asSystem(context), (db) => selectNotices(db, context.tenant.tenantId, context.today))
  return { notices: rows.map((row) => ({ ...row, address: definite(row.address) })) }
}

/** Deeds of feeds that wait for an officer. */
export async function readWaitingDeeds(context: Context) {
  const rows = await read(context, (db) => selectWaitingDeeds(db, context.tenant.tenantId))
  return { deeds: rows.map((row) => ({ ...row, receivedAt: row.receivedAt.toISOString() })) }
}

const definite = (names: Names): Record<string, string> =>
  Object.fromEntries(Object.entries(names).filter((entry): entry is [string, string] => entry[1] !== undefined))
