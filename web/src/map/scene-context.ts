import { VectorTile } from '@mapbox/vector-tile'
import type { MultiPolygon, Polygon } from 'geojson'
import { PbfReader } from 'pbf'
import { extentOf } from './building-slabs.ts'

/** A neighbouring building of the scene: footprint in lon, lat, height in metres. */
export type SceneNeighbour = { geometry: Polygon | MultiPolygon; heightM: number }

/** Tiles of houses are sharpest here; one is about 280 m wide in central India. */
const TILE_ZOOM = 17
const USUAL_HEIGHT_M = 3.1
/** More would hide the plot and slow a small phone. */
const MOST_NEIGHBOURS = 160

type Tile = { x: number; y: number }

/** Tiles that hold everything within `reachM` of a place; four at most, for the reach is less than a tile. */
export function tilesAround([lon, lat]: readonly [number, number], reachM: number): Tile[] {
  const worlds = 2 ** TILE_ZOOM
  const toTile = (east: number, north: number): Tile => {
    const sine = Math.sin((north * Math.PI) / 180)
    const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)
    return { x: Math.floor((east / 360 + 0.5) * worlds), y: Math.floor(y * worlds) }
  }
  const up = reachM / 111_195
  const aside = up / Math.cos((lat * Math.PI) / 180)
  const [low, high] = [toTile(lon - aside, lat + up), toTile(lon + aside, lat - up)]
  const tiles: Tile[] = []
  for (let y = low.y; y <= high.y; y++) for (let x = low.x; x <= high.x; x++) tiles.push({ x, y })
  return tiles
}

/** Houses of one tile within reach of the place, without those of the plot itself. */
export function neighboursIn(
  bytes: Uint8Array,
  tile: Tile,
  place: readonly [number, number],
  reachM: number,
  own: ReadonlySet<number>,
): (SceneNeighbour & { id: number })[] {
  const layer = new VectorTile(new PbfReader(bytes)).layers.buildings
  if (!layer) return []
  const found: (SceneNeighbour & { id: number })[] = []
  for (let index = 0; index < layer.length; index++) {
    const feature = layer.feature(index)
    const id = Number(feature.properties.id ?? feature.id)
    if (own.has(id) || feature.properties.generalised === true) continue
    const { geometry } = feature.toGeoJSON(tile.x, tile.y, TILE_ZOOM)
    if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') continue
    const { middle } = extentOf([geometry])
    const east = (middle[0] - place[0]) * 111_195 * Math.cos((place[1] * Math.PI) / 180)
    if (Math.hypot(east, (middle[1] - place[1]) * 111_195) > reachM) continue
    found.push({ id, geometry, heightM: Number(feature.properties.heightM) || USUAL_HEIGHT_M })
  }
  return found
}

/** The houses round a plot, from the public tiles of the map; none when they cannot be had, for the scene stands without them. */
export async function readNeighbours(
  city: string,
  plots: readonly (Polygon | MultiPolygon)[],
  ownBuildings: readonly number[],
): Promise<SceneNeighbour[]> {
  if (plots.length === 0) return []
  const { middle, radiusM } = extentOf(plots)
  const reachM = Math.min(110, radiusM + 45)
  const own = new Set(ownBuildings)
  const byId = new Map<number, SceneNeighbour>()
  await Promise.all(
    tilesAround(middle, reachM).map(async (tile) => {
      const address = `/tiles/${encodeURIComponent(city)}/buildings/${TILE_ZOOM}/${tile.x}/${tile.y}.mvt`
      const answer = await fetch(address).catch(() => null)
      if (!answer?.ok || answer.status === 204) return
      const bytes = new Uint8Array(await answer.arrayBuffer())
      for (const { id, ...house } of neighboursIn(bytes, tile, middle, reachM, own)) byId.set(id, house)
    }),
  )
  return [...byId.values()].slice(0, MOST_NEIGHBOURS)
}
