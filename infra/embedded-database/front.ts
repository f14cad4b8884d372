/**
 * The wire front: many connections, one engine session. A unit runs whole; a connection with an open transaction holds
 * the session until the transaction ends; the others wait their turn in the order they asked.
 */
import { createHash, randomInt } from 'node:crypto'
import type { Socket } from 'node:net'
import { Connection, type Unit } from './connection.ts'
import type { Engine } from './engine.ts'
import { type Finding, inspect } from './guard.ts'
import { applyState, captureState, resetState, type SessionState } from './session-state.ts'
import {
  authenticationOk,
  backendKey,
  channelOf,
  closeStatement,
  cString,
  errorMessage,
  message,
  parameterStatus,
  query,
  readAnswer,
  readyForQuery,
  sync,
  withoutNotifications,
} from './wire.ts'

/** How the front is set. */
export type FrontOptions = {
  /** Needed on TCP; null on a Unix socket in a folder that only its owner can enter. */
  password: string | null
  /** A transaction that does nothing for this long while others wait is ended. */
  idleInTransactionMs: number
  /** Called between units when no transaction is open, and told how many units wait. */
  onIdle: (waiting: number) => void
}

/** How long the engine runs units before the sockets are looked at again. */
const SLICE_MS = 4

/** Serves connections from one engine. */
export class Front {
  private readonly connections = new Map<number, Connection>()
  private readonly ready: Connection[] = []
  private holder: Connection | null = null
  private holderSince = 0
  private scheduled = false
  private stopping = false
  private nextId = 1
  /** Whose Parse made the unnamed statement that the engine now has. */
  private unnamedOwner: Connection | null = null
  private readonly fresh: Map<string, string>
  private hasUnlistened = false
  private readonly orphans: string[] = []
  private readonly findings = new Map<string, Finding>()
  private readonly watch: NodeJS.Timeout
  private readonly engine: Engine
  private readonly options: FrontOptions

  constructor(engine: Engine, options: FrontOptions) {
    this.engine = engine
    this.options = options
    this.fresh = parametersOfFreshSession(engine)
    this.watch = setInterval(() => this.endIdleTransaction(), Math.min(1000, options.idleInTransactionMs))
  }

  /** No transaction is open and nobody waits. */
  get isFree(): boolean {
    return this.holder === null && this.ready.length === 0
  }

  /** Takes a connected socket. */
  accept(socket: Socket): void {
    const id = this.nextId++
    const connection = new Connection(id, randomInt(1, 2 ** 31), socket, this.options.password, {
      started: (each) => this.greet(each),
      unit: (each) => this.enqueue(each),
      closed: (each) => this.forget(each),
      cancel: (processId, secret) => this.cancel(processId, secret),
    })
    this.connections.set(id, connection)
  }

  /** Waits a moment for clients that are just taking their leave: `pool.end()` does not wait until they have. */
  async settle(): Promise<void> {
    for (let left = 20; left > 0 && this.connections.size > 0; left--)
      await new Promise((resolve) => setTimeout(resolve, 10))
  }

  /** Ends every connection and rolls back what is open. The engine is left idle. */
  stop(): void {
    this.stopping = true
    clearInterval(this.watch)
    for (const connection of [...this.connections.values()]) connection.refuse('57P01', 'the database is shutting down')
  }

  private greet(connection: Connection): void {
    connection.send(
      Buffer.concat([
        authenticationOk(),
        ...[...this.fresh].map(([name, value]) => parameterStatus(name, value)),
        backendKey(connection.processId, connection.secret),
        readyForQuery('I'),
      ]),
    )
  }

  private enqueue(connection: Connection): void {
    if (connection !== this.holder && connection.units.length === 1) this.ready.push(connection)
    this.schedule()
  }

  private schedule(): void {
    if (this.scheduled || this.stopping) return
    this.scheduled = true
    setImmediate(() => {
      this.scheduled = false
      this.runSlice()
    })
  }

  private runSlice(): void {
    const until = performance.now() + SLICE_MS
    while (!this.stopping) {
      const connection = this.holder ?? this.ready.shift()
      const unit = connection?.units.shift()
      if (!connection || !unit) break
      this.run(connection, unit)
      if (connection !== this.holder && connection.units.length > 0) this.ready.push(connection)
      if (performance.now() > until) break
    }
    if (this.holder ? this.holder.units.length > 0 : this.ready.length > 0) this.schedule()
    else if (!this.holder) this.options.onIdle(0)
  }

