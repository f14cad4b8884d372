import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { expression, latest, validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { tileLayers } from '../layers/index.ts'
import { landmarkClasses } from '../layers/landmark-classes.ts'
import { contrastRatio, type Sight, seenDifference } from './style/colour-sight.ts'
import { shortPlotNumber } from './style/labels.ts'
import { LANDMARK_PATHS, signImageId, signOfImageId } from './style/landmark-icons.ts'
import { entryExpression } from './style/layer-group.ts'
import { DATA_OPACITY } from './style/palette.ts'
import { patternOfImageId } from './style/patterns.ts'
import {
  buildStyle,
  entryMatches,
  LANGUAGES,
  legendsOf,
  lookOfKey,
  PALETTES,
  pickTileName,
  THEME_NAMES,
} from './style.ts'

const town = { code: 'nayapur', bounds: [77.9, 23.05, 78, 23.15] as const }
const everyLayer = legendsOf('light').map((legend) => legend.id)

describe('the style of the map', () => {
  for (const theme of THEME_NAMES) {
    for (const language of LANGUAGES) {
      it(`is a valid style in ${theme} and ${language}, with all layers on and with the usual ones`, () => {
        for (const layersOn of [undefined, everyLayer, []]) {
          const style = buildStyle({ town, theme, language, layersOn })
          assert.deepEqual(validateStyleMin(style), [])
        }
      })
    }
  }

  it('asks for no glyph server and no sprite, so that it is whole without a network', () => {
    const style = buildStyle({ town, theme: 'light', language: 'hi' })
    assert.equal(style.glyphs, undefined)
    assert.equal(style.sprite, undefined)
  })

  it('sets every label in the two families that ship, and tears no headline by letter spacing', () => {
    const { layers } = buildStyle({ town, theme: 'light', language: 'mr', layersOn: everyLayer })
    let labels = 0
    for (const layer of layers) {
      if (layer.type !== 'symbol' || layer.layout?.['text-field'] === undefined) continue
      labels++
      const fonts = layer.layout['text-font'] as string[]
      assert.deepEqual(fonts.slice(-2), ['Noto Sans', 'Noto Sans Devanagari'], layer.id)
      assert.equal(layer.layout['text-letter-spacing'], undefined, layer.id)
    }
    assert.ok(labels >= 15)
  })

  it('draws only from sources it declares, under ids used once', () => {
    const style = buildStyle({ town, theme: 'dark', language: 'en', layersOn: everyLayer })
    const ids = style.layers.map((layer) => layer.id)
    assert.equal(new Set(ids).size, ids.length)
    for (const layer of style.layers) if ('source' in layer) assert.ok(layer.source in style.sources, layer.id)
  })

  it('names the town in the tile address safely', () => {
    const style = buildStyle({
      town: { code: '../x y', bounds: null },
      theme: 'light',
      language: 'en',
      tileBase: 'https://a',
    })
    const base = style.sources.base as { tiles: string[] }
    assert.deepEqual(base.tiles, ['https://a/tiles/..%2Fx%20y/base/{z}/{x}/{y}.mvt'])
  })

  it('draws a road at its surveyed width from z16, and its bridge as wide as the road', () => {
    const style = buildStyle({ town: { code: 'nayapur', bounds: [77, 0, 78, 0] }, theme: 'light', language: 'en' })
    const spec = (latest as unknown as Record<string, Record<string, never>>).paint_line?.['line-width']
    const widthOf = (id: string) => {
      const layer = style.layers.find((each) => each.id === id) as { paint: Record<string, unknown> }
      const width = expression.createPropertyExpression(layer.paint['line-width'], 'paint.line-width', spec!)
      assert.equal(width.result, 'success')
      if (width.result !== 'success') throw new Error(id)
      return (zoom: number) =>
        width.value.evaluate({ zoom } as never, { properties: { class: 'local', widthM: 12 } } as never) as number
    }
    const [road, bridge, parapet] = [widthOf('road-local'), widthOf('bridge-road'), widthOf('bridge-parapet')]
    const metresPerPixel = 40_075_016.686 / (512 * 2 ** 18)
    assert.ok(Math.abs(road(18) * metresPerPixel - 12) < 0.01, `${road(18) * metresPerPixel} m`)
    assert.ok(road(14) < road(15) && road(15) < road(16))
    for (const zoom of [13, 14, 15, 16, 17, 18, 19.5]) {
      assert.ok(Math.abs(bridge(zoom) - road(zoom)) < 0.05, `z${zoom}: ${bridge(zoom)} and ${road(zoom)}`)
      assert.ok(parapet(zoom) > bridge(zoom) + 1)
    }
  })

  it('shortens a plot number by its locality code alone, on the live map as in pictures', () => {
    const plots = buildStyle({ town, theme: 'light', language: 'en' }).layers.find((layer) => layer.id === 'label-plot')
    const [, , short] = (plots as { layout: Record<string, unknown[]> }).layout['text-field']!
    const read = expression.createExpression(short, 'layout.text-field')
    assert.equal(read.result, 'success')
    if (read.result !== 'success') return
    for (const number of ['L024/117', 'L024/264/A5778', '304/2', 'B-10/2', '3041/1', 'L116-164-3001', '', 'ABCD/7']) {
      const drawn = read.value.evaluate({ zoom: 17 } as never, { type: 3, properties: { number } } as never)
      assert.equal(drawn, shortPlotNumber(number), number)
    }
    assert.equal(shortPlotNumber('L024/117'), '117')
    assert.equal(shortPlotNumber('304/2'), '304/2')
  })

  it('picks the name in the language, then in the same script, then any', () => {
    assert.equal(pickTileName({ name_en: 'Road', name_hi: 'मार्ग' }, 'mr'), 'मार्ग')
    assert.equal(pickTileName({ name_hi: 'मार्ग' }, 'en'), 'मार्ग')
    assert.equal(pickTileName({ name_en: 'Road', name_mr: '' }, 'mr'), 'Road')
  })
})

describe('legends', () => {
  it('know every class and colour key of the register of layers, under the same values', () => {
    const legends = legendsOf('light')
    for (const layer of tileLayers) {
      const { field, values } = layer.legend
      for (const { colour } of values) assert.ok(lookOfKey(colour, 'dark'), `${layer.id} ${colour}`)
      // What some alone may see is brought by their own page, not by the list of everyone.
      if (field === null || layer.whoMaySee) continue
      const ours = legends.find((legend) => legend.sourceLayer === layer.id && legend.field === field)
      assert.deepEqual(
        ours?.entries.map((entry) => String(entry.value)).sort(),
        values.map((value) => String(value.value)).sort(),
        layer.id,
      )
    }
  })

  it('have a title and names in three languages, and no class without a look', () => {
    for (const theme of THEME_NAMES) {
      for (const legend of legendsOf(theme)) {
        for (const names of [legend.titles, ...legend.entries.map((entry) => entry.names)]) {
          for (const language of LANGUAGES) assert.ok(names[language], `${legend.id} ${language}`)
        }
        for (const entry of legend.entries) assert.match(entry.colour, /^#[0-9a-f]{6}$/, `${legend.id} ${entry.value}`)
      }
    }
  })

  it('count the same features that the map draws', () => {
    for (const legend of legendsOf('light').filter((candidate) => candidate.field)) {
      for (const entry of legend.entries) {
        const test = expression.createExpression(entryExpression(legend.field!, entry), 'filter')
        assert.equal(test.result, 'success')
        if (test.result !== 'success') continue
        for (const value of ['residential', 'river', 0, 1, 2, 3, 7, 40, '4', undefined]) {
          const properties = value === undefined ? {} : { [legend.field!]: value }
          const drawn = test.value.evaluate({ zoom: 15 } as never, { type: 3, properties } as never)
          assert.equal(drawn, entryMatches(entry, value), `${legend.id} ${entry.value} ${value}`)
        }
      }
    }
  })
})

describe('the palette', () => {
  it('sets text at 4.5:1 or more on its halo and on the ground it lies on', () => {
    for (const theme of THEME_NAMES) {
      const { text, halo, land, water, park, ground, roadMajor, roadArterial, roadMiddle } = PALETTES[theme]
      const { building, buildingPublic, landmark } = PALETTES[theme]
      for (const [kind, colour] of [...Object.entries(text), ...Object.entries(landmark)]) {
        for (const behind of [halo, land, ground.residential]) {
          assert.ok(contrastRatio(colour, behind) >= 4.5, `${theme} ${kind} on ${behind}`)
        }
      }
      const pairs = [
        [text.water, water],
        [text.park, park],
        [text.street, roadMajor.fill],
        [text.street, roadMiddle.fill],
        [text.street, roadArterial.fill],
        [text.plot, building],
        [text.house, building],
        [text.house, buildingPublic],
      ] as const
      for (const [colour, behind] of pairs)
        assert.ok(contrastRatio(colour, behind) >= 4.5, `${theme} ${colour} on ${behind}`)
    }
  })

  it('shows the sign on every landmark badge at 4.5:1 or more, and a badge for every kind of landmark', () => {
    for (const theme of THEME_NAMES) {
      const { landmark, sign } = PALETTES[theme]
      for (const [family, badge] of Object.entries(landmark))
        assert.ok(contrastRatio(sign, badge) >= 4.5, `${theme} ${family}`)
    }
    const drawn = Object.keys(LANDMARK_PATHS).sort()
    assert.deepEqual(landmarkClasses.map(({ value }) => value).sort(), drawn)
    for (const landmark of drawn) {
      assert.deepEqual(signOfImageId(signImageId('contrast', landmark)), { theme: 'contrast', landmark })
      assert.equal(patternOfImageId(signImageId('contrast', landmark)), null)
    }
    for (const foreign of [
      'khasra-light-sign-',
      'khasra-light-sign-casino',
      'khasra-light-slash',
      'other-light-sign-well',
    ])
      assert.equal(signOfImageId(foreign), null)
  })

  it('shows the chosen parcel at 3:1 or more against everything it can lie on', () => {
    for (const theme of THEME_NAMES) {
      const { accent, land, building, park, water, roadMiddle } = PALETTES[theme]
      for (const behind of [land, building, park, water, roadMiddle.fill]) {
        assert.ok(contrastRatio(accent, behind) >= 3, `${theme} ${behind} ${contrastRatio(accent, behind)}`)
      }
    }
  })

  it('tells every two classes of a layer apart by colour for each kind of eye, or by pattern', () => {
    const sights: Sight[] = ['normal', 'protanopia', 'deuteranopia', 'tritanopia']
    for (const legend of legendsOf('light').filter((candidate) => !candidate.usual)) {
      for (const [index, a] of legend.entries.entries()) {
        for (const b of legend.entries.slice(index + 1)) {
          const least = Math.min(...sights.map((sight) => seenDifference(a.colour, b.colour, sight)))
          const apart = least * DATA_OPACITY.light >= 7 || (a.pattern ?? 'plain') !== (b.pattern ?? 'plain')
          assert.ok(apart, `${legend.id}: ${a.value} and ${b.value} differ by ${least.toFixed(1)}`)
        }
      }
    }
  })
})
