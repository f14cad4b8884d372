/**
 * The PostgreSQL wire format, version 3: just the messages that the front reads and writes.
 * https://www.postgresql.org/docs/18/protocol-message-formats.html
 */

/** Transaction status in ReadyForQuery: idle, in a transaction, in a failed transaction. */
export type Status = 'I' | 'T' | 'E'

/** What one answer of the engine says besides its rows. `status` is null while more is to come (after Flush). */
export type Answer = { status: Status | null; notifications: Buffer[]; parameters: [name: string, value: string][] }

const letter = (text: string) => text.charCodeAt(0)
const NOTIFICATION = letter('A')
const PARAMETER_STATUS = letter('S')
const READY_FOR_QUERY = letter('Z')
const COPY_IN = letter('G')
const DATA_ROW = letter('D')
const ERROR = letter('E')

/** A message of the given one-letter type around `body`. */
export function message(type: string, body: Buffer = Buffer.alloc(0)): Buffer {
  const bytes = Buffer.allocUnsafe(5 + body.length)
  bytes.write(type, 0, 'latin1')
  bytes.writeInt32BE(4 + body.length, 1)
  body.copy(bytes, 5)
  return bytes
}

const text = (value: string) => Buffer.from(`${value}\0`)

/** A simple query. */
export const query = (sql: string) => message('Q', text(sql))
/** Sync, which ends an extended unit. */
export const sync = () => message('S')
/** Close of a named statement. */
export const closeStatement = (name: string) => message('C', text(`S${name}`))
/** ReadyForQuery. */
export const readyForQuery = (status: Status) => message('Z', Buffer.from(status))
/** ParameterStatus. */
export const parameterStatus = (name: string, value: string) => message('S', text(`${name}\0${value}`))
/** CopyInResponse: text, with the columns left untold. */
export const copyInResponse = () => message('G', Buffer.alloc(3))
/** AuthenticationOk. */
export const authenticationOk = () => message('R', Buffer.alloc(4))
/** AuthenticationCleartextPassword. */
export const askPassword = () => message('R', Buffer.from([0, 0, 0, 3]))

/** BackendKeyData: what a cancel request must repeat. */
export function backendKey(processId: number, secret: number): Buffer {
  const body = Buffer.alloc(8)
  body.writeInt32BE(processId, 0)
  body.writeInt32BE(secret, 4)
  return message('K', body)
}

/** ErrorResponse with an SQLSTATE. A FATAL one is followed by the end of the connection. */
export function errorMessage(severity: 'ERROR' | 'FATAL', code: string, words: string, hint?: string): Buffer {
  const fields = [`S${severity}`, `V${severity}`, `C${code}`, `M${words}`, ...(hint ? [`H${hint}`] : [])]
  return message('E', Buffer.from(`${fields.join('\0')}\0\0`))
}

/** Calls `visit` with type, start and end of every whole message in `bytes`. */
export function eachMessage(bytes: Buffer, visit: (type: number, start: number, end: number) => void): void {
  for (let start = 0; start + 5 <= bytes.length; ) {
    const end = start + 1 + bytes.readInt32BE(start + 1)
    visit(bytes[start]!, start, end)
    start = end
  }
}

/** Reads the status, notifications and changed parameters out of one answer of the engine. */
export function readAnswer(bytes: Buffer): Answer {
  const answer: Answer = { status: null, notifications: [], parameters: [] }
  eachMessage(bytes, (type, start, end) => {
    if (type === READY_FOR_QUERY) answer.status = String.fromCharCode(bytes[start + 5]!) as Status
    else if (type === NOTIFICATION) answer.notifications.push(bytes.subarray(start, end))
    else if (type === PARAMETER_STATUS) {
      const [name = '', value = ''] = bytes.toString('utf8', start + 5, end - 1).split('\0')
      answer.parameters.push([name, value])
    }
  })
  return answer
}

/** The answer without its notifications, which go to those who listen, and without the CopyInResponse that was sent before. */
export function withoutNotifications(bytes: Buffer): Buffer {
  const kept: Buffer[] = []
  eachMessage(bytes, (type, start, end) => {
    if (type !== NOTIFICATION && type !== COPY_IN) kept.push(bytes.subarray(start, end))
  })
  return Buffer.concat(kept)
}

/** Channel of a NotificationResponse. */
export const channelOf = (notification: Buffer) => cString(notification, 9)

/** The zero-ended string at `offset`. */
export function cString(bytes: Buffer, offset: number): string {
  return bytes.toString('utf8', offset, bytes.indexOf(0, offset))
}

/** Rows of an answer as text, null for SQL null. Throws the first error the answer holds. */
export function rowsOf(bytes: Buffer): (string | null)[][] {
  const rows: (string | null)[][] = []
  eachMessage(bytes, (type, start, end) => {
    if (type === ERROR) throw new Error(errorWords(bytes.subarray(start + 5, end)))
    if (type === DATA_ROW) rows.push(readRow(bytes, start + 5))
  })
  return rows
}

function readRow(bytes: Buffer, offset: number): (string | null)[] {
  const row: (string | null)[] = []
  let at = offset + 2
  for (let left = bytes.readInt16BE(offset); left > 0; left--) {
    const length = bytes.readInt32BE(at)
    at += 4
    row.push(length < 0 ? null : bytes.toString('utf8', at, at + length))
    at += Math.max(length, 0)
  }
  return row
}

function errorWords(body: Buffer): string {
  const fields = body.toString('utf8').split('\0')
  const field = (name: string) => fields.find((each) => each.startsWith(name))?.slice(1) ?? ''
  return `${field('M')} (${field('C')})`
}
