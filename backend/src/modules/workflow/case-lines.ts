/** Cases as lists show them, and the lists themselves. */
import {
  addDays,
  asSystem,
  type Context,
  contextFor,
  type Db,
  type Names,
  read,
  selectWorkingCalendar,
  tenantByCode,
  type WorkingCalendar,
  workingDaysBetween,
} from '../../kernel/index.ts'
import { postsOf } from './office.ts'
import { selectCaseIdByNumber } from './queries.ts'
import {
  type ListAsked,
  type ListRow,
  selectCasesAt,
  selectCasesOf,
  selectCounts,
  selectList,
  selectListByIds,
} from './queries-inbox.ts'
import { selectPoolFiles, selectPostNames } from './queries-office.ts'
import type { CaseLineAnswer, CaseList, ListQuery } from './schemas.ts'
import type { CaseLine, Workflows } from './workflows.ts'

/** Names as answers want them: only languages that are there. */
export const told = (names: Names | null | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(names ?? {}).filter((pair): pair is [string, string] => Boolean(pair[1])))

/** Working days from today to the last day; negative by so many days late. Null where the calendar does not say. */
export function daysLeft(calendar: WorkingCalendar, today: string, dueOn: string | null): number | null {
  if (dueOn === null) return null
  try {
    return dueOn >= today ? workingDaysBetween(calendar, today, dueOn) : -workingDaysBetween(calendar, dueOn, today)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Rows as lines, with the titles that their services give them. Cases of rooms that are gone keep their number as title. */
export async function linesOf(
  db: Db,
  context: Context,
  workflows: Workflows,
  rows: readonly ListRow[],
): Promise<CaseLineAnswer[]> {
  const calendar = await selectWorkingCalendar(db, context.tenant.tenantId)
  const titles = await describeAll(db, context, workflows, rows)
  return rows.map((row) => {
    const workflow = workflows.of(row.service, row.definition_version)?.workflow
    const status = workflow?.statuses[row.status]
    return {
      caseId: row.case_id,
      city: context.tenant.code,
      number: row.number,
      service: row.service,
      serviceNames: told(workflow?.names),
      title: told(titles.get(row.case_id)?.title ?? workflow?.names ?? { en: row.number }),
      status: { code: row.status, names: told(status?.names), stage: row.stage, decision: row.decision },
      version: row.version,
      openedOn: row.opened_on,
      dueOn: row.due_on,
      daysLeft: daysLeft(calendar, context.today, row.due_on),
      closedOn: row.closed_on,
      level: row.level,
      ward: row.ward_code,
      point: row.lon === null || row.lat === null ? null : [row.lon, row.lat],
      post:
        row.assigned_post_id === null
          ? null
          : { postId: row.assigned_post_id, names: row.post_names && told(row.post_names) },
    }
  })
}

/** What services say of their cases. */
export async function describeAll(
  db: Db,
  context: Context,
  workflows: Workflows,
  rows: readonly Pick<ListRow, 'case_id' | 'service' | 'definition_version'>[],
): Promise<Map<number, CaseLine>> {
  const found = new Map<number, CaseLine>()
  for (const { workflow, describe } of workflows.all()) {
    const ids = rows.filter((row) => row.service === workflow.service).map((row) => row.case_id)
    if (!describe || !ids.length) continue
    for (const [id, line] of await describe(db, context, ids)) found.set(id, line)
  }
  return found
}

const cursorOf = (line: CaseLineAnswer, isClosed: boolean): string =>
  `${(isClosed ? line.closedOn : line.dueOn) ?? 'none'}~${line.caseId}`

function askedOf(query: ListQuery, postIds: readonly number[], today: string): ListAsked {
  const [day, caseId] = query.cursor?.split('~') ?? []
  return {
    postIds: query.queue === 'mine' ? postIds : null,
    unallotted: query.queue === 'unallotted',
    lateOn: query.queue === 'late' ? today : null,
    raised: query.queue === 'raised',
    service: query.service ?? null,
    ward: query.ward ?? null,
    stage: query.queue === 'closed' ? 'closed' : 'open',
    after: day && caseId ? { day: day === 'none' ? null : day, caseId: Number(caseId) } : null,
    limit: query.limit,
  }
}

/** `GET /cases`: an officer's queues. The own queue also holds files of other towns that a pool has given to a post here. */
export async function readList(context: Context, workflows: Workflows, query: ListQuery): Promise<CaseList> {
  const { tenant, today } = context
  const posts = await postsOf(context, null)
  const postIds = posts.map((post) => post.postId)
  const here = await read(context, async (db) => {
    const counts = await selectCounts(db, tenant.tenantId, postIds, today)
    const named = await selectPostNames(db, tenant.tenantId, postIds)
    const rows = query.number
      ? await rowsByNumber(db, tenant.tenantId, query.number)
      : await selectList(db, tenant.tenantId, askedOf(query, postIds, today))
    return { counts, named, lines: await linesOf(db, context, workflows, rows) }
  })
  const isFirstPage = query.queue === 'mine' && !query.cursor && !query.number
  const abroad = isFirstPage ? await filesOfPools(context, workflows, postIds) : []
  const last = here.lines.at(-1)
  return {
    cases: [...abroad, ...here.lines],
    nextCursor: last && here.lines.length === query.limit ? cursorOf(last, query.queue === 'closed') : null,
    counts: { ...here.counts, mine: here.counts.mine + abroad.length },
    posts: here.named.map((row) => ({ postId: row.post_id, names: told(row.names), office: told(row.office) })),
  }
}

async function rowsByNumber(db: Db, tenantId: number, number: string): Promise<ListRow[]> {
  const caseId = await selectCaseIdByNumber(db, tenantId, number.toUpperCase())
  return caseId === null ? [] : selectListByIds(db, tenantId, [caseId])
}

/** Files of other towns that lie with posts of this one, read there as the platform: the list names nobody. */
async function filesOfPools(
  context: Context,
  workflows: Workflows,
  postIds: readonly number[],
): Promise<CaseLineAnswer[]> {
  const { tenant, platform } = context
  const files = await read(asSystem(context), (db) => selectPoolFiles(db, tenant.stateId, tenant.code, postIds))
  const lines: CaseLineAnswer[] = []
  for (const town of new Set(files.map((file) => file.town))) {
    const there = contextFor(platform, await tenantByCode(platform, town), { roleClass: 'system' })
    const ids = files.filter((file) => file.town === town).map((file) => file.case_id)
    lines.push(
      ...(await read(there, async (db) =>
        linesOf(db, there, workflows, await selectListByIds(db, there.tenant.tenantId, ids)),
      )),
    )
  }
  return lines
}

const mostOwnCases = 100

/** `GET /cases/mine`: what the caller asked for or follows, in this town. */
export function readOwnCases(context: Context, workflows: Workflows): Promise<CaseLineAnswer[]> {
  const { tenantId } = context.tenant
  const who = { userId: context.userId, partyId: context.personId }
  return read(asSystem(context), async (db) =>
    linesOf(db, context, workflows, await selectCasesOf(db, tenantId, who, mostOwnCases)),
  )
}

/** Cases at a place, for the section of its page: what, since when, how it stands; never who. */
export function readCasesAt(
  context: Context,
  workflows: Workflows,
  place: { propertyId: number | null; parcelIds: readonly number[] },
  service: string | null,
  limit = 20,
): Promise<CaseLineAnswer[]> {
  return read(asSystem(context), async (db) =>
    linesOf(db, context, workflows, await selectCasesAt(db, context.tenant.tenantId, place, service, limit)),
  )
}

/** The day after a delegation's first free day, as people say it: the last day. */
export const lastDayOf = (validTo: string): string => addDays(validTo, -1)
