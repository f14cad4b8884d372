import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AreaPart, placeByRule } from './rules-placement.ts'

const part = (boundaryId: number, partSqm: number, holdsDoor = false): AreaPart => ({
  boundaryId,
  code: `W-${boundaryId}`,
  partSqm,
  holdsDoor,
})

test('A campus over two wards goes to the larger part, or to the ward of its main door, as the set says', () => {
  const campus = [part(1, 800, true), part(2, 1200)]
  assert.deepEqual(placeByRule('largest-part', campus), { boundaryId: 2, placedBy: 'largest-part', straddles: true })
  assert.deepEqual(placeByRule('main-door', campus), { boundaryId: 1, placedBy: 'main-door', straddles: true })
  assert.throws(() => placeByRule('named-decision', campus), { status: 409 })
})

test('Two halves go to the lower code, whichever comes first', () => {
  for (const halves of [
    [part(2, 500), part(1, 500)],
    [part(1, 500), part(2, 500)],
  ])
    assert.equal(placeByRule('largest-part', halves).boundaryId, 1)
})

test('A plot that only touches the next ward does not straddle', () => {
  assert.deepEqual(placeByRule('named-decision', [part(1, 300), part(2, 0.004)]), {
    boundaryId: 1,
    placedBy: 'largest-part',
    straddles: false,
  })
})

test('A place known by its door alone stands where the door is, and one outside every area stands nowhere', () => {
  assert.equal(placeByRule('largest-part', [part(3, 0, true)]).boundaryId, 3)
  assert.deepEqual(placeByRule('main-door', []), { boundaryId: null, placedBy: 'largest-part', straddles: false })
})

test('Where the door is unknown the largest part stands in for it', () => {
  assert.deepEqual(placeByRule('main-door', [part(1, 10), part(2, 20)]), {
    boundaryId: 2,
    placedBy: 'largest-part',
    straddles: true,
  })
})
