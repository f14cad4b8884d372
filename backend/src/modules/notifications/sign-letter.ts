import { createHash } from 'node:crypto'
import {
  addDocument,
  asSystem,
  type Context,
  canonicalJson,
  command,
  NotFound,
  pickName,
  read,
  type Signer,
  signerOf,
  type Tx,
} from '../../kernel/index.ts'
import { renderLetter } from './letters/engine.ts'
import { insertLetterIssue, type LetterRow, selectLetter } from './queries-letters.ts'
import { queueNotice } from './queue-notice.ts'
import { insertSignature, prepareForSigning } from './signing/pades.ts'
import type { LetterSigner, SigningProvider } from './signing/providers.ts'

/** The kind of our tokens; what sort of letter it is stands in the payload. */
export const letterToken = 'letter'

/**
 * Draws a drafted letter, puts the body's code and the post's signature on it, keeps the file and tells the addressee. A letter that is issued
 * already stays as it is: twice is harmless.
 */
export async function signLetter(
  context: Context,
  provider: SigningProvider,
  letterId: number,
): Promise<{ documentId: number }> {
  const { tenantId } = context.tenant
  const system = asSystem(context)
  const letter = await read(system, (db) => selectLetter(db, tenantId, letterId))
  if (!letter) throw new NotFound('letterId', 'There is no such letter in this town.', { got: letterId })
  if (letter.document_id !== null) return { documentId: letter.document_id }
  const signer = await signerOf(context.platform, context.tenant)
  const code = codeOf(letter, signer)
  const file = await drawn(system, letter, code, provider)
  return command(system, { name: 'notifications.issue-letter', input: { letterId } }, async (tx) => {
    const again = await selectLetter(tx, tenantId, letterId)
    if (again?.document_id) {
      tx.journal({ subjects: [{ kind: 'letter', id: letterId }] })
      return { documentId: again.document_id }
    }
    return issue(tx, letter, { ...file, code, keyId: signer.keyId })
  })
}

/** What the QR code says: which letter of which number and day, what it is about, and a digest of its words. */
function codeOf(letter: LetterRow, signer: Signer): string {
  const digest = createHash('sha256')
    .update(canonicalJson(letter.content))
    .digest()
    .subarray(0, 16)
    .toString('base64url')
  return signer.token(letterToken, {
    id: letter.letter_id,
    k: letter.kind,
    n: letter.number,
    d: letter.letter_on,
    h: digest,
    ...(Object.keys(letter.facts).length && { f: letter.facts }),
  })
}

interface DrawnFile {
  bytes: Buffer
  signed: { provider: string; certificate: string; at: Date } | null
}

async function drawn(context: Context, letter: LetterRow, code: string, provider: SigningProvider): Promise<DrawnFile> {
  const { publicUrl } = context.platform.config
  const qr = { text: `${publicUrl}/verify#${code}`, verifyAt: `${publicUrl.replace(/^https?:\/\//, '')}/verify` }
  const at = context.platform.now()
  const signer = signerNames(letter)
  const signature = signer && {
    name: signer.holder,
    reason: `${letter.kind} ${letter.number}: ${signer.post}, ${signer.office}`,
    location: pickName(context.tenant.names, 'en'),
    at: at.toISOString(),
    binds: provider.binds,
  }
  const bytes = await renderLetter(letter.content, { pictures: await picturesOf(context, letter), qr, signature })
  if (!signer) return { bytes, signed: null }
  const prepared = prepareForSigning(bytes)
  const { cms, certificate } = await provider.sign(context, prepared.digest, signer)
  return { bytes: insertSignature(prepared, cms), signed: { provider: provider.name, certificate, at } }
}

function signerNames({ content, post_id: postId, holder_user_id: userId }: LetterRow): LetterSigner | null {
  if (!content.signature || postId === null || userId === null) return null
  const { post, office, holder } = content.signature
  const named = { post: pickName(post, 'en'), office: pickName(office, 'en'), holder: pickName(holder, 'en') }
  return { postId, userId, ...named }
}

async function picturesOf({ platform }: Context, letter: LetterRow): Promise<Record<string, Uint8Array>> {
  const found = await Promise.all(
    Object.entries(letter.pictures).map(async ([name, hash]) => [name, await platform.documents.get(hash)] as const),
  )
  return Object.fromEntries(found.flatMap(([name, bytes]) => (bytes ? [[name, new Uint8Array(bytes)]] : [])))
}

async function issue(
  tx: Tx,
  letter: LetterRow,
  file: DrawnFile & { code: string; keyId: string },
): Promise<{ documentId: number }> {
  const { letter_id: letterId, number, addressee_party_id: partyId, subject_kind: kind, subject_id: id } = letter
  const { documentId } = await addDocument(tx, {
    bytes: file.bytes,
    title: `${pickName(letter.content.title, letter.content.languages[0]!)} ${number}`.slice(0, 200),
    visibility: letter.visibility,
    ...(partyId !== null && { ownerPersonId: partyId }),
  })
  await insertLetterIssue(tx, tx.context.tenant.tenantId, {
    letterId,
    documentId,
    keyId: file.keyId,
    code: file.code,
    provider: file.signed?.provider ?? null,
    certificate: file.signed?.certificate ?? null,
    signedAt: file.signed?.at ?? null,
  })
  if (partyId !== null)
    await queueNotice(tx, {
      template: 'letter-issued',
      to: { partyId },
      values: { title: letter.content.title, letterNumber: number, letterId },
      subject: { kind: 'letter', id: letterId },
    })
  await tx.emit('notifications.letter-issued', { letterId, documentId, subject: { kind, id } })
  tx.journal({
    subjects: [
      { kind: 'letter', id: letterId },
      { kind, id },
      { kind: 'document', id: documentId },
    ],
    after: { number, documentId, keyId: file.keyId, signedBy: letter.post_id, provider: file.signed?.provider ?? null },
  })
  return { documentId }
}
