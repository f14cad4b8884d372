/** An authority of our own for every body: signatures that can be checked and bind nobody. For trying and for tests. */
import { asOwner, type Context, type Db, decrypt, encrypt } from '../../../kernel/index.ts'
import {
  insertCertificate,
  lockCertificates,
  type StoredCertificate,
  selectAuthority,
  selectSigner,
} from '../queries-letters.ts'
import {
  type CertificateSubject,
  type CertifiedKey,
  fromPem,
  importPrivateKey,
  issueCertificate,
  newKeyPair,
  signDetached,
  toPem,
} from './cms.ts'
import type { LetterSigner, SigningProvider } from './providers.ts'

const provider = 'sandbox'
const authorityYears = 10
const signerDays = 365

/** Makes the body's authority at the first signature and a certificate for each holder of a post. */
export function sandboxSigning(): SigningProvider {
  return {
    name: provider,
    binds: false,
    async sign(context, digest, signer) {
      const key = await certifiedKey(context, signer)
      return { cms: await signDetached(digest, key), certificate: toPem(key.certificate) }
    },
  }
}

/** The signer's certificate of today, made where there is none that lasts. As the owner: nobody else reads a private key. */
function certifiedKey(context: Context, signer: LetterSigner): Promise<CertifiedKey> {
  const { tenantId } = context.tenant
  return asOwner(context.platform.database, async (db) => {
    await lockCertificates(db, tenantId)
    const now = context.platform.now()
    const authority = await opened(
      context,
      (await selectAuthority(db, tenantId, provider, now)) ?? (await makeAuthority(db, context, now)),
    )
    const known = await selectSigner(db, tenantId, { provider, postId: signer.postId, userId: signer.userId, now })
    const stored = known ?? (await makeSigner(db, context, authority, signer, now))
    const { certificate, privateKey } = await opened(context, stored)
    return { certificate, privateKey, chain: [authority.certificate] }
  })
}

async function opened(context: Context, stored: StoredCertificate) {
  const pkcs8 = decrypt(context.platform.config.masterKey, stored.wrapped_private_key)
  return { certificate: fromPem(stored.certificate)[0]!, privateKey: await importPrivateKey(pkcs8) }
}

async function makeAuthority(db: Db, context: Context, now: Date): Promise<StoredCertificate> {
  const name = context.tenant.names.en ?? context.tenant.code
  const { keys, pkcs8 } = await newKeyPair()
  const to = new Date(now.getTime() + authorityYears * 365 * 86_400_000)
  const certificate = await issueCertificate(
    { commonName: `Sandbox authority of ${name}`, organisation: `${name} (sandbox, not for legal use)` },
    keys.publicKey,
    { certificate: null, privateKey: keys.privateKey },
    { from: now, to },
  )
  return keep(db, context, { role: 'authority', postId: null, userId: null, from: now, to }, toPem(certificate), pkcs8)
}

async function makeSigner(
  db: Db,
  context: Context,
  authority: Pick<CertifiedKey, 'certificate' | 'privateKey'>,
  signer: LetterSigner,
  now: Date,
): Promise<StoredCertificate> {
  const { keys, pkcs8 } = await newKeyPair()
  const to = new Date(now.getTime() + signerDays * 86_400_000)
  const subject: CertificateSubject = {
    commonName: signer.holder,
    title: signer.post,
    unit: signer.office,
    organisation: `${context.tenant.names.en ?? context.tenant.code} (sandbox, not for legal use)`,
  }
  const certificate = await issueCertificate(subject, keys.publicKey, authority, { from: now, to })
  const of = { role: 'signer', postId: signer.postId, userId: signer.userId, from: now, to } as const
  return keep(db, context, of, toPem(certificate), pkcs8)
}

async function keep(
  db: Db,
  context: Context,
  of: { role: 'authority' | 'signer'; postId: number | null; userId: number | null; from: Date; to: Date },
  certificate: string,
  pkcs8: Buffer,
): Promise<StoredCertificate> {
  const wrapped = encrypt(context.platform.config.masterKey, pkcs8)
  await insertCertificate(db, context.tenant.tenantId, { ...of, provider, certificate, wrapped })
  return { certificate, wrapped_private_key: wrapped }
}
