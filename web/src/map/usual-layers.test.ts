import assert from 'node:assert/strict'
import { it } from 'node:test'
import { usualLayers } from '../../../tiles/src/style.ts'
import { USUAL_LAYERS } from './usual-layers.ts'

it('the layers a new visitor sees are those the style draws unasked', () => {
  assert.deepEqual([...USUAL_LAYERS].sort(), usualLayers().sort())
})
