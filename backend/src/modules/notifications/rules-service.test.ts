import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  carefulRule,
  checkService,
  type GivenService,
  judgeService,
  type ServiceRecord,
  serviceModes,
  serviceOutcomes,
} from './rules-service.ts'

let lastId = 0
const record = (
  mode: ServiceRecord['mode'],
  outcome: ServiceRecord['outcome'],
  servedOn = '2026-11-01',
  cancels: number | null = null,
): ServiceRecord => ({ serviceId: ++lastId, mode, outcome, servedOn, cancelsServiceId: cancels })

test('received or refused by hand is served on that day', () => {
  assert.deepEqual(judgeService([record('by-hand', 'refused', '2026-11-03')], carefulRule), {
    served: true,
    on: '2026-11-03',
    serviceId: lastId,
    mode: 'by-hand',
  })
})

test('affixing counts only after two visits that found nobody', () => {
  const affixed = () => record('affixed', 'affixed', '2026-11-05')
  assert.equal(judgeService([affixed()], carefulRule).served, false)
  assert.equal(judgeService([record('by-hand', 'locked'), affixed()], carefulRule).served, false)
  assert.equal(
    judgeService([record('by-hand', 'locked'), record('by-hand', 'not-found', '2026-11-02'), affixed()], carefulRule)
      .served,
    true,
  )
  const late = [affixed(), record('by-hand', 'locked', '2026-11-06'), record('by-hand', 'locked', '2026-11-07')]
  assert.equal(judgeService(late, carefulRule).served, false, 'visits after it do not help')
})

test('a text message alone serves nothing', () => {
  assert.deepEqual(judgeService([record('sms', 'received'), record('email', 'sent')], carefulRule), {
    served: false,
    tries: 2,
  })
})

test('a record that was taken back counts for nothing', () => {
  const wrong = record('by-hand', 'received')
  assert.equal(
    judgeService([wrong, record('by-hand', 'received', '2026-11-01', wrong.serviceId)], carefulRule).served,
    false,
  )
})

test('more records never make a served paper unserved, unless they take one back', () => {
  const any = fc.record({
    mode: fc.constantFrom(...serviceModes),
    outcome: fc.constantFrom(...serviceOutcomes),
    day: fc.integer({ min: 1, max: 28 }),
  })
  fc.assert(
    fc.property(fc.array(any, { maxLength: 8 }), any, (given, more) => {
      const of = ({ mode, outcome, day }: typeof more) =>
        record(mode, outcome, `2026-11-${String(day).padStart(2, '0')}`)
      const records = given.map(of)
      if (judgeService(records, carefulRule).served) assert.ok(judgeService([...records, of(more)], carefulRule).served)
    }),
  )
})

const given: GivenService = {
  mode: 'by-hand',
  outcome: 'received',
  servedOn: '2026-11-20',
  receivedBy: 'Asha',
  postalNumber: null,
  hasPhoto: false,
  hasPlace: false,
  witnesses: null,
}

test('what is missing for proof is named', () => {
  const refused: [Partial<GivenService>, string][] = [
    [{ receivedBy: null }, 'receivedBy'], [{ servedOn: '2026-11-26' }, 'servedOn'], [{ mode: 'affixed' }, 'outcome'], [{ mode: 'affixed', outcome: 'affixed', hasPlace: true }, 'photo'],
    [{ mode: 'affixed', outcome: 'affixed', hasPhoto: true }, 'place'], [{ mode: 'by-post', outcome: 'sent' }, 'postalNumber'], [{ mode: 'sms', outcome: 'refused' }, 'outcome'],
  ] // biome-ignore format: a table
  for (const [over, field] of refused)
    assert.throws(
      () => checkService({ ...given, ...over }, '2026-11-25'),
      (error: { details?: { field?: string } }) => error.details?.field === field,
      field,
    )
  assert.doesNotThrow(() => checkService(given, '2026-11-25'))
  assert.doesNotThrow(() =>
    checkService({ ...given, mode: 'affixed', outcome: 'affixed', hasPhoto: true, hasPlace: true }, '2026-11-25'),
  )
})
