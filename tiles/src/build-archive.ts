import { type Platform, type Tenant, todayOf } from '../../backend/src/kernel/index.ts'
import { pickName } from '../../backend/src/kernel/names.ts'
import { type TileLayer, tileLayers } from '../layers/index.ts'
import { layerTile } from './layer-tile.ts'
import { loadLayer } from './live-layers.ts'
import { type ArchiveReport, writeArchive } from './pmtiles.ts'
import type { LayerSnapshot } from './snapshot.ts'

type Loaded = { layer: TileLayer; snapshot: LayerSnapshot }

/** What `khasra tiles build` tells: the archive's report and the features of each layer. */
export type BuildReport = ArchiveReport & { city: string; layers: { id: string; features: number }[]; seconds: number }

/**
 * Builds one PMTiles archive of a town's public layers (public attributes alone), z8–`maxZoom` (16 unless told).
 * Throws when the town has nothing to draw.
 */
export async function buildArchive(
  platform: Platform,
  tenant: Tenant,
  path: string,
  options: { maxZoom?: number; layers?: readonly TileLayer[] } = {},
): Promise<BuildReport> {
  const startedAt = performance.now()
  const layers = (options.layers ?? tileLayers).filter((layer) => layer.whoMaySee === null)
  const loaded: Loaded[] = []
  for (const layer of layers) {
    loaded.push({ layer, snapshot: await loadLayer(platform, tenant, layer, todayOf(platform, tenant)) })
  }
  const maxZoom = options.maxZoom ?? 16
  const report = await writeArchive(path, {
    minZoom: Math.min(...layers.map((layer) => layer.minZoom)),
    maxZoom,
    bounds: boundsOf(loaded, tenant),
    metadata: {
      name: pickName(tenant.names, 'en') || tenant.code,
      vector_layers: layers.map((layer) => ({
        id: layer.id,
        description: layer.titles.en,
        minzoom: layer.minZoom,
        maxzoom: Math.min(layer.maxZoom, maxZoom),
        fields: Object.fromEntries(
          layer.fields.filter((field) => field.audience === 'public').map((field) => [field.key, field.type]),
        ),
      })),
    },
    tile: (z, x, y) =>
      Buffer.concat(
        loaded.map(({ layer, snapshot }) =>
          z < layer.minZoom ? new Uint8Array(0) : layerTile(snapshot, layer.id, z, x, y, 'public'),
        ),
      ),
  })
  return {
    ...report,
    city: tenant.code,
    layers: loaded.map(({ layer, snapshot }) => ({ id: layer.id, features: snapshot.count })),
    seconds: (performance.now() - startedAt) / 1000,
  }
}

function boundsOf(loaded: readonly Loaded[], tenant: Tenant): [number, number, number, number] {
  const boxes = loaded.flatMap(({ snapshot }) => (snapshot.bounds ? [snapshot.bounds] : []))
  if (boxes.length === 0) throw new Error(`${tenant.code} has nothing on the map yet: import or draw plots first.`)
  return [
    Math.min(...boxes.map((box) => box[0])),
    Math.min(...boxes.map((box) => box[1])),
    Math.max(...boxes.map((box) => box[2])),
    Math.max(...boxes.map((box) => box[3])),
  ]
}
