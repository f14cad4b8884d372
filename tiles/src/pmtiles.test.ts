import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { VectorTile } from '@mapbox/vector-tile'
import fc from 'fast-check'
import { PbfReader } from 'pbf'
import { PMTiles, type Source, tileIdToZxy, zxyToTileId } from 'pmtiles'
import { encodeTile } from './encoder.ts'
import { latToWorld, lonToWorld, tileIndex } from './mercator.ts'
import { tileIdOf, writeArchive } from './pmtiles.ts'
import { SegmentBuilder } from './segment.ts'

const folder = mkdtempSync(join(tmpdir(), 'archive-'))
after(() => rmSync(folder, { recursive: true }))

/** A file in memory for the reader of the pmtiles package. */
function sourceOf(path: string): Source {
  const bytes = readFileSync(path)
  return {
    getKey: () => path,
    getBytes: async (offset, length) => ({ data: new Uint8Array(bytes.subarray(offset, offset + length)).buffer }),
  }
}

/** A grid of plots, and in its midst one huge field whose inner tiles are all alike. */
function plots() {
  const builder = new SegmentBuilder('polygon', [])
  for (let i = 0; i < 400; i++) {
    const [x, y] = [77.9 + (i % 20) * 0.002, 23.1 + Math.floor(i / 20) * 0.002]
    builder.add({ id: i, polygons: [[[x, y, x + 0.001, y, x + 0.001, y + 0.001, x, y + 0.001]]], values: [] })
  }
  builder.add({ id: 900, polygons: [[[78, 23, 78.4, 23, 78.4, 23.3, 78, 23.3]]], values: [] })
  return builder.finish()
}

describe('an archive of tiles', () => {
  it('numbers tiles as the package that reads it does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 }), fc.nat(), fc.nat(), (z, a, b) => {
        const [x, y] = [a % 2 ** z, b % 2 ** z]
        assert.equal(tileIdOf(z, x, y), zxyToTileId(z, x, y))
        assert.deepEqual(tileIdToZxy(tileIdOf(z, x, y)), [z, x, y])
      }),
    )
  })

  it('gives back every tile, keeps equal tiles once and says where it lies', async () => {
    const segment = plots()
    const tile = (z: number, x: number, y: number) =>
      encodeTile([{ name: 'parcels', segments: [segment], columns: [] }], z, x, y)
    const path = join(folder, 'town.pmtiles')
    const { minX, minY, maxX, maxY } = segment.index!
    const report = await writeArchive(path, {
      minZoom: 8,
      maxZoom: 16,
      bounds: [minX, minY, maxX, maxY],
      metadata: { name: 'Town', vector_layers: [{ id: 'parcels', fields: {} }] },
      tile,
    })
    assert.ok(report.distinct < report.addressed / 2)
    const archive = new PMTiles(sourceOf(path))
    const header = await archive.getHeader()
    assert.equal(header.clustered, true)
    assert.equal(header.numAddressedTiles, report.addressed)
    assert.ok(Math.abs(header.minLon - 77.9) < 1e-5 && Math.abs(header.maxLat - 23.3) < 1e-5)
    assert.equal(((await archive.getMetadata()) as { name: string }).name, 'Town')
    for (const [z, lon, lat] of [
      [8, 77.9, 23.1],
      [12, 77.92, 23.12],
      [14, 78.2, 23.2],
      [16, 78.2, 23.2],
      [16, 77.9101, 23.1101],
    ] as const) {
      const [x, y] = [tileIndex(z, lonToWorld(lon)), tileIndex(z, latToWorld(lat))]
      const read = await archive.getZxy(z, x, y)
      assert.deepEqual(new Uint8Array(read!.data), new Uint8Array(tile(z, x, y)), `${z}/${x}/${y}`)
      assert.ok(new VectorTile(new PbfReader(new Uint8Array(read!.data))).layers.parcels!.length > 0)
    }
    assert.equal(await archive.getZxy(16, 1, 1), undefined)
  })

  it('spreads a large directory over leaves', async () => {
    const path = join(folder, 'world.pmtiles')
    const tile = (z: number, x: number, y: number) => {
      const noise = createHash('sha512').update(`${z}/${x}/${y}`).digest()
      return new Uint8Array(noise.subarray(0, 1 + (noise[0]! % 60)))
    }
    const half = 2 ** 31 - 1
    await writeArchive(path, {
      minZoom: 8,
      maxZoom: 8,
      bounds: [-half, -half, half, -1],
      metadata: { name: 'World', vector_layers: [] },
      tile,
    })
    const archive = new PMTiles(sourceOf(path))
    assert.ok((await archive.getHeader()).leafDirectoryLength! > 0)
    for (const [x, y] of [
      [0, 0],
      [255, 127],
      [63, 64],
      [100, 3],
    ] as const) {
      assert.deepEqual(new Uint8Array((await archive.getZxy(8, x, y))!.data), tile(8, x, y))
    }
  })

  it('leaves nothing behind when a tile cannot be made', async () => {
    const path = join(folder, 'broken.pmtiles')
    const broken = writeArchive(path, {
      minZoom: 8,
      maxZoom: 8,
      bounds: [0, 0, 1, 1],
      metadata: { name: '', vector_layers: [] },
      tile: () => {
        throw new Error('no tile')
      },
    })
    await assert.rejects(broken, /no tile/)
    assert.equal([path, `${path}.part`, `${path}.tiles`].some(existsSync), false)
  })
})
