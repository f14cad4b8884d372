import { parseArgs } from 'node:util'
import { layerGroups, tileLayers } from '../../../tiles/layers/index.ts'
import { layerTile } from '../../../tiles/src/layer-tile.ts'
import { LiveLayers } from '../../../tiles/src/live-layers.ts'
import { tileIndex } from '../../../tiles/src/mercator.ts'
import { writeArchive } from '../../../tiles/src/pmtiles.ts'
import { tileJson } from '../../../tiles/src/tilejson.ts'
import { tenantByCode } from '../kernel/index.ts'
import { BadUsage, done, type Verb, type VerbAnswer, withPlatform } from './verb.ts'

const memoryBytes = 4 * 2 ** 30

/** Every public layer of a town, loaded; `work` gets a tile function over all of them. */
async function withTown<T>(
  city: string | undefined,
  work: (town: {
    tile(z: number, x: number, y: number): Uint8Array
    bounds: readonly [number, number, number, number]
    layers: object[]
    name: string
  }) => Promise<T>,
): Promise<T> {
  if (!city) throw new BadUsage('say which town with --city, e.g. --city nayapur')
  return withPlatform(async (platform) => {
    const tenant = await tenantByCode(platform, city)
    const layers = tileLayers.filter((layer) => !layer.whoMaySee)
    const live = new LiveLayers(platform, [...layers], memoryBytes, () => {})
    try {
      const loaded = await Promise.all(
        layers.map(async (layer) => ({ layer, snapshot: (await live.get(tenant, layer.id)).snapshot })),
      )
      const boxes = loaded.flatMap(({ snapshot }) => (snapshot.bounds ? [snapshot.bounds] : []))
      if (!boxes.length) throw new BadUsage(`${city} has no map: there are no tiles to build`)
      const bounds = [0, 1, 2, 3].map((at) =>
        (at < 2 ? Math.min : Math.max)(...boxes.map((box) => box[at]!)),
      ) as unknown as [number, number, number, number]
      const described = tileJson('', city, Object.keys(layerGroups)[0]!, loaded, 'public') as {
        vector_layers: object[]
      }
      const tile = (z: number, x: number, y: number) =>
        Buffer.concat(
          loaded.flatMap(({ layer, snapshot }) =>
            z < layer.minZoom ? [] : [layerTile(snapshot, layer.id, z, x, y, 'public')],
          ),
        )
      return await work({ tile, bounds, layers: described.vector_layers, name: city })
    } finally {
      await live.close()
    }
  })
}

async function build(args: string[]): Promise<VerbAnswer> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { city: { type: 'string' }, 'max-zoom': { type: 'string', default: '16' } },
  })
  const file = positionals[0]
  if (!file) throw new BadUsage('say which file: khasra tiles build --city nayapur nayapur.pmtiles')
  const maxZoom = Math.min(17, Math.max(8, Number(values['max-zoom']) || 16))
  return withTown(values.city, async (town) => {
    const began = performance.now()
    const report = await writeArchive(file, {
      minZoom: 8,
      maxZoom,
      bounds: town.bounds,
      metadata: { name: town.name, vector_layers: town.layers },
      tile: town.tile,
    })
    const seconds = (performance.now() - began) / 1000
    const json = { ...report, seconds, tilesPerSecond: Math.round(report.addressed / seconds) }
    return done(
      json,
      `${report.filled} tiles with something in them (${report.distinct} different), ${report.bytes} bytes, largest ${report.largestTileBytes} bytes, ${json.tilesPerSecond} tiles a second`,
    )
  })
}

async function bench(args: string[]): Promise<VerbAnswer> {
  const { values } = parseArgs({ args, options: { city: { type: 'string' } } })
  return withTown(values.city, async (town) => {
    const zooms = [10, 12, 13, 14, 15, 16, 17].map((z) => {
      const middle = [(town.bounds[0] + town.bounds[2]) / 2, (town.bounds[1] + town.bounds[3]) / 2].map((world) =>
        tileIndex(z, world),
      ) as [number, number]
      const began = performance.now()
      let tiles = 0
      let bytes = 0
      for (let dx = -3; dx <= 3; dx++)
        for (let dy = -3; dy <= 3; dy++) {
          const size = town.tile(z, middle[0] + dx, middle[1] + dy).length
          tiles++
          bytes = Math.max(bytes, size)
        }
      const seconds = (performance.now() - began) / 1000
      return { zoom: z, tiles, tilesPerSecond: Math.round(tiles / seconds), largestBytes: bytes }
    })
    return done(
      { city: town.name, zooms },
      zooms
        .map((each) => `z${each.zoom}: ${each.tilesPerSecond} tiles a second, largest ${each.largestBytes} bytes`)
        .join('\n'),
    )
  })
}

/** Verbs about tiles. */
export const tileVerbs: Verb[] = [
  {
    name: 'tiles build',
    summary: 'writes the public layers of a town into one PMTiles archive',
    example: 'khasra tiles build --city nayapur nayapur.pmtiles',
    run: build,
  },
  {
    name: 'tiles bench',
    summary: 'tiles per second and sizes of a town, uncached',
    example: 'khasra tiles bench --city nayapur',
    run: bench,
  },
]
