import { setImmediate as nextTurn } from 'node:timers/promises'
import { contextFor, log, type Platform, readPublic, type Tenant, todayOf } from '../../backend/src/kernel/index.ts'
import type { TileLayer } from '../layers/index.ts'
import { ChangeFeed } from './change-feed.ts'
import type { TileValue } from './dictionary.ts'
import { LayerSnapshot, type SnapshotRow, type SnapshotShape } from './snapshot.ts'
import { keepSnapshot, keptSnapshot, markNow } from './snapshot-folder.ts'
import { SnapshotStore } from './snapshot-store.ts'

type FeatureRow = { id: number; geometry: Uint8Array } & Record<string, TileValue | Uint8Array>

/** Above this many changed features a layer is read anew: an import, not an edit. */
const editsBeforeReload = 20_000
const idsPerRead = 1_000
const dayCheckMs = 30_000
/** Smaller layers are read from the database as fast as from a file. */
const featuresWorthKeeping = 5_000

/** What a layer's snapshot looks like. */
export const shapeOf = (layer: TileLayer): SnapshotShape => ({
  geometry: layer.geometry,
  detailFromZoom: layer.detailFromZoom,
  columns: layer.fields.map(({ key, audience, minZoom }) => ({ key, audience, minZoom })),
  ...(layer.appearsFrom && {
    appearsFrom: {
      column: layer.fields.findIndex((field) => field.key === layer.appearsFrom?.field),
      zooms: layer.appearsFrom.zooms,
    },
  }),
})

const toRow = (layer: TileLayer, row: FeatureRow): SnapshotRow => ({
  id: row.id,
  geometry: row.geometry,
  values: layer.fields.map((field) => row[field.key] as TileValue),
})

/** Reads a layer of a town from the database, page by page. `today` is the day whose state is drawn. */
export const loadLayer = (
  platform: Platform,
  tenant: Tenant,
  layer: TileLayer,
  today: string,
): Promise<LayerSnapshot> =>
  LayerSnapshot.load(shapeOf(layer), async (afterId, limit) => {
    const rows = await readPublic(contextFor(platform, tenant), (db) =>
      db.query<FeatureRow>(layer.sql, [tenant.tenantId, afterId, limit, today]),
    )
    await nextTurn()
    return rows.map((row) => toRow(layer, row))
  })

/** One layer of one town in memory that keeps up with the database. */
export class LiveLayer {
  readonly snapshot: LayerSnapshot
  readonly tenant: Tenant
  readonly today: string
  /** Features changed since they were read. While there are any, a tile must wait for `settle`. */
  readonly stale: Set<number>
  private readonly readIds: (ids: number[]) => Promise<SnapshotRow[]>
  private settling: Promise<void> | null = null

  constructor(
    snapshot: LayerSnapshot,
    tenant: Tenant,
    today: string,
    stale: Set<number>,
    readIds: (ids: number[]) => Promise<SnapshotRow[]>,
  ) {
    this.snapshot = snapshot
    this.tenant = tenant
    this.today = today
    this.stale = stale
    this.readIds = readIds
  }

  get byteLength(): number {
    return this.snapshot.byteLength
  }

  /** Reads what is stale. Resolves when everything known to have changed at the time of the call is drawn. */
  async settle(): Promise<void> {
    while (this.stale.size > 0 || this.settling) {
      this.settling ??= this.refresh().finally(() => {
        this.settling = null
      })
      await this.settling
    }
  }

  private async refresh(): Promise<void> {
    const ids = [...this.stale].slice(0, idsPerRead)
    for (const id of ids) this.stale.delete(id)
    try {
      const rows = await this.readIds(ids)
      const found = new Set(rows.map((row) => row.id))
      void this.snapshot.applyChanges(
        rows,
        ids.filter((id) => !found.has(id)),
      )
    } catch (error) {
      for (const id of ids) this.stale.add(id)
      throw error
    }
  }
}

/** All layers that this process holds, of all towns, kept up to date by commits here and by the change feed. */
export class LiveLayers {
  private readonly platform: Platform
  private readonly layers: ReadonlyMap<string, TileLayer>
  private readonly store: SnapshotStore<LiveLayer>
  private readonly feed: ChangeFeed
  private readonly tenants = new Map<number, Tenant>()
  /** Changed features by town and layer, gathered from the moment that a load begins. */
  private readonly stale = new Map<string, Set<number>>()
  private started: Promise<void> | null = null
  private dayTimer: NodeJS.Timeout | null = null
  private readonly onForget: (tenantId: number) => void
  private readonly folder: string | null

  /**
   * @param onForget told each town whose tiles can no longer be vouched for
   * @param folder where snapshots of large layers are kept for the next start; null keeps none
   */
  constructor(
    platform: Platform,
    layers: readonly TileLayer[],
    limitBytes: number,
    onForget: (tenantId: number) => void = () => {},
    folder: string | null = null,
  ) {
    this.platform = platform
    this.folder = folder
    this.layers = new Map(layers.map((layer) => [layer.id, layer]))
    this.onForget = onForget
    this.store = new SnapshotStore(
      (tenantId, layer) => this.load(tenantId, layer),
      limitBytes,
      (tenantId) => this.dropped(tenantId),
    )
    this.feed = new ChangeFeed(
      platform.database,
      () => this.store.tenantIds,
      (changes) => {
        for (const change of changes) this.changed(change.tenantId, change.layer, [change.featureId])
        this.settleQuietly()
      },
    )
  }