  private run(connection: Connection, unit: Unit): void {
    if (unit.ends === 'X') {
      connection.end()
      return
    }
    const isHolder = this.holder === connection
    if (!isHolder && connection.state && !this.restore(connection, connection.state)) return
    const answer = this.engine.run(this.prepare(connection, unit))
    const { status, notifications, parameters } = readAnswer(answer)
    if (status === null && unit.ends !== 'H') throw new Error('The engine has not finished its answer')
    connection.send(notifications.length > 0 || unit.copies ? withoutNotifications(answer) : answer)
    for (const notification of notifications) this.deliver(notification)
    if (status === 'I') this.release(connection, parameters)
    else if (!isHolder) this.hold(connection)
    this.holderSince = performance.now()
  }

  private restore(connection: Connection, state: SessionState): boolean {
    try {
      applyState(this.engine, state)
      return true
    } catch (problem) {
      resetState(this.engine)
      connection.refuse('57P01', `the settings of this session can no longer be set: ${(problem as Error).message}`)
      return false
    }
  }

  private hold(connection: Connection): void {
    this.holder = connection
    const waiting = this.ready.indexOf(connection)
    if (waiting >= 0) this.ready.splice(waiting, 1)
  }

  /** The transaction is over: what it left in the session becomes the connection's own. */
  private release(connection: Connection, parameters: [string, string][]): void {
    const atEnd = parameters.length > 0 && this.differs(parameters)
    if (connection.mayHaveLeftState || atEnd) connection.state = captureState(this.engine, connection.customSettings)
    if (connection.state || connection.mayHaveLeftState || atEnd) {
      resetState(this.engine)
      this.unnamedOwner = null
    }
    connection.mayHaveLeftState = false
    this.holder = null
    this.dropOrphans()
    this.listenAgain()
    this.options.onIdle(this.ready.length)
  }

  /** A parameter reported twice in one answer (`set local role`, then commit) counts by its last value. */
  private differs(parameters: [string, string][]): boolean {
    return [...new Map(parameters)].some(([name, value]) => this.fresh.has(name) && this.fresh.get(name) !== value)
  }

  /** The unit as the engine shall see it: names made the connection's own, or a refusal in its place. */
  private prepare(connection: Connection, unit: Unit): Buffer {
    let parsedUnnamed = false
    for (const each of unit.messages) {
      const type = String.fromCharCode(each[0]!)
      if (type === 'P') parsedUnnamed ||= each[5] === 0
      else if (isUseOfUnnamed(type, each) && !parsedUnnamed && this.unnamedOwner !== connection)
        return refusal(
          unit,
          '26000',
          'unnamed prepared statement does not exist',
          'Send Parse and Bind before one Sync.',
        )
      const sql = type === 'Q' ? textOf(each, 5) : type === 'P' ? textOf(each, each.indexOf(0, 5) + 1) : null
      const found = sql === null ? null : this.note(connection, sql)
      if (found?.refusal && !(unit.copies && found.copiesIn))
        return refusal(unit, '0A000', found.refusal.words, found.refusal.hint)
    }
    if (unit.ends === 'Q') this.unnamedOwner = null
    else if (parsedUnnamed) this.unnamedOwner = connection
    const messages = unit.messages.map((each) => ownNames(connection, each))
    return messages.length === 1 ? messages[0]! : Buffer.concat(messages)
  }

  private note(connection: Connection, sql: string): Finding {
    const known = this.findings.get(sql)
    const found = known ?? inspect(sql)
    if (!known && sql.length < 4000) {
      if (this.findings.size > 2000) this.findings.clear()
      this.findings.set(sql, found)
    }
    if (found.refusal && !found.copiesIn) return found
    for (const name of found.listen) connection.channels.add(name)
    this.hasUnlistened ||= found.unlisten.length > 0
    for (const name of found.unlisten) name === '*' ? connection.channels.clear() : connection.channels.delete(name)
    connection.mayHaveLeftState ||= found.mayLeaveState
    for (const name of found.customSettings) connection.customSettings.add(name)
    return found
  }

  /** One connection's UNLISTEN has silenced the session for all; the others' channels are opened again. */
  private listenAgain(): void {
    if (!this.hasUnlistened) return
    this.hasUnlistened = false
    const wanted = new Set([...this.connections.values()].flatMap((each) => [...each.channels]))
    for (const channel of wanted) this.engine.rows(`listen "${channel}"`)
  }

  private deliver(notification: Buffer): void {
    const channel = channelOf(notification)
    for (const each of this.connections.values()) if (each.channels.has(channel)) each.send(notification)
  }

