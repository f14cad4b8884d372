import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { GeoJSONVT } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import fc from 'fast-check'
import type { Feature, Geometry } from 'geojson'
import sharp from 'sharp'
import { picturesHaveFonts } from './picture/fonts.ts'
import { frameOf, project } from './picture/frame.ts'
import { joinRuns } from './picture/street-spots.ts'
import { linesOf } from './picture/text-width.ts'
import { drawPicture, MAX_PICTURE_TILES, type PictureInput, tilesFor } from './picture.ts'
import { PALETTES, THEME_NAMES } from './style.ts'

const bbox = [77.94, 23.09, 77.96, 23.105] as const
const box = (west: number, south: number, east: number, north: number): Geometry => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
})
const layer = (...features: [Geometry, Record<string, string | number>][]) =>
  new GeoJSONVT(
    {
      type: 'FeatureCollection',
      features: features.map(([geometry, properties], id): Feature => ({ type: 'Feature', id, geometry, properties })),
    },
    { maxZoom: 17, buffer: 64, extent: 4096 },
  )

/** A river across the north, a park with a hole, a road west to east, and a locality; tiles like the real ones. */
function fixtureTiles(streetName: string, placeName: string): PictureInput['tiles'] {
  const park: Geometry = {
    type: 'Polygon',
    coordinates: [
      ...(box(77.945, 23.092, 77.95, 23.096) as { coordinates: number[][][] }).coordinates,
      [
        [77.947, 23.0935],
        [77.947, 23.0945],
        [77.948, 23.0945],
        [77.948, 23.0935],
        [77.947, 23.0935],
      ],
    ],
  }
  const road: Geometry = {
    type: 'LineString',
    coordinates: [
      [77.935, 23.098],
      [77.965, 23.098],
    ],
  }
  const base = {
    water: layer([box(77.93, 23.101, 77.97, 23.1025), { class: 'river', name_hi: 'कल्पा नदी' }]),
    parks: layer([park, { class: 'park' }]),
    landmarks: layer([
      { type: 'Point', coordinates: [77.943, 23.1] },
      { class: 'hospital', name_hi: 'जिला अस्पताल' },
    ]),
    roads: layer([road, { class: 'arterial', widthM: 24, name_en: streetName, name_hi: streetName }]),
  }
  const localities = layer([
    { type: 'Point', coordinates: [77.955, 23.094] },
    { name_hi: placeName, name_en: placeName },
  ])
  return async (id, z, x, y) => {
    const layers = id === 'base' ? base : id === 'boundaries' ? { localities } : {}
    const tiles = Object.entries(layers).flatMap(([name, index]) => {
      const tile = index.getTile(z, x, y)
      return tile ? [[name, tile] as const] : []
    })
    return tiles.length > 0 ? fromGeojsonVt(Object.fromEntries(tiles), { version: 2, extent: 4096 }) : null
  }
}

const draw = (parts: Partial<PictureInput> = {}) =>
  drawPicture({
    bbox,
    widthPx: 640,
    heightPx: 520,
    theme: 'light',
    language: 'hi',
    tiles: fixtureTiles('', ''),
    ...parts,
  })

async function pixelsOf(picture: Buffer) {
  const { data, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const frame = frameOf(bbox, info.width, info.height)
  return (lon: number, lat: number): [number, number, number] => {
    const [x, y] = project(frame, lon, lat).map(Math.round) as [number, number]
    return [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)] as [number, number, number]
  }
}

const isColour = (got: readonly number[], hex: string, what: string) => {
  const wanted = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
  // The PNG has a palette: a shade may move by a few steps.
  assert.ok(
    wanted.every((value, at) => Math.abs(value - got[at]!) <= 6),
    `${what}: got ${got}, wanted ${wanted}`,
  )
}

