import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Unit } from '../../state/contract.ts'
import { floorsOf } from './floors.ts'

const unit = (floor: number, unitId: number): Unit => ({
  unitId,
  floor,
  wing: null,
  number: null,
  use: 'residential',
  areaSqm: 50,
  unauthorised: false,
})

test('floors are told from the top down, the basement last', () => {
  const floors = floorsOf({ floorsAboveGround: 3, units: [unit(-1, 1), unit(0, 2), unit(2, 3), unit(2, 4)] })
  assert.deepEqual(
    floors.map((floor) => [floor.floor, floor.units.length]),
    [
      [2, 2],
      [1, 0],
      [0, 1],
      [-1, 1],
    ],
  )
})

test('a building without units still shows its floors', () => {
  assert.deepEqual(
    floorsOf({ floorsAboveGround: 2, units: [] }).map((floor) => floor.floor),
    [1, 0],
  )
})

test('a floor on record above the stated height is drawn, for that is what an inspector must see', () => {
  assert.equal(floorsOf({ floorsAboveGround: 1, units: [unit(4, 1)] })[0]?.floor, 4)
})
