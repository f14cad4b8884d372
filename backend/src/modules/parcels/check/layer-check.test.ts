import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkLayer } from './layer-check.ts'
import { box, featureOf, multi, polygon } from './made-shapes.ts'

const options = { layer: 'plots', crs: 'EPSG:32643', areaCrs: 'EPSG:32643' }
const plot = (index: number, x: number, properties = {}) => featureOf(index, polygon(box(x, 0, 10, 10)), properties)

test('overlaps over a hundredth of a square metre are listed with their area, and neighbours are not', () => {
  const report = checkLayer([plot(0, 0), plot(1, 10), plot(2, 19.9), plot(3, 29.8995)], options)
  assert.deepEqual(report.overlaps, [{ a: 1, b: 2, areaSqm: 1 }])
  assert.equal(report.totalAreaSqm, 400)
})

test('the same ground drawn from another corner, backwards or with a corner more is a duplicate', () => {
  const backwards = featureOf(1, polygon([10, 10, 10, 0, 5, 0, 0, 0, 0, 10, 10, 10]))
  const report = checkLayer([plot(0, 0), backwards, plot(2, 0.5)], options)
  assert.deepEqual(report.duplicates, [{ a: 0, b: 1 }])
  assert.equal(report.overlaps.length, 3)
})

test('an invalid ring is listed with its id and its place on the map', () => {
  const bowTie = featureOf(7, polygon([0, 0, 4, 4, 4, 0, 0, 4, 0, 0]), { khasra: '12/1' })
  const report = checkLayer([bowTie, plot(8, 20, { khasra: '12/2' })], options)
  assert.deepEqual(report.invalid, [{ index: 7, id: '12/1', reason: 'Self-intersection', point: [2, 2] }])
})

test('ids are found by name, repeated ones counted, and parts and holes too', () => {
  const pieces = featureOf(2, multi(polygon(box(50, 0, 9, 9), box(51, 1, 2, 2)), polygon(box(70, 0, 1, 1))), {
    Parcel_ID: 'A1',
  })
  const many = Array.from({ length: 18 }, (_, i) => plot(3 + i, 100 + i * 20, { Parcel_ID: `B${i}` }))
  const report = checkLayer(
    [plot(0, 0, { Parcel_ID: 'A1' }), plot(1, 20, { Parcel_ID: 'A2' }), pieces, ...many],
    options,
  )
  assert.equal(report.idField, 'Parcel_ID')
  assert.deepEqual(report.repeatedIds, [{ id: 'A1', count: 2 }])
  assert.deepEqual([report.multiparts, report.holes], [1, 1])
})

test('a legal area is found by name and by fitting the drawing, in its own unit', () => {
  const stated = [100, 100.9, 101.1, 98, null]
  const plots = stated.map((value, i) => plot(i, i * 20, { Shape_Area: 1e-8, 'plot area': value }))
  const report = checkLayer(plots, options)
  assert.deepEqual([report.areaField, report.areaUnit, report.areasCompared], ['plot area', 'm²', 4])
  assert.deepEqual(
    report.areaMismatches.map(({ index }) => index),
    [2, 3],
  )
  const hectares = checkLayer(
    plots.map((feature) => ({ ...feature, properties: { AREA_HA: '0.0100' } })),
    options,
  )
  assert.deepEqual([hectares.areaField, hectares.areaUnit, hectares.areaMismatches.length], ['AREA_HA', 'ha', 0])
  const named = checkLayer(plots, { ...options, areaField: 'Shape_Area' })
  assert.equal(named.areaMismatches.length, 5)
})

test('a hundred thousand parcels would be quick: ten thousand take less than five seconds', () => {
  const side = 100
  const plots = Array.from({ length: side * side }, (_, i) =>
    featureOf(i, polygon(box((i % side) * 10, Math.floor(i / side) * 10, 10.02, 10))),
  )
  const started = performance.now()
  const report = checkLayer(plots, options)
  const seconds = (performance.now() - started) / 1000
  assert.equal(report.overlaps.length, side * (side - 1))
  assert.ok(seconds < 5, `${seconds} s`)
})
