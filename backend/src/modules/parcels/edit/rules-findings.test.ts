import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MultiPolygon } from 'geojson'
import { declaredRules, severityOf } from './rules-declared.ts'
import { checkCarried, checkLegalAreas, checkLegalSum, checkNumbers, type PlannedPlot } from './rules-findings.ts'

const polygon: MultiPolygon = {
  type: 'MultiPolygon',
  coordinates: [
    [
      [
        [77, 23],
        [77.001, 23],
        [77, 23.001],
        [77, 23],
      ],
    ],
  ],
}
const plot = (at: number, given: Partial<PlannedPlot> = {}): PlannedPlot => ({
  at,
  polygon,
  areaSqm: 100,
  number: null,
  legalAreaSqm: null,
  ...given,
})
const onePercent = 0.01

test('P4: drawn and legal area agree to the very edge of the tolerance, and not a centimetre beyond', () => {
  assert.deepEqual(checkLegalAreas([plot(0)], onePercent), [], 'nothing is said where no paper says')
  assert.deepEqual(checkLegalAreas([plot(0, { areaSqm: 101, legalAreaSqm: 100 })], onePercent), [])
  const [found] = checkLegalAreas([plot(0, { areaSqm: 101.01, legalAreaSqm: 100 })], onePercent)
  assert.deepEqual(
    [found?.rule, found?.severity, found?.key, found?.parameters.drawnSqm],
    ['P4', 'warning', 'area-apart', 101.01],
  )
  assert.deepEqual(found?.place, [77, 23], 'the map knows where to go')
})

test('P5: the papers of the new plots add up to those of the old, or a warning names both sums', () => {
  const halves = (one: number, two: number) => [plot(0, { legalAreaSqm: one }), plot(1, { legalAreaSqm: two })]
  assert.deepEqual(checkLegalSum([100], halves(60, 40), onePercent), [])
  assert.deepEqual(checkLegalSum([100], halves(60, 41), onePercent), [], 'just within')
  assert.deepEqual(checkLegalSum([null], halves(60, 90), onePercent), [], 'silent while one is not known')
  const [found] = checkLegalSum([100], halves(60, 41.1), onePercent)
  assert.deepEqual([found?.rule, found?.parameters], ['P5', { beforeSqm: 100, afterSqm: 101.1 }])
})

test('P9: two new plots never have one number; two without a number may stand', () => {
  assert.deepEqual(checkNumbers([plot(0, { number: '7/1' }), plot(1, { number: '7/2' })]), [])
  assert.deepEqual(checkNumbers([plot(0), plot(1)]), [])
  const found = checkNumbers([plot(0, { number: '7/1' }), plot(1, { number: '7/1' })])
  assert.deepEqual(
    found.map(({ rule, severity, key, parameters }) => [rule, severity, key, parameters.number]),
    [['P9', 'refusal', 'number-twice', '7/1']],
  )
})

test('P11: every property is told a plot that is there, and none that is elsewhere is named', () => {
  const properties = [{ propertyId: 1, propertyNumber: '482' }]
  const keys = (carried: { propertyId: number; to: number[] }[]) =>
    checkCarried(properties, carried, 2, [77, 23]).map(({ key }) => key)
  assert.deepEqual(keys([{ propertyId: 1, to: [0, 1] }]), [])
  assert.deepEqual(keys([]), ['property-untold'])
  assert.deepEqual(keys([{ propertyId: 1, to: [] }]), ['property-untold'])
  assert.deepEqual(keys([{ propertyId: 1, to: [2] }]), ['plot-absent'])
  assert.deepEqual(
    keys([
      { propertyId: 1, to: [1] },
      { propertyId: 9, to: [0] },
    ]),
    ['property-elsewhere'],
  )
})

test('all sixteen rules are declared, and a town hardens but never softens what holds the layer together', () => {
  assert.deepEqual(
    declaredRules.map(({ code }) => code),
    Array.from({ length: 16 }, (_, at) => `P${at + 1}`),
  )
  assert.equal(severityOf('P4', { P4: 'refusal' }), 'refusal')
  for (const { code, severity } of declaredRules.filter(({ isFixed }) => isFixed))
    assert.equal(severityOf(code, { [code]: severity === 'refusal' ? 'warning' : 'refusal' }), severity, code)
})
