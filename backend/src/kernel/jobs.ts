import { Logger, type Runner, run } from 'graphile-worker'
import { type Chain, sealChain } from './chain.ts'
import type { Platform } from './context.ts'
import { asOwner, type Db } from './db.ts'
import { deliverEvent, dispatchEvents } from './events.ts'
import { sealJournal } from './journal.ts'
import { log } from './log.ts'
import { selectTenants } from './tenants.ts'

/** Work by name: gets the payload, throws to be tried again. */
export type JobList = Record<string, (platform: Platform, payload: never) => Promise<void>>

/** Puts jobs into the queue inside the caller's transaction; a key twice is one job. */
export interface JobQueue {
  /** With `runAt` a waiting job of the same key is put off (or brought forward) to that moment. */
  addJob(
    db: Db,
    name: string,
    payload: object,
    key?: string,
    maximumAttempts?: number,
    runAt?: Date | null,
  ): Promise<void>
}

/** The queue of graphile-worker, reached by SQL so that a job is committed with what it is about. */
export const jobQueue: JobQueue = {
  async addJob(db, name, payload, key, maximumAttempts = 12, runAt = null) {
    await db.query(
      `select graphile_worker.add_job($1::text, $2::json, max_attempts => $3::int, job_key => $4::text,
         job_key_mode => $5::text, run_at => $6::timestamptz)`,
      [name, JSON.stringify(payload), maximumAttempts, key ?? null, runAt ? 'replace' : 'preserve_run_at', runAt],
    )
  },
}

/** A job that is dead (all attempts used) or waiting after a failure. */
export interface FailedJob {
  jobId: string
  name: string
  attempts: number
  maximumAttempts: number
  lastError: string | null
  runAt: Date
  dead: boolean
}

/** The dead-letter view of a tenant: jobs that failed, the dead first. */
export async function selectFailedJobs(platform: Platform, tenantId: number): Promise<FailedJob[]> {
  return asOwner(platform.database, (db) =>
    db.query<FailedJob>(
      `select job.id::text as "jobId", task.identifier as name, job.attempts::int as attempts, job.max_attempts::int as "maximumAttempts",
              left(job.last_error, 500) as "lastError", job.run_at as "runAt", job.attempts >= job.max_attempts and job.locked_at is null as dead
       from graphile_worker._private_jobs job join graphile_worker._private_tasks task on task.id = job.task_id
       where job.last_error is not null and (job.payload ->> 'tenantId')::int = $1::int
       order by dead desc, job.id desc limit 200`,
      [tenantId],
    ),
  )
}

/** Gives a dead job all its attempts again. False when there is none by that id in the tenant. */
export async function retryJob(platform: Platform, tenantId: number, jobId: string): Promise<boolean> {
  const rows = await asOwner(platform.database, (db) =>
    db.query<{ id: string }>(
      `update graphile_worker._private_jobs set attempts = 0, run_at = now(), last_error = null
       where id = $2::bigint and (payload ->> 'tenantId')::int = $1::int and locked_at is null returning id::text`,
      [tenantId, jobId],
    ),
  )
  return rows.length > 0
}

/** Something to be looked after again and again by every process that runs jobs; it must be harmless to do twice. */
export interface Periodic {
  name: string
  everyMilliseconds: number
  /** Ends early, as soon as it can, when `stopping` says so: whatever it has not done is done after the next start. */
  run(platform: Platform, stopping: AbortSignal): Promise<unknown>
}

/** What rooms bring for the background besides jobs by name. */
export interface Background {
  /** Hash chains that rooms keep beside the journal. */
  chains?: readonly Chain[]
  periodic?: readonly Periodic[]
}

/** A running set of workers. */
export interface Jobs {
  stop(): Promise<void>
}

/** Runs something again and again, never twice at once, until stopped. Failures are logged and do not end it. */
function everyMilliseconds(period: number, work: (stopping: AbortSignal) => Promise<unknown>): () => Promise<void> {
  const stopping = new AbortController()
  let stopped = false
  let current: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout
  const turn = () => {
    current = work(stopping.signal)
      .catch((error) => !stopped && log.error({ err: error }, 'a periodic job failed'))
      .finally(() => {
        if (!stopped) timer = setTimeout(turn, period)
      })
  }
  timer = setTimeout(turn, period)
  return async () => {
    stopped = true
    stopping.abort()
    clearTimeout(timer)
    await current
  }
}

/** Seals the journal of every tenant, and the chains that rooms keep beside it. */
async function sealAll(platform: Platform, chains: readonly Chain[]): Promise<void> {
  const tenants = await asOwner(platform.database, selectTenants)
  for (const { tenantId } of tenants) {
    while ((await sealJournal(platform.database, tenantId)) === 1000);
    for (const chain of chains) while ((await sealChain(platform.database, tenantId, chain)) === 1000);
  }
}

/** Makes the queue's tables; part of migrating, because commands may add jobs before any worker runs. */
export async function migrateJobs(platform: Pick<Platform, 'database'>): Promise<void> {
  const { runMigrations } = await import('graphile-worker')
  await runMigrations({ pgPool: platform.database.pool, noPreparedStatements: true })
}

/** Starts workers, delivery of events, sealing of the journal (and of the rooms' chains) and what rooms look after. */
export async function startJobs(
  platform: Platform,
  jobs: JobList,
  { chains = [], periodic = [] }: Background = {},
): Promise<Jobs> {
  const taskList = Object.fromEntries(
    Object.entries({ 'deliver-event': deliverEvent as JobList[string], ...jobs }).map(([name, work]) => [
      name,
      (payload: unknown) => work(platform, payload as never),
    ]),
  )
  const runner: Runner = await run({
    pgPool: platform.database.pool,
    taskList,
    concurrency: 2,
    noPreparedStatements: true,
    pollInterval: 500,
    noHandleSignals: true,
    logger: quietLogger(),
  })
  const stops = [
    everyMilliseconds(400, () => dispatchEvents(platform, jobQueue)),
    everyMilliseconds(5_000, () => sealAll(platform, chains)),
    ...periodic.map((each) => everyMilliseconds(each.everyMilliseconds, (stopping) => each.run(platform, stopping))),
  ]
  return {
    async stop() {
      await Promise.all(stops.map((stop) => stop()))
      await runner.stop()
    },
  }
}

function quietLogger() {
  // Payloads stay out of the log: they may name people.
  return new Logger(() => (level, message) => {
    if (level === 'error' || level === 'warning') log.warn({ message }, 'job queue')
  })
}
