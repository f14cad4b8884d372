import type { LayerSnapshot } from './snapshot.ts'

/** Loads a layer of a town, from a file or from the database. */
export type SnapshotLoader = (tenantId: number, layer: string) => Promise<LayerSnapshot>

type Town = { layers: Map<string, Promise<LayerSnapshot>>; loaded: Map<string, LayerSnapshot>; usedAt: number }

/**
 * The towns held in memory, within a limit of bytes: a town not looked at for longest is let go whole.
 * The town being asked for always stays, even when it alone is over the limit.
 */
export class SnapshotStore {
  private readonly towns = new Map<number, Town>()
  private readonly load: SnapshotLoader
  private readonly limitBytes: number
  private clock = 0

  constructor(load: SnapshotLoader, limitBytes: number) {
    this.load = load
    this.limitBytes = limitBytes
  }

  /** The layer if it is in memory. */
  peek(tenantId: number, layer: string): LayerSnapshot | undefined {
    const town = this.towns.get(tenantId)
    if (town) town.usedAt = ++this.clock
    return town?.loaded.get(layer)
  }

  /** The layer, loaded once however many ask. A failed load is forgotten, so that the next asks again. */
  get(tenantId: number, layer: string): Promise<LayerSnapshot> {
    const town = this.town(tenantId)
    town.usedAt = ++this.clock
    const known = town.layers.get(layer)
    if (known) return known
    const loading = this.load(tenantId, layer).then(
      (snapshot) => {
        if (town.layers.get(layer) === loading) {
          town.loaded.set(layer, snapshot)
          this.evict(tenantId)
        }
        return snapshot
      },
      (error) => {
        if (town.layers.get(layer) === loading) town.layers.delete(layer)
        throw error
      },
    )
    town.layers.set(layer, loading)
    return loading
  }

  private town(tenantId: number): Town {
    let town = this.towns.get(tenantId)
    if (!town) {
      town = { layers: new Map(), loaded: new Map(), usedAt: 0 }
      this.towns.set(tenantId, town)
    }
    return town
  }

  /** Lets one layer or a whole town go, so that the next request reads it anew. */
  forget(tenantId: number, layer?: string): void {
    if (layer === undefined) this.towns.delete(tenantId)
    else {
      this.towns.get(tenantId)?.layers.delete(layer)
      this.towns.get(tenantId)?.loaded.delete(layer)
    }
  }

  /** Towns in memory. */
  get tenantIds(): number[] {
    return [...this.towns.keys()]
  }

  /** Layers of a town in memory. */
  layersOf(tenantId: number): [string, LayerSnapshot][] {
    return [...(this.towns.get(tenantId)?.loaded ?? [])]
  }

  /** Bytes held by all towns. */
  get byteLength(): number {
    let bytes = 0
    for (const town of this.towns.values()) for (const layer of town.loaded.values()) bytes += layer.byteLength
    return bytes
  }

  private evict(keep: number): void {
    while (this.byteLength > this.limitBytes) {
      const coldest = [...this.towns]
        .filter(([tenantId]) => tenantId !== keep)
        .sort(([, a], [, b]) => a.usedAt - b.usedAt)[0]
      if (!coldest) return
      this.towns.delete(coldest[0])
    }
  }
}
