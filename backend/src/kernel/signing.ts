import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign as signBytes,
  verify as verifyBytes,
} from 'node:crypto'
import { canonicalJson } from './canonical.ts'
import type { Platform, Tenant } from './context.ts'
import { asOwner, type Db } from './db.ts'
import { decrypt, encrypt, sha256 } from './keys.ts'

/** Signs for one body with its present key. Taken before a command begins: inside one, no second connection may open. */
export interface Signer {
  issuer: string
  keyId: string
  /** A text for a QR code or a link: what it says, by whom, and the proof. */
  token(kind: string, payload: object): string
}

/** What a token says, once its signature holds. */
export interface SignedText {
  kind: string
  issuer: string
  keyId: string
  payload: Record<string, unknown>
}

interface StoredKey {
  key_id: string
  public_key: string
  wrapped_private_key: Buffer | null
}

const version = 'KH1'
const tokenPattern = /^KH1\.([a-z][a-z0-9-]{1,40})\.([a-z][a-z-]{1,30})\.([0-9a-f]{12})\.([\w-]{2,3000})\.([\w-]{86})$/

/** The signer of a body; its first key is made at the first need. */
export function signerOf(platform: Platform, tenant: Tenant): Promise<Signer> {
  const { masterKey } = platform.config
  return asOwner(platform.database, async (db) => {
    const stored = (await selectPresentKey(db, tenant.tenantId)) ?? (await makeKey(db, masterKey, tenant.tenantId))
    const pkcs8 = decrypt(masterKey, stored.wrapped_private_key!)
    return openSigner(tenant.code, stored.key_id, createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }))
  })
}

/** A new key signs from now on; the old one signs no more and verifies for ever. Answers the new key's id. */
export function rotateSigningKey(platform: Platform, tenantId: number): Promise<string> {
  return asOwner(platform.database, async (db) => {
    await lockKeys(db, tenantId)
    await db.query(
      `update kernel.signing_keys set retired_at = now() where tenant_id = $1::int and retired_at is null`,
      [tenantId],
    )
    return (await makeKey(db, platform.config.masterKey, tenantId)).key_id
  })
}

function openSigner(issuer: string, keyId: string, privateKey: KeyObject): Signer {
  return {
    issuer,
    keyId,
    token(kind, payload) {
      const body = `${version}.${issuer}.${kind}.${keyId}.${Buffer.from(canonicalJson(payload)).toString('base64url')}`
      return `${body}.${signBytes(null, Buffer.from(body), privateKey).toString('base64url')}`
    },
  }
}

function lockKeys(db: Db, tenantId: number): Promise<object[]> {
  return db.query(`select pg_advisory_xact_lock(20715, $1::int)`, [tenantId])
}

async function selectPresentKey(db: Db, tenantId: number): Promise<StoredKey | undefined> {
  const [key] = await db.query<StoredKey>(
    `select key_id, public_key, wrapped_private_key from kernel.signing_keys
     where tenant_id = $1::int and retired_at is null and wrapped_private_key is not null order by valid_from desc limit 1`,
    [tenantId],
  )
  return key
}

async function makeKey(db: Db, masterKey: Buffer, tenantId: number): Promise<StoredKey> {
  await lockKeys(db, tenantId)
  // Another process may have made it while this one waited.
  const present = await selectPresentKey(db, tenantId)
  if (present) return present
  const pair = generateKeyPairSync('ed25519')
  const publicKey = pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
  const wrapped = encrypt(masterKey, pair.privateKey.export({ format: 'der', type: 'pkcs8' }))
  const keyId = sha256(publicKey).slice(0, 12)
  await db.query(
    `insert into kernel.signing_keys (tenant_id, key_id, public_key, wrapped_private_key) values ($1::int, $2::text, $3::text, $4::bytea)`,
    [tenantId, keyId, publicKey, wrapped],
  )
  return { key_id: keyId, public_key: publicKey, wrapped_private_key: wrapped }
}

/** Parts of a token that looks like one; null for anything else. Nothing is proved yet. */
export function readToken(text: string): (SignedText & { proves(publicKey: string): boolean }) | null {
  const found = tokenPattern.exec(text)
  if (!found) return null
  const [, issuer, kind, keyId, body, signature] = found as unknown as [string, string, string, string, string, string]
  const payload = jsonOf(body)
  if (!payload) return null
  const signed = Buffer.from(text.slice(0, text.lastIndexOf('.')))
  return {
    issuer,
    kind,
    keyId,
    payload,
    proves(publicKey) {
      // The key's id is its own hash, so another key cannot stand in for it.
      if (sha256(publicKey).slice(0, 12) !== keyId) return false
      const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
      return verifyBytes(null, signed, key, Buffer.from(signature, 'base64url'))
    },
  }
}

function jsonOf(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'))
    return value && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** What a token says when a body of this server signed it, with a present or a retired key; null when none did. */
export async function verifyToken(platform: Platform, text: string): Promise<SignedText | null> {
  const token = readToken(text)
  if (!token) return null
  const { proves, ...said } = token
  const keys = await asOwner(platform.database, (db) =>
    db.query<{ public_key: string }>(
      `select k.public_key from kernel.signing_keys k join kernel.tenants t on t.tenant_id = k.tenant_id
       where t.code = $1::text and k.key_id = $2::text`,
      [said.issuer, said.keyId],
    ),
  )
  return keys.some((key) => proves(key.public_key)) ? said : null
}
