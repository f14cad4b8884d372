import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Polygon } from 'geojson'
import { extentOf, type SceneBuilding, slabsOf } from './building-slabs.ts'

const footprint: Polygon = {
  type: 'Polygon',
  coordinates: [
    [
      [77.95, 23.1],
      [77.9502, 23.1],
      [77.9502, 23.1001],
      [77.95, 23.1001],
      [77.95, 23.1],
    ],
  ],
}
const building = (parts: Partial<SceneBuilding>): SceneBuilding => ({
  buildingId: 7,
  floorsAboveGround: 3,
  heightM: 9.6,
  geometry: footprint,
  units: [],
  ...parts,
})

describe('a building cut into floors', () => {
  it('has one slab a floor, stacked to the recorded height without touching', () => {
    const slabs = slabsOf(building({}), [77.95, 23.1])
    assert.deepEqual(
      slabs.map((slab) => slab.floor),
      [0, 1, 2],
    )
    for (const [index, slab] of slabs.entries()) {
      const above = slabs[index + 1]
      if (above) assert.ok(slab.bottomM + slab.thicknessM < above.bottomM)
    }
    const top = slabs.at(-1)!
    assert.ok(Math.abs(top.bottomM + top.thicknessM - 9.6) < 0.5)
  })

  it('takes the use that fills most of the floor, and marks a floor without permission', () => {
    const slabs = slabsOf(
      building({
        units: [
          { floor: 0, use: 'shop', areaSqm: 30, unauthorised: false },
          { floor: 0, use: 'shop', areaSqm: 30, unauthorised: false },
          { floor: 0, use: 'residential', areaSqm: 50, unauthorised: false },
          { floor: 2, use: 'residential', areaSqm: 80, unauthorised: true },
        ],
      }),
      [77.95, 23.1],
    )
    assert.deepEqual(
      slabs.map((slab) => [slab.use, slab.unauthorised]),
      [
        ['shop', false],
        ['unknown', false],
        ['residential', true],
      ],
    )
  })

  it('adds the floor that the register knows and the survey does not', () => {
    const slabs = slabsOf(
      building({ floorsAboveGround: 1, units: [{ floor: 2, use: 'office', areaSqm: 9, unauthorised: true }] }),
      [0, 0],
    )
    assert.equal(slabs.length, 3)
  })

  it('is drawn in metres around its middle', () => {
    const { middle, radiusM } = extentOf([footprint])
    assert.deepEqual(
      middle.map((value) => value.toFixed(5)),
      ['77.95010', '23.10005'],
    )
    assert.ok(radiusM > 11 && radiusM < 12, String(radiusM))
  })
})
