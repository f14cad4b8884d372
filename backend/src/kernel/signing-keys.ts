import { generateKeyPairSync } from 'node:crypto'
import { command, readPublic, type Tx } from './commands.ts'
import { asSystem, type Context } from './context.ts'
import type { Db } from './db.ts'
import { Conflict } from './errors.ts'
import { encrypt, sha256 } from './keys.ts'

/** A key as the owner of the tables reads it. */
export interface StoredKey {
  key_id: string
  public_key: string
  wrapped_private_key: Buffer | null
}

/** A public key as anyone may have it, to verify a paper without a network. `publicKey` is SPKI, base64. */
export interface PublicKey {
  keyId: string
  publicKey: string
  from: string
  retiredAt: string | null
}

/** The name of a key is the hash of its public half: another key cannot stand in for it. */
export function keyIdOf(publicKey: string): string {
  return sha256(publicKey).slice(0, 12)
}

function lockKeys(db: Db, tenantId: number): Promise<object[]> {
  return db.query(`select pg_advisory_xact_lock(20716, $1::int)`, [tenantId])
}

function newKey(masterKey: Buffer): StoredKey {
  const pair = generateKeyPairSync('ed25519')
  const publicKey = pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
  const wrapped = encrypt(masterKey, pair.privateKey.export({ format: 'der', type: 'pkcs8' }))
  return { key_id: keyIdOf(publicKey), public_key: publicKey, wrapped_private_key: wrapped }
}

/** The key with which a body signs now. As the owner: nobody else reads a private key. */
async function selectPresentKey(db: Db, tenantId: number): Promise<StoredKey | undefined> {
  const [key] = await db.query<StoredKey>(
    `select key_id, public_key, wrapped_private_key from kernel.signing_keys
     where tenant_id = $1::int and (retired_at is null or retired_at > now()) and wrapped_private_key is not null
     order by retired_at desc nulls first limit 1`,
    [tenantId],
  )
  return key
}

/**
 * The present key of a body, made at the first need; of two first calls at once one makes it. As the owner.
 * @throws Conflict when the body has ended (a merger) and signs nothing any more
 */
export async function presentKey(db: Db, masterKey: Buffer, tenantId: number): Promise<StoredKey> {
  const known = await selectPresentKey(db, tenantId)
  if (known) return known
  await lockKeys(db, tenantId)
  const made = await selectPresentKey(db, tenantId)
  if (made) return made
  const ended = await db.query(`select 1 from kernel.signing_keys where tenant_id = $1::int and is_last`, [tenantId])
  if (ended.length)
    throw new Conflict('city', 'This body has ended and signs nothing any more. Its old papers still verify.')
  const key = newKey(masterKey)
  await insertKey(db, tenantId, key, { retiredAt: null, isLast: false })
  return key
}

async function insertKey(
  db: Db,
  tenantId: number,
  key: StoredKey,
  end: { retiredAt: Date | null; isLast: boolean },
): Promise<void> {
  await db.query(
    `insert into kernel.signing_keys (tenant_id, key_id, public_key, wrapped_private_key, retired_at, is_last)
     values ($1::int, $2::text, $3::text, $4::bytea, $5::timestamptz, $6::boolean)`,
    [tenantId, key.key_id, key.public_key, key.wrapped_private_key, end.retiredAt, end.isLast],
  )
}

/** Retires the key in use; answers it with the end that was planned for it. */
async function retireKey(tx: Tx, at: Date | null, isLast: boolean) {
  const { tenantId } = tx.context.tenant
  // Of two rotations at once the second must see the key that the first made.
  await lockKeys(tx, tenantId)
  const inUse = await tx.query<{ key_id: string; retired_at: Date | null; is_last: boolean }>(
    `select key_id, retired_at, is_last from kernel.signing_keys
     where tenant_id = $1::int and (retired_at is null or retired_at > now())`,
    [tenantId],
  )
  await tx.query(
    `update kernel.signing_keys set retired_at = coalesce($3::timestamptz, now()), is_last = $4::boolean
     where tenant_id = $1::int and key_id = any ($2::text[])`,
    [tenantId, inUse.map((row) => row.key_id), at, isLast],
  )
  return inUse[0] ?? null
}

async function refuseEnded(tx: Tx): Promise<void> {
  const ended = await tx.query(
    `select 1 from kernel.signing_keys where tenant_id = $1::int and is_last and retired_at <= now()`,
    [tx.context.tenant.tenantId],
  )
  if (ended.length) throw new Conflict('city', 'This body has ended and signs nothing any more.')
}

/**
 * Puts a new key in force. The old one signs no more and stays in the store: what it signed verifies for ever.
 * @throws Conflict when the body has ended
 */
export function rotateSigningKey(context: Context, reason: string): Promise<{ keyId: string }> {
  return command(asSystem(context), { name: 'kernel.rotate-signing-key', input: { reason } }, async (tx) => {
    await refuseEnded(tx)
    const old = await retireKey(tx, null, false)
    const key = newKey(context.platform.config.masterKey)
    const end = { retiredAt: old?.retired_at ?? null, isLast: old?.is_last ?? false }
    await insertKey(tx, context.tenant.tenantId, key, end)
    tx.journal({ subjects: [], before: { keyId: old?.key_id ?? null }, after: { keyId: key.key_id, reason } })
    return { keyId: key.key_id }
  })
}

/** The body ends on a day (a merger): from then on its key is its last. In a command with the platform's powers. */
export async function endSigning(tx: Tx, on: string): Promise<void> {
  const { tenantId, timeZone } = tx.context.tenant
  const [row] = await tx.query<{ at: Date }>(`select ($1::date)::timestamp at time zone $2::text as at`, [on, timeZone])
  const end = { retiredAt: row!.at, isLast: true }
  // A body that never signed gets a key to end with, or the next call would make one.
  if (!(await retireKey(tx, end.retiredAt, true)))
    await insertKey(tx, tenantId, newKey(tx.context.platform.config.masterKey), end)
}

/** Every key that the body ever had, the present one first. */
export async function publicKeysOf(context: Context): Promise<PublicKey[]> {
  const rows = await readPublic(context, (db) =>
    db.query<{ key_id: string; public_key: string; valid_from: Date; retired_at: Date | null }>(
      `select key_id, public_key, valid_from, retired_at from kernel.signing_keys where tenant_id = $1::int
       order by retired_at desc nulls first, valid_from desc`,
      [context.tenant.tenantId],
    ),
  )
  return rows.map((row) => ({
    keyId: row.key_id,
    publicKey: row.public_key,
    from: row.valid_from.toISOString(),
    retiredAt: row.retired_at?.toISOString() ?? null,
  }))
}
