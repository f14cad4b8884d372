/** Databases for tests on a PostgreSQL server: cloned from one that was migrated once for the present set of migrations. */
import pg from 'pg'

/** Fills a fresh database: runs the migrations. */
export type Prepare = (connection: { connectionString: string }) => Promise<void>

/** Clones the migrated database under `name` and answers its URL. */
export async function cloneDatabase(serverUrl: string, key: string, name: string, prepare: Prepare): Promise<string> {
  const template = `khasra_template_${key}`
  await withClient(serverUrl, async (client) => {
    // Of several test processes at once one makes the template and the others wait for it.
    await client.query('select pg_advisory_lock($1)', [Number.parseInt(key.slice(0, 8), 16)])
    const { rows } = await client.query('select 1 from pg_database where datname = $1', [template])
    if (rows.length === 0) await makeTemplate(client, serverUrl, template, prepare)
  })
  await withClient(serverUrl, (client) => client.query(`create database ${name} template ${template}`))
  return urlOf(serverUrl, name)
}

/** Drops a clone, whoever is still connected. */
export async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  await withClient(serverUrl, (client) => client.query(`drop database if exists ${name} with (force)`))
}

async function makeTemplate(client: pg.Client, serverUrl: string, template: string, prepare: Prepare): Promise<void> {
  const draft = `${template}_draft`
  await client.query(`drop database if exists ${draft} with (force)`)
  await client.query(`create database ${draft} template template0 encoding 'UTF8' locale 'C.UTF-8'`)
  await prepare({ connectionString: urlOf(serverUrl, draft) })
  // Renamed only when whole: a process that is stopped here leaves a draft, never half a template.
  await client.query(`alter database ${draft} rename to ${template}`)
}

function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${database}`
  return url.href
}

async function withClient<T>(serverUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
