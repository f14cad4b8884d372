import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import './building-scene.css'
import { PALETTES } from '../../../tiles/src/style/palette.ts'
import { type SceneBuilding, type Slab, slabsOf } from './building-slabs.ts'
import { colourOfUse } from './colour-of-use.ts'
import type { Scene, SceneShape } from './deck-layers.ts'
import type { Language, ThemeName } from './map-types.ts'
import { hasWebGl } from './web-gl.ts'
import { formatFigure, type MapWords, mapWords } from './words.ts'

export type BuildingSceneProps = {
  language: Language
  theme: ThemeName
  /** The parcel page's `parcels[].geometry`, lon, lat. */
  plots: readonly SceneShape[]
  /** The parcel page's `buildings`. */
  buildings: readonly SceneBuilding[]
  /** Town whose tiles show the houses around, drawn grey. */
  city: string
}

const TURN: Record<string, readonly [number, number]> = {
  ArrowLeft: [-12, 0],
  ArrowRight: [12, 0],
  ArrowUp: [0, 6],
  ArrowDown: [0, -6],
}

/** A parcel's buildings in 3D, floors coloured by use, with the same floors as a list for every reader and every device. */
export function BuildingScene(props: BuildingSceneProps) {
  const { language, theme, plots, buildings, city } = props
  const canvas = useRef<HTMLCanvasElement>(null)
  const scene = useRef<Scene | null>(null)
  const [pointed, setPointed] = useState<Slab | null>(null)
  const words = mapWords(language)
  const drawable = hasWebGl()

  useEffect(() => {
    let gone = false
    if (!drawable) return
    const own = buildings.map((building) => building.buildingId)
    // The scene needs the drawing code anyway: houses around are fetched meanwhile and never waited for in vain.
    const around = import('./scene-context.ts').then(({ readNeighbours }) => readNeighbours(city, plots, own))
    void Promise.all([import('./deck-layers.ts'), around]).then(([{ startScene }, context]) => {
      if (gone || !canvas.current) return
      scene.current = startScene(canvas.current, { plots, buildings, context, theme }, setPointed)
    })
    return () => {
      gone = true
      scene.current?.remove()
      scene.current = null
    }
  }, [drawable, plots, buildings, city, theme])

  const pressed = (event: KeyboardEvent) => {
    const turn = TURN[event.key]
    if (turn) scene.current?.turn(...turn)
    else if (event.key === '+' || event.key === '=') scene.current?.zoom(0.4)
    else if (event.key === '-') scene.current?.zoom(-0.4)
    else return
    event.preventDefault()
  }

  return (
    <figure className="building-scene">
      {drawable ? (
        <div
          className="building-scene-view"
          role="application"
          aria-label={words.building3d}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the picture is turned by keys, so it must take the focus
          tabIndex={0}
          onKeyDown={pressed}
        >
          <canvas ref={canvas} />
        </div>
      ) : null}
      <figcaption>{drawable ? words.building3dKeys : words.undrawable}</figcaption>
      {drawable ? <SceneLegend theme={theme} words={words} /> : null}
      <FloorList buildings={buildings} pointed={pointed} words={words} />
    </figure>
  )
}

/** What the colours on the ground mean; those of the floors stand beside each floor below. */
function SceneLegend({ theme, words }: { theme: ThemeName; words: MapWords }) {
  const { park, accent, building, buildingEdge } = PALETTES[theme]
  return (
    <ul className="scene-legend">
      <li>
        <span className="floor-colour" style={{ background: park, borderColor: accent }} aria-hidden="true" />
        {words.thisPlot}
      </li>
      <li>
        <span className="floor-colour" style={{ background: building, borderColor: buildingEdge }} aria-hidden="true" />
        {words.around}
      </li>
    </ul>
  )
}

function FloorList({
  buildings,
  pointed,
  words,
}: {
  buildings: readonly SceneBuilding[]
  pointed: Slab | null
  words: MapWords
}) {
  const floors = useMemo(() => buildings.flatMap(floorsOf), [buildings])
  return (
    <ol className="building-floors" aria-label={words.building3d}>
      {floors.map((slab) => (
        <li
          key={`${slab.buildingId}-${slab.floor}`}
          data-pointed={pointed?.buildingId === slab.buildingId && pointed.floor === slab.floor}
        >
          <span className="floor-colour" style={{ background: colourOfUse(slab.use) }} aria-hidden="true" />
          <span>{floorName(slab.floor, words)}</span>
          <span>{words.uses[slab.use] ?? slab.use}</span>
          <span className="floor-area">
            {slab.areaSqm > 0 ? `${formatFigure(slab.areaSqm)} ${words.squareMetres}` : ''}
          </span>
          {slab.unauthorised ? <strong>{words.unauthorised}</strong> : null}
        </li>
      ))}
    </ol>
  )
}

/** Floors top down, as one looks at a house; one line a floor whatever the number of its shapes. */
function floorsOf(building: SceneBuilding): Slab[] {
  const byFloor = new Map(slabsOf(building, [0, 0]).map((slab) => [slab.floor, slab]))
  return [...byFloor.values()].sort((a, b) => b.floor - a.floor)
}

const floorName = (floor: number, words: MapWords): string => {
  if (floor === 0) return words.ground
  return floor > 0 ? words.floor(floor) : words.basement(-floor)
}
