/** Anything that knows how many bytes it holds: a LayerSnapshot, or what stands around one. */
type Sized = { readonly byteLength: number }

/** Loads a layer of a town, from a file or from the database. */
export type SnapshotLoader<T extends Sized> = (tenantId: number, layer: string) => Promise<T>

type Town<T> = { layers: Map<string, Promise<T>>; loaded: Map<string, T>; usedAt: number }

/**
 * The towns held in memory, within a limit of bytes: a town not looked at for longest is let go whole.
 * The town being asked for always stays, even when it alone is over the limit.
 */
export class SnapshotStore<T extends Sized> {
  private readonly towns = new Map<number, Town<T>>()
  private readonly load: SnapshotLoader<T>
  private readonly limitBytes: number
  private readonly onEvict: (tenantId: number) => void
  private clock = 0

  /** @param onEvict told each town that is let go */
  constructor(load: SnapshotLoader<T>, limitBytes: number, onEvict: (tenantId: number) => void = () => {}) {
    this.load = load
    this.limitBytes = limitBytes
    this.onEvict = onEvict
  }

  /** The layer if it is in memory. */
  peek(tenantId: number, layer: string): T | undefined {
    const town = this.towns.get(tenantId)
    if (town) town.usedAt = ++this.clock
    return town?.loaded.get(layer)
  }

  /** The layer, loaded once however many ask. A failed load is forgotten, so that the next asks again. */
  get(tenantId: number, layer: string): Promise<T> {
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

  private town(tenantId: number): Town<T> {
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
  layersOf(tenantId: number): [string, T][] {
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
      this.onEvict(coldest[0])
    }
  }
}
