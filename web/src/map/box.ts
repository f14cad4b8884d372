import type { Bounds } from '../state/contract.ts'
import type { MapView } from './map-types.ts'

/** Pixels of the whole world at zoom 0, as MapLibre counts it. */
const WORLD_PX = 512
const MERCATOR_LIMIT = 85

/** Box (lon, lat) of a screen of `widthPx` × `heightPx` at this view; a turned map gets the box that encloses it. */
export function boxOfView(view: MapView, widthPx: number, heightPx: number): Bounds {
  const turn = (view.bearing * Math.PI) / 180
  const [cos, sin] = [Math.abs(Math.cos(turn)), Math.abs(Math.sin(turn))]
  const scale = WORLD_PX * 2 ** view.zoom
  const halfX = (widthPx * cos + heightPx * sin) / 2 / scale
  const halfY = (widthPx * sin + heightPx * cos) / 2 / scale
  const [x, y] = [view.lon / 360 + 0.5, mercatorY(view.lat)]
  return [(x - halfX - 0.5) * 360, latitudeOf(y + halfY), (x + halfX - 0.5) * 360, latitudeOf(y - halfY)]
}

/** The view that shows this box whole. */
export function viewOfBox([west, south, east, north]: Bounds, widthPx: number, heightPx: number): MapView {
  const acrossX = Math.max((east - west) / 360, 1e-7)
  const acrossY = Math.max(mercatorY(south) - mercatorY(north), 1e-7)
  const zoom = Math.log2(Math.min(widthPx / WORLD_PX / acrossX, heightPx / WORLD_PX / acrossY))
  const lat = latitudeOf((mercatorY(south) + mercatorY(north)) / 2)
  return { lon: (west + east) / 2, lat, zoom: Math.min(Math.max(zoom, 3), 19), bearing: 0, pitch: 0 }
}

/** The place under a point of the still picture, given as fractions of its width and height from its top start corner. */
export function placeInBox([west, south, east, north]: Bounds, acrossX: number, acrossY: number): [number, number] {
  const y = mercatorY(north) + (mercatorY(south) - mercatorY(north)) * acrossY
  return [west + (east - west) * acrossX, latitudeOf(y)]
}

function mercatorY(lat: number): number {
  const held = (Math.min(Math.max(lat, -MERCATOR_LIMIT), MERCATOR_LIMIT) * Math.PI) / 180
  return 0.5 - Math.log(Math.tan(Math.PI / 4 + held / 2)) / (2 * Math.PI)
}

const latitudeOf = (y: number) => (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI
