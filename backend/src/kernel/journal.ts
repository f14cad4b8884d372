import { canonicalJson } from './canonical.ts'
import { type Chain, type ChainVerdict, sealChain, verifyChain } from './chain.ts'
import type { Context } from './context.ts'
import type { Database, Db } from './db.ts'
import { decrypt, encrypt, keyOfPerson } from './keys.ts'

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
         (tenant_id, entry_id, kind, command, request_id, user_id, post_id, role_class, subjects, before, after, private, holder_id)
       values ($1::int, nextval('kernel.journal_entries_entry_id'), $2::text, $3::text, $4::text, $5::bigint, $6::bigint, $7::text,
               $8::jsonb, $9::jsonb, $10::jsonb, $11::jsonb, $12::bigint)
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
      context.holdingId,
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

/** The chain over the journal's lines. */
const journalChain: Chain = {
  entries: 'kernel.journal_entries',
  seals: 'kernel.journal_seals',
  id: 'entry_id',
  columns: [
    'entry_id',
    'kind',
    'command',
    'request_id',
    'user_id',
    'post_id',
    'holder_id',
    'role_class',
    'subjects',
    'before',
    'after',
    'private',
    'recorded_at',
  ],
  lock: 20714,
}

/** Chains up to 1,000 unsealed lines of a tenant; answers how many. Only the sealing job calls it: no writer waits. */
export function sealJournal(database: Database, tenantId: number): Promise<number> {
  return sealChain(database, tenantId, journalChain)
}

/** What `khasra journal verify` prints. */
export type JournalVerdict = ChainVerdict

/** Walks the chain of a tenant from its first line and names the first that does not fit. */
export function verifyJournal(database: Database, tenantId: number): Promise<JournalVerdict> {
  return verifyChain(database, tenantId, journalChain)
}