describe('a still picture of the map', () => {
  for (const theme of THEME_NAMES) {
    it(`has water, park, street and the hospital's sign where they are, in ${theme}`, async () => {
      const at = await pixelsOf(await draw({ theme }))
      const palette = PALETTES[theme]
      isColour(at(77.951, 23.1018), palette.water, 'river')
      isColour(at(77.946, 23.093), palette.park, 'park')
      isColour(at(77.9475, 23.094), palette.land, 'clearing in the park')
      isColour(at(77.943, 23.098), palette.roadArterial.fill, 'street')
      isColour(at(77.943, 23.1), palette.sign, 'cross of the hospital')
      isColour(at(77.94283, 23.1), palette.landmark.health, 'badge of the hospital')
      isColour(at(77.958, 23.0915), palette.land, 'open land')
    })
  }

  it('shows no seam where two tiles meet', async () => {
    const at = await pixelsOf(await draw())
    for (let lon = 77.9405; lon < 77.9595; lon += 0.00004) {
      isColour(at(lon, 23.1021), PALETTES.light.water, `river at ${lon}`)
      isColour(at(lon, 23.098), PALETTES.light.roadArterial.fill, `street at ${lon}`)
    }
  })

  it('marks what the page asks for in the accent', async () => {
    const at = await pixelsOf(await draw({ highlight: box(77.952, 23.092, 77.954, 23.094) }))
    isColour(at(77.953, 23.092), PALETTES.light.accent, 'outline')
    assert.notDeepEqual(at(77.953, 23.093), at(77.958, 23.0915))
  })

  it('writes a long name in two lines of about equal length, and never breaks a word', () => {
    assert.deepEqual(linesOf('Kalpana Higher Secondary School', 12, 8), ['Kalpana Higher', 'Secondary School'])
    assert.deepEqual(linesOf('सराफ़ा', 12, 8), ['सराफ़ा'])
    assert.deepEqual(linesOf('Averyveryverylongsingleword', 12, 8), ['Averyveryverylongsingleword'])
  })

  it('writes names in Devanagari with the fonts that ship', async () => {
    assert.equal(await picturesHaveFonts(), true)
    const [without, one, other] = await Promise.all([
      draw(),
      draw({ tiles: fixtureTiles('', 'शिवाजी मार्ग') }),
      draw({ tiles: fixtureTiles('', 'महर्षि दयानन्द') }),
    ])
    const ink = async (picture: Buffer) => {
      const { data } = await sharp(picture).greyscale().raw().toBuffer({ resolveWithObject: true })
      return data.reduce((dark, value) => dark + (value < 110 ? 1 : 0), 0)
    }
    assert.ok((await ink(one)) > (await ink(without)) + 100)
    assert.ok(!one.equals(other))
  })

  it('draws hostile names as text or not at all, and never fails on them', async () => {
    const names = ['</text><script>alert(1)</script>', '&lt;&amp;"\'', 'a\u0000b\ud800c\uffff', ']]>', '']
    for (const name of names) assert.ok((await draw({ tiles: fixtureTiles(name, name) })).length > 1000)
  })

  it('comes as WebP when asked', async () => {
    assert.equal((await sharp(await draw({ format: 'webp' })).metadata()).format, 'webp')
  })

  it('refuses a size or a box that cannot be drawn, naming the parameter', async () => {
    const wrong: [Partial<PictureInput>, RegExp][] = [
      [{ widthPx: 4000 }, /width/],
      [{ heightPx: 1.5 }, /height/],
      [{ heightPx: Number.NaN }, /height/],
      [{ bbox: [78, 23, 77, 24] }, /bbox/],
      [{ bbox: [77, 23, Number.POSITIVE_INFINITY, 24] }, /bbox/],
      [{ bbox: [-500, 23, 77, 24] }, /bbox/],
    ]
    for (const [parts, names] of wrong)
      await assert.rejects(draw(parts), (error) => error instanceof RangeError && names.test(error.message))
  })

  it('reads at most 64 tiles for any box and size', () => {
    const degrees = (limit: number) => fc.double({ min: -limit, max: limit, noNaN: true })
    const px = fc.integer({ min: 16, max: 2048 })
    fc.assert(
      fc.property(degrees(180), degrees(180), degrees(85), degrees(85), px, px, (a, b, c, d, width, height) => {
        const frame = frameOf([Math.min(a, b), Math.min(c, d), Math.max(a, b), Math.max(c, d)], width, height)
        const tiles = tilesFor(frame)
        assert.ok(tiles.length > 0 && tiles.length <= MAX_PICTURE_TILES, String(tiles.length))
      }),
    )
  })
})

describe('street labels', () => {
  it('join the pieces of a street that crossings have cut', () => {
    const joined = joinRuns([
      [
        [10, 0],
        [20, 0],
      ],
      [
        [30, 0],
        [20, 0],
      ],
      [
        [0, 0],
        [10, 0],
      ],
      [
        [50, 50],
        [60, 60],
      ],
    ])
    assert.deepEqual(joined.map((run) => run.length).sort(), [2, 4])
  })
})