  /** The layer when it is in memory. */
  peek(tenantId: number, layer: string): LiveLayer | undefined {
    return this.store.peek(tenantId, layer)
  }

  /** The layer, read if need be and up to date with every commit of this process. */
  async get(tenant: Tenant, layer: string): Promise<LiveLayer> {
    this.tenants.set(tenant.tenantId, tenant)
    const live = await this.store.get(tenant.tenantId, layer)
    await live.settle()
    return live
  }

  /** Hook for after a commit: these features are read anew before the next tile that holds their layer. */
  readonly changed = (tenantId: number, layer: string, featureIds: readonly number[]): void => {
    const stale = this.stale.get(`${tenantId}/${layer}`)
    if (!stale) return
    for (const id of featureIds) stale.add(id)
    if (stale.size > editsBeforeReload) this.forget(tenantId, layer)
  }

  /** Lets a town, or one layer of it, go; the next request reads it anew. */
  forget(tenantId: number, layer?: string): void {
    this.store.forget(tenantId, layer)
    for (const key of [...this.stale.keys()]) {
      if (key === `${tenantId}/${layer}` || (layer === undefined && key.startsWith(`${tenantId}/`))) {
        this.stale.delete(key)
      }
    }
    this.onForget(tenantId)
  }

  /** Bytes held by snapshots. */
  get byteLength(): number {
    return this.store.byteLength
  }

  async close(): Promise<void> {
    if (this.dayTimer) clearInterval(this.dayTimer)
    await this.started?.catch(() => {})
    await this.feed.close()
  }

  private dropped(tenantId: number): void {
    for (const key of [...this.stale.keys()]) if (key.startsWith(`${tenantId}/`)) this.stale.delete(key)
    this.onForget(tenantId)
  }

  private start(): Promise<void> {
    this.started ??= this.feed.start().then(
      () => {
        this.dayTimer = setInterval(() => this.checkDay(), dayCheckMs)
        this.dayTimer.unref()
      },
      (error) => {
        this.started = null
        throw error
      },
    )
    return this.started
  }

  private async load(tenantId: number, layerId: string): Promise<LiveLayer> {
    // The feed must run before the first page is read, or a change between the two would be lost.
    await this.start()
    const tenant = this.tenants.get(tenantId)
    const layer = this.layers.get(layerId)
    if (!tenant || !layer) throw new Error(`no layer ${layerId} of tenant ${tenantId}`)
    const stale = new Set<number>()
    this.stale.set(`${tenantId}/${layerId}`, stale)
    const today = todayOf(this.platform, tenant)
    const startedAt = performance.now()
    const snapshot = await this.readOrLoad(tenant, layer, today, stale)
    await snapshot.cover?.warm()
    const ms = Math.round(performance.now() - startedAt)
    log.info(
      { town: tenant.code, layer: layerId, features: snapshot.count, bytes: snapshot.byteLength, ms },
      'map layer read',
    )
    return new LiveLayer(snapshot, tenant, today, stale, (ids) => this.readIds(tenant, layer, ids, today))
  }

  private async readOrLoad(
    tenant: Tenant,
    layer: TileLayer,
    today: string,
    stale: Set<number>,
  ): Promise<LayerSnapshot> {
    const { folder, platform } = this
    if (!folder) return loadLayer(platform, tenant, layer, today)
    const mark = await markNow(platform)
    const kept = await keptSnapshot(platform, folder, tenant, layer, shapeOf(layer), mark, today)
    if (kept && kept.changed.length <= editsBeforeReload) {
      for (const id of kept.changed) stale.add(id)
      return kept.snapshot
    }
    const snapshot = await loadLayer(platform, tenant, layer, today)
    if (snapshot.count >= featuresWorthKeeping) {
      const failed = (error: unknown) =>
        log.warn({ err: error, layer: layer.id }, 'map layer not kept for the next start')
      await keepSnapshot(folder, tenant, layer, snapshot, mark, today).catch(failed)
    }
    return snapshot
  }

  private async readIds(tenant: Tenant, layer: TileLayer, ids: number[], today: string): Promise<SnapshotRow[]> {
    const rows = await readPublic(contextFor(this.platform, tenant), (db) =>
      db.query<FeatureRow>(layer.sqlForIds, [tenant.tenantId, ids, today]),
    )
    return rows.map((row) => toRow(layer, row))
  }

  private settleQuietly(): void {
    for (const tenantId of this.store.tenantIds) {
      for (const [, live] of this.store.layersOf(tenantId)) {
        if (live.stale.size > 0) live.settle().catch((error) => log.warn({ err: error }, 'map layer not refreshed yet'))
      }
    }
  }

  /** What is in force changes at midnight: a town whose day is over is read anew. */
  private checkDay(): void {
    for (const tenantId of this.store.tenantIds) {
      const old = this.store.layersOf(tenantId).some(([, live]) => live.today !== todayOf(this.platform, live.tenant))
      if (old) this.forget(tenantId)
    }
  }
}
