/**
 * One client's side of the wire: start-up, then messages gathered into units. A unit is what the engine runs in one go:
 * a simple query, or extended messages up to Sync or Flush.
 */
import type { Socket } from 'node:net'
import { inspect } from './guard.ts'
import type { SessionState } from './session-state.ts'
import { askPassword, copyInResponse, cString, errorMessage } from './wire.ts'

/** Messages to run in one go; `ends` is the letter of the last. `copies`: a simple query followed by its COPY data. */
export type Unit = { messages: Buffer[]; ends: 'Q' | 'S' | 'H' | 'F' | 'X'; copies?: boolean }

/** What the front is told. */
export type Listener = {
  started(connection: Connection): void
  unit(connection: Connection): void
  closed(connection: Connection): void
  cancel(processId: number, secret: number): void
}

const MAX_MESSAGE_BYTES = 256 * 1024 * 1024
const MAX_COPY_QUERY_BYTES = 16 * 1024
const SSL_REQUEST = 80877103
const GSS_REQUEST = 80877104
const CANCEL_REQUEST = 80877102
const VERSION_3 = 196608
const unitEnds = new Set(['Q', 'S', 'H', 'F', 'X'])
/** Any other message makes PostgreSQL end its process, which here is everybody's. */
const known = new Set('PBDECSHQFXdcf')

/** Start-up parameters that may be passed over: names for logs, and limits that this engine does not have. */
const ignorable = new Set([
  'user',
  'database',
  'application_name',
  'fallback_application_name',
  'client_encoding',
  'statement_timeout',
  'lock_timeout',
  'idle_in_transaction_session_timeout',
  'query_timeout',
])

/** A connected client. */
export class Connection {
  /** Whole units that wait for the engine. */
  readonly units: Unit[] = []
  /** Named statements, by the client's name. */
  readonly statements = new Map<string, string>()
  readonly channels = new Set<string>()
  readonly customSettings = new Set<string>()
  state: SessionState | null = null
  /** Something in the open transaction may outlive it. */
  mayHaveLeftState = false
  open = true
  private stage: 'startup' | 'password' | 'ready' = 'startup'
  private chunks: Buffer[] = []
  private bytes = 0
  private needed = 4
  private current: Buffer[] = []
  /** Bytes of COPY data gathered so far; null outside of COPY. */
  private copied: number | null = null

  readonly processId: number
  readonly secret: number
  private readonly socket: Socket
  private readonly listener: Listener
  private readonly password: string | null

  constructor(processId: number, secret: number, socket: Socket, password: string | null, listener: Listener) {
    this.processId = processId
    this.secret = secret
    this.socket = socket
    this.password = password
    this.listener = listener
    socket.on('data', (chunk) => this.receive(chunk))
    socket.on('error', () => socket.destroy())
    socket.on('close', () => this.close())
  }

  /** Sends bytes that are not changed afterwards. */
  send(bytes: Buffer): void {
    if (this.open && bytes.length > 0) this.socket.write(bytes)
  }

  /** Says why and hangs up. */
  refuse(code: string, words: string, hint?: string): void {
    this.send(errorMessage('FATAL', code, words, hint))
    this.end()
  }

  end(): void {
    this.socket.end()
    this.close()
  }

  private close(): void {
    if (!this.open) return
    this.open = false
    this.units.length = 0
    this.listener.closed(this)
  }

  private receive(chunk: Buffer): void {
    this.chunks.push(chunk)
    this.bytes += chunk.length
    // Chunks are joined only when a whole message is there: a message of 100 MB comes in thousands of them.
    while (this.open && this.bytes >= this.needed) {
      const all = this.chunks.length === 1 ? this.chunks[0]! : Buffer.concat(this.chunks, this.bytes)
      const taken = this.takeMessages(all)
      this.chunks = taken < all.length ? [all.subarray(taken)] : []
      this.bytes = all.length - taken
      if (taken === 0) break
    }
  }

  /** Handles every whole message and returns the bytes used; sets how many are needed to go on. */
  private takeMessages(all: Buffer): number {
    let at = 0
    while (this.open) {
      const header = this.stage === 'startup' ? 0 : 1
      this.needed = header + 4
      if (all.length - at < this.needed) break
      const length = all.readInt32BE(at + header)
      if (length < 4 || length > MAX_MESSAGE_BYTES) {
        this.refuse('08P01', `a message of ${length} bytes is beyond the limit of ${MAX_MESSAGE_BYTES}`)
        break
      }
      this.needed = header + length
      if (all.length - at < this.needed) break
      this.takeMessage(all.subarray(at, at + this.needed))
      at += this.needed
    }
    return at
  }

