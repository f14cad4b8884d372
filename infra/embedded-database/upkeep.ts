/**
 * What a server's background processes would do: checkpoint by volume of the write-ahead log, and vacuum and analyze
 * what has changed much. Runs between units, in the engine's own thread.
 */
import type { Engine } from './engine.ts'

const CHECKPOINT_EVERY_BYTES = 64 * 1024 * 1024
const LOOK_EVERY_MS = 500
const QUIET_MS = 3000

/** Tables worth a vacuum or an analyze, by the rule and default scale factors of PostgreSQL's autovacuum. */
const stale = `
  select format('%I.%I', schemaname, relname), n_dead_tup > 500 + 0.2 * n_live_tup
  from pg_stat_user_tables
  where n_dead_tup > 500 + 0.2 * n_live_tup or n_mod_since_analyze > 500 + 0.1 * n_live_tup
  order by n_mod_since_analyze desc limit 1`

/** Looks after one engine. */
export class Upkeep {
  private lastLook = 0
  private lastCheckpointAt: number
  private lastUnit = performance.now()
  private sinceUpkeep = true
  private readonly timer: NodeJS.Timeout
  private readonly engine: Engine
  private readonly isFree: () => boolean

  /** `isFree` tells that no transaction is open and nobody waits. */
  constructor(engine: Engine, isFree: () => boolean) {
    this.engine = engine
    this.isFree = isFree
    this.lastCheckpointAt = this.writtenBytes()
    this.timer = setInterval(() => this.tidyOneTable(), QUIET_MS)
  }

  /** To be called between units when no transaction is open. */
  afterUnit(): void {
    this.sinceUpkeep = true
    this.lastUnit = performance.now()
    if (this.lastUnit - this.lastLook < LOOK_EVERY_MS) return
    this.lastLook = this.lastUnit
    const written = this.writtenBytes()
    if (written - this.lastCheckpointAt < CHECKPOINT_EVERY_BYTES) return
    this.engine.rows('checkpoint')
    this.lastCheckpointAt = written
  }

  stop(): void {
    clearInterval(this.timer)
  }

  /** One table at a time, so that a request that comes in waits for one vacuum at most. */
  private tidyOneTable(): void {
    if (!this.sinceUpkeep || !this.isFree() || performance.now() - this.lastUnit < QUIET_MS) return
    try {
      this.sinceUpkeep = this.tidy()
    } catch {
      // A table that cannot be vacuumed is not worth the service; it is tried again after the next statement.
      this.sinceUpkeep = false
    }
  }

  private tidy(): boolean {
    this.engine.rows('select pg_stat_force_next_flush()')
    const [name, needsVacuum] = this.engine.rows(stale)[0] ?? []
    if (name) this.engine.rows(`${needsVacuum === 't' ? 'vacuum analyze' : 'analyze'} ${name}`)
    return Boolean(name)
  }

  private writtenBytes(): number {
    return Number(this.engine.rows(`select pg_current_wal_insert_lsn() - '0/0'::pg_lsn`)[0]?.[0])
  }
}