  /** A client that goes away in mid-transaction leaves nothing behind. */
  private forget(connection: Connection): void {
    this.connections.delete(connection.processId)
    const waiting = this.ready.indexOf(connection)
    if (waiting >= 0) this.ready.splice(waiting, 1)
    if (this.unnamedOwner === connection) this.unnamedOwner = null
    if (this.holder === connection) {
      const answer = this.engine.run(Buffer.concat([sync(), query('rollback')]))
      this.unnamedOwner = null
      this.release(connection, readAnswer(answer).parameters)
    }
    this.orphans.push(...connection.statements.values())
    this.dropOrphans()
    if (!this.stopping) this.schedule()
  }

  /** Closes statements of gone connections, when no other connection is in the middle of something. */
  private dropOrphans(): void {
    if (this.holder || this.orphans.length === 0) return
    this.engine.run(Buffer.concat([...this.orphans.splice(0).map(closeStatement), sync()]))
  }

  /** A unit that still waits can be cancelled; one that runs cannot be interrupted. */
  private cancel(processId: number, secret: number): void {
    const connection = this.connections.get(processId)
    if (!connection || connection.secret !== secret || connection === this.holder) return
    const unit = connection.units.shift()
    if (!unit) return
    const waiting = this.ready.indexOf(connection)
    if (connection.units.length === 0 && waiting >= 0) this.ready.splice(waiting, 1)
    connection.send(errorMessage('ERROR', '57014', 'canceling statement due to user request'))
    connection.send(readyForQuery('I'))
  }

  private endIdleTransaction(): void {
    const holder = this.holder
    if (!holder || holder.units.length > 0 || this.ready.length === 0) return
    if (performance.now() - this.holderSince < this.options.idleInTransactionMs) return
    holder.refuse(
      '25P03',
      'terminating connection due to idle-in-transaction timeout',
      'Others were waiting for the session.',
    )
  }
}

/** Asks the engine as a new client would. */
function parametersOfFreshSession(engine: Engine): Map<string, string> {
  const body = Buffer.from('\0\0\0\0\0\x03\0\0user\0postgres\0database\0postgres\0\0', 'latin1')
  body.writeInt32BE(body.length, 0)
  const parameters = new Map(readAnswer(engine.run(body)).parameters)
  // The engine reports these late, with its first query, and rightly only then.
  for (const [name, value] of readAnswer(engine.run(query('select 1'))).parameters) parameters.set(name, value)
  parameters.set('session_authorization', 'postgres')
  return parameters
}

const textOf = (bytes: Buffer, offset: number) => bytes.toString('latin1', offset, bytes.indexOf(0, offset))

function isUseOfUnnamed(type: string, bytes: Buffer): boolean {
  if (type === 'B') return bytes[bytes.indexOf(0, 5) + 1] === 0
  return type === 'D' && bytes[5] === 0x53 && bytes[6] === 0
}

/** An error raised by the engine itself, so that an open transaction fails as it would on a server. */
function refusal(unit: Unit, code: string, words: string, hint: string): Buffer {
  const quoted = (value: string) => `'${value.replaceAll("'", "''")}'`
  const raise = `do $khasra$ begin raise exception using errcode = ${quoted(code)}, message = ${quoted(words)}, hint = ${quoted(hint)}; end $khasra$`
  if (unit.ends === 'Q') return query(raise)
  const parse = message('P', Buffer.concat([Buffer.from(`\0${raise}\0`), Buffer.alloc(2)]))
  const bind = message('B', Buffer.alloc(8))
  const execute = message('E', Buffer.alloc(5))
  return Buffer.concat([parse, bind, execute, message(unit.ends)])
}

/** Gives a named statement a name that no other connection uses. */
function ownNames(connection: Connection, bytes: Buffer): Buffer {
  const type = String.fromCharCode(bytes[0]!)
  if (type === 'P') return renamed(connection, bytes, 5, true)
  if (type === 'B') return renamed(connection, bytes, bytes.indexOf(0, 5) + 1, false)
  if ((type === 'D' || type === 'C') && bytes[5] === 0x53) return renamed(connection, bytes, 6, false)
  return bytes
}

function renamed(connection: Connection, bytes: Buffer, offset: number, isNew: boolean): Buffer {
  if (bytes[offset] === 0) return bytes
  const name = cString(bytes, offset)
  const short = name.length > 40 ? createHash('sha1').update(name).digest('hex') : name
  const own = `c${connection.processId}_${short}`
  if (isNew) connection.statements.set(name, own)
  else if (bytes[0] === 0x43) connection.statements.delete(name)
  const after = bytes.subarray(bytes.indexOf(0, offset))
  return message(String.fromCharCode(bytes[0]!), Buffer.concat([bytes.subarray(5, offset), Buffer.from(own), after]))
}
