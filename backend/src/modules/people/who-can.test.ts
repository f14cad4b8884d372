import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../../test/database.ts'
import { newRequestId, type RoleClass, read, transact } from '../../kernel/index.ts'
import { registerPerson } from './index.ts'
import { personSchema } from './schemas.ts'

const tables = [
  'parties',
  'persons',
  'organisations',
  'household_members',
  'contacts',
  'consents',
  'outside_numbers',
  'party_numbers',
  'merges',
  'duplicate_suggestions',
] as const
const classes: RoleClass[] = ['anonymous', 'citizen', 'staff', 'auditor', 'system']
const officers = ['staff', 'auditor', 'system']
/** Who sees rows of a town that are not their own. */
const readers: Record<(typeof tables)[number], readonly string[]> = {
  parties: classes, persons: officers, organisations: officers, household_members: officers, contacts: officers, consents: officers,
  outside_numbers: classes, party_numbers: officers, merges: officers, duplicate_suggestions: officers,
} // biome-ignore format: a table

/** One row of every table, written by the owner of the database. */
async function filledTown() {
  const db = await testDatabase()
  const { town } = await db.newTenant()
  const context = db.context(town, { roleClass: 'staff', userId: 1, requestId: newRequestId() })
  const register = (name: string) =>
    registerPerson(
      { ...context, requestId: newRequestId() },
      { ...personSchema.parse({ names: { en: name } }), mobile: '9826012345' },
    )
  const [one, two] = [(await register('Asha Rao')).partyId, (await register('Gopal Das')).partyId]
  const run = (sql: string, ...values: unknown[]) => db.database.pool.query(sql, [town.tenantId, ...values])
  await run(`insert into people.parties (tenant_id, kind, masked_names) values ($1, 'organisation', '{}')`)
  await run(
    `insert into people.organisations (tenant_id, party_id, names, organisation_kind) select $1, party_id, '{}', 'firm' from people.parties where tenant_id = $1 and kind = 'organisation'`,
  )
  await run(
    `insert into people.household_members (tenant_id, household_id, person_id, relation, valid_from) values ($1, $2, $3, 'head', '2026-01-01')`,
    one,
    two,
  )
  await run(
    `insert into people.consents (tenant_id, party_id, purpose, notice_text, notice_language) values ($1, $2, 'sms-alerts', 'x', 'en')`,
    one,
  )
  await run(
    `insert into people.outside_numbers (tenant_id, scheme, value_printed, value_normal, issuer) values ($1, 'other', '1', '1', 'x')`,
  )
  await run(
    `insert into people.party_numbers (tenant_id, party_id, number_id) select $1, $2, number_id from people.outside_numbers where tenant_id = $1`,
    one,
  )
  await run(
    `insert into people.merges (tenant_id, kept_party_id, merged_party_id, reason, moved) values ($1, $2, $3, 'x', '{}')`,
    one,
    two,
  )
  await run(
    `insert into people.duplicate_suggestions (tenant_id, party_a, party_b, score, reasons) values ($1, $2, $3, 1, '[]')`,
    Math.min(one, two),
    Math.max(one, two),
  )
  return { db, town, one }
}

test('each role class reads exactly the tables it may, and no other town reads any', async () => {
  const { db, town } = await filledTown()
  const stranger = (await db.newTenant()).town
  for (const roleClass of classes)
    for (const table of tables) {
      const count = (of: typeof town) =>
        read(db.context(of, { roleClass }), async (reader) => {
          const [who] = await reader.query<{ role: string; n: number }>(
            `select current_user::text as role, count(*)::bigint as n from people.${table}`,
          )
          assert.equal(who?.role, 'khasra_app')
          return who?.n ?? 0
        })
      assert.equal((await count(town)) > 0, readers[table].includes(roleClass), `${roleClass} reads ${table}`)
      assert.equal(await count(stranger), 0, `${roleClass} of another town reads ${table}`)
    }
})

test('a person reads their own facts, contacts and consents and nobody else’s', async () => {
  const { db, town, one } = await filledTown()
  for (const table of ['persons', 'contacts', 'consents']) {
    const own = await read(db.context(town, { roleClass: 'citizen', personId: one }), (reader) =>
      reader.query<{ party_id: number }>(`select party_id from people.${table}`),
    )
    assert.deepEqual([...new Set(own.map((row) => row.party_id))], [one], table)
  }
})

test('anonymous callers, citizens and auditors write nothing but a citizen’s consent', async () => {
  const { db, town, one } = await filledTown()
  const writes: Record<string, string> = {
    parties: `insert into people.parties (tenant_id, kind, masked_names) values (${town.tenantId}, 'person', '{}')`,
    persons: `insert into people.persons (tenant_id, party_id, names) values (${town.tenantId}, 999, '{}')`,
    contacts: `insert into people.contacts (tenant_id, party_id, channel, value, claimed_on) values (${town.tenantId}, ${one}, 'mobile', '9', '2026-01-01')`,
    consents: `insert into people.consents (tenant_id, party_id, purpose, notice_text, notice_language) values (${town.tenantId}, ${one}, 'x', 'x', 'en')`,
    merges: `insert into people.merges (tenant_id, kept_party_id, merged_party_id, reason, moved) values (${town.tenantId}, ${one}, ${one}, 'x', '{}')`,
  }
  for (const roleClass of ['anonymous', 'citizen', 'auditor'] as const)
    for (const [table, sql] of Object.entries(writes)) {
      const settings = {
        role: 'khasra_app' as const,
        readOnly: false,
        tenantId: town.tenantId,
        stateId: town.stateId,
        roleClass,
        personId: one,
      }
      const write = transact(db.database, settings, (writer) => writer.query(sql))
      if (roleClass === 'citizen' && table === 'consents') await assert.doesNotReject(write)
      else await assert.rejects(write, /row-level security/, `${roleClass} writes ${table}`)
    }
})

test('the search by name key uses its index under row security', async () => {
  const { db, town } = await filledTown()
  await transact(
    db.database,
    { role: 'khasra_app', readOnly: true, tenantId: town.tenantId, stateId: town.stateId, roleClass: 'staff' },
    async (reader) => {
      await reader.query('set local enable_seqscan = off')
      const plan = await reader.query<Record<string, string>>(
        `explain select party_id from people.persons where tenant_id = $1::int and name_key = any ($2::text[])`,
        [town.tenantId, ['as r', 'gpl']],
      )
      assert.match(plan.map((row) => row['QUERY PLAN']).join('\n'), /persons_name_key/)
    },
  )
})
