/** A process that is killed while it writes loses nothing that it was told is committed. */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { copyOf, removeFolder } from '../test/embedded-folder.ts'
import { openEmbedded } from './index.ts'

const ROUNDS = Number(process.env.KHASRA_KILL_ROUNDS ?? 3)
const ROWS_A_BATCH = 20

test(`after kill -9 in mid-write, ${ROUNDS} times, every acknowledged batch is whole`, {
  timeout: 180_000,
}, async () => {
  const folder = await copyOf()
  try {
    let acknowledged = 0
    for (let round = 0; round < ROUNDS; round++)
      acknowledged = await writeUntilKilled(folder, acknowledged, 40 + 37 * round)
    const embedded = await openEmbedded({ dataFolder: folder })
    const client = new pg.Client(embedded.connection)
    await client.connect()
    const { rows } = await client.query('select batch, count(*)::int as n from batches group by batch order by batch')
    const indexed = await client.query(
      `select count(*)::int as n from batches where batch = any (select generate_series(1, $1::int))`,
      [acknowledged],
    )
    await client.end()
    await embedded.close()
    assert.ok(
      rows.every((row) => row.n === ROWS_A_BATCH),
      'no batch is there in part',
    )
    assert.ok(rows.length >= acknowledged, `${rows.length} batches found, ${acknowledged} acknowledged`)
    assert.equal(indexed.rows[0].n, acknowledged * ROWS_A_BATCH)
  } finally {
    removeFolder(folder)
  }
})

/** Starts a writer, kills it some writes after `from`, and answers the last batch it was told is committed. */
async function writeUntilKilled(folder: string, from: number, writes: number): Promise<number> {
  const writer = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('kill-writer.ts', import.meta.url)), folder],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  let last = from
  for await (const line of createInterface({ input: writer.stdout! })) {
    if (Number(line) > 0) last = Number(line)
    if (last >= from + writes) kill(writer)
  }
  if (writer.exitCode === null && writer.signalCode === null) await once(writer, 'exit')
  assert.equal(writer.signalCode, 'SIGKILL')
  return last
}

function kill(writer: ChildProcess): void {
  if (!writer.killed) writer.kill('SIGKILL')
}
