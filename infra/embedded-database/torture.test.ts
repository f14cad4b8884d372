/**
 * Six connections at once, 20,000 statements of every kind; each answer is checked against what was asked, and at the
 * end the table holds exactly what was committed. A front that mixes up answers, leaks a setting or loses a rollback
 * fails here.
 */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { copyOf, removeFolder } from '../test/embedded-folder.ts'
import { type Embedded, openEmbedded } from './index.ts'

const CONNECTIONS = 6
const STATEMENTS = 20_000
const LIMIT_MS = 60_000

let folder: string
let embedded: Embedded
let statements = 0

before(async () => {
  folder = await copyOf()
  embedded = await openEmbedded({ dataFolder: folder })
  const client = await connect()
  await client.query('create table tally (worker int, amount int)')
  await client.query('create role clerk')
  await client.query('grant all on tally to clerk')
  await client.end()
})

after(async () => {
  await embedded.close()
  removeFolder(folder)
})

test('six connections get the right answer to each of 20,000 mixed statements', {
  timeout: 2 * LIMIT_MS,
}, async (t) => {
  const started = performance.now()
  const workers = Array.from({ length: CONNECTIONS }, (_, index) => new TortureWorker(index))
  await Promise.all(workers.map((worker) => worker.run()))
  const elapsedMs = performance.now() - started
  const client = await connect()
  for (const worker of workers) {
    const { rows } = await client.query('select coalesce(sum(amount), 0)::int as sum from tally where worker = $1', [
      worker.index,
    ])
    assert.equal(rows[0].sum, worker.committed, `worker ${worker.index}`)
  }
  await client.end()
  t.diagnostic(
    `${statements} statements in ${(elapsedMs / 1000).toFixed(1)} s: ${Math.round((statements / elapsedMs) * 1000)}/s`,
  )
  assert.ok(statements >= STATEMENTS)
  assert.ok(elapsedMs < LIMIT_MS, `${Math.round(elapsedMs)} ms`)
})

async function connect(): Promise<pg.Client> {
  const client = new pg.Client(embedded.connection)
  client.on('error', () => {})
  await client.connect()
  return client
}

/** One connection and what it has committed. */
class TortureWorker {
  committed = 0
  readonly index: number
  private client!: pg.Client
  private readonly random: () => number
  private ownZone = false

  constructor(index: number) {
    this.index = index
    this.random = seeded(index + 1)
  }

  async run(): Promise<void> {
    this.client = await connect()
    while (statements < STATEMENTS) await this.pick().call(this)
    await this.client.end()
  }

  private pick(): () => Promise<void> {
    const dice = this.random()
    if (dice < 0.25) return this.askExtended
    if (dice < 0.45) return this.askSimple
    if (dice < 0.55) return this.fail
    if (dice < 0.6) return this.askNamed
    if (dice < 0.65) return this.askSeveral
    if (dice < 0.8) return this.transact
    if (dice < 0.88) return this.failInTransaction
    if (dice < 0.93) return this.sendMuch
    if (dice < 0.97) return this.receiveMuch
    if (dice < 0.98) return this.setForSession
    return this.vanish
  }

  private query(text: string | pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult> {
    statements++
    return this.client.query(text, values)
  }

  private number(): number {
    return Math.floor(this.random() * 1e9)
  }

  private async askExtended(): Promise<void> {
    const n = this.number()
    const { rows } = await this.query('select $1::int as n, $2::text as t, current_user::text as u', [
      n,
      `w${this.index}:${n}`,
    ])
    assert.deepEqual(rows, [{ n, t: `w${this.index}:${n}`, u: 'postgres' }])
  }

  private async askSimple(): Promise<void> {
    const n = this.number()
    const { rows } = await this.query(
      `select ${n} as n, coalesce(current_setting('app.tenant', true), '') as tenant, current_setting('timezone') as zone`,
    )
    assert.deepEqual(rows, [{ n, tenant: '', zone: this.ownZone ? 'Asia/Kolkata' : 'UTC' }])
  }

  private async askNamed(): Promise<void> {
    // The same name in every connection, and another text behind it.
    const { rows } = await this.query({ name: 'same', text: `select $1::int + ${this.index} as n`, values: [100] })
    assert.deepEqual(rows, [{ n: 100 + this.index }])
  }

  private async askSeveral(): Promise<void> {
    const n = this.number()
    const results = (await this.query(`select ${n} as a; select ${this.index} as b`)) as unknown as pg.QueryResult[]
    assert.deepEqual(
      results.map((each) => each.rows),
      [[{ a: n }], [{ b: this.index }]],
    )
  }

  private async fail(): Promise<void> {
    const dice = this.random()
    if (dice < 0.4) await assert.rejects(this.query('select 1 / $1::int', [0]), { code: '22012' })
    else if (dice < 0.7) await assert.rejects(this.query('selec 1'), { code: '42601' })
    else await assert.rejects(this.query('select $1::int', [`no number ${this.index}`]), { code: '22P02' })
  }

  private async transact(): Promise<void> {
    const amount = this.number() % 1000
    const commits = this.random() < 0.7
    await this.query('begin')
    await this.query('set local role clerk')
    await this.query(`set local app.tenant = '${this.index}'`)
    await this.query('insert into tally values ($1, $2), ($1, 1)', [this.index, amount])
    const { rows } = await this.query(
      `select sum(amount)::int as sum, current_user::text as u, current_setting('app.tenant') as tenant from tally where worker = $1`,
      [this.index],
    )
    assert.deepEqual(rows, [{ sum: this.committed + amount + 1, u: 'clerk', tenant: String(this.index) }])
    await this.query(commits ? 'commit' : 'rollback')
    if (commits) this.committed += amount + 1
  }

  private async failInTransaction(): Promise<void> {
    await this.query('begin')
    await this.query('insert into tally values ($1, 7)', [this.index])
    await assert.rejects(this.query('select 1 / 0'), { code: '22012' })
    await assert.rejects(this.query('select $1::int', [1]), { code: '25P02' })
    const { command } = await this.query('commit')
    assert.equal(command, 'ROLLBACK')
  }

  private async sendMuch(): Promise<void> {
    const text = `${this.index} माप `.repeat(20_000 + (this.number() % 20_000))
    const { rows } = await this.query('select md5($1::text) as digest', [text])
    assert.equal(rows[0].digest, createHash('md5').update(text).digest('hex'))
  }

  private async receiveMuch(): Promise<void> {
    const count = 1 + (this.number() % 3000)
    const { rows } = await this.query('select n, $2::int as worker from generate_series(1, $1::int) n', [
      count,
      this.index,
    ])
    assert.equal(rows.length, count)
    assert.ok(rows.every((row, at) => row.n === at + 1 && row.worker === this.index))
  }

  private async setForSession(): Promise<void> {
    this.ownZone = !this.ownZone
    await this.query(`set timezone = '${this.ownZone ? 'Asia/Kolkata' : 'UTC'}'`)
    const { rows } = await this.query('show timezone')
    assert.equal(rows[0].TimeZone, this.ownZone ? 'Asia/Kolkata' : 'UTC')
  }

  /** Goes away in mid-transaction; nothing of it may stay, and the others must not be held up. */
  private async vanish(): Promise<void> {
    await this.query('begin')
    await this.query('insert into tally values ($1, 100000)', [this.index])
    const stream = (this.client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream
    stream.destroy()
    this.ownZone = false
    this.client = await connect()
  }
}

/** Mulberry32: the same rolls on every machine. */
function seeded(seed: number): () => number {
  let state = seed * 0x9e3779b9
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
