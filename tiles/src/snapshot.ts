import { setImmediate as nextTurn } from 'node:timers/promises'
import { Cover } from './cover.ts'
import { createDictionary, type Dictionary, dictionaryBytes, seal, type TileValue } from './dictionary.ts'
import type { TileColumn } from './encoder.ts'
import {
  copyLiveInSlices,
  type FeatureInput,
  featureBox,
  featureById,
  type GeometryKind,
  removeFeature,
  type Segment,
  SegmentBuilder,
  segmentBytes,
} from './segment.ts'
import { type FlatGeometry, readWkb } from './wkb.ts'

/** Who may see an attribute: everyone, or signed-in staff alone. */
export type Audience = 'public' | 'staff'

/** An attribute of a layer: `staff` attributes are never in a public tile; below `minZoom` it is left out. */
export type SnapshotColumn = { key: string; audience: Audience; minZoom: number }

/**
 * What a layer's snapshot holds. `detailFromZoom`: lowest zoom at which features are drawn one by one.
 * `appearsFrom`: features that show only from a zoom on, by the value of one column.
 */
export type SnapshotShape = {
  geometry: GeometryKind
  columns: readonly SnapshotColumn[]
  detailFromZoom: number
  appearsFrom?: { column: number; zooms: Readonly<Record<string, number>> }
}

/** A feature as the database gives it: WKB or flat lon,lat lists, values in the order of the columns. */
export type SnapshotRow = {
  id: number
  geometry: Uint8Array | FlatGeometry
  values: readonly (TileValue | undefined)[]
}

/** Rows with ids above `afterId`, ascending, at most `limit`; fewer mean the end. */
export type PageReader = (afterId: number, limit: number) => Promise<SnapshotRow[]>

type Box = readonly [minX: number, minY: number, maxX: number, maxY: number]
type Edit = { version: number; box: Box }

const pageRows = 20_000
/** Edits gather in the tail, then in the middle, then the base is rebuilt: each step is ten and more times rarer. */
const tailLimit = 400
const middleLimit = 16_000
const editsKept = 4096

const toInput = (row: SnapshotRow): FeatureInput => ({
  id: row.id,
  polygons: row.geometry instanceof Uint8Array ? readWkb(row.geometry) : row.geometry,
  values: row.values,
})

/**
 * One layer of one town in memory: base, middle and tail of edits, attribute dictionaries, and the cover for low zooms.
 * Reads never wait for writes: an edit marks tombstones and replaces the small tail, all in one turn.
 */
export class LayerSnapshot {
  readonly shape: SnapshotShape
  readonly dictionaries: readonly Dictionary[]
  readonly cover: Cover | null
  /** Grows with each edit; a tile remembers the version that it was made from. */
  version = 1
  private base: Segment
  private middle: Segment
  private tail: Segment
  private edits: Edit[] = []
  private removedDuringCompaction: number[] | null = null

  private constructor(shape: SnapshotShape, dictionaries: readonly Dictionary[], base: Segment) {
    this.shape = shape
    this.dictionaries = dictionaries
    this.base = base
    this.middle = this.emptySegment()
    this.tail = this.emptySegment()
    this.cover = shape.geometry === 'polygon' && shape.detailFromZoom > 0 ? new Cover(() => this.segments) : null
  }

  /** Reads a layer page by page. The event loop is free between pages. */
  static async load(shape: SnapshotShape, readPage: PageReader): Promise<LayerSnapshot> {
    const dictionaries = shape.columns.map(createDictionary)
    const builder = new SegmentBuilder(shape.geometry, dictionaries)
    for (let after = -1; ; ) {
      const rows = await readPage(after, pageRows)
      for (const row of rows) builder.add(toInput(row))
      if (rows.length < pageRows) break
      after = rows[rows.length - 1]!.id
    }
    await nextTurn()
    const base = builder.finish(shape.detailFromZoom)
    for (const dictionary of dictionaries) seal(dictionary)
    return new LayerSnapshot(shape, dictionaries, base)
  }

  /** A snapshot around columns that were saved earlier. */
  static restored(shape: SnapshotShape, dictionaries: readonly Dictionary[], base: Segment): LayerSnapshot {
    return new LayerSnapshot(shape, dictionaries, base)
  }

  private emptySegment(): Segment {
    return new SegmentBuilder(this.shape.geometry, this.dictionaries).finish()
  }

  /** What a tile is made of, oldest first. */
  get segments(): readonly Segment[] {
    return this.middle.count + this.tail.count === 0 ? [this.base] : [this.base, this.middle, this.tail]
  }

  /** Live features. */
  get count(): number {
    return this.segments.reduce((sum, segment) => sum + segment.count - segment.removedCount, 0)
  }

  /** Bytes held in memory, cover and dictionaries included. */
  get byteLength(): number {
    const segments = [this.base, this.middle, this.tail].reduce((sum, segment) => sum + segmentBytes(segment), 0)
    const words = this.dictionaries.reduce((sum, dictionary) => sum + dictionaryBytes(dictionary), 0)
    return segments + words + (this.cover?.byteLength ?? 0)
  }

