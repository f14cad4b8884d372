/** Clocks of all cases, once a day and town: in batches, taken up again where a stop left them. */
import {
  asOwner,
  type Context,
  command,
  type Db,
  type JobList,
  jobQueue,
  log,
  type Platform,
  read,
  selectTenants,
  selectWorkingCalendar,
  systemContext,
  todayOf,
} from '../../kernel/index.ts'
import { decidingOrders, runCaseClock } from './actions/run-case-clock.ts'
import { clockOf, openRows } from './case-log.ts'
import { candidatesHere } from './office.ts'
import { type CaseRow, updateDueDays } from './queries.ts'
import { selectClockRun, selectRunningCases, selectTownsToRun, upsertClockRun } from './queries-clock.ts'
import { dueAlarms } from './rules-alarms.ts'
import { isAtWork } from './rules-allotment.ts'
import { catalogueOn } from './terms.ts'
import type { Workflows } from './workflows.ts'

const casesPerBatch = 200
const jobName = 'workflow-clocks'

/** What a run did. */
export interface ClocksRun {
  cases: number
  written: number
  failed: number
}

/** The job by name, for the roof. */
export function workflowJobs(workflows: Workflows): JobList {
  return {
    [jobName]: async (platform, payload: { tenantId: number }) => {
      const { failed } = await runClocks(platform, workflows, payload.tenantId)
      if (failed) throw new Error(`${failed} cases could not be looked at`)
    },
  } as JobList
}

/** Puts a job into the queue for every town whose day has not been done; safe to call as often as one likes. */
export async function queueClocks(platform: Platform): Promise<void> {
  await asOwner(platform.database, async (db) => {
    const towns = (await selectTenants(db)).filter((tenant) => tenant.kind === 'ulb' && !tenant.settings.loading)
    const days = towns.map((town) => ({ tenantId: town.tenantId, day: todayOf(platform, town) }))
    for (const { tenantId, key } of await selectTownsToRun(db, days, jobName))
      await jobQueue.addJob(db, jobName, { tenantId }, key)
  })
}

/**
 * Looks at every case of a town whose clock runs: mends last days after a change of calendar, and lets the clock act.
 * A case that fails is left for the next try and stops no other.
 */
export async function runClocks(platform: Platform, workflows: Workflows, tenantId: number): Promise<ClocksRun> {
  const context = await systemContext(platform, tenantId)
  const done: ClocksRun = { cases: 0, written: 0, failed: 0 }
  const before = await read(context, (db) => selectClockRun(db, tenantId, context.today))
  if (before?.finished) return done
  for (let cursor = before?.cursor_case_id ?? 0; ; ) {
    const batch = await readBatch(context, workflows, cursor)
    const written = await actOnBatch(context, workflows, batch.due, done)
    const last = batch.rows.at(-1)?.case_id ?? cursor
    const finished = batch.rows.length < casesPerBatch
    done.cases += batch.rows.length
    done.written += written
    // With failures the day is not done: the next try begins at the first case, and what is done repeats nothing.
    const next = finished && done.failed ? 0 : last
    await moveOn(context, batch, {
      cursor: next,
      cases: batch.rows.length,
      written,
      finished: finished && !done.failed,
    })
    if (finished) return done
    cursor = last
  }
}

interface Batch {
  rows: CaseRow[]
  /** Cases for which the clock has something to do. */
  due: number[]
  /** Cases whose last day has moved. */
  moved: { caseId: number; dueOn: string | null }[]
}

function readBatch(context: Context, workflows: Workflows, cursor: number): Promise<Batch> {
  const { tenantId } = context.tenant
  return read(context, async (db) => {
    const rows = await selectRunningCases(db, tenantId, cursor, casesPerBatch)
    const known = rows.filter((row) => workflows.of(row.service, row.definition_version))
    const calendar = await selectWorkingCalendar(db, tenantId)
    const working = await workingPosts(db, context)
    const catalogues = new Map<string, Awaited<ReturnType<typeof catalogueOn>>>()
    const batch: Batch = { rows, due: [], moved: [] }
    for (const opened of await openRows(db, context, workflows, known)) {
      const { row, workflow, state } = opened
      if (!catalogues.has(row.opened_on)) catalogues.set(row.opened_on, await catalogueOn(db, row.opened_on))
      const { terms } = catalogues.get(row.opened_on)!(workflow, row.variant)
      const clock = clockOf(state, terms, calendar, context.today)
      if ((clock?.dueOn ?? null) !== row.due_on) batch.moved.push({ caseId: row.case_id, dueOn: clock?.dueOn ?? null })
      const orders = await decidingOrders(db, context, opened, terms)
      const isLate = clock && dueAlarms(workflow, state, terms, calendar, context.today, orders).length > 0
      const isLeft = row.assigned_town === null && row.assigned_post_id !== null && !working.has(row.assigned_post_id)
      if (isLate || isLeft) batch.due.push(row.case_id)
    }
    return batch
  })
}

/** Posts that keep their files: somebody is at work there, or will be back. */
async function workingPosts(db: Db, context: Context): Promise<Set<number>> {
  const candidates = await candidatesHere(db, context)
  return new Set(candidates.filter((each) => each.onLeave || isAtWork(each)).map((each) => each.postId))
}

async function actOnBatch(
  context: Context,
  workflows: Workflows,
  caseIds: readonly number[],
  done: ClocksRun,
): Promise<number> {
  let written = 0
  for (const caseId of caseIds) {
    try {
      written += (await runCaseClock(context, workflows, caseId)).written.length
    } catch (error) {
      done.failed++
      log.error({ err: error, tenantId: context.tenant.tenantId, caseId }, 'the clock of a case failed')
    }
  }
  return written
}

function moveOn(
  context: Context,
  batch: Batch,
  run: { cursor: number; cases: number; written: number; finished: boolean },
): Promise<unknown> {
  const { tenantId } = context.tenant
  const requestId = `clocks-${context.today}-${run.cursor}-${crypto.randomUUID()}`
  return command({ ...context, requestId }, { name: 'workflow.run-clocks' }, async (tx) => {
    if (batch.moved.length) await updateDueDays(tx, tenantId, batch.moved)
    await upsertClockRun(tx, tenantId, context.today, run)
    tx.journal({ subjects: [], after: { day: context.today, ...run, movedDays: batch.moved.length } })
    return null
  })
}
