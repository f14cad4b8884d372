import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { VectorTile } from '@mapbox/vector-tile'
import fc from 'fast-check'
import { PbfReader } from 'pbf'
import { layerTile, tileBudgetBytes } from './layer-tile.ts'
import { latToWorld, lonToWorld, tileIndex } from './mercator.ts'
import { LayerSnapshot, type SnapshotRow, type SnapshotShape } from './snapshot.ts'
import { readSnapshot, saveSnapshot } from './snapshot-file.ts'
import { SnapshotStore } from './snapshot-store.ts'

const shape: SnapshotShape = {
  geometry: 'polygon',
  detailFromZoom: 14,
  columns: [
    { key: 'use', audience: 'public', minZoom: 0 },
    { key: 'number', audience: 'public', minZoom: 16 },
    { key: 'arrears', audience: 'staff', minZoom: 0 },
  ],
}
const [lon, lat] = [77.95, 23.1]

/** A plot about 20 m wide on a grid of 25 m. */
function plot(id: number, column: number, row: number, use = 'residential', grid = 0.00025): SnapshotRow {
  const x = lon + column * grid
  const y = lat + row * grid
  const size = grid * 0.8
  const ring = Float64Array.from([x, y, x + size, y, x + size, y + size, x, y + size, x, y])
  return { id, geometry: [[ring]], values: [use, `${column}/${row}`, 500] }
}

const pagesOf = (rows: SnapshotRow[]) => async (after: number, limit: number) =>
  rows.filter((row) => row.id > after).slice(0, limit)

const loadPlots = (rows: SnapshotRow[]) => LayerSnapshot.load(shape, pagesOf(rows))

function featuresAt(snapshot: LayerSnapshot, z: number, audience: 'public' | 'staff' = 'public', dx = 0) {
  const x = tileIndex(z, lonToWorld(lon + 0.0001)) + dx
  const y = tileIndex(z, latToWorld(lat + 0.0001))
  const layer = new VectorTile(new PbfReader(layerTile(snapshot, 'parcels', z, x, y, audience))).layers.parcels
  return Array.from({ length: layer?.length ?? 0 }, (_, i) => layer!.feature(i))
}

const idsAt = (snapshot: LayerSnapshot, z = 18) =>
  featuresAt(snapshot, z)
    .map((feature) => feature.id!)
    .sort((a, b) => a - b)
const square = (side: number) =>
  Array.from({ length: side * side }, (_, i) => plot(i + 1, i % side, Math.floor(i / side)))

describe('a snapshot of a layer', () => {
  it('draws every feature of its pages, with the attributes of the reader and of the zoom', async () => {
    const snapshot = await loadPlots(square(3))
    assert.equal(snapshot.count, 9)
    const [one] = featuresAt(snapshot, 18).filter((feature) => feature.id === 1)
    assert.deepEqual({ ...one!.properties }, { id: 1, use: 'residential', number: '0/0' })
    assert.equal(featuresAt(snapshot, 18, 'staff')[0]!.properties.arrears, 500)
    assert.equal(featuresAt(snapshot, 14)[0]!.properties.number, undefined)
    assert.deepEqual({ ...featuresAt(snapshot, 12)[0]!.properties }, { generalised: true })
  })

  it('reads key-set pages to the end, also when a page is exactly full', async () => {
    const rows = Array.from({ length: 40_000 }, (_, i) => plot(i + 1, i % 200, Math.floor(i / 200)))
    const asked: number[] = []
    const snapshot = await LayerSnapshot.load(shape, (after, limit) => {
      asked.push(after)
      return pagesOf(rows)(after, limit)
    })
    assert.equal(snapshot.count, 40_000)
    assert.deepEqual(asked, [-1, 20_000, 40_000])
  })

  it('shows an edit, a new plot and a deletion in the very next tile', async () => {
    const snapshot = await loadPlots(square(2))
    const before = snapshot.version
    await snapshot.applyChanges([plot(2, 0, 1, 'commercial'), plot(9, 1, 1)], [1])
    assert.deepEqual(idsAt(snapshot), [2, 3, 4, 9])
    assert.equal(featuresAt(snapshot, 18).find((feature) => feature.id === 2)!.properties.use, 'commercial')
    assert.ok(snapshot.version > before)
    await snapshot.applyChanges([], [9])
    assert.deepEqual(idsAt(snapshot), [2, 3, 4])
    assert.equal(snapshot.count, 3)
  })

  it('knows which tiles an edit touched and which it left alone', async () => {
    const snapshot = await loadPlots(square(2))
    const { version } = snapshot
    await snapshot.applyChanges([plot(1, 40, 40)])
    const near = (column: number): [number, number, number, number] => {
      const x = lonToWorld(lon + column * 0.00025)
      const y = latToWorld(lat + column * 0.00025)
      return [x - 100, y - 100, x + 100, y + 100]
    }
    assert.equal(snapshot.changedSince(version, near(0)), true)
    assert.equal(snapshot.changedSince(version, near(40)), true)
    assert.equal(snapshot.changedSince(version, near(20)), false)
    assert.equal(snapshot.changedSince(snapshot.version, near(0)), false)
    assert.equal(snapshot.changedSince(version - 1, near(20)), true)
  })

  it('holds what a plain list would hold after any edits and compactions', async () => {
    const edit = fc.record({
      id: fc.integer({ min: 1, max: 30 }),
      gone: fc.boolean(),
      compact: fc.constantFrom('no', 'no', 'some', 'all'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { maxLength: 25 }), async (edits) => {
        const snapshot = await loadPlots(square(3))
        const list = new Set([1, 2, 3, 4, 5, 6, 7, 8, 9])
        for (const { id, gone, compact } of edits) {
          // A compaction runs on while the edit comes in.
          const running = compact === 'no' ? null : snapshot.compact(compact === 'all')
          if (gone) list.delete(id)
          else list.add(id)
          await snapshot.applyChanges(gone ? [] : [plot(id, id % 4, Math.floor(id / 4) % 4)], gone ? [id] : [])
          await running
        }
        assert.deepEqual(
          idsAt(snapshot, 16),
          [...list].sort((a, b) => a - b),
        )
        assert.equal(snapshot.count, list.size)
      }),
      { numRuns: 60 },
    )
  })

  it('keeps a crowded tile within its budget without leaving ground empty', async () => {
    const rows = Array.from({ length: 40_000 }, (_, i) =>
      plot(i + 1, (i % 200) * 1, Math.floor(i / 200), 'mixed', 0.00008),
    )
    const snapshot = await loadPlots(rows)
    const x = tileIndex(14, lonToWorld(lon + 0.008))
    const y = tileIndex(14, latToWorld(lat + 0.008))
    const bytes = layerTile(snapshot, 'parcels', 14, x, y, 'public')
    assert.ok(bytes.length <= tileBudgetBytes, `${bytes.length} bytes`)
    const layer = new VectorTile(new PbfReader(bytes)).layers.parcels!
    const kinds = Array.from({ length: layer.length }, (_, i) => layer.feature(i).properties.generalised === true)
    assert.ok(kinds.includes(true))
  })
})

