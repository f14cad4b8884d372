import { readFileSync } from 'node:fs'
import pg from 'pg'
import {
  asOwner,
  type Database,
  insertTenant,
  migrate,
  openDatabase,
  type Tenant,
} from '../../backend/src/kernel/index.ts'
import { benchParcel } from './tiles-town.ts'

/** A migrated database with one synthetic town in the real tables, and how to be rid of it. */
export type BenchTown = { database: Database; connectionString: string; tenant: Tenant; drop(): Promise<void> }

const rowsPerInsert = 5_000

/** Makes a database of its own on a server, migrates it and fills it with a town of eight-point plots. */
export async function makeBenchTown(server: string, parcels: number): Promise<BenchTown> {
  const name = `khasra_bench_tiles_${process.pid}`
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  await admin.query(`drop database if exists ${name} with (force)`)
  await admin.query(`create database ${name} template template0 encoding 'UTF8' locale 'C.UTF-8'`)
  const url = new URL(server)
  url.pathname = `/${name}`
  const database = openDatabase({ connectionString: url.href }, 'postgis', 4)
  const drop = async () => {
    await database.close()
    await admin.query(`drop database if exists ${name} with (force)`)
    await admin.end()
  }
  try {
    await migrate(database)
    return { database, connectionString: url.href, tenant: await fill(database, parcels), drop }
  } catch (error) {
    await drop()
    throw error
  }
}

async function fill(database: Database, parcels: number): Promise<Tenant> {
  const base = { srid: 32643, timeZone: 'Asia/Kolkata', settings: {} }
  const tenant = await asOwner(database, async (db) => {
    const state = await insertTenant(db, {
      ...base,
      stateId: null,
      kind: 'state',
      code: 'bench-state',
      names: { en: 'Bench' },
    })
    const town = { ...base, kind: 'ulb' as const, code: 'bench', names: { en: 'Bench' } }
    return insertTenant(db, { ...town, stateId: state.tenantId })
  })
  const { pool } = database
  await pool.query(
    `insert into parcels.changes (tenant_id, change_id, kind, instrument, effective_on) values ($1, 1, 'import', 'bench', '2020-01-01')`,
    [tenant.tenantId],
  )
  for (let from = 0; from < parcels; from += rowsPerInsert) await insertSlice(pool, tenant.tenantId, from, parcels)
  await pool.query(`create schema bench`)
  await pool.query(comparisonTable, [tenant.tenantId])
  await pool.query(`create index parcels_geom on bench.parcels using gist (geom)`)
  await pool.query(`cluster bench.parcels using parcels_geom`)
  await pool.query(`analyze`)
  return tenant
}

/** The same rows once more for the plain query, in Web Mercator: stored in degrees it would lose 75 ms a tile. */
const comparisonTable = readFileSync(new URL('tiles-comparison.sql', import.meta.url), 'utf8')

async function insertSlice(pool: pg.Pool, tenantId: number, from: number, parcels: number): Promise<void> {
  const count = Math.min(rowsPerInsert, parcels - from)
  const rows = Array.from({ length: count }, (_, i) => benchParcel(from + i, parcels))
  await pool.query(
    `insert into parcels.parcels (tenant_id, parcel_id, level) select $1::int, id, level from unnest($2::bigint[], $3::text[]) as r (id, level)`,
    [tenantId, rows.map((row) => row.id), rows.map((row) => row.level)],
  )
  await pool.query(
    `insert into parcels.parcel_versions
       (tenant_id, parcel_id, level, number, geom, area_sqm, survey_class, use, change_id, valid_from)
     select $1::int, id, level, number, geom::geometry, 448, grade, use, 1, '2020-01-01'
     from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) as r (id, level, number, geom, grade, use)`,
    [
      tenantId,
      rows.map((row) => row.id),
      rows.map((row) => row.level),
      rows.map((row) => row.number),
      rows.map((row) => multiPolygon(row.ring)),
      rows.map((row) => row.grade),
      rows.map((row) => row.use),
    ],
  )
}

/** EWKB of one ring as a multipolygon in EPSG:4326, in hexadecimal. */
function multiPolygon(ring: number[]): string {
  const bytes = Buffer.alloc(9 + 4 + 9 + 4 + ring.length * 8)
  bytes.writeUInt8(1, 0)
  bytes.writeUInt32LE(0x20000006, 1)
  bytes.writeUInt32LE(4326, 5)
  bytes.writeUInt32LE(1, 9)
  bytes.writeUInt8(1, 13)
  bytes.writeUInt32LE(3, 14)
  bytes.writeUInt32LE(1, 18)
  bytes.writeUInt32LE(ring.length / 2, 22)
  ring.forEach((value, i) => {
    bytes.writeDoubleLE(value, 26 + i * 8)
  })
  return bytes.toString('hex')
}
