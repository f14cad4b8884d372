import type { Db } from './db.ts'

/** An index taken away for the time of a load, with all that is needed to make it again. */
export interface SetAside {
  table: string
  /** With its schema. */
  index: string
  definition: string
  /** What the table calls it when it is a primary or unique key. */
  constraint: { name: string; kind: 'primary key' | 'unique' } | null
}

type Query = Db['query']
type Run = (sql: string) => Promise<void>

/** Keys that another table refers to stay: without them its foreign keys would have to be dropped and proved again. */
const droppable = `
  select format('%I.%I', n.nspname, t.relname) as table, format('%I.%I', n.nspname, i.relname) as index,
         pg_get_indexdef(x.indexrelid) as definition,
         case when c.oid is not null then jsonb_build_object('name', quote_ident(c.conname),
           'kind', case c.contype when 'p' then 'primary key' else 'unique' end) end as constraint
  from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
  join pg_namespace n on n.oid = i.relnamespace
  left join pg_constraint c on c.conindid = x.indexrelid and c.contype in ('p', 'u', 'x')
  where n.nspname = any ($1::text[]) and x.indisvalid and not x.indisreplident and not x.indisclustered and t.relkind = 'r'
    and (c.oid is null or (c.contype <> 'x' and not c.condeferrable))
    and not exists (select 1 from pg_constraint f where f.contype = 'f' and f.conindid = x.indexrelid)
  order by 1, 2`

/** Drops what can be made again, in one transaction with the note that says how. */
export async function dropIndexes(
  query: Query,
  options: { schemas: string[]; remember?: (query: Query, setAside: SetAside[]) => Promise<void> },
): Promise<SetAside[]> {
  const setAside = await query<{ [K in keyof SetAside]: SetAside[K] }>(droppable, [options.schemas])
  await query('begin')
  try {
    for (const { table, index, constraint } of setAside)
      await query(constraint ? `alter table ${table} drop constraint ${constraint.name}` : `drop index ${index}`)
    await options.remember?.(query, setAside)
    await query('commit')
  } catch (error) {
    await query('rollback')
    throw error
  }
  return setAside
}

/**
 * Makes the indexes and brings statistics up to date, table by table, as many tables at a time as there are `runs`.
 * `bytes` says how much was written into each table.
 */
export async function makeIndexes(
  runs: Run[],
  setAside: SetAside[],
  loaded: string[],
  bytes: ReadonlyMap<string, number> = new Map(),
): Promise<void> {
  // The most work first, so that no long one is left to a single connection at the end.
  const tables = [...new Set([...setAside.map((each) => each.table), ...loaded])]
  const work = (table: string) => (bytes.get(table) ?? 0) * setAside.filter((each) => each.table === table).length
  const waiting = tables.sort((one, two) => work(two) - work(one))
  await Promise.all(
    runs.map(async (run) => {
      for (let table = waiting.shift(); table; table = waiting.shift()) {
        for (const each of setAside) if (each.table === table) await makeIndex(run, each)
        if (loaded.includes(table)) await run(`analyze ${table}`)
      }
    }),
  )
}

async function makeIndex(run: Run, { table, index, definition, constraint }: SetAside): Promise<void> {
  await run(definition)
  if (!constraint) return
  const name = index.slice(index.indexOf('.') + 1)
  await run(`alter table ${table} add constraint ${constraint.name} ${constraint.kind} using index ${name}`)
}

/** Makes again what a load that was cut short had set aside and not yet put back. */
export async function putBack(query: Query, setAside: readonly SetAside[]): Promise<void> {
  for (const each of setAside) {
    const [row] = await query<{ made: boolean }>(`select to_regclass($1::text) is not null as made`, [each.index])
    const left = row?.made ? { ...each, definition: 'select 1' } : each
    const attached = each.constraint
      ? await query(`select 1 from pg_constraint where conname = $1::text and conrelid = $2::regclass`, [
          each.constraint.name.replaceAll('"', ''),
          each.table,
        ])
      : []
    await makeIndex(async (sql) => void (await query(sql)), attached.length ? { ...left, constraint: null } : left)
  }
}
