import assert from 'node:assert/strict'
import { test } from 'node:test'
import { areaToleranceOf, areaToleranceSchema } from './rules-tolerance.ts'

const drone = [
  { surveyedFrom: null, share: 0.02 },
  { surveyedFrom: '2024-04-01', share: 0.01 },
]

test('the tolerance is that of the survey’s class and day; a survey without a day is the oldest', () => {
  const tolerance = areaToleranceOf({ drone, other: [{ surveyedFrom: null, share: 0.1 }] })
  assert.equal(tolerance('drone', '2024-03-31'), 0.02)
  assert.equal(tolerance('drone', '2024-04-01'), 0.01)
  assert.equal(tolerance('drone', null), 0.02)
  assert.equal(tolerance('sketch', '2024-04-01'), 0.1)
})

test('without a master, and for a class that it leaves out, nothing is too far apart', () => {
  assert.equal(areaToleranceOf(null)('gnss', '2025-01-01'), Number.POSITIVE_INFINITY)
  assert.equal(areaToleranceOf({ drone })('gnss', '2025-01-01'), Number.POSITIVE_INFINITY)
})

test('bands with a gap before them, out of order, doubled or of no known class are refused by their place', () => {
  const refusedAt = (value: unknown) => areaToleranceSchema.safeParse(value).error?.issues[0]?.path.join('.')
  assert.equal(refusedAt({ drone }), undefined)
  assert.equal(refusedAt({ drone: [{ surveyedFrom: '2020-01-01', share: 0.1 }] }), 'drone.0.surveyedFrom')
  assert.equal(refusedAt({ drone: [...drone, { surveyedFrom: '2024-04-01', share: 0 }] }), 'drone.2.surveyedFrom')
  assert.equal(refusedAt({ drone: [drone[0], drone[0]] }), 'drone.1.surveyedFrom')
  assert.equal(refusedAt({ drone: [] }), 'drone')
  assert.equal(refusedAt({ drone: [{ surveyedFrom: null, share: 1.5 }] }), 'drone.0.share')
  assert.equal(refusedAt({ balloon: drone }), '')
})
