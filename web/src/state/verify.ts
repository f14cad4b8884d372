import type { Names } from './contract.ts'
import { RequestProblem } from './problem.ts'
import { getJson } from './request.ts'

export type PaperState = 'valid' | 'revoked' | 'replaced' | 'unknown'
export type Verdict =
  | { genuine: false; reason: 'not-a-code' | 'not-signed-by-a-body' }
  | {
      genuine: true
      keyId: string
      body: {
        code: string
        names: Names
        now: { code: string; names: Names; since: string; notification: string } | null
      }
      paper: {
        /** `not-asked`: checked on this device, without a network. */
        state: PaperState | 'not-asked'
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
    }

type Keys = { keys: { body: string; names: Names; keyId: string; publicKey: string }[] }

/** The code in what was pasted or scanned: a link's part after '#', or the bare code. */
export const codeIn = (text: string) => {
  const plain = text.replace(/\s+/g, '')
  return plain.slice(plain.lastIndexOf('#') + 1)
}

const TOKEN = /^KH1\.([a-z][a-z0-9-]{1,40})\.([a-z][a-z-]{1,30})\.([0-9a-f]{12})\.([\w-]{2,3000})\.([\w-]{86})$/

/** Asks the server; where it cannot be reached, checks the signature on this device with the keys that it keeps. */
export async function verify(text: string): Promise<Verdict> {
  const code = codeIn(text)
  // Keys are fetched while there is a network, so that the service worker has them when there is none.
  const keys = getJson<Keys>('/api/verify/keys')
  keys.catch(() => {})
  try {
    return await ask(code)
  } catch (problem) {
    if (!(problem instanceof RequestProblem) || problem.kind !== 'offline') throw problem
    return verifyHere(code, (await keys).keys)
  }
}

async function ask(code: string): Promise<Verdict> {
  let response: Response
  try {
    response = await fetch('/api/verify', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ code }),
    })
  } catch {
    throw new RequestProblem('offline', 0)
  }
  const body = (await response.json().catch(() => ({}))) as Record<string, unknown>
  if (!response.ok) throw new RequestProblem('refused', response.status, body)
  return body as Verdict
}

const bytesOf = (base64: string) =>
  Uint8Array.from(atob(base64.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0))

const same = (text: string) =>
  btoa(String.fromCharCode(...bytesOf(text)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '') === text

/** Checks a code by the published keys alone. Whether the paper was withdrawn since, no device can know by itself. */
export async function verifyHere(code: string, keys: Keys['keys']): Promise<Verdict> {
  const [, issuer, , keyId, body, signature] = TOKEN.exec(code) ?? []
  if (!issuer || !keyId || !body || !signature || !same(body) || !same(signature))
    return { genuine: false, reason: 'not-a-code' }
  const key = keys.find((each) => each.body === issuer && each.keyId === keyId)
  const [ed25519, { sha512 }] = await Promise.all([import('@noble/ed25519'), import('@noble/hashes/sha2')])
  ed25519.hashes.sha512 = (message) => new Uint8Array(sha512(message))
  const said = new TextEncoder().encode(code.slice(0, code.lastIndexOf('.')))
  // The raw key is the last 32 bytes of its SPKI.
  if (!key || !ed25519.verify(bytesOf(signature), said, bytesOf(key.publicKey).slice(-32)))
    return { genuine: false, reason: 'not-signed-by-a-body' }
  const payload = JSON.parse(new TextDecoder().decode(bytesOf(body))) as Record<string, unknown>
  const text = (value: unknown) => (typeof value === 'string' ? value : null)
  return {
    genuine: true,
    keyId,
    body: { code: issuer, names: key.names, now: null },
    paper: {
      state: 'not-asked',
      kind: text(payload.k) ?? 'letter',
      number: text(payload.n),
      day: text(payload.d),
      facts: (payload.f ?? {}) as Record<string, string | number>,
      title: null,
      since: null,
      because: null,
      replacedBy: null,
      signedBy: null,
    },
  }
}
