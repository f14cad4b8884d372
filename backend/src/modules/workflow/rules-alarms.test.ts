import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, type WorkingCalendar } from '../../kernel/pure.ts'
import { dueAlarms } from './rules-alarms.ts'
import { appended, type CaseState, type Entry, foldCase } from './rules-fold.ts'
import { readTerms, type Terms, termsSchema } from './rules-terms.ts'
import { draft, licence } from './test-workflow.ts'

const calendar: WorkingCalendar = {
  weeks: [{ validFrom: '2020-01-01', validTo: '2040-01-01', pattern: { off: [7] } }],
  holidays: new Set(),
}
const terms: Terms = termsSchema.parse({
  days: { count: 10, kind: 'calendar' },
  remindBefore: [5, 2],
  escalation: [
    { level: 1, afterDays: 0, role: 'commissioner', automatic: true },
    { level: 2, afterDays: 5, role: 'state-administrator', automatic: false },
  ],
  deemed: { legalBasis: 'Section 99 of the Sample Act (fictional)', alarmBefore: 3 },
})
const withoutDeemed = { ...terms, deemed: null }

/** Lets the clock run day by day, as the nightly job does, and answers what it wrote on which day. */
function live(start: Entry[], given: Terms, days: number, orders: Parameters<typeof dueAlarms>[5] = []): string[] {
  const told: string[] = []
  let log: readonly Entry[] = start
  for (let day = 0; day <= days; day++) {
    const on = addDays('2026-04-01', day)
    for (const alarm of dueAlarms(licence, foldCase(licence, log), given, calendar, on, orders)) {
      told.push(`${on.slice(5)} ${alarm.action}`)
      const { action, ...data } = alarm
      log = appended(licence, log, [draft(action, { on, by: 'system', data: { ...data } })])
    }
  }
  return told
}

const start = (...actions: string[]): Entry[] =>
  appended(
    licence,
    [],
    ['open', ...actions].map((action) => draft(action)),
  ) as Entry[]

test('a post is reminded before the end, and the file is escalated on the first day after it, each once', () => {
  assert.deepEqual(live(start(), withoutDeemed, 30), ['04-06 remind', '04-09 remind', '04-12 escalate'])
})

test('a step that is not automatic waits for an officer: after the first level nothing goes higher by itself (GR-06)', () => {
  const log = start()
  const at = (level: number): CaseState => ({ ...foldCase(licence, log), level })
  const all = dueAlarms(licence, at(1), withoutDeemed, calendar, '2026-07-01')
  assert.deepEqual(all, [])
  const automatic = {
    ...withoutDeemed,
    escalation: withoutDeemed.escalation.map((each) => ({ ...each, automatic: true })),
  }
  assert.deepEqual(
    dueAlarms(licence, at(1), automatic, calendar, '2026-07-01').map((alarm) => alarm.action),
    ['escalate'],
  )
})

test('a complete application that passed the rules is deemed granted when time is over, the head of office alarmed before', () => {
  const told = live(start('check'), terms, 30)
  assert.deepEqual(told, ['04-06 remind', '04-08 alarm-head', '04-09 remind', '04-12 deem'])
})

test('an incomplete one never is: what is lacking is told once, and the file goes up', () => {
  const told = live(start(), terms, 60)
  assert.ok(!told.some((line) => line.endsWith('deem')))
  assert.equal(told.filter((line) => line.endsWith('hold-deemed')).length, 1)
  const state = foldCase(licence, start())
  const held = dueAlarms(licence, { ...state, alarmedOn: '2026-04-08' }, terms, calendar, '2026-05-01')
  assert.deepEqual(held[0], { action: 'hold-deemed', reasons: ['incomplete', 'rules-not-passed'] })
})

test('an order in force holds a deemed decision back', () => {
  const order = {
    scopes: ['permit'],
    kind: 'court-stay',
    authority: 'Court',
    orderNumber: '1',
    orderDate: '2026-03-01',
  }
  const told = live(start('check'), terms, 40, [order])
  assert.ok(told.some((line) => line.endsWith('hold-deemed')) && !told.some((line) => line.endsWith('deem')))
})

test('a head of office who was never alarmed gets a working day first', () => {
  const state = foldCase(licence, start('check'))
  const late = dueAlarms(licence, state, terms, calendar, '2026-05-02')
  assert.deepEqual(
    late.map((alarm) => alarm.action),
    ['alarm-head', 'hold-deemed', 'escalate'],
  )
  const onSunday = { ...state, alarmedOn: '2026-05-02', heldOn: '2026-05-02', level: 1 }
  assert.deepEqual(dueAlarms(licence, onSunday, terms, calendar, '2026-05-03'), [])
  assert.equal(dueAlarms(licence, onSunday, terms, calendar, '2026-05-04')[0]?.action, 'deem')
})

test('a case that waits for its applicant, or has no limit, hears nothing of the clock', () => {
  assert.deepEqual(live(start('ask'), terms, 90), [])
  assert.deepEqual(live(start(), { ...terms, days: null }, 90), [])
})

test('property: a deemed decision always has its four conditions', () => {
  const flags = fc.record({
    facts: fc.subarray(['complete', 'rules-passed', 'concurred']),
    alarmed: fc.option(fc.nat(60)),
    today: fc.nat(60),
    ordered: fc.boolean(),
  })
  const order = { scopes: ['permit'], kind: 'caveat', authority: 'A', orderNumber: '1', orderDate: '2026-01-01' }
  fc.assert(
    fc.property(flags, ({ facts, alarmed, today, ordered }) => {
      const day = addDays('2026-04-01', today)
      const alarmedOn = alarmed === null ? null : addDays('2026-04-01', alarmed)
      const state = { ...foldCase(licence, start('check')), facts, alarmedOn }
      const alarms = dueAlarms(licence, state, terms, calendar, day, ordered ? [order] : [])
      if (!alarms.some((alarm) => alarm.action === 'deem')) return
      assert.ok(facts.includes('complete') && facts.includes('rules-passed') && !ordered)
      assert.ok(today > 10 && alarmedOn !== null && alarmedOn < day)
    }),
    { numRuns: 2000 },
  )
})

test('terms that nobody set stay empty; an entry that cannot be read counts for nothing and says why', () => {
  const workflow = { requiresTerms: ['days', 'fee'] as const }
  const unset = readTerms(workflow, null)
  assert.deepEqual([unset.terms.days, unset.missing], [null, ['days', 'fee']])
  const level = { instrument: 'Order 1', validFrom: '2026-04-01', scope: 'ulb' }
  const good = readTerms(workflow, { ...level, value: { days: { count: 7, kind: 'working' }, fee: { kind: 'free' } } })
  assert.deepEqual([good.missing, good.fault, good.instrument], [[], null, 'Order 1'])
  const bad = readTerms(workflow, { ...level, value: { days: 7 } })
  assert.deepEqual([bad.terms.days, bad.missing], [null, ['days', 'fee']])
  assert.match(bad.fault!, /^days: /)
})
