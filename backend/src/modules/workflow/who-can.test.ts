import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { type Context, command, read, readPublic } from '../../kernel/index.ts'
import { actOnCase } from './actions/act-on-case.ts'
import { openCase } from './actions/open-case.ts'
import { TestOffice } from './test-office.ts'

// Every table by role class and act stands in backend/test/row-security.test.ts; here is what is this room's own.
let db: TestDatabase
let office: TestOffice
let citizen: number
let caseId: number

before(async () => {
  db = await testDatabase()
  office = await TestOffice.open(db)
  const planner = await office.desk('town-planner', 'Asha')
  citizen = await office.user('Citizen', 'citizen')
  caseId = await command(office.system(), { name: 'workflow.open-licence' }, async (tx) => {
    const opened = await openCase(tx, office.workflows, {
      service: 'workflow.licence',
      point: [78.5, 23.5],
      channel: 'feed',
      people: [{ userId: citizen, mobile: '5550001111' }],
    })
    tx.journal({ subjects: opened.subjects })
    return opened.caseId
  })
  const noting = { action: 'concur', text: 'For the office alone', expectedVersion: 2 }
  await actOnCase(office.officer(planner), office.workflows, caseId, noting)
})

const count = async (context: Context, table: string): Promise<number> => {
  const sql = `select count(*) as n from workflow.${table} where tenant_id = $1`
  return (await read(context, (tx) => tx.query<{ n: number }>(sql, [office.town.tenantId])))[0]!.n
}

test('An applicant reads the own case past every check of the program, without the notings; another citizen reads nothing', async () => {
  const own = office.citizen(citizen)
  assert.deepEqual(
    [await count(own, 'cases'), await count(own, 'applicants'), await count(own, 'case_actions')],
    [1, 1, 1],
  )
  const texts = await read(own, (tx) =>
    tx.query<{ text: string | null }>(`select text from workflow.case_actions where tenant_id = $1`, [
      office.town.tenantId,
    ]),
  )
  assert.ok(!texts.some((row) => row.text?.includes('office alone')))
  const stranger = office.citizen(citizen + 1_000_000)
  for (const table of ['cases', 'applicants', 'case_actions', 'case_documents', 'feedback', 'delegations'])
    assert.equal(await count(stranger, table), 0, table)
  for (const roleClass of ['staff', 'auditor', 'system'] as const)
    assert.equal(await count(db.context(office.town, { roleClass }), 'case_actions'), 3)
})

test('Who has left a case reads it no more', async () => {
  await office.own((owner) =>
    owner.query(`update workflow.applicants set ended_on = '2026-04-02' where tenant_id = $1 and case_id = $2`, [
      office.town.tenantId,
      caseId,
    ]),
  )
  assert.equal(await count(office.citizen(citizen), 'cases'), 0)
})

test('The reader of tiles has place and state of cases, never who asked or what was written', async () => {
  const reading = (sql: string) => readPublic(db.context(office.town), (tx) => tx.query(sql, [office.town.tenantId]))
  assert.equal((await reading('select case_id, status, point from workflow.cases where tenant_id = $1')).length, 1)
  const closed = [
    'select party_id from workflow.cases where tenant_id = $1',
    'select property_id from workflow.cases where tenant_id = $1',
    'select assigned_post_id from workflow.cases where tenant_id = $1',
    'select text from workflow.case_actions where tenant_id = $1',
    'select mobile from workflow.applicants where tenant_id = $1',
  ]
  for (const sql of closed) await assert.rejects(reading(sql), { code: '42501' }, sql)
})

test('No one rewrites a log, not even the platform', async () => {
  for (const roleClass of ['staff', 'system'] as const) {
    const context = db.context(office.town, { roleClass })
    const rewriting = command(context, { name: 'workflow.rewrite' }, (tx) =>
      tx.query(`update workflow.case_actions set text = 'other' where tenant_id = $1`, [office.town.tenantId]),
    )
    await assert.rejects(rewriting, { code: '42501' }, roleClass)
  }
})
