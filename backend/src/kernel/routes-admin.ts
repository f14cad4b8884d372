import { z } from 'zod'
import { read } from './commands.ts'
import type { Db } from './db.ts'
import { NotFound } from './errors.ts'
import { retryJob, selectFailedJobs } from './jobs.ts'
import { verifyJournal } from './journal.ts'
import { defineRoute, idSchema, type Route } from './routes.ts'
import { publicKeysOf, rotateSigningKey } from './signing-keys.ts'

interface JournalRow {
  entry_id: number
  kind: string
  command: string
  user_id: number | null
  post_id: number | null
  holder_id: number | null
  role_class: string
  subjects: unknown
  before: unknown
  after: unknown
  recorded_at: Date
  sealed: boolean
}

function selectJournal(
  db: Db,
  tenantId: number,
  before: number,
  kind: 'write' | 'look' | null,
  subject: { kind: string | null; id: number | null },
): Promise<JournalRow[]> {
  return db.query(
    `select e.entry_id, e.kind, e.command, e.user_id, e.post_id, e.holder_id, e.role_class, e.subjects, e.before, e.after, e.recorded_at,
            exists (select 1 from kernel.journal_seals s where s.tenant_id = e.tenant_id and s.entry_id = e.entry_id) as sealed
     from kernel.journal_entries e
     where e.tenant_id = $1::int and e.entry_id < $2::bigint and ($5::text is null or e.kind = $5::text) and ($3::text is null or exists (
       select 1 from kernel.journal_subjects j where j.tenant_id = e.tenant_id and j.entry_id = e.entry_id
         and j.subject_kind = $3::text and j.subject_id = $4::bigint))
     order by e.entry_id desc limit 50`,
    [tenantId, before, subject.kind, subject.id, kind],
  )
}

const journalSchema = z.object({
  entries: z.array(
    z.object({
      entryId: z.number(),
      kind: z.string(),
      command: z.string(),
      userId: z.nullable(z.number()),
      postId: z.nullable(z.number()),
      holdingId: z.nullable(z.number()),
      roleClass: z.string(),
      subjects: z.unknown(),
      before: z.unknown(),
      after: z.unknown(),
      recordedAt: z.string(),
      sealed: z.boolean(),
    }),
  ),
  nextBefore: z.nullable(z.number()),
})

/** The kernel's own pages: journal, its verification, the dead letters, and the keys that sign papers. */
export const kernelRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/admin/journal',
    permission: 'kernel.read-journal',
    summary:
      'Journal lines, newest first; all, of one kind or about one subject. Example: ?kind=write&subjectKind=property&subjectId=12',
    query: z.strictObject({
      before: idSchema.default(Number.MAX_SAFE_INTEGER),
      kind: z.enum(['write', 'look']).optional(),
      subjectKind: z.string().max(40).optional(),
      subjectId: idSchema.optional(),
    }),
    response: journalSchema,
    run: async (context, { query }) => {
      const subject = { kind: query.subjectKind ?? null, id: query.subjectId ?? null }
      const rows = await read(context, (db) =>
        selectJournal(db, context.tenant.tenantId, query.before, query.kind ?? null, subject),
      )
      return {
        entries: rows.map((row) => ({
          entryId: row.entry_id,
          kind: row.kind,
          command: row.command,
          userId: row.user_id,
          postId: row.post_id,
          holdingId: row.holder_id,
          roleClass: row.role_class,
          subjects: row.subjects,
          before: row.before,
          after: row.after,
          recordedAt: row.recorded_at.toISOString(),
          sealed: row.sealed,
        })),
        nextBefore: rows.length === 50 ? rows.at(-1)!.entry_id : null,
      }
    },
  }),
  defineRoute({
    method: 'get',
    path: '/admin/journal/verify',
    permission: 'kernel.read-journal',
    perMinute: 6,
    summary: 'Walks the hash chain of the journal and names the first broken line',
    response: z.object({
      entries: z.number(),
      unsealed: z.number(),
      intact: z.boolean(),
      firstBroken: z.object({ sequence: z.number(), entryId: z.number(), reason: z.string() }).optional(),
    }),
    run: (context) => verifyJournal(context.platform.database, context.tenant.tenantId),
  }),
  defineRoute({
    method: 'get',
    path: '/admin/jobs',
    permission: 'kernel.read-jobs',
    summary: 'Background work that failed; the dead letters first',
    response: z.object({
      jobs: z.array(
        z.object({
          jobId: z.string(),
          name: z.string(),
          attempts: z.number(),
          maximumAttempts: z.number(),
          lastError: z.nullable(z.string()),
          runAt: z.string(),
          dead: z.boolean(),
        }),
      ),
    }),
    run: async (context) => {
      const jobs = await selectFailedJobs(context.platform, context.tenant.tenantId)
      return { jobs: jobs.map((job) => ({ ...job, runAt: job.runAt.toISOString() })) }
    },
  }),
  defineRoute({
    method: 'post',
    path: '/admin/jobs/:jobId/retry',
    permission: 'kernel.retry-jobs',
    summary: 'Gives a dead job its attempts again',
    params: z.strictObject({ jobId: z.string().regex(/^\d{1,18}$/) }),
    response: z.object({ retried: z.literal(true) }),
    run: async (context, { params }) => {
      if (!(await retryJob(context.platform, context.tenant.tenantId, params.jobId)))
        throw new NotFound('jobId', 'There is no such failed job in this town.')
      return { retried: true as const }
    },
  }),
  defineRoute({
    method: 'get',
    path: '/keys',
    permission: null,
    summary:
      'Public keys of this body, present and retired: papers that it signed are verified with them, also offline',
    response: z.object({
      algorithm: z.literal('Ed25519'),
      keys: z.array(
        z.object({ keyId: z.string(), publicKey: z.string(), from: z.string(), retiredAt: z.nullable(z.string()) }),
      ),
    }),
    run: async (context) => ({ algorithm: 'Ed25519' as const, keys: await publicKeysOf(context) }),
  }),
  defineRoute({
    method: 'post',
    path: '/keys/rotate',
    permission: 'kernel.rotate-keys',
    perMinute: 5,
    summary: 'Puts a new signing key in force; what the old one signed verifies for ever',
    body: z.strictObject({ reason: z.string().trim().min(3).max(500) }),
    response: z.object({ keyId: z.string() }),
    run: (context, { body }) => rotateSigningKey(context, body.reason),
  }),
]
