import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { GeoJSONVT } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import type { Feature } from 'geojson'
import { neighboursIn, tilesAround } from './scene-context.ts'

const place: [number, number] = [77.95, 23.1]
const METRE = 0.00001

/** A house of eight metres a side whose corner is so many metres east and north of the place. */
const house = (id: number, eastM: number, northM: number, heightM?: number): Feature => {
  const [west, south] = [place[0] + eastM * METRE, place[1] + northM * METRE]
  const side = 8 * METRE
  const ring = [
    [west, south],
    [west + side, south],
    [west + side, south + side],
    [west, south + side],
    [west, south],
  ]
  return { type: 'Feature', id, geometry: { type: 'Polygon', coordinates: [ring] }, properties: { id, heightM } }
}

const houses = [house(1, 0, 0, 6), house(2, 20, 0, 9.3), house(3, -25, 10), house(4, 300, 0, 12)]

function found(own: readonly number[]) {
  const index = new GeoJSONVT(
    { type: 'FeatureCollection', features: houses },
    { maxZoom: 17, buffer: 64, extent: 4096 },
  )
  const all = tilesAround(place, 60).flatMap((tile) => {
    const made = index.getTile(17, tile.x, tile.y)
    if (!made) return []
    const bytes = fromGeojsonVt({ buildings: made }, { version: 2, extent: 4096 })
    return neighboursIn(bytes, tile, place, 60, new Set(own))
  })
  return [...new Map(all.map((each) => [each.id, each])).values()].sort((a, b) => a.id - b.id)
}

describe('the neighbours of a plot in 3D', () => {
  it('are the houses within reach, at their height, without the plot’s own', () => {
    const seen = found([1])
    assert.deepEqual(
      seen.map(({ id, heightM }) => [id, heightM]),
      [
        [2, 9.3],
        [3, 3.1],
      ],
    )
  })

  it('stand where they are drawn, to a tenth of a metre', () => {
    const [second] = found([1])
    assert.equal(second!.geometry.type, 'Polygon')
    const corners = second!.geometry.coordinates.flat() as [number, number][]
    const west = Math.min(...corners.map(([lon]) => lon))
    assert.ok(Math.abs((west - place[0]) / METRE - 20) < 0.15, `${(west - place[0]) / METRE} m east`)
  })

  it('come from four tiles at most', () => {
    for (let step = 0; step < 200; step++) {
      const tiles = tilesAround([place[0] + step * 0.00013, place[1] + step * 0.00011], 110)
      assert.ok(tiles.length >= 1 && tiles.length <= 4, String(tiles.length))
    }
  })
})
