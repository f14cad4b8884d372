import type { Map as MapLibreMap } from 'maplibre-gl'
import { TerraDraw, TerraDrawLineStringMode, TerraDrawPolygonMode, TerraDrawSelectMode } from 'terra-draw'
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter'
import { placeOnGrid } from '../../../../backend/src/kernel/geojson.ts'
import type { Drawing, DrawWish, LonLat } from '../map-types.ts'
import { snapped } from './snap.ts'

type Feature = ReturnType<TerraDraw['getSnapshot']>[number]
type Hex = `#${string}`

/** Lets somebody draw one line or polygon on the map, corner by corner, and move its corners after. */
export function drawOn(map: MapLibreMap, wish: DrawWish): Drawing {
  const mode = wish.shape === 'line' ? 'linestring' : 'polygon'
  const toCustom = ({ lng, lat }: { lng: number; lat: number }) =>
    snapped([lng, lat], wish.snapTo, (corner) => map.project(corner)) ?? placeOnGrid([lng, lat])
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: 9, prefixId: 'khasra-draw' }),
    modes: modesOf(toCustom, wish.colours.pen as Hex, wish.colours.halo as Hex),
  })
  const tell = (done: boolean) => {
    const shape = draw.getSnapshot().find((feature) => feature.properties.mode === mode)
    wish.onChange(shape ? cornersOf(shape, done) : [], done)
  }
  const put = (corners: readonly LonLat[]) => {
    draw.clear()
    const isWhole = corners.length >= (wish.shape === 'line' ? 2 : 3)
    if (!isWhole) return draw.setMode(mode)
    const [added] = draw.addFeatures([featureOf(wish.shape, corners)])
    if (added?.valid && added.id !== undefined) draw.selectFeature(added.id, 'select')
  }
  draw.start()
  draw.on('finish', (id) => {
    tell(true)
    // Corners can then be moved; selecting at once would swallow the click that finished.
    setTimeout(() => draw.enabled && draw.hasFeature(id) && draw.selectFeature(id, 'select'))
  })
  put(wish.start)
  return { set: put, stop: () => draw.enabled && draw.stop() }
}

function cornersOf({ geometry }: Feature, done: boolean): LonLat[] {
  const list = (
    geometry.type === 'Polygon' ? geometry.coordinates[0]!.slice(0, -1) : geometry.coordinates
  ) as number[][]
  // While the pen is down the last corner only follows it.
  return (done ? list : list.slice(0, -1)).map(placeOnGrid)
}

const featureOf = (shape: DrawWish['shape'], corners: readonly LonLat[]): Feature =>
  shape === 'line'
    ? {
        type: 'Feature',
        properties: { mode: 'linestring' },
        geometry: { type: 'LineString', coordinates: corners.map((corner) => [...corner]) },
      }
    : {
        type: 'Feature',
        properties: { mode: 'polygon' },
        geometry: { type: 'Polygon', coordinates: [[...corners, corners[0]!].map((corner) => [...corner])] },
      }

type ToCustom = (pen: { lng: number; lat: number }) => LonLat

function modesOf(toCustom: ToCustom, pen: Hex, halo: Hex) {
  const points = { coordinatePointColor: halo, coordinatePointOutlineColor: pen, coordinatePointWidth: 4 }
  const closing = { closingPointColor: pen, closingPointOutlineColor: halo, closingPointWidth: 6 }
  const moved = {
    feature: {
      draggable: false,
      coordinates: { midpoints: true, draggable: true, deletable: true, snappable: { toCustom } },
    },
  }
  return [
    new TerraDrawLineStringMode({
      snapping: { toCustom },
      showCoordinatePoints: true,
      styles: { lineStringColor: pen, lineStringWidth: 3, snappingPointColor: pen, ...points, ...closing },
    }),
    new TerraDrawPolygonMode({
      snapping: { toCustom },
      showCoordinatePoints: true,
      styles: { fillColor: pen, fillOpacity: 0.15, outlineColor: pen, outlineWidth: 3, ...points, ...closing },
    }),
    new TerraDrawSelectMode({
      allowManualDeselection: false,
      flags: { linestring: moved, polygon: moved },
      styles: {
        selectedLineStringColor: pen,
        selectedLineStringWidth: 3,
        selectedPolygonColor: pen,
        selectedPolygonFillOpacity: 0.15,
        selectedPolygonOutlineColor: pen,
        selectionPointColor: halo,
        selectionPointOutlineColor: pen,
        selectionPointWidth: 7,
        selectionPointOutlineWidth: 3,
        midPointColor: pen,
        midPointWidth: 4,
      },
    }),
  ]
}
