import {
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign as signBytes,
  verify as verifyBytes,
} from 'node:crypto'
import { canonicalJson } from './canonical.ts'
import type { Platform, Tenant } from './context.ts'
import { asOwner } from './db.ts'
import { decrypt } from './keys.ts'
import { keyIdOf, presentKey } from './signing-keys.ts'

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

const version = 'KH1'
const tokenPattern = /^KH1\.([a-z][a-z0-9-]{1,40})\.([a-z][a-z-]{1,30})\.([0-9a-f]{12})\.([\w-]{2,3000})\.([\w-]{86})$/

/**
 * The signer of a body; its first key is made at the first need.
 * @throws Conflict when the body has ended (a merger) and signs nothing any more
 */
export function signerOf(platform: Platform, tenant: Tenant): Promise<Signer> {
  const { masterKey } = platform.config
  return asOwner(platform.database, async (db) => {
    const stored = await presentKey(db, masterKey, tenant.tenantId)
    const pkcs8 = decrypt(masterKey, stored.wrapped_private_key!)
    return openSigner(tenant.code, stored.key_id, createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }))
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

/** Parts of a token that looks like one; null for anything else. Nothing is proved yet. */
export function readToken(text: string): (SignedText & { proves(publicKey: string): boolean }) | null {
  const found = tokenPattern.exec(text)
  if (!found) return null
  const [, issuer, kind, keyId, body, signature] = found as unknown as [string, string, string, string, string, string]
  const payload = jsonOf(body)
  // The last sign of base64url has bits that mean nothing: only one way to write a token is taken.
  if (!payload || ![body, signature].every(isCanonical)) return null
  const signed = Buffer.from(text.slice(0, text.lastIndexOf('.')))
  return {
    issuer,
    kind,
    keyId,
    payload,
    proves(publicKey) {
      // The key's id is its own hash, so another key cannot stand in for it.
      if (keyIdOf(publicKey) !== keyId) return false
      const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
      return verifyBytes(null, signed, key, Buffer.from(signature, 'base64url'))
    },
  }
}

const isCanonical = (text: string) => Buffer.from(text, 'base64url').toString('base64url') === text

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
