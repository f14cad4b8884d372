import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { buildStyle, legendsOf } from '../../../tiles/src/style.ts'
import { isAlwaysOn, switched, toggled } from './layer-choice.ts'
import { bestPick, layerIdsOfLegend, pickableLayerIds } from './layer-order.ts'
import { scaleBar } from './scale-bar.ts'

const legends = legendsOf('light')
const legend = (id: string) => legends.find((each) => each.id === id)!

describe('choosing layers', () => {
  it('never shows two layers that colour the same plots', () => {
    const once = switched(legends, ['parcels', 'wards'], legend('parcel-use'))
    const twice = switched(legends, once, legend('parcel-level'))
    assert.deepEqual(twice, ['parcels', 'wards', 'parcel-level'])
    assert.deepEqual(switched(legends, twice, legend('parcel-level')), ['parcels', 'wards'])
  })

  it('keeps one class at the first press, adds at the next, and lifts the filter when all or none are kept', () => {
    const use = legend('building-use')
    const first = toggled(use, {}, 'mixed')
    assert.deepEqual(first, { 'building-use': ['mixed'] })
    assert.deepEqual(toggled(use, first, 'religious'), { 'building-use': ['mixed', 'religious'] })
    assert.deepEqual(toggled(use, first, 'mixed'), {})
    const all = use.entries.reduce(
      (filter, entry, at) => (at === 0 ? filter : toggled(use, filter, String(entry.value))),
      toggled(use, {}, 'residential'),
    )
    assert.deepEqual(all, {})
  })

  it('draws only the kept classes', () => {
    const town = { code: 'x', bounds: null }
    const style = buildStyle({
      town,
      theme: 'light',
      language: 'en',
      layersOn: ['building-use'],
      filter: { 'building-use': ['mixed'] },
    })
    const layer = style.layers.find((each) => each.id === 'data-building-use')
    assert.match(JSON.stringify(layer), /mixed/)
    assert.doesNotMatch(JSON.stringify(layer), /religious/)
  })

  it('leaves streets, water and parks on the paper', () => {
    assert.deepEqual(
      legends
        .filter(isAlwaysOn)
        .map((each) => each.id)
        .sort(),
      ['parks', 'railways', 'roads', 'water'],
    )
  })
})

describe('what a tap means', () => {
  const style = buildStyle({ town: { code: 'x', bounds: null }, theme: 'light', language: 'en' })

  it('is the plot before the house on it, and the house before the street', () => {
    const under = [{ sourceLayer: 'roads' }, { sourceLayer: 'buildings' }, { sourceLayer: 'parcels' }]
    assert.equal(bestPick(under)?.sourceLayer, 'parcels')
    assert.equal(bestPick(under.slice(0, 2))?.sourceLayer, 'buildings')
    assert.equal(bestPick([{ sourceLayer: 'trees' }]), null)
  })

  it('looks at no label and at none of our own marks', () => {
    const ids = pickableLayerIds(style)
    assert.ok(ids.includes('parcel-area') && ids.includes('building'))
    assert.ok(ids.every((id) => !/^(label|selected|pointed|measure|highlight)/.test(id)))
  })

  it('finds the features of every legend in a layer that is drawn', () => {
    for (const each of legends.filter((candidate) => candidate.usual))
      assert.ok(layerIdsOfLegend(style, each).length > 0, each.id)
  })
})

describe('the scale bar', () => {
  it('is a round length of at most a hundred pixels', () => {
    for (const metres of [1.4, 3.1, 19, 99, 100, 480, 12_345]) {
      const bar = scaleBar(metres)
      assert.ok(bar.px <= 100.001 && bar.px > 39, String(bar.px))
      assert.match(String(bar.metres), /^(0\.)?[125]0*$/)
    }
  })
})
