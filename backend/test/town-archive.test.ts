import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { generateCityInBlocks } from '../../data/sample-city/index.ts'
import { loadCity } from '../../data/sample-city/load/index.ts'
import {
  addDocument,
  asOwner,
  Conflict,
  command,
  destroyKeyOfPerson,
  exportTown,
  keyOfPerson,
  newRequestId,
  restoreArchive,
  sealJournal,
  signerOf,
  systemContext,
  type Tenant,
  verifyJournal,
  verifyToken,
} from '../src/kernel/index.ts'
import { type TestDatabase, testDatabase } from './database.ts'

const passphrase = 'words for a test only'
const folder = mkdtempSync(join(tmpdir(), 'khasra-town-'))
const file = join(folder, 'town.khasra')
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
let db: TestDatabase
let tenant: Tenant

before(async () => {
  db = await testDatabase()
  const today = '2026-11-22'
  tenant = (
    await loadCity(
      db.platform,
      generateCityInBlocks({ seed: 9, parcels: 300, code: 'wander-town', names: { en: 'Wander', hi: 'घूमपुर' }, today }),
      300,
      today,
    )
  ).tenant
  const context = await systemContext(db.platform, tenant.tenantId, newRequestId())
  await command(context, { name: 'kernel.add-document' }, async (tx) => {
    const document = await addDocument(tx, { bytes: pixel, title: 'नक्शा', visibility: 'public' })
    tx.journal({
      subjects: [{ kind: 'document', id: document.documentId }],
      private: [{ personId: 5, after: { mobile: '5550001111' } }],
    })
  })
  await sealJournal(db.database, tenant.tenantId)
})
after(() => rmSync(folder, { recursive: true }))

/** Removes the town whole, as if this were an empty server. */
async function removeTown(): Promise<void> {
  await asOwner(db.database, async (owner) => {
    await owner.query('set local session_replication_role = replica')
    const tables = await owner.query<{ name: string }>(
      `select format('%s.%s', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
       where c.relkind = 'r' and n.nspname in ('kernel', 'identity', 'people', 'parcels', 'payments', 'workflow', 'grievances', 'mutations')`,
    )
    for (const { name } of tables) await owner.query(`delete from ${name} where tenant_id = ${tenant.tenantId}`)
  })
}

test('a town goes out and comes back with every row, document and journal line equal', async () => {
  const signer = await signerOf(db.platform, tenant)
  const receipt = signer.token('receipt', { number: 'रसीद 7' })
  const out = await exportTown(db.platform, tenant.code, file, passphrase)
  const [city] = out.cities
  assert.ok(Object.values(city!.tables).reduce((sum, table) => sum + table.rows, 0) > 5_000)
  assert.equal(city!.documents, 1)
  await assert.rejects(restoreArchive(db.platform, file, passphrase), Conflict)
  await removeTown()
  const back = await restoreArchive(db.platform, file, passphrase)
  assert.deepEqual(back, out)
  const [{ tenant_id: restoredId } = { tenant_id: 0 }] = await asOwner(db.database, (owner) =>
    owner.query<{ tenant_id: number }>(`select tenant_id from kernel.tenants where code = $1::text`, [tenant.code]),
  )
  assert.deepEqual(await verifyJournal(db.database, restoredId), { entries: 1, unsealed: 0, intact: true })
  // What the town signed before it went out verifies where it came in, and it signs on with the same key.
  const restored = await systemContext(db.platform, restoredId)
  assert.equal((await verifyToken(db.platform, receipt))?.keyId, signer.keyId)
  assert.equal((await signerOf(db.platform, restored.tenant)).keyId, signer.keyId)
  assert.ok(await asOwner(db.database, (owner) => keyOfPerson(owner, db.platform.config.masterKey, restoredId, 5)))
  await asOwner(db.database, (owner) => destroyKeyOfPerson(owner, restoredId, 5))
})

test('a wrong passphrase or a short one is refused, and nothing of the file comes in', async () => {
  const count = async () =>
    (await asOwner(db.database, (owner) => owner.query<{ n: number }>('select count(*) as n from kernel.tenants')))[0]!
      .n
  const before = await count()
  await assert.rejects(restoreArchive(db.platform, file, 'another passphrase'), /passphrase is wrong/)
  await assert.rejects(restoreArchive(db.platform, file, 'short'), /at least 12/)
  assert.equal(await count(), before)
})
