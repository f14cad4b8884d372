import pg from 'pg'
import { type Database, type Db, log, transact } from '../../backend/src/kernel/index.ts'
import { type ChangeRow, selectChanges, selectHorizon } from './queries.ts'

/** A map feature that some process changed. */
export type LayerChange = { tenantId: number; layer: string; featureId: number }

const pollMs = 400
/** An id is drawn a moment before its transaction has a number of its own. */
const graceMs = 2_000
const channel = 'khasra_layers'

/**
 * Hears every committed change of map features, from this and other processes, within half a second: a counter table
 * polled on both engines, and LISTEN besides on PostGIS. Each change is told at least once.
 *
 * A transaction may commit after one with a higher change id, so a plain "ids above the last" would miss it. All ids
 * above `settled` are read each time and the known ones passed over; `settled` moves up to the ids seen at a moment
 * once every transaction that ran at that moment has ended.
 */
export class ChangeFeed {
  private readonly database: Database
  private readonly tenants: () => number[]
  private readonly tell: (changes: LayerChange[]) => void
  private settled = 0
  private firstTransaction: string | null = null
  private readonly known = new Set<number>()
  private waiting: { xmax: bigint; highest: number; since: number } | null = null
  private timer: NodeJS.Timeout | null = null
  private listener: pg.Client | null = null
  private polling: Promise<void> | null = null
  private closed = false

  /** @param tenants towns that are in memory; no others are asked about */
  constructor(database: Database, tenants: () => number[], tell: (changes: LayerChange[]) => void) {
    this.database = database
    this.tenants = tenants
    this.tell = tell
  }

  /** Begins; changes committed after this resolves will be told. */
  async start(): Promise<void> {
    const horizon = await this.read(selectHorizon)
    this.firstTransaction = horizon.xmin
    this.schedule()
    if (this.database.engine === 'postgis') void this.listen()
  }

  /** Asks now. Calls that come while one runs share the next. */
  async poll(): Promise<void> {
    if (this.polling) await this.polling
    this.polling ??= this.pollOnce().finally(() => {
      this.polling = null
    })
    return this.polling
  }

  async close(): Promise<void> {
    this.closed = true
    if (this.timer) clearTimeout(this.timer)
    await this.polling?.catch(() => {})
    await this.listener?.end().catch(() => {})
  }

  private schedule(): void {
    if (this.closed) return
    this.timer = setTimeout(() => {
      this.poll()
        .catch((error) => log.warn({ err: error }, 'map changes could not be read; asking again'))
        .finally(() => this.schedule())
    }, pollMs)
    this.timer.unref()
  }

  private async pollOnce(): Promise<void> {
    const tenants = this.tenants()
    if (this.closed || this.firstTransaction === null || tenants.length === 0) return
    const { settled, firstTransaction } = this
    // Each statement sees a later moment: what had ended before the rows were read is in them, and whoever began after
    // the rows were read has higher ids than theirs.
    const { before, rows, after } = await this.read(async (db) => ({
      before: await selectHorizon(db),
      rows: await selectChanges(db, tenants, settled, firstTransaction),
      after: await selectHorizon(db),
    }))
    const fresh = rows.filter((row) => !this.known.has(row.change_id))
    for (const row of fresh) this.known.add(row.change_id)
    this.moveUp(BigInt(before.xmin), BigInt(after.xmax), rows)
    if (fresh.length > 0) {
      this.tell(fresh.map((row) => ({ tenantId: row.tenant_id, layer: row.layer, featureId: row.feature_id })))
    }
  }

  private moveUp(xmin: bigint, xmax: bigint, rows: readonly ChangeRow[]): void {
    const { waiting } = this
    if (waiting && xmin >= waiting.xmax && performance.now() - waiting.since > graceMs) {
      this.settled = waiting.highest
      for (const id of this.known) if (id <= this.settled) this.known.delete(id)
      this.waiting = null
    }
    const highest = rows[rows.length - 1]?.change_id ?? 0
    if (!this.waiting && highest > this.settled) this.waiting = { xmax, highest, since: performance.now() }
  }

  private read<T>(work: (db: Db) => Promise<T>): Promise<T> {
    return transact(this.database, { role: 'khasra_reader', readOnly: true }, work)
  }

  /** A connection of its own that hears NOTIFY; when it breaks, polling goes on and it is opened again. */
  private async listen(): Promise<void> {
    if (this.closed) return
    const options = this.database.pool.options
    const client = new pg.Client({ ...options, application_name: 'khasra map changes' })
    client.on('notification', () => void this.poll().catch(() => {}))
    client.on('error', () => {})
    client.on('end', () => {
      if (!this.closed) setTimeout(() => void this.listen(), 5_000).unref()
    })
    try {
      await client.connect()
      this.listener = client
      await client.query(`listen ${channel}`)
    } catch {
      await client.end().catch(() => {})
    }
    if (this.closed) await client.end().catch(() => {})
  }
}