  private takeMessage(message: Buffer): void {
    if (this.stage === 'startup') this.startUp(message)
    else if (this.stage === 'password') this.checkPassword(message)
    else this.gather(String.fromCharCode(message[0]!), message)
  }

  private gather(type: string, message: Buffer): void {
    if (!known.has(type)) {
      this.refuse('08P01', `invalid frontend message type ${message[0]}`)
      return
    }
    if (this.copied !== null) {
      this.gatherCopy(type, message)
      return
    }
    this.current.push(message)
    if (!unitEnds.has(type)) return
    if (type === 'Q' && this.beginsCopy(message)) {
      this.copied = 0
      this.send(copyInResponse())
    } else this.take(type as Unit['ends'])
  }

  private take(ends: Unit['ends'], copies = false): void {
    this.units.push({ messages: this.current, ends, copies })
    this.current = []
    this.listener.unit(this)
  }

  /** The engine reads a COPY's data from the same bytes as its query, so the client is asked for them before it runs. */
  private beginsCopy(message: Buffer): boolean {
    if (this.units.length > 0 || this.current.length > 1 || message.length > MAX_COPY_QUERY_BYTES) return false
    const sql = cString(message, 5)
    return /\bstdin\b/i.test(sql) && inspect(sql).copiesIn
  }

  private gatherCopy(type: string, message: Buffer): void {
    // PostgreSQL passes over Sync and Flush here too.
    if (type === 'S' || type === 'H') return
    this.copied! += message.length
    if (!'dcf'.includes(type)) this.refuse('08P01', `unexpected message type "${type}" during COPY from stdin`)
    else if (this.copied! > MAX_MESSAGE_BYTES) this.refuse('54000', `a COPY is limited to ${MAX_MESSAGE_BYTES} bytes`)
    else {
      this.current.push(message)
      if (type === 'd') return
      this.copied = null
      this.take('Q', true)
    }
  }

  private startUp(message: Buffer): void {
    const code = message.length >= 8 ? message.readInt32BE(4) : 0
    if (code === SSL_REQUEST || code === GSS_REQUEST) this.send(Buffer.from('N'))
    else if (code === CANCEL_REQUEST && message.length === 16) {
      this.listener.cancel(message.readInt32BE(8), message.readInt32BE(12))
      this.end()
    } else if (code >> 16 !== VERSION_3 >> 16) this.refuse('0A000', 'the embedded database speaks protocol version 3')
    else this.greet(problemWithStartUp(readParameters(message)))
  }

  private greet(problem: Problem | null): void {
    if (problem) this.refuse(...problem)
    else if (this.password === null) this.ready()
    else {
      this.stage = 'password'
      this.send(askPassword())
    }
  }

  private checkPassword(message: Buffer): void {
    if (message[0] === 0x70 && cString(message, 5) === this.password) this.ready()
    else this.refuse('28P01', 'password authentication failed')
  }

  private ready(): void {
    this.stage = 'ready'
    this.listener.started(this)
  }
}

function readParameters(message: Buffer): Map<string, string> {
  const words = message.toString('utf8', 8).split('\0')
  const parameters = new Map<string, string>()
  for (let at = 0; at + 1 < words.length && words[at]; at += 2) parameters.set(words[at]!, words[at + 1]!)
  return parameters
}

type Problem = [code: string, words: string, hint?: string]

function problemWithStartUp(parameters: Map<string, string>): Problem | null {
  const user = parameters.get('user')
  if (user !== 'postgres')
    return [
      '28000',
      `the embedded database has one user, "postgres", not "${user}"`,
      'Take a role with "set local role".',
    ]
  const database = parameters.get('database') ?? user
  if (database !== 'postgres') return ['3D000', `the embedded database is called "postgres", not "${database}"`]
  const encoding = parameters
    .get('client_encoding')
    ?.replace(/[^a-z0-9]/gi, '')
    .toLowerCase()
  if (encoding && encoding !== 'utf8' && encoding !== 'unicode')
    return ['22023', 'the embedded database speaks UTF8 only']
  for (const name of parameters.keys())
    if (!ignorable.has(name) && !name.startsWith('_pq_.'))
      return ['0A000', `the embedded database takes no start-up parameter "${name}"`, 'Use "set" or "set local".']
  return null
}
