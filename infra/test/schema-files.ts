/** The two files that say what the migrations make: `data/schema.sql` (to be read as a diff) and `data/citus.sql` (what grows past one machine). */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import type pg from 'pg'

/** A table and what decides where it lies on a cluster. Names are `schema.table`. */
export interface TableFacts {
  name: string
  hasTenant: boolean
  /** Columns of the primary key and of each unique key, in their order. */
  keys: string[][]
  foreignKeys: { to: string; columns: string[]; toColumns: string[]; onDelete: string }[]
  triggers: string[]
}

// Small masters that every town reads: copied to every node.
const referenceTables = [
  'kernel.tenants',
  'identity.masters',
  'identity.permissions',
  'identity.role_permissions',
  'identity.roles',
  'parcels.levels',
  'payments.services',
]
// The outbox is emptied across towns with `skip locked`, which a distributed table refuses.
const localTables = ['kernel.events']

/** 'reference', 'local', or 'distributed' by `tenant_id`. */
export const kindOf = (name: string): 'reference' | 'local' | 'distributed' =>
  referenceTables.includes(name) ? 'reference' : localTables.includes(name) ? 'local' : 'distributed'

/** Every table of ours in the catalogue of a migrated database. */
export async function readTables(pool: pg.Pool): Promise<TableFacts[]> {
  const { rows } = await pool.query<TableFacts>(`
    with tables as (
      select c.oid, n.nspname || '.' || c.relname as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not c.relispartition
        and n.nspname !~ '^(pg_|information_schema$|public$|graphile_worker$|topology$|tiger)'
    ), columns as (
      select k.oid, array_agg(a.attname::text order by u.place) as names
      from pg_constraint k, unnest(k.conkey) with ordinality u(attnum, place), pg_attribute a
      where a.attrelid = k.conrelid and a.attnum = u.attnum group by k.oid
    ), targets as (
      select k.oid, array_agg(a.attname::text order by u.place) as names
      from pg_constraint k, unnest(k.confkey) with ordinality u(attnum, place), pg_attribute a
      where a.attrelid = k.confrelid and a.attnum = u.attnum group by k.oid
    )
    select t.name,
      exists (select from pg_attribute a where a.attrelid = t.oid and a.attname = 'tenant_id') as "hasTenant",
      coalesce((select jsonb_agg(columns.names) from pg_constraint k join columns using (oid)
        where k.conrelid = t.oid and k.contype in ('p', 'u')), '[]') as keys,
      coalesce((select jsonb_agg(jsonb_build_object('to', other.name, 'columns', columns.names,
          'toColumns', targets.names, 'onDelete', k.confdeltype::text) order by k.conname)
        from pg_constraint k join columns using (oid) join targets using (oid) join tables other on other.oid = k.confrelid
        where k.conrelid = t.oid and k.contype = 'f'), '[]') as "foreignKeys",
      coalesce((select jsonb_agg(g.tgname) from pg_trigger g where g.tgrelid = t.oid and not g.tgisinternal), '[]') as triggers
    from tables t order by t.name`)
  return rows
}

/** The statements that spread a migrated, empty database over a Citus cluster: masters first, then towns' tables after what they refer to. */
export function citusFile(tables: TableFacts[]): string {
  const of = (kind: string) => inOrderOfReference(tables.filter(({ name }) => kindOf(name) === kind))
  return [
    '-- Generated from the catalogue after migrating; what each kind means stands in infra/decisions/0003-tenancy.md.',
    '-- Run once on the coordinator of a Citus cluster, after the migrations and before the first row.',
    "alter system set citus.propagate_set_commands = 'local';",
    'select pg_reload_conf();',
    '',
    '-- Masters, copied to every node.',
    ...of('reference').map(({ name }) => `select create_reference_table('${name}');`),
    '',
    "-- A town's rows lie together on one node.",
    ...of('distributed').map(
      ({ name }, place) =>
        `select create_distributed_table('${name}', 'tenant_id', colocate_with => '${place === 0 ? 'none' : of('distributed')[0]!.name}');`,
    ),
    '',
    '-- Kept on the coordinator, known to all: the outbox. Jobs (schema graphile_worker) stay there by themselves.',
    ...of('local').map(({ name }) => `select citus_add_local_table_to_metadata('${name}');`),
    '',
  ].join('\n')
}

/** A table comes after those that it refers to. */
function inOrderOfReference(tables: TableFacts[]): TableFacts[] {
  const rest = new Map(tables.map((table) => [table.name, table]))
  const ordered: TableFacts[] = []
  while (rest.size > 0) {
    const ready = [...rest.values()].filter((table) =>
      table.foreignKeys.every(({ to }) => to === table.name || !rest.has(to)),
    )
    if (ready.length === 0) throw new Error(`Foreign keys run in a circle: ${[...rest.keys()].join(', ')}`)
    for (const table of ready) rest.delete(table.name)
    ordered.push(...ready)
  }
  return ordered
}

/** `pg_dump` of PostgreSQL 15, or null where it is not installed. */
export function findDump(): string | null {
  const path = '/usr/lib/postgresql/15/bin/pg_dump'
  return existsSync(path) ? path : null
}

/** The schema as PostgreSQL 15 writes it, without what differs from machine to machine. */
export function schemaFile(dump: string, connectionString: string): string {
  const text = execFileSync(
    dump,
    ['--schema-only', '--no-owner', '--exclude-schema=graphile_worker', '--dbname', connectionString],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  )
  const kept = text.split('\n').filter((line) => !/^(\\|SET |SELECT pg_catalog\.set_config|--)/.test(line))
  const head = '-- Generated by PostgreSQL 15 after the last migration; reviewed as a diff, never edited or run.\n'
  return `${head}${kept
    .join('\n')
    .replace(/\n{2,}/g, '\n\n')
    .trim()}\n`
}
