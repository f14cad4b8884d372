/** The workflow of complaints with what it does besides its table: joining, titles, and the posts of each category. */
import { Conflict, type Context, type Db, Invalid, type Names, type Tx } from '../../kernel/index.ts'
import { type CaseLine, type Effect, followCase, participantsOf, type Workflows } from '../workflow/index.ts'
import { categoriesOn, categoryOn } from './categories.ts'
import { selectComplaints, selectOpenComplaint, updateJoinedTo } from './queries.ts'
import { titleOf } from './rules.ts'
import { joinInputSchema } from './schemas.ts'
import { complaintWorkflow } from './workflow.ts'

/** Puts complaints into the register of services. */
export function handInComplaints(workflows: Workflows): void {
  workflows.add(complaintWorkflow, {
    inputs: { join: joinInputSchema },
    effects: { join },
    describe,
    rolesFor,
    layers: ['grievances'],
  })
}

/** Joins a complaint with another: whoever reported or follows it hears of the other one from now on. */
const join: Effect = async (tx, { facts, input }) => {
  const { tenantId } = tx.context.tenant
  const { caseId } = input as { caseId: number }
  if (caseId === facts.caseId) throw new Invalid('input', 'A complaint cannot be joined with itself.', { got: caseId })
  const other = await selectOpenComplaint(tx, tenantId, caseId)
  if (!other) throw new Conflict('input', 'There is no such open complaint.', { got: caseId })
  await updateJoinedTo(tx, tenantId, facts.caseId, caseId)
  for (const userId of await participantsOf(tx, facts.caseId)) await followCase(tx, caseId, userId)
  await tx.touch('grievances', [caseId])
  await tellJoined(tx, facts.caseId, other)
  return { joinedTo: other.number }
}

async function tellJoined(tx: Tx, caseId: number, other: { case_id: number; number: string }): Promise<void> {
  await tx.emit('grievances.merged', { caseId, intoCaseId: other.case_id, number: other.number })
}

async function rolesFor(db: Db, context: Context, variant: string | null): Promise<readonly string[] | null> {
  const category = variant === null ? null : await categoryOn(db, variant, context.today)
  return category?.roles ?? null
}

const street = { en: 'Street', hi: 'सड़क', mr: 'रस्ता' }
const place = { en: 'How to find it', hi: 'जगह की पहचान', mr: 'जागेची ओळख' }
const joinedWith = { en: 'Joined with', hi: 'इसमें मिलाई गई', mr: 'यात जोडली' }
const thing = { en: 'Thing', hi: 'वस्तु', mr: 'वस्तू (शहराची)' }
const kind = { en: 'Kind', hi: 'प्रकार', mr: 'प्रकार (तक्रारीचा)' }
const sameWords = (text: string): Names => ({ en: text, hi: text, mr: text })

async function describe(db: Db, context: Context, caseIds: readonly number[]): Promise<Map<number, CaseLine>> {
  const categories = new Map((await categoriesOn(db, context.today)).map((each) => [each.category, each.names]))
  const rows = await selectComplaints(db, context.tenant.tenantId, caseIds)
  return new Map(
    rows.map((row) => {
      const names = categories.get(row.category) ?? null
      const facts: CaseLine['facts'] = [
        { names: kind, value: names ?? { en: row.category } },
        ...(row.road_names ? [{ names: street, value: row.road_names }] : []),
        ...(row.asset_kind ? [{ names: thing, value: sameWords(`${row.asset_kind} ${row.asset_id}`) }] : []),
        ...(row.place_words ? [{ names: place, value: sameWords(row.place_words) }] : []),
        ...(row.joined_number ? [{ names: joinedWith, value: sameWords(row.joined_number) }] : []),
      ]
      return [row.case_id, { title: titleOf(names, row.road_names, row.category), facts }]
    }),
  )
}
