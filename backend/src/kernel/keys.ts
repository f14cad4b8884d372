import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import type { Db } from './db.ts'

/** AES-256-GCM: 12 bytes nonce, 16 bytes tag, then the text. */
export function encrypt(key: Buffer, plain: Buffer): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

/** Undoes `encrypt`. Throws when the key or a single bit is wrong. */
export function decrypt(key: Buffer, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
  decipher.setAuthTag(sealed.subarray(12, 28))
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()])
}

/** Hexadecimal SHA-256. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

/**
 * The key of a person, made at the first need. Null when it was destroyed: what was private about the person stays closed.
 */
export async function keyOfPerson(
  db: Db,
  masterKey: Buffer,
  tenantId: number,
  personId: number,
): Promise<Buffer | null> {
  const fresh = encrypt(masterKey, randomBytes(32))
  await db.query(
    `insert into kernel.subject_keys (tenant_id, subject_kind, subject_id, wrapped_key)
     values ($1::int, 'person', $2::bigint, $3::bytea) on conflict do nothing`,
    [tenantId, personId, fresh],
  )
  const rows = await db.query<{ wrapped_key: Buffer | null }>(
    `select wrapped_key from kernel.subject_keys where tenant_id = $1::int and subject_kind = 'person' and subject_id = $2::bigint`,
    [tenantId, personId],
  )
  const wrapped = rows[0]?.wrapped_key
  return wrapped ? decrypt(masterKey, wrapped) : null
}

/** Erasure: destroys the key, so that every private value in the journal about this person is closed for ever. */
export async function destroyKeyOfPerson(db: Db, tenantId: number, personId: number): Promise<void> {
  await db.query(
    `insert into kernel.subject_keys (tenant_id, subject_kind, subject_id, wrapped_key, destroyed_at)
     values ($1::int, 'person', $2::bigint, null, now())
     on conflict (tenant_id, subject_kind, subject_id) do update set wrapped_key = null, destroyed_at = now()`,
    [tenantId, personId],
  )
}
