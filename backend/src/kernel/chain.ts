import { canonicalJson } from './canonical.ts'
import { asOwner, type Database, type Db } from './db.ts'
import { sha256 } from './keys.ts'

/** A table whose rows are chained by hash in another table, in batches and after the fact: no writer ever waits. */
export interface Chain {
  /** The rows, append-only. */
  entries: string
  /** Their seals: sequence, id, previous_hash, hash. */
  seals: string
  /** The id column of both. */
  id: string
  /** What is hashed of a row, the id included. */
  columns: readonly string[]
  /** A number of its own: one sealer at a time per chain and tenant. */
  lock: number
}

/** `entries` counts sealed rows, `unsealed` those that wait for the job. */
export interface ChainVerdict {
  entries: number
  unsealed: number
  intact: boolean
  firstBroken?: { sequence: number; entryId: number; reason: string }
}

type Row = Record<string, unknown>
type SealedRow = Row & { sequence: number; previous_hash: string; hash: string; sealed_id: number }

const firstHash = '0'.repeat(64)
const pageRows = 1000

/** Over the tenant's code, not its id: a town that is restored on another server keeps its chain. */
function hashOf(previousHash: string, code: string, entry: Row): string {
  return sha256(`${previousHash}\n${code}\n${canonicalJson(entry)}`)
}

function columnsOf(chain: Chain): string {
  return chain.columns.map((column) => `entry.${column}`).join(', ')
}

async function codeOf(db: Db, tenantId: number): Promise<string> {
  const [row] = await db.query<{ code: string }>(`select code from kernel.tenants where tenant_id = $1::int`, [
    tenantId,
  ])
  return row!.code
}

/** Chains up to 1,000 unsealed rows of a tenant; answers how many. Only the sealing job calls it. */
export async function sealChain(database: Database, tenantId: number, chain: Chain): Promise<number> {
  return asOwner(database, async (db) => {
    await db.query(`select pg_advisory_xact_lock($1::int, $2::int)`, [chain.lock, tenantId])
    const code = await codeOf(db, tenantId)
    const [last] = await db.query<{ sequence: number; hash: string }>(
      `select sequence, hash from ${chain.seals} where tenant_id = $1::int order by sequence desc limit 1`,
      [tenantId],
    )
    const entries = await db.query<Row>(
      `select ${columnsOf(chain)} from ${chain.entries} entry
       where entry.tenant_id = $1::int and not exists (
         select 1 from ${chain.seals} seal where seal.tenant_id = entry.tenant_id and seal.${chain.id} = entry.${chain.id})
       order by entry.${chain.id} limit ${pageRows}`,
      [tenantId],
    )
    let hash = last?.hash ?? firstHash
    let sequence = last?.sequence ?? 0
    const seals = entries.map((entry) => {
      const previous = hash
      hash = hashOf(previous, code, entry)
      return { sequence: ++sequence, id: entry[chain.id], previous, hash }
    })
    if (!seals.length) return 0
    await db.query(
      `insert into ${chain.seals} (tenant_id, sequence, ${chain.id}, previous_hash, hash)
       select $1::int, s.sequence, s.id, s.previous_hash, s.hash
       from unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[]) as s (sequence, id, previous_hash, hash)`,
      [
        tenantId,
        seals.map((s) => s.sequence),
        seals.map((s) => s.id),
        seals.map((s) => s.previous),
        seals.map((s) => s.hash),
      ],
    )
    return seals.length
  })
}

/** Why a sealed row does not fit behind the one before it; null when it does. */
function faultOf(row: SealedRow, chain: Chain, expected: { sequence: number; hash: string; code: string }) {
  const { sequence, previous_hash, hash, sealed_id: _, ...entry } = row
  if (sequence !== expected.sequence) return `line ${expected.sequence} is missing`
  if (entry[chain.id] === null) return 'the line itself is gone'
  if (previous_hash !== expected.hash) return 'it does not follow the line before it'
  return hashOf(expected.hash, expected.code, entry) === hash ? null : 'its content was changed after sealing'
}

/** Walks the chain of a tenant from its first row and names the first that does not fit. */
export async function verifyChain(database: Database, tenantId: number, chain: Chain): Promise<ChainVerdict> {
  const code = await asOwner(database, (db) => codeOf(db, tenantId))
  let hash = firstHash
  let sequence = 0
  for (;;) {
    const page = await asOwner(database, (db) =>
      db.query<SealedRow>(
        `select seal.sequence, seal.previous_hash, seal.hash, seal.${chain.id} as sealed_id, ${columnsOf(chain)}
         from ${chain.seals} seal
         left join ${chain.entries} entry on entry.tenant_id = seal.tenant_id and entry.${chain.id} = seal.${chain.id}
         where seal.tenant_id = $1::int and seal.sequence > $2::bigint order by seal.sequence limit ${pageRows}`,
        [tenantId, sequence],
      ),
    )
    for (const row of page) {
      const reason = faultOf(row, chain, { sequence: sequence + 1, hash, code })
      if (reason) {
        const firstBroken = { sequence: row.sequence, entryId: Number(row.sealed_id), reason }
        return { entries: sequence, unsealed: 0, intact: false, firstBroken }
      }
      hash = row.hash
      sequence = row.sequence
    }
    if (page.length < pageRows) break
  }
  const [waiting] = await asOwner(database, (db) =>
    db.query<{ count: number }>(
      `select (select count(*) from ${chain.entries} where tenant_id = $1::int)
          - (select count(*) from ${chain.seals} where tenant_id = $1::int) as count`,
      [tenantId],
    ),
  )
  return { entries: sequence, unsealed: waiting!.count, intact: true }
}
