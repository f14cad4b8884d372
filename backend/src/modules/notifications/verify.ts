/** One verify page for every QR: a code proves who said what, and the room that issued it says whether it still holds. */
import {
  type Context,
  type Names,
  type Platform,
  read,
  readToken,
  type SignedText,
  systemContext,
  tenantByCode,
  transact,
  verifyToken,
} from '../../kernel/index.ts'
import { selectSuccessions } from '../identity/index.ts'
import { selectAllKeys, selectLetter } from './queries-letters.ts'
import type { VerifyAnswer } from './schemas-verify.ts'
import { letterToken } from './sign-letter.ts'

/** What a room says of a paper that its body signed. */
export interface PaperState {
  /** `unknown`: signed by the body, but the room has no such paper. */
  state: 'valid' | 'revoked' | 'replaced' | 'unknown'
  /** What sort of paper it is, its number, day and facts: shown as words by code. */
  kind: string
  number: string | null
  day: string | null
  facts: Record<string, string | number>
  title: Names | null
  since: string | null
  because: string | null
  replacedBy: string | null
  signedBy: { post: Names; holder: Names; provider: string } | null
}

/** Reads the state of a paper from the payload of its code, in the town that issued it. */
export type PaperReader = (context: Context, payload: Record<string, unknown>) => Promise<PaperState>

/** Readers by the kind of token; the roof hands them to the verify page. */
export interface PaperReaders {
  publish(kind: string, reader: PaperReader): void
  of(kind: string): PaperReader | undefined
}

/** A register with the letters of this room in it. */
export function newPaperReaders(): PaperReaders {
  const byKind = new Map<string, PaperReader>([[letterToken, readLetter]])
  return {
    publish(kind, reader) {
      if (byKind.has(kind)) throw new Error(`two rooms read papers of the kind ${kind}`)
      byKind.set(kind, reader)
    },
    of: (kind) => byKind.get(kind),
  }
}

/** The code in what a person pasted or scanned: a link's part after '#', or the bare code, spaces and line breaks taken out. */
export function codeIn(text: string): string {
  const plain = text.replace(/\s+/g, '')
  return plain.slice(plain.lastIndexOf('#') + 1)
}

/** What a code proves. Nothing of a paper is told unless its signature holds. */
export async function verifyCode(platform: Platform, readers: PaperReaders, text: string): Promise<VerifyAnswer> {
  const code = codeIn(text)
  if (!readToken(code)) return { genuine: false, reason: 'not-a-code' }
  const said = await verifyToken(platform, code)
  if (!said) return { genuine: false, reason: 'not-signed-by-a-body' }
  const tenant = await tenantByCode(platform, said.issuer)
  const context = await systemContext(platform, tenant.tenantId)
  const reader = readers.of(said.kind)
  const paper = reader ? await reader(context, said.payload) : unknownPaper(said)
  return {
    genuine: true,
    body: { code: tenant.code, names: tenant.names as Record<string, string>, now: await bodyNow(context) },
    keyId: said.keyId,
    paper: paper as Extract<VerifyAnswer, { genuine: true }>['paper'],
  }
}

/** Which body stands in the place of one that was merged; null while it stands itself. */
async function bodyNow(context: Context) {
  const { stateId, tenantId, code } = context.tenant
  const successions = await read(context, (db) => selectSuccessions(db, stateId, tenantId))
  const end = successions.find(
    (each) => each.kind === 'merged' && each.fromTown === code && each.effectiveOn <= context.today,
  )
  return end
    ? {
        code: end.toTown,
        names: end.toNames as Record<string, string>,
        since: end.effectiveOn,
        notification: end.notification,
      }
    : null
}

const textOr = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** A paper that no room of this server reads: what its body signed is all there is to say. */
function unknownPaper({ kind, payload }: SignedText): PaperState {
  return {
    state: 'unknown',
    kind,
    number: textOr(payload.n) ?? textOr(payload.number),
    day: textOr(payload.d),
    facts: {},
    title: null,
    since: null,
    because: null,
    replacedBy: null,
    signedBy: null,
  }
}

/** The reader of letters. What the code says of itself is told; the register adds title, signer and whether it holds. */
async function readLetter(context: Context, payload: Record<string, unknown>): Promise<PaperState> {
  const facts = Object.fromEntries(
    Object.entries((payload.f ?? {}) as Record<string, unknown>).filter(
      (entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number',
    ),
  )
  const said = { ...unknownPaper({ kind: textOr(payload.k) ?? 'letter', payload, issuer: '', keyId: '' }), facts }
  const id = payload.id
  if (typeof id !== 'number' || !Number.isSafeInteger(id)) return said
  const letter = await read(context, (db) => selectLetter(db, context.tenant.tenantId, id))
  if (!letter || letter.number !== said.number) return said
  const { signature } = letter.content
  return {
    ...said,
    state: letter.revoked_at ? (letter.replaced_by ? 'replaced' : 'revoked') : 'valid',
    title: letter.content.title,
    since: letter.revoked_at?.toISOString() ?? null,
    because: letter.because,
    replacedBy: letter.replaced_by_number,
    signedBy:
      signature && letter.provider
        ? { post: signature.post, holder: signature.holder, provider: letter.provider }
        : null,
  }
}

/** Every key of every body, for those who verify without a network. */
export async function allKeys(platform: Platform) {
  const rows = await transact(platform.database, { role: 'khasra_reader', readOnly: true }, selectAllKeys)
  return {
    algorithm: 'Ed25519' as const,
    keys: rows.map((row) => ({
      body: row.code,
      names: row.names as Record<string, string>,
      keyId: row.key_id,
      publicKey: row.public_key,
      from: row.valid_from.toISOString(),
      retiredAt: row.retired_at?.toISOString() ?? null,
    })),
  }
}
