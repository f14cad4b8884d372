import { type Context, read } from '../../kernel/index.ts'
import { selectTechnicalPersons } from './queries-people.ts'
import { limitsOf } from './terms.ts'

/** Who may sign drawings in this town today, with what the town lets each class do; architects have no limit of size. */
export function readTechnicalPersons(context: Context) {
  return read(context, async (db) => {
    const rows = await selectTechnicalPersons(db, context.tenant.tenantId, context.today)
    const classes = [...new Set(rows.flatMap((row) => row.class ?? []))]
    const limits = new Map<string, Awaited<ReturnType<typeof limitsOf>>>()
    for (const each of classes) limits.set(each, await limitsOf(db, each, context.today))
    return {
      technicalPersons: rows.map(({ technicalPersonId, kind, class: technicalClass, number, names, validTo }) => ({
        technicalPersonId,
        kind,
        class: technicalClass,
        number,
        names: names as Record<string, string>,
        validTo,
        limits: technicalClass === null ? null : (limits.get(technicalClass) ?? null),
      })),
    }
  })
}
