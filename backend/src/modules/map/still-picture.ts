/** Pictures drawn in this process from our own tiles: for pages without WebGL, and for papers. */
import type { GeoJSON } from 'geojson'
import { layerGroups, tileLayers } from '../../../../tiles/layers/index.ts'
import { layerTile } from '../../../../tiles/src/layer-tile.ts'
import type { LiveLayers } from '../../../../tiles/src/live-layers.ts'
import { drawPicture, type PictureInput } from '../../../../tiles/src/picture.ts'
import type { Bounds, Context } from '../../kernel/index.ts'

/** Raw bytes of a public tile of a layer or group, past the HTTP door: pictures are drawn in this process. */
async function publicTile(
  context: Context,
  live: LiveLayers,
  layer: string,
  z: number,
  x: number,
  y: number,
): Promise<Uint8Array | null> {
  const ids = layerGroups[layer] ?? [layer]
  const pieces: Uint8Array[] = []
  for (const id of ids) {
    const register = tileLayers.find((candidate) => candidate.id === id)
    if (!register || register.whoMaySee || z < register.minZoom) continue
    const { snapshot } = await live.get(context.tenant, id)
    pieces.push(layerTile(snapshot, id, z, x, y, 'public'))
  }
  const bytes = Buffer.concat(pieces)
  return bytes.length ? bytes : null
}

/** A picture of public layers alone, whoever asks. */
export function drawStill(context: Context, live: LiveLayers, given: Omit<PictureInput, 'tiles'>): Promise<Buffer> {
  return drawPicture({ ...given, tiles: (layer, z, x, y) => publicTile(context, live, layer, z, x, y) })
}

/** West, south, east, north round outlines and points, with room about them; at least `leastM` metres wide. Null for none. */
export function boundsAround(shapes: readonly GeoJSON[], leastM: number): Bounds | null {
  const corners: number[][] = []
  const collect = (value: unknown): void => {
    if (!Array.isArray(value)) return
    if (typeof value[0] === 'number') corners.push(value as number[])
    else for (const each of value) collect(each)
  }
  for (const shape of shapes) if ('coordinates' in shape) collect(shape.coordinates)
  if (!corners.length) return null
  const [lons, lats] = [corners.map((corner) => corner[0]!), corners.map((corner) => corner[1]!)]
  const [west, east] = [Math.min(...lons), Math.max(...lons)]
  const [south, north] = [Math.min(...lats), Math.max(...lats)]
  const degreesTall = leastM / 110_574
  const degreesWide = leastM / (111_320 * Math.cos((((south + north) / 2) * Math.PI) / 180))
  const half = (from: number, to: number, least: number) => Math.max((to - from) * 0.9, least / 2)
  const [lon, lat] = [(west + east) / 2, (south + north) / 2]
  const [wide, tall] = [half(west, east, degreesWide), half(south, north, degreesTall)]
  return [lon - wide, lat - tall, lon + wide, lat + tall]
}
