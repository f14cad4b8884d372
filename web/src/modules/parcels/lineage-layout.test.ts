import assert from 'node:assert/strict'
import { test } from 'node:test'
import { layFamily } from './lineage-layout.ts'

const plot = (parcelId: number, number = String(parcelId)) => ({
  parcelId,
  number,
  areaSqm: 1,
  from: '2020-01-01',
  to: null,
})
const edge = (parentId: number, childId: number) => ({ parentId, childId })
const places = (placed: ReturnType<typeof layFamily>) =>
  Object.fromEntries(placed.map(({ parcelId, column, row }) => [parcelId, [column, row]]))

test('a split and a merge stand in three generations', () => {
  const family = layFamily([plot(4), plot(1), plot(2), plot(3)], [edge(1, 2), edge(1, 3), edge(2, 4), edge(3, 4)])
  assert.deepEqual(places(family), { 1: [0, 0], 2: [1, 0], 3: [1, 1], 4: [2, 0] })
})

test('a merge of a plot with the child of another stands after both', () => {
  const family = layFamily([plot(1), plot(2), plot(9), plot(5)], [edge(1, 2), edge(2, 5), edge(9, 5)])
  assert.deepEqual(places(family), { 1: [0, 0], 9: [0, 1], 2: [1, 0], 5: [2, 0] })
})

test('numbers are ordered as people count, and a circle on record ends', () => {
  const family = layFamily([plot(1, '7'), plot(2, '7/10'), plot(3, '7/9')], [edge(1, 2), edge(1, 3)])
  assert.deepEqual(
    family.map(({ parcelId }) => parcelId),
    [1, 3, 2],
  )
  assert.equal(layFamily([plot(1), plot(2)], [edge(1, 2), edge(2, 1)]).length, 2)
})
