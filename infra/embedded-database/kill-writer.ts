/** Writes batches into the embedded database of argv[2] and prints the number of each once it is committed, until killed. */
import pg from 'pg'
import { openEmbedded } from './index.ts'

async function write(): Promise<void> {
  const embedded = await openEmbedded({ dataFolder: process.argv[2] ?? '' })
  const client = new pg.Client(embedded.connection)
  await client.connect()
  await client.query(
    'create table if not exists batches (batch int, row_number int, filler text, primary key (batch, row_number))',
  )
  const { rows } = await client.query('select coalesce(max(batch), 0) as last from batches')
  for (let batch = rows[0].last + 1; ; batch++) {
    await client.query('begin')
    await client.query(
      `insert into batches select $1::int, n, repeat(md5(n::text), 40) from generate_series(1, 20) n`,
      [batch],
    )
    await client.query('commit')
    process.stdout.write(`${batch}\n`)
    if (batch % 25 === 0) await client.query('checkpoint')
  }
}

write().catch((problem) => {
  console.error(problem)
  process.exit(1)
})
