import assert from 'node:assert/strict'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { copyOf, removeFolder } from '../test/embedded-folder.ts'
import { type Engine, openEngine } from './engine.ts'
import { Upkeep } from './upkeep.ts'

let folder: string
let engine: Engine

before(async () => {
  folder = await copyOf()
  const die = (reason: unknown): never => {
    throw reason
  }
  engine = await openEngine(join(folder, 'database'), () => {}, die)
  engine.rows('create table filler (n int, words text)')
})

after(async () => {
  await engine.close()
  removeFolder(folder)
})

const lastCheckpoint = () => engine.rows('select redo_lsn from pg_control_checkpoint()')[0]![0]

function logBytes(): number {
  const log = join(folder, 'database', 'pg_wal')
  return readdirSync(log).reduce((sum, file) => sum + statSync(join(log, file)).size, 0)
}

test('a checkpoint follows every 64 MB of log, and the log does not grow beyond its limit', (t) => {
  const clock = t.mock.method(performance, 'now', () => 0)
  const upkeep = new Upkeep(engine, () => false)
  let checkpoints = 0
  for (let step = 1; step <= 30; step++) {
    const before = lastCheckpoint()
    engine.rows(`insert into filler select n, repeat('x', 1000) from generate_series(1, 12000) n`)
    clock.mock.mockImplementation(() => step * 1000)
    upkeep.afterUnit()
    if (lastCheckpoint() !== before) checkpoints++
  }
  upkeep.stop()
  assert.ok(checkpoints >= 4 && checkpoints <= 8, `${checkpoints} checkpoints in some 400 MB`)
  assert.ok(logBytes() < 400 * 1024 * 1024, `${logBytes()} bytes of log`)
})

test('in a quiet moment a changed table is vacuumed and its statistics brought up to date', (t) => {
  const clock = t.mock.method(performance, 'now', () => 0)
  t.mock.timers.enable({ apis: ['setInterval'] })
  const upkeep = new Upkeep(engine, () => true)
  engine.rows('create table changed as select n from generate_series(1, 5000) n')
  engine.rows('delete from changed where n > 1000')
  upkeep.afterUnit()
  clock.mock.mockImplementation(() => 10_000)
  for (let quiet = 0; quiet < 4; quiet++) t.mock.timers.tick(3000)
  upkeep.stop()
  const seen = engine.rows(`select reltuples::int, relpages from pg_class where relname = 'changed'`)[0]!
  assert.equal(seen[0], '1000')
  assert.equal(engine.rows(`select n_dead_tup::int from pg_stat_user_tables where relname = 'changed'`)[0]![0], '0')
})
