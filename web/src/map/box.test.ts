import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { boxOfView, placeInBox, viewOfBox } from './box.ts'

const view = fc.record({
  lon: fc.double({ min: 68, max: 97, noNaN: true }),
  lat: fc.double({ min: 8, max: 37, noNaN: true }),
  zoom: fc.double({ min: 8, max: 18.9, noNaN: true }),
  bearing: fc.constant(0),
  pitch: fc.constant(0),
})

test('the box of a view leads back to the same view', () => {
  fc.assert(
    fc.property(view, (before) => {
      const after = viewOfBox(boxOfView(before, 800, 600), 800, 600)
      assert.ok(Math.abs(after.lon - before.lon) < 1e-9)
      assert.ok(Math.abs(after.lat - before.lat) < 1e-9)
      assert.ok(Math.abs(after.zoom - before.zoom) < 1e-6)
    }),
  )
})

test('the middle of the picture is the middle of the view', () => {
  fc.assert(
    fc.property(view, (camera) => {
      const [lon, lat] = placeInBox(boxOfView(camera, 960, 640), 0.5, 0.5)
      assert.ok(Math.abs(lon - camera.lon) < 1e-9 && Math.abs(lat - camera.lat) < 1e-9)
    }),
  )
})

test('a turned map is enclosed by its box', () => {
  const straight = boxOfView({ lon: 77.9, lat: 23, zoom: 15, bearing: 0, pitch: 0 }, 800, 600)
  const turned = boxOfView({ lon: 77.9, lat: 23, zoom: 15, bearing: 45, pitch: 0 }, 800, 600)
  assert.ok(turned[0] < straight[0] && turned[3] > straight[3])
})
