import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { type Db, read, type Tenant } from '../../kernel/index.ts'
import { selectLogs } from './queries.ts'
import { selectRunningCases } from './queries-clock.ts'
import { type ListAsked, selectCasesAt, selectCasesOf, selectList } from './queries-inbox.ts'

// Enough cases that the planner minds; one in twenty is open.
const cases = 30_000
let database: TestDatabase
let town: Tenant

before(async () => {
  database = await testDatabase()
  town = (await database.newTenant()).town
  const t = town.tenantId
  await database.database.pool.query(
    `insert into workflow.cases (tenant_id, number, service, definition_version, property_id, channel, opened_on, status, stage, version, assigned_post_id, due_on, closed_on)
     select ${t}, 'N' || n, 'x.y', 1, n, 'feed', '2026-04-01', 'x', case when n % 20 = 0 then 'office' else 'closed' end, 1, nullif(n % 50, 0), date '2026-04-01' + n % 300,
       case when n % 20 <> 0 then date '2026-04-01' end from generate_series(1, ${cases}) as n`,
  )
  await database.database.pool.query(
    `insert into workflow.case_actions (tenant_id, case_id, sequence, action, acted_by, office_only, request_id, acted_on)
     select tenant_id, case_id, 1, 'open', 'system', false, 'x', '2026-04-01' from workflow.cases where tenant_id = ${t}`,
  )
  await database.database.pool.query(
    `insert into workflow.applicants (tenant_id, case_id, role, user_id, from_on)
     select tenant_id, case_id, 'applicant', case_id % 9000, '2026-04-01' from workflow.cases where tenant_id = ${t}`,
  )
  await database.database.pool.query('analyze workflow.cases, workflow.case_actions, workflow.applicants')
})

/** Runs a query's plan under the application's role instead of the query. */
async function planOf(work: (db: Db) => Promise<unknown>): Promise<string> {
  const lines: string[] = []
  await read(database.context(town, { roleClass: 'staff' }), (db) =>
    work({
      async query(sql, values) {
        const rows = await db.query<{ 'QUERY PLAN': string }>(`explain ${sql}`, values)
        lines.push(...rows.map((row) => row['QUERY PLAN']))
        return []
      },
    }),
  )
  return lines.join('\n')
}

const asked: ListAsked = {
  postIds: null,
  unallotted: false,
  lateOn: null,
  raised: false,
  service: null,
  ward: null,
  stage: 'open',
  after: null,
  limit: 50,
}

const plans: Record<string, (db: Db) => Promise<unknown>> = {
  'own files': (db) => selectList(db, town.tenantId, { ...asked, postIds: [7] }),
  'what is due next': (db) => selectList(db, town.tenantId, asked),
  'the next page of it': (db) => selectList(db, town.tenantId, { ...asked, after: { day: '2026-06-01', caseId: 900 } }),
  'late ones': (db) => selectList(db, town.tenantId, { ...asked, lateOn: '2026-04-09' }),
  'files without a post': (db) => selectList(db, town.tenantId, { ...asked, unallotted: true }),
  'closed ones': (db) => selectList(db, town.tenantId, { ...asked, stage: 'closed' }),
  'own requests': (db) => selectCasesOf(db, town.tenantId, { userId: 44, partyId: 5 }, 50),
  'cases at a place': (db) => selectCasesAt(db, town.tenantId, { propertyId: 900, parcelIds: [] }, null, 20),
  'the clock’s next batch': (db) => selectRunningCases(db, town.tenantId, 100, 200),
  'logs of some cases': (db) => selectLogs(db, town.tenantId, [5, 6, 7]),
}

for (const [name, work] of Object.entries(plans))
  test(`${name} are read by an index under row security`, async () => {
    const plan = await planOf(work)
    assert.match(plan, /Index/)
    assert.doesNotMatch(plan, /Seq Scan on (cases|case_actions|applicants)/, plan)
  })
