import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { feet, squareFeet } from '../square-feet.ts'
import { areaSqm, type LonLat, lengthM, measurePoints } from './measure-geometry.ts'

const box = (west: number, south: number, east: number, north: number): LonLat[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
]
const near = (got: number, wanted: number, by: number) =>
  assert.ok(Math.abs(got - wanted) <= by, `${got} is not ${wanted}`)

describe('measuring on the map', () => {
  it('gives the UTM area of the Indore plot, not its Web Mercator area (GE-09)', () => {
    near(areaSqm(box(75.8577, 22.7196, 75.858, 22.72), 32643), 1364.368, 0.001)
  })

  it('gives the UTM area of the Bhopal plot (GE-10)', () => {
    near(areaSqm(box(77.4126, 23.2599, 77.4129, 23.2602), 32643), 1020.623, 0.001)
  })

  it('gives the UTM area of the Bhopal block (GE-13)', () => {
    near(areaSqm(box(77.4, 23.25, 77.41, 23.26), 32643), 1_134_057.145, 0.02)
  })

  it('gives the same area for either turning and for a ring that repeats its first corner', () => {
    const ring = box(77.4126, 23.2599, 77.4129, 23.2602)
    near(areaSqm([...ring].reverse(), 32643), areaSqm(ring, 32643), 1e-6)
    near(areaSqm([...ring, ring[0]!], 32643), areaSqm(ring, 32643), 1e-6)
  })

  it('counts 105 square metres as 1,130.21 square feet, and a metre as 3.2808 feet (GE-08)', () => {
    near(squareFeet(105), 1130.21, 0.005)
    near(feet(1), 3.2808, 0.0001)
  })

  it('closes the last side only of a closed shape', () => {
    const ring = box(77.4126, 23.2599, 77.4129, 23.2602)
    const open = measurePoints(ring, false, 32643)
    const closed = measurePoints(ring, true, 32643)
    assert.equal(open.areaSqm, 0)
    near(closed.lengthM - open.lengthM, lengthM([ring[3]!, ring[0]!], 32643), 1e-6)
  })

  it('refuses a plane that is not a UTM zone', () => {
    assert.throws(() => areaSqm(box(77, 23, 78, 24), 3857), /not a WGS 84/)
  })

  it('has nothing to say of one point', () => {
    assert.deepEqual(measurePoints([[77, 23]], false, 32643), {
      points: [[77, 23]],
      closed: false,
      lengthM: 0,
      areaSqm: 0,
    })
  })
})