  /** World-unit box of everything, or null when there is nothing. */
  get bounds(): Box | null {
    const boxes = this.segments.flatMap(({ index }) => (index ? [index] : []))
    if (boxes.length === 0) return null
    const least = (key: 'minX' | 'minY') => Math.min(...boxes.map((index) => index[key]))
    const most = (key: 'maxX' | 'maxY') => Math.max(...boxes.map((index) => index[key]))
    return [least('minX'), least('minY'), most('maxX'), most('maxY')]
  }

  /** The attributes that an audience may see at a zoom; the feature's id comes first, as an attribute too. */
  columnsFor(audience: Audience, zoom: number): TileColumn[] {
    const own = this.shape.columns.flatMap((column, i): TileColumn[] =>
      zoom >= column.minZoom && (column.audience === 'public' || audience === 'staff')
        ? [{ key: column.key, column: i, dictionary: this.dictionaries[i]! }]
        : [],
    )
    return [{ key: 'id', column: -1, dictionary: null }, ...own]
  }

  /** Which features are hidden at a zoom; undefined when none are. */
  filterFor(zoom: number): ((segment: Segment, feature: number) => boolean) | undefined {
    const rule = this.shape.appearsFrom
    if (!rule) return undefined
    const { codes } = this.dictionaries[rule.column]!
    const hidden = new Set(
      Object.entries(rule.zooms).flatMap(([value, from]) => (from > zoom ? [codes.get(value)] : [])),
    )
    return hidden.size === 0 ? undefined : (segment, feature) => !hidden.has(segment.codes[rule.column]![feature])
  }

  /** Did anything change in a world-unit box since a version? True also when it is too long ago to tell. */
  changedSince(version: number, box: Box): boolean {
    if (version >= this.version) return false
    if (this.edits.length === 0 || this.edits[0]!.version > version + 1) return true
    return this.edits.some(
      (edit) =>
        edit.version > version &&
        edit.box[0] <= box[2] &&
        edit.box[2] >= box[0] &&
        edit.box[1] <= box[3] &&
        edit.box[3] >= box[1],
    )
  }

  /**
   * Takes edits in: rows replace features of the same id or are new, deletions vanish. Visible in the next tile.
   * Starts a compaction in the background when the tail has grown; the promise is only for those who want to wait.
   */
  applyChanges(upserts: readonly SnapshotRow[], deletions: readonly number[] = []): Promise<void> {
    const boxes = [...upserts.map((row) => row.id), ...deletions].flatMap((id) => this.remove(id))
    const builder = this.copyLive(this.tail)
    for (const row of upserts) builder.add(toInput(row))
    const before = this.tail.count - this.tail.removedCount
    this.tail = builder.finish(this.shape.detailFromZoom)
    for (const row of upserts) {
      const place = featureById(this.tail, row.id)
      if (place >= 0) boxes.push(featureBox(this.tail, place))
    }
    if (boxes.length === 0 && before === this.tail.count) return Promise.resolve()
    this.version++
    for (const box of boxes) {
      this.edits.push({ version: this.version, box })
      this.cover?.forget(box)
    }
    this.forgetOldEdits()
    return this.tail.count > tailLimit && !this.removedDuringCompaction ? this.compact() : Promise.resolve()
  }

  /** Keeps the log short, whole versions at a time, so that a version in it is complete. */
  private forgetOldEdits(): void {
    if (this.edits.length <= editsKept) return
    const oldest = this.edits[this.edits.length - editsKept]!.version
    this.edits = this.edits.filter((edit) => edit.version > oldest)
  }

  private remove(id: number): Box[] {
    this.removedDuringCompaction?.push(id)
    return [this.base, this.middle, this.tail].flatMap((segment) => {
      const place = featureById(segment, id)
      if (place < 0 || segment.removed?.[place]) return []
      removeFeature(segment, place)
      return [featureBox(segment, place)]
    })
  }

  private copyLive(segment: Segment, builder = new SegmentBuilder(this.shape.geometry, this.dictionaries)) {
    for (let f = 0; f < segment.count; f++) if (!segment.removed?.[f]) builder.copy(segment, f)
    return builder
  }

  /** Folds the tail into the middle and, when that is large, both into a new base, a slice at a time. */
  async compact(everything = false): Promise<void> {
    if (this.removedDuringCompaction) return
    const builder = this.copyLive(this.tail, this.copyLive(this.middle))
    this.middle = builder.finish(this.shape.detailFromZoom)
    this.tail = this.emptySegment()
    if (this.middle.count > middleLimit || this.base.removedCount > middleLimit || everything) await this.rebuildBase()
  }

  /** Edits that arrive meanwhile stay in the tail; what they removed is removed from the new base as well. */
  private async rebuildBase(): Promise<void> {
    const removed: number[] = []
    this.removedDuringCompaction = removed
    try {
      const { base, middle } = this
      const builder = new SegmentBuilder(this.shape.geometry, this.dictionaries)
      for (const segment of [base, middle]) await copyLiveInSlices(segment, builder)
      const fresh = builder.finish(this.shape.detailFromZoom)
      for (const id of removed) {
        const place = featureById(fresh, id)
        if (place >= 0) removeFeature(fresh, place)
      }
      this.base = fresh
      this.middle = this.emptySegment()
    } finally {
      this.removedDuringCompaction = null
    }
  }

  /** The one segment that holds everything, for saving; compacts first. */
  async settled(): Promise<Segment> {
    await this.compact(true)
    return this.base
  }
}
