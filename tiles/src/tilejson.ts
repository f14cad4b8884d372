import { pickName } from '../../backend/src/kernel/names.ts'
import type { TileLayer } from '../layers/index.ts'
import { worldToLat, worldToLon } from './mercator.ts'
import type { Audience, LayerSnapshot } from './snapshot.ts'

/** TileJSON 3.0 of one layer or a group. `origin` like https://maps.example.org; `city` as it stands in addresses. */
export function tileJson(
  origin: string,
  city: string,
  id: string,
  layers: readonly { layer: TileLayer; snapshot: LayerSnapshot }[],
  audience: Audience,
): object {
  const boxes = layers.flatMap(({ snapshot }) => (snapshot.bounds ? [snapshot.bounds] : []))
  const bounds = boxes.length > 0 ? degrees(boxes) : null
  return {
    tilejson: '3.0.0',
    name: id,
    description: layers.map(({ layer }) => pickName(layer.titles, 'en')).join(', '),
    scheme: 'xyz',
    tiles: [`${origin}/tiles/${encodeURIComponent(city)}/${id}/{z}/{x}/{y}.mvt`],
    minzoom: Math.min(...layers.map(({ layer }) => layer.minZoom)),
    maxzoom: Math.max(...layers.map(({ layer }) => layer.maxZoom)),
    ...(bounds && { bounds, center: [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2, 13] }),
    vector_layers: layers.map(({ layer }) => ({
      id: layer.id,
      description: pickName(layer.titles, 'en'),
      minzoom: layer.minZoom,
      maxzoom: layer.maxZoom,
      fields: Object.fromEntries([
        ['id', 'Number. Id of the feature, also its MVT id'],
        ...layer.fields
          .filter((field) => field.audience === 'public' || audience === 'staff')
          .map((field) => [field.key, `${field.type}. ${field.about}`]),
      ]),
    })),
  }
}

function degrees(boxes: readonly (readonly [number, number, number, number])[]): [number, number, number, number] {
  const round = (value: number) => Math.round(value * 1e6) / 1e6
  return [
    round(worldToLon(Math.min(...boxes.map((box) => box[0])))),
    round(worldToLat(Math.max(...boxes.map((box) => box[3])))),
    round(worldToLon(Math.max(...boxes.map((box) => box[2])))),
    round(worldToLat(Math.min(...boxes.map((box) => box[1])))),
  ]
}
