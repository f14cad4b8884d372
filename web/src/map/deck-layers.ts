import { Deck, OrbitView, PathLayer, SolidPolygonLayer } from 'deck.gl'
import type { MultiPolygon, Polygon } from 'geojson'
import { PALETTES } from '../../../tiles/src/style/palette.ts'
import {
  extentOf,
  type PlaneRing,
  polygonsOf,
  type SceneBuilding,
  type Slab,
  slabsOf,
  toMetres,
} from './building-slabs.ts'
import { colourOfUse } from './colour-of-use.ts'
import type { ThemeName } from './map-types.ts'

export type SceneShape = Polygon | MultiPolygon
export type SceneInput = {
  plots: readonly SceneShape[]
  buildings: readonly SceneBuilding[]
  context: readonly { geometry: SceneShape; heightM: number }[]
  theme: ThemeName
}

type Orbit = { target: [number, number, number]; rotationOrbit: number; rotationX: number; zoom: number }
type Rgb = [number, number, number]

const rgb = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Rgb
const MATERIAL = { ambient: 0.5, diffuse: 0.42, shininess: 8, specularColor: [40, 38, 35] as Rgb }
const withHeight = (rings: readonly PlaneRing[], z: number) => rings.map((ring) => ring.map(([x, y]) => [x, y, z]))

/** Ground far beyond what is seen, so that nothing floats. */
const GROUND: PlaneRing = [
  [-400, -400],
  [400, -400],
  [400, 400],
  [-400, 400],
]

/** The scene's layers: plot on the ground, grey neighbours, floors coloured by use. All in deck, so that depth agrees. */
function sceneLayers({ plots, buildings, context, theme }: SceneInput, middle: [number, number]) {
  const palette = PALETTES[theme]
  const plane = (geometry: SceneShape) =>
    polygonsOf(geometry).map((rings) => rings.map((ring) => toMetres(ring, middle)))
  const slabs = buildings.flatMap((building) => slabsOf(building, middle))
  const plotRings = plots.flatMap(plane)
  const layers = [
    new SolidPolygonLayer<PlaneRing>({
      id: 'ground',
      data: [GROUND],
      getPolygon: (ring) => withHeight([ring], -0.1) as never,
      getFillColor: [...rgb(palette.land), 255] as never,
    }),
    new SolidPolygonLayer<PlaneRing[]>({
      id: 'plot',
      data: plotRings,
      getPolygon: (rings) => withHeight(rings, 0) as never,
      getFillColor: [...rgb(palette.park), 255] as never,
    }),
    new PathLayer<PlaneRing>({
      id: 'plot-edge',
      data: plotRings.flat(),
      getPath: (ring) => ring.map(([x, y]) => [x, y, 0.05]) as never,
      getColor: rgb(palette.accent),
      getWidth: 0.5,
      widthMinPixels: 2,
    }),
    new SolidPolygonLayer<{ rings: PlaneRing[]; heightM: number }>({
      id: 'context',
      data: context.flatMap(({ geometry, heightM }) => plane(geometry).map((rings) => ({ rings, heightM }))),
      extruded: true,
      getPolygon: ({ rings }) => withHeight(rings, 0) as never,
      getElevation: ({ heightM }) => heightM,
      getFillColor: [...rgb(palette.building), 255] as never,
      material: MATERIAL,
    }),
    new SolidPolygonLayer<Slab>({
      id: 'floors',
      data: slabs,
      extruded: true,
      pickable: true,
      autoHighlight: true,
      highlightColor: [255, 255, 255, 90],
      getPolygon: ({ rings, bottomM }) => withHeight(rings, bottomM) as never,
      getElevation: ({ thicknessM }) => thicknessM,
      getFillColor: ({ use }) => rgb(colourOfUse(use)),
      material: MATERIAL,
    }),
    new PathLayer<{ ring: PlaneRing; z: number }>({
      id: 'unauthorised',
      data: unauthorisedEdges(slabs),
      getPath: ({ ring, z }) => ring.map(([x, y]) => [x, y, z]) as never,
      getColor: rgb(palette.accent),
      getWidth: 0.25,
      widthMinPixels: 2.5,
    }),
  ]
  // deck.gl complains of a line layer that holds no line.
  return layers.filter((layer) => (layer.props.data as unknown[]).length > 0)
}

/** A floor without permission is framed above and below: said by form, not by colour alone. */
const unauthorisedEdges = (slabs: Slab[]) =>
  slabs
    .filter((slab) => slab.unauthorised)
    .flatMap((slab) =>
      slab.rings.flatMap((ring) => [
        { ring, z: slab.bottomM },
        { ring, z: slab.bottomM + slab.thicknessM },
      ]),
    )

/** A running 3D scene on a canvas. `turn` in degrees, `zoom` in doublings; `remove` frees the graphics card. */
export type Scene = { turn(around: number, up: number): void; zoom(steps: number): void; remove(): void }

/** Starts the scene. `onFloor` hears which floor is under the pointer. */
export function startScene(canvas: HTMLCanvasElement, input: SceneInput, onFloor: (slab: Slab | null) => void): Scene {
  const { middle, radiusM } = extentOf([...input.plots, ...input.buildings.map((building) => building.geometry)])
  const tallest = Math.max(6, ...input.buildings.map((building) => building.heightM))
  const roomPx = Math.max(160, Math.min(canvas.clientWidth, canvas.clientHeight * 1.2))
  const fits = Math.log2(roomPx / (3 * Math.max(radiusM, tallest * 0.8)))
  let orbit: Orbit = { target: [0, 0, tallest * 0.4], rotationOrbit: -35, rotationX: 32, zoom: fits }
  const deck = new Deck({
    canvas,
    width: '100%',
    height: '100%',
    views: new OrbitView({ orbitAxis: 'Z', fovy: 35, near: 0.1, far: 1000 }),
    controller: { keyboard: false, inertia: false },
    viewState: orbit as never,
    onViewStateChange: ({ viewState }) => show(viewState as unknown as Orbit),
    layers: sceneLayers(input, middle),
    getCursor: ({ isDragging }) => (isDragging ? 'grabbing' : 'grab'),
    onHover: ({ object, layer }) => onFloor(layer?.id === 'floors' ? (object as Slab) : null),
  })
  const show = (next: Orbit) => {
    orbit = { ...next, rotationX: Math.min(88, Math.max(4, next.rotationX)) }
    deck.setProps({ viewState: orbit as never })
  }
  return {
    turn: (around, up) =>
      show({ ...orbit, rotationOrbit: orbit.rotationOrbit + around, rotationX: orbit.rotationX + up }),
    zoom: (steps) => show({ ...orbit, zoom: orbit.zoom + steps }),
    remove: () => deck.finalize(),
  }
}
