/**
 * Masters that come with the platform: one file of `masters/` per register and level. Brought in at every start, as the
 * owner of the tables: a file that was corrected corrects its rows, and what towns and states have set stays as it is.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { asOwner, type Database, type Db } from '../../backend/src/kernel/index.ts'

/** A file: values of one register at one level, in force from a day, with the instrument behind them. */
export interface ReferenceFile {
  register: string
  /** Values of a state or a town name its code; they wait until it is on this server. */
  scope: 'nation' | 'state' | 'ulb'
  state?: string
  town?: string
  instrument: string
  validFrom: string
  entries: Record<string, unknown>
}

const folder = new URL('./masters/', import.meta.url)

/** The files that come with this code. */
export function referenceFiles(): ReferenceFile[] {
  return readdirSync(fileURLToPath(folder))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as ReferenceFile)
}

/** Brings the files into the masters. Harmless to repeat; answers how many rows were written. */
export function loadReference(database: Database, files: readonly ReferenceFile[] = referenceFiles()): Promise<number> {
  return asOwner(database, async (db) => {
    let written = 0
    for (const file of files) written += await loadFile(db, file)
    return written
  })
}

async function loadFile(db: Db, file: ReferenceFile): Promise<number> {
  const keys = Object.keys(file.entries)
  const values = Object.values(file.entries).map((value) => JSON.stringify(value))
  const rows = await db.query(
    `with place as (
       select $1::text as scope, case when $1::text = 'state' then (select tenant_id from kernel.tenants where kind = 'state' and code = $2::text) end as state_id,
         case when $1::text = 'ulb' then (select tenant_id from kernel.tenants where kind = 'ulb' and code = $2::text) end as tenant_id),
     given as (
       select place.*, e.key, e.value::jsonb as value from place, unnest($6::text[], $7::text[]) as e (key, value)
       where place.scope = 'nation' or place.state_id is not null or place.tenant_id is not null),
     corrected as (
       update identity.masters m set value = g.value, instrument = $4::text from given g
       where m.scope = g.scope and m.state_id is not distinct from g.state_id and m.town_class is null and m.tenant_id is not distinct from g.tenant_id
         and m.register = $3::text and m.key = g.key and m.valid_from = $5::date and (m.value <> g.value or m.instrument <> $4::text)
       returning m.master_id),
     added as (
       insert into identity.masters (scope, state_id, tenant_id, register, key, value, instrument, valid_from)
       select g.scope, g.state_id, g.tenant_id, $3::text, g.key, g.value, $4::text, $5::date from given g
       where not exists (select 1 from identity.masters m where m.scope = g.scope and m.state_id is not distinct from g.state_id
         and m.town_class is null and m.tenant_id is not distinct from g.tenant_id and m.register = $3::text and m.key = g.key and m.valid_to > $5::date)
       returning master_id)
     select master_id from corrected union all select master_id from added`,
    [file.scope, file.state ?? file.town ?? null, file.register, file.instrument, file.validFrom, keys, values],
  )
  return rows.length
}
