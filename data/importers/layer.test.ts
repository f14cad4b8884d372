import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ImportRefused } from './import-refused.ts'
import { LayerBuilder, maxVertices } from './layer.ts'

test('a layer of over ten million vertices is refused', () => {
  const builder = new LayerBuilder('huge', null)
  const huge = (vertices: number) => ({
    index: builder.nextIndex(),
    id: null,
    properties: {},
    shape: { type: 'Polygon' as const, parts: [[new Float64Array(vertices * 2)]] },
  })
  builder.keep(huge(maxVertices))
  assert.throws(
    () => builder.keep(huge(1)),
    (error: unknown) => {
      return error instanceof ImportRefused && error.code === 'too-many-vertices'
    },
  )
})
