import assert from 'node:assert/strict'
import { test } from 'node:test'
import { placeOnGrid } from '../../../../backend/src/kernel/geojson.ts'
import type { LonLat } from '../map-types.ts'
import { snapped } from './snap.ts'

// A pixel is a hundred-thousandth of a degree here.
const project = ([lon, lat]: LonLat) => ({ x: (lon - 77) * 1e5, y: (lat - 23) * 1e5 })
const ring: LonLat[] = [
  [77, 23],
  [77.002, 23],
  [77.002, 23.002],
  [77, 23],
]

test('near a corner the pen lands on it, bit by bit', () => {
  assert.equal(snapped([77.0021, 23.00005], [ring], project), ring[1])
})

test('near a side, and no corner, it lands on the side, on the grid', () => {
  const place = snapped([77.001, 22.99995], [ring], project)
  assert.deepEqual(place, [77.001, 23])
})

test('a corner draws harder than a side that is nearer', () => {
  assert.equal(snapped([77.0019, 23], [ring], project), ring[1])
})

test('in the open it lands where it is', () => {
  assert.equal(snapped([77.0005, 23.0012], [ring], project), null)
  assert.equal(snapped([77, 23], [], project), null)
})

test('the grid is a hundred-millionth of a degree', () => {
  assert.deepEqual(placeOnGrid([77.123456789, 23.000000004]), [77.12345679, 23])
})
