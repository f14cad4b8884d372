import { canonicalJson } from './canonical.ts'
import type { Context } from './context.ts'
import { asOwner, type Database, type Db } from './db.ts'
import { decrypt, encrypt, keyOfPerson, sha256 } from './keys.ts'

/** What a line is about. */
export interface Subject {
  kind: string
  id: number
}

/** One line: what was before and after. Private values go under their person and are encrypted with that person's key. */
export interface JournalLine {
  subjects: Subject[]
  before?: unknown
  after?: unknown
  private?: { personId: number; before?: unknown; after?: unknown }[]
}

interface SealedRow {
  entry_id: number
  sequence: number
  previous_hash: string
  hash: string
}

const firstHash = '0'.repeat(64)

async function sealPrivate(db: Db, context: Context, line: JournalLine): Promise<unknown> {
  if (!line.private?.length) return null
  const sealed = []
  for (const { personId, before, after } of line.private) {
    const key = await keyOfPerson(db, context.platform.config.masterKey, context.tenant.tenantId, personId)
    const body = key && encrypt(key, Buffer.from(canonicalJson({ before, after }))).toString('base64')
    sealed.push({ personId, body })
  }
  return sealed
}

/** Writes one line with its subjects, in the caller's transaction. */
export async function writeLine(
  db: Db,
  context: Context,
  kind: 'write' | 'look',
  command: string,
  line: JournalLine,
): Promise<void> {
  const sealed = await sealPrivate(db, context, line)
  await db.query(
    `with line as (
       insert into kernel.journal_entries
         (tenant_id, entry_id, kind, command, request_id, user_id, post_id, role_class, subjects, before, after, private)
       values ($1::int, nextval('kernel.journal_entries_entry_id'), $2::text, $3::text, $4::text, $5::bigint, $6::bigint, $7::text,
               $8::jsonb, $9::jsonb, $10::jsonb, $11::jsonb)
       returning tenant_id, entry_id)
     insert into kernel.journal_subjects (tenant_id, subject_kind, subject_id, entry_id)
     select $1::int, subject ->> 'kind', (subject ->> 'id')::bigint, line.entry_id
     from line, jsonb_array_elements($8::jsonb) as subject on conflict do nothing`,
    [
      context.tenant.tenantId,
      kind,
      command,
      context.requestId,
      context.userId,
      context.postId,
      context.roleClass,
      JSON.stringify(line.subjects),
      toJson(line.before),
      toJson(line.after),
      toJson(sealed),
    ],
  )
}

function toJson(value: unknown): string | null {
  return value === undefined || value === null ? null : canonicalJson(value)
}

/** Opens the private part of a line; null for a person whose key was destroyed. */
export async function openPrivate(
  db: Db,
  masterKey: Buffer,
  tenantId: number,
  sealed: { personId: number; body: string | null },
): Promise<unknown> {
  const key = sealed.body ? await keyOfPerson(db, masterKey, tenantId, sealed.personId) : null
  return key ? JSON.parse(decrypt(key, Buffer.from(sealed.body!, 'base64')).toString()) : null
}

const entryColumns = `entry.entry_id, entry.kind, entry.command, entry.request_id, entry.user_id, entry.post_id, entry.holder_id,
  entry.role_class, entry.subjects, entry.before, entry.after, entry.private, entry.recorded_at`

/** Over the tenant's code, not its id: a town that is restored on another server keeps its chain. */
function hashOf(previousHash: string, code: string, entry: object): string {
  return sha256(`${previousHash}\n${code}\n${canonicalJson(entry)}`)
}

/** Chains up to 1,000 unsealed lines of a tenant; answers how many. Only the sealing job calls it: no writer waits. */
export async function sealJournal(database: Database, tenantId: number): Promise<number> {
  return asOwner(database, async (db) => {
    await db.query(`select pg_advisory_xact_lock(20714, $1::int)`, [tenantId])
    const code = await codeOf(db, tenantId)
    const [last] = await db.query<{ sequence: number; hash: string }>(
      `select sequence, hash from kernel.journal_seals where tenant_id = $1::int order by sequence desc limit 1`,
      [tenantId],
    )
    const entries = await db.query<{ entry_id: number }>(
      `select ${entryColumns} from kernel.journal_entries entry
       where entry.tenant_id = $1::int and not exists (
         select 1 from kernel.journal_seals seal where seal.tenant_id = entry.tenant_id and seal.entry_id = entry.entry_id)
       order by entry.entry_id limit 1000`,
      [tenantId],
    )
    let hash = last?.hash ?? firstHash
    let sequence = last?.sequence ?? 0
    const seals = entries.map((entry) => {
      const previous = hash
      hash = hashOf(previous, code, entry)
      return { sequence: ++sequence, entryId: entry.entry_id, previous, hash }
    })
    await db.query(
      `insert into kernel.journal_seals (tenant_id, sequence, entry_id, previous_hash, hash)
       select $1::int, s.sequence, s.entry_id, s.previous_hash, s.hash
       from unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[]) as s (sequence, entry_id, previous_hash, hash)`,
      [
        tenantId,
        seals.map((s) => s.sequence),
        seals.map((s) => s.entryId),
        seals.map((s) => s.previous),
        seals.map((s) => s.hash),
      ],
    )
    return seals.length
  })
}

async function codeOf(db: Db, tenantId: number): Promise<string> {
  const [row] = await db.query<{ code: string }>(`select code from kernel.tenants where tenant_id = $1::int`, [
    tenantId,
  ])
  return row!.code
}

/** What `khasra journal verify` prints. `entries` counts sealed lines, `unsealed` those that wait for the job. */
export interface JournalVerdict {
  entries: number
  unsealed: number
  intact: boolean
  firstBroken?: { sequence: number; entryId: number; reason: string }
}

/** Walks the chain of a tenant from its first line and names the first that does not fit. */
export async function verifyJournal(database: Database, tenantId: number): Promise<JournalVerdict> {
  const code = await asOwner(database, (db) => codeOf(db, tenantId))
  let previous = firstHash
  let sequence = 0
  for (;;) {
    const page = await asOwner(database, (db) =>
      db.query<SealedRow & Record<string, unknown>>(
        `select seal.sequence, seal.previous_hash, seal.hash, seal.entry_id as sealed_entry_id, ${entryColumns}
         from kernel.journal_seals seal
         left join kernel.journal_entries entry on entry.tenant_id = seal.tenant_id and entry.entry_id = seal.entry_id
         where seal.tenant_id = $1::int and seal.sequence > $2::bigint order by seal.sequence limit 1000`,
        [tenantId, sequence],
      ),
    )
    for (const { sequence: found, previous_hash, hash, sealed_entry_id, ...entry } of page) {
      const reason =
        found !== sequence + 1
          ? `line ${sequence + 1} is missing`
          : entry.entry_id === null
            ? 'the line itself is gone'
            : previous_hash !== previous
              ? 'it does not follow the line before it'
              : hashOf(previous, code, entry) !== hash
                ? 'its content was changed after sealing'
                : null
      if (reason)
        return {
          entries: sequence,
          unsealed: 0,
          intact: false,
          firstBroken: { sequence: found, entryId: Number(sealed_entry_id), reason },
        }
      previous = hash
      sequence = found
    }
    if (page.length < 1000) break
  }
  const [waiting] = await asOwner(database, (db) =>
    db.query<{ count: number }>(
      `select (select count(*) from kernel.journal_entries where tenant_id = $1::int)
          - (select count(*) from kernel.journal_seals where tenant_id = $1::int) as count`,
      [tenantId],
    ),
  )
  return { entries: sequence, unsealed: waiting!.count, intact: true }
}
