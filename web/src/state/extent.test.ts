import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ParcelPage } from './contract.ts'
import { extentOf, isMiddleIn } from './extent.ts'

const page = (parts: object) => ({ parcels: [], buildings: [], property: null, ...parts }) as unknown as ParcelPage
const square = {
  type: 'MultiPolygon',
  coordinates: [
    [
      [
        [77.9, 23.1],
        [77.901, 23.1],
        [77.901, 23.101],
        [77.9, 23.101],
        [77.9, 23.1],
      ],
    ],
  ],
}

test('the picture of a place holds its plot with ground around it', () => {
  const [west, south, east, north] = extentOf(page({ parcels: [{ geometry: square }] }))!
  assert.ok(west < 77.9 && south < 23.1 && east > 77.901 && north > 23.101)
})

test('a place known by a point is shown with a few houses around', () => {
  const extent = extentOf(page({ property: { place: { point: [77.95, 23.1] } } }))!
  assert.ok(extent[2] - extent[0] > 0.0005 && extent[2] - extent[0] < 0.002)
})

test('a place known by its street only has no picture', () => {
  assert.equal(extentOf(page({ property: { place: { point: null } } })), null)
})

test('a place is on the screen when its middle is', () => {
  assert.ok(isMiddleIn([1, 1, 3, 3], [0, 0, 4, 4]))
  assert.ok(!isMiddleIn([5, 1, 7, 3], [0, 0, 4, 4]))
})
