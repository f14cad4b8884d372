import { canonicalJson } from './canonical.ts'
import type { Context } from './context.ts'
import { type Db, type TransactionSettings, transact } from './db.ts'
import { Conflict } from './errors.ts'
import { type JournalLine, writeLine } from './journal.ts'
import { sha256 } from './keys.ts'
import type { Sentence } from './sentences.ts'

/** A write transaction: SQL, and the four things that every write may need beside it. */
export interface Tx extends Db {
  context: Context
  /** News for other rooms, written with the change: '<room>.<past-tense>'. */
  emit(name: string, payload: object): Promise<void>
  /** The one journal line of this command; call it exactly once. */
  journal(line: JournalLine): void
  /** Map features that changed: they are in this process's next tile after the commit. */
  touch(layer: string, featureIds: number[]): Promise<void>
  /** Asks the participants of a name; any reason from them refuses the whole command. */
  invite(name: string, payload: object): Promise<void>
}

/** A command's name, and its input for telling a repeat from a misuse of the same request id. */
export interface CommandSpec {
  name: string
  input?: unknown
}

function settingsOf(context: Context, readOnly: boolean): TransactionSettings {
  return {
    role: 'khasra_app',
    readOnly,
    tenantId: context.tenant.tenantId,
    stateId: context.tenant.stateId,
    userId: context.userId,
    personId: context.personId,
    roleClass: context.roleClass,
  }
}

/** Two numbers out of a hash, for the advisory lock that lets one request id through at a time. */
function lockOf(tenantId: number, requestId: string): [number, number] {
  return [tenantId, Number.parseInt(sha256(requestId).slice(0, 8), 16) | 0]
}

/**
 * The only writer: one transaction as khasra_app, one journal line, one answer kept under the client's request id.
 * A repeat gets the first answer; another input under the same id is a 409.
 */
export async function command<A>(context: Context, spec: CommandSpec, work: (tx: Tx) => Promise<A>): Promise<A> {
  const inputHash = sha256(canonicalJson({ name: spec.name, input: spec.input ?? null }))
  const settings = { ...settingsOf(context, false), lock: lockOf(context.tenant.tenantId, context.requestId) }
  const touched: { layer: string; featureIds: number[] }[] = []
  const answer = await transact(context.platform.database, settings, async (db) => {
    const known = await answerOf(db, context, inputHash)
    if (known) return known.answer as A
    let line: JournalLine | undefined
    const tx = openTx(db, context, touched, (given) => {
      if (line) throw new Error(`${spec.name} wrote two journal lines`)
      line = given
    })
    const value = await work(tx)
    if (!line) throw new Error(`${spec.name} wrote no journal line`)
    await writeLine(db, context, 'write', spec.name, line)
    // As JSON both times, so that the first answer and its repeat are alike.
    const json = JSON.stringify(value ?? null)
    await keepAnswer(db, context, spec.name, inputHash, json)
    return JSON.parse(json) as A
  })
  for (const { layer, featureIds } of touched) {
    for (const listener of context.platform.onLayerChange) listener(context.tenant.tenantId, layer, featureIds)
  }
  return answer
}

async function answerOf(db: Db, context: Context, inputHash: string): Promise<{ answer: unknown } | null> {
  const [known] = await db.query<{ input_hash: string; user_id: number | null; answer: unknown }>(
    `select input_hash, user_id, answer from kernel.requests where tenant_id = $1::int and request_id = $2::text`,
    [context.tenant.tenantId, context.requestId],
  )
  if (!known) return null
  if (known.input_hash !== inputHash || known.user_id !== context.userId) {
    throw new Conflict(
      'requestId',
      'This request id was used for something else. Send the request again under a new id.',
      { got: context.requestId },
    )
  }
  return known
}

async function keepAnswer(db: Db, context: Context, name: string, inputHash: string, answer: string): Promise<void> {
  await db.query(
    `insert into kernel.requests (tenant_id, request_id, command, user_id, input_hash, answer)
     values ($1::int, $2::text, $3::text, $4::bigint, $5::text, $6::jsonb)`,
    [context.tenant.tenantId, context.requestId, name, context.userId, inputHash, answer],
  )
}

function openTx(
  db: Db,
  context: Context,
  touched: { layer: string; featureIds: number[] }[],
  setLine: (line: JournalLine) => void,
): Tx {
  const tenantId = context.tenant.tenantId
  const tx: Tx = {
    context,
    query: db.query,
    journal: setLine,
    async emit(name, payload) {
      await db.query(`insert into kernel.events (tenant_id, name, payload) values ($1::int, $2::text, $3::jsonb)`, [
        tenantId,
        name,
        JSON.stringify(payload),
      ])
    },
    async touch(layer, featureIds) {
      if (!featureIds.length) return
      touched.push({ layer, featureIds })
      await db.query(
        `insert into kernel.layer_changes (tenant_id, layer, feature_id) select $1::int, $2::text, id from unnest($3::bigint[]) as id`,
        [tenantId, layer, featureIds],
      )
      // Embedded PostGIS has no NOTIFY across connections: there the counter is polled.
      if (context.platform.database.engine === 'postgis')
        await db.query(`select pg_notify('khasra_layers', $1::text)`, [String(tenantId)])
    },
    async invite(name, payload) {
      const reasons: (string | Sentence)[] = []
      for (const participant of context.platform.participants.of(name))
        reasons.push(...(await participant(tx, payload as never)))
      const [first] = reasons
      if (first === undefined) return
      const { text, parameters } = typeof first === 'string' ? { text: first } : first
      throw new Conflict(name, text, { reasons, ...(parameters && { parameters }) })
    },
  }
  return tx
}

/** A read-only transaction as khasra_app: row security by tenant and role class. */
export function read<T>(context: Context, work: (db: Db) => Promise<T>): Promise<T> {
  return transact(context.platform.database, settingsOf(context, true), work)
}

/** A read of public columns as khasra_reader, whose policy keeps GiST usable: every query must say `tenant_id = $1`. */
export function readPublic<T>(context: Context, work: (db: Db) => Promise<T>): Promise<T> {
  return transact(context.platform.database, { ...settingsOf(context, true), role: 'khasra_reader' }, work)
}

/** A look at private data: the read and its journal line in one transaction. */
export function look<T>(context: Context, name: string, line: JournalLine, work: (db: Db) => Promise<T>): Promise<T> {
  return transact(context.platform.database, settingsOf(context, false), async (db) => {
    const value = await work(db)
    await writeLine(db, context, 'look', name, line)
    return value
  })
}
