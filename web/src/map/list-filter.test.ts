import assert from 'node:assert/strict'
import { test } from 'node:test'
import { searchQuerySchema } from '../../../backend/src/modules/parcels/schemas.ts'
import { OVERLAYS } from '../../../tiles/src/style/overlays.ts'
import { listFilter } from './list-filter.ts'

test('the list is asked for the classes that the map keeps', () => {
  const on = ['parcel-use', 'building-floors', 'parcel-properties']
  assert.deepEqual(listFilter({ 'parcel-use': ['residential', 'commercial'], 'building-floors': ['3', '9'] }, on), {
    plotUse: 'residential,commercial',
    buildingFloors: '3-4,9-',
  })
  assert.deepEqual(listFilter({ 'parcel-properties': ['0', '2'] }, on), { plotProperties: '0,2-4' })
})

test('a layer that is off thins out neither the map nor the list', () => {
  assert.deepEqual(listFilter({ 'parcel-use': ['residential'] }, ['parcels']), {})
  assert.deepEqual(listFilter({}, ['parcel-use']), {})
})

test('every class of every legend is a question that the server understands', () => {
  for (const legend of OVERLAYS) {
    for (const entry of legend.entries) {
      const asked = listFilter({ [legend.id]: [String(entry.value)] }, [legend.id])
      const read = searchQuerySchema.safeParse({ bbox: '77,23,78,24', ...asked })
      assert.equal(read.error, undefined, `${legend.id} ${entry.value} ${JSON.stringify(asked)}`)
    }
  }
})
