import type { PoolClient } from 'pg'

/** What a role class may do with a table's rows of its own town. */
export type Verb = 'select' | 'insert' | 'update' | 'delete'

/** A deviation between what is expected and what the database does. */
export interface Deviation {
  table: string
  roleClass: string
  verb: Verb | 'see another town' | 'write into another town'
  expected: boolean
  got: boolean
}

/** Expected powers on a table: who reads, who writes, and whether rows are only ever added. */
export interface TablePowers {
  readers: readonly string[]
  writers: readonly string[]
  appendOnly: boolean
  /** Rows may change but are never removed. */
  neverDeleted?: boolean
  scope: 'tenant' | 'state'
}

export const roleClasses = ['anonymous', 'citizen', 'staff', 'auditor', 'system'] as const

interface Town {
  tenantId: number
  stateId: number
}

async function asApp(client: PoolClient, town: Town, roleClass: string): Promise<void> {
  await client.query(`set local role khasra_app; set local app.tenant = '${town.tenantId}'; set local app.state = '${town.stateId}';
    set local app.user_id = ''; set local app.person = ''; set local app.role_class = '${roleClass}'`)
  const { rows } = await client.query(`select current_user as running_as`)
  if (rows[0].running_as !== 'khasra_app') throw new Error('the matrix must run as the application role')
}

/** Runs one statement as the application and takes it back; answers rows touched, or the error's code. */
async function attempt(
  client: PoolClient,
  town: Town,
  roleClass: string,
  sql: string,
): Promise<{ rows: number; code: string | null }> {
  await client.query('savepoint one')
  try {
    await asApp(client, town, roleClass)
    const result = await client.query(sql)
    return { rows: result.rowCount ?? 0, code: null }
  } catch (error) {
    return { rows: 0, code: (error as { code: string }).code }
  } finally {
    await client.query('rollback to savepoint one; reset role')
  }
}

/** Row security refuses with 42501; a duplicate key means that the policy let the row through. */
function allowed(result: { rows: number; code: string | null }, verb: Verb): boolean {
  if (result.code === '42501') return false
  if (verb === 'insert') return true
  // A row that others point at was found and could have been deleted, as far as its policy goes.
  return result.rows > 0 || result.code === '23503'
}

/** Tries every verb of every role class on one table that has a row in both towns; answers what deviates. */
export async function tryTable(
  client: PoolClient,
  table: string,
  powers: TablePowers,
  own: Town,
  other: Town,
): Promise<Deviation[]> {
  const deviations: Deviation[] = []
  const idOf = (town: Town) => (powers.scope === 'state' ? town.stateId : town.tenantId)
  const columns = await columnsOf(client, table)
  const copyInto = (id: number) =>
    `insert into ${table} (${columns.join(', ')}) select ${columns.map((name) => (name === 'tenant_id' ? id : name)).join(', ')} from (${sourceOf(table)}) as source`
  await client.query(
    `create temporary table if not exists ${sourceName(table)} as select * from ${table} where tenant_id = ${idOf(own)} limit 1; grant select on ${sourceName(table)} to khasra_app`,
  )
  for (const roleClass of roleClasses) {
    const reads = powers.readers.includes(roleClass)
    const writes = powers.writers.includes(roleClass)
    const changes = writes && reads && !powers.appendOnly
    const wanted: [Verb, boolean, string][] = [
      ['select', reads, `select 1 from ${table} where tenant_id = ${idOf(own)} limit 1`],
      ['insert', writes, copyInto(idOf(own))],
      ['update', changes, `update ${table} set tenant_id = tenant_id where tenant_id = ${idOf(own)}`],
      ['delete', changes && !powers.neverDeleted, `delete from ${table} where tenant_id = ${idOf(own)}`],
    ]
    for (const [verb, expected, sql] of wanted) {
      const got = allowed(await attempt(client, own, roleClass, sql), verb)
      if (got !== expected) deviations.push({ table, roleClass, verb, expected, got })
    }
    const seen = await attempt(
      client,
      own,
      roleClass,
      `select 1 from ${table} where tenant_id = ${idOf(other)} limit 1`,
    )
    if (seen.rows > 0) deviations.push({ table, roleClass, verb: 'see another town', expected: false, got: true })
    const written = await attempt(client, own, roleClass, copyInto(idOf(other)))
    if (written.code !== '42501')
      deviations.push({ table, roleClass, verb: 'write into another town', expected: false, got: true })
  }
  return deviations
}

function sourceName(table: string): string {
  return `pg_temp.source_${table.replace('.', '_')}`
}

function sourceOf(table: string): string {
  return `select * from ${sourceName(table)}`
}

async function columnsOf(client: PoolClient, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  )
  return rows.map((row) => row.name)
}