describe('a snapshot in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tiles-'))
  it('comes back whole, with its note, and takes further edits', async () => {
    const snapshot = await loadPlots(square(4))
    await snapshot.applyChanges([plot(50, 0, 0, 'park')], [1])
    const path = join(folder, 'parcels.columns')
    await saveSnapshot(path, snapshot, { today: '2026-11-22' })
    const read = await readSnapshot(path, shape)
    assert.deepEqual(read!.note, { today: '2026-11-22' })
    for (const z of [12, 14, 18]) {
      const names = (s: LayerSnapshot) => featuresAt(s, z).map((f) => [f.id, { ...f.properties }, f.loadGeometry()])
      assert.deepEqual(names(read!.snapshot), names(snapshot))
    }
    await read!.snapshot.applyChanges([plot(51, 1, 0, 'temple')], [50])
    assert.ok(idsAt(read!.snapshot).includes(51))
  })

  it('is passed over when it is cut short or of another shape', async () => {
    const path = join(folder, 'short.columns')
    await saveSnapshot(path, await loadPlots(square(4)), null)
    assert.equal(await readSnapshot(path, { ...shape, detailFromZoom: 12 }), null)
    truncateSync(path, 600)
    assert.equal(await readSnapshot(path, shape), null)
    assert.equal(await readSnapshot(join(folder, 'none'), shape), null)
    rmSync(folder, { recursive: true })
  })
})

describe('the towns in memory', () => {
  it('are loaded once, kept while hot, and let go coldest first when the limit is passed', async () => {
    const one = (await loadPlots(square(10))).byteLength
    const loaded: number[] = []
    const store = new SnapshotStore(async (tenantId) => {
      loaded.push(tenantId)
      return loadPlots(square(10))
    }, one * 2.5)
    await Promise.all([store.get(1, 'parcels'), store.get(1, 'parcels')])
    await store.get(2, 'parcels')
    store.peek(1, 'parcels')
    await store.get(3, 'parcels')
    assert.deepEqual(loaded, [1, 2, 3])
    assert.deepEqual(store.tenantIds.sort(), [1, 3])
    assert.ok(store.byteLength <= one * 2.5)
    await store.get(2, 'parcels')
    assert.deepEqual(loaded, [1, 2, 3, 2])
  })

  it('ask again after a failed load', async () => {
    let calls = 0
    const store = new SnapshotStore(async () => {
      if (calls++ === 0) throw new Error('no connection')
      return loadPlots([])
    }, 1e9)
    await assert.rejects(store.get(1, 'roads'), /no connection/)
    assert.equal((await store.get(1, 'roads')).count, 0)
  })
})
