import type { LandmarkClass } from '../../layers/landmark-classes.ts'
import { landmarkClasses } from '../../layers/landmark-classes.ts'
import { HOUSE_NUMBER_ZOOM, shortPlotNumber } from '../style/labels.ts'
import { LANDMARK_ZOOMS, SIGN_PX } from '../style/landmarks.ts'
import { type Language, pickTileName } from '../style/layer-group.ts'
import { PALETTES } from '../style/palette.ts'
import { PUBLIC_USES } from '../style/property.ts'
import { pixelsPerMetre, ROAD_LOOKS, type RoadLook } from '../style/road-classes.ts'
import type { Pixel, Shape } from './decode.ts'
import type { Drawing } from './draw.ts'
import { joinRuns, straightSpot } from './street-spots.ts'
import { widthOf } from './text-width.ts'

/** A label that would like to be drawn; the greatest `order` claims its room first. */
export type Label = {
  text: string
  at: Pixel
  degrees: number
  sizePx: number
  weight: number
  colour: string
  order: number
  /** Colour behind the letters, where it is not that of the paper. */
  halo?: string
  /** A landmark's sign stands at `at`, and the text beside it. */
  sign?: { landmark: string; sizePx: number }
  /** Numbers come again in every street; names need not be said twice on one page. */
  isNumber?: boolean
}

/** Everything that could be labelled in the picture. */
export const wishedLabels = (drawing: Drawing, language: Language): Label[] => [
  ...placeLabels(drawing, language),
  ...landLabels(drawing, language),
  ...landmarkLabels(drawing, language),
  ...numberLabels(drawing),
  ...riverLabels(drawing, language),
  ...ROAD_LOOKS.flatMap((look, rank) => streetLabels(drawing, look, rank, language)),
]

type Look = Pick<Label, 'sizePx' | 'weight' | 'colour' | 'order'> & { isNumber?: boolean }

function labelsOf(shapes: readonly Shape[], words: (shape: Shape) => string, look: Look): Label[] {
  return shapes.flatMap((shape) => {
    const text = words(shape)
    const at = text ? middleOf(shape) : null
    return at ? [{ text, at, degrees: 0, ...look }] : []
  })
}

/** Shapes of a layer while the zoom is within its reach. */
const seen = ({ frame, shapes }: Drawing, layer: string, from: number, to = 23): readonly Shape[] =>
  frame.zoom >= from && frame.zoom < to ? (shapes.get(layer) ?? []) : []

/** A size that grows between two zooms. */
function sizeBetween(zoom: number, stops: readonly (readonly [zoom: number, px: number])[]): number {
  const above = stops.findIndex(([stop]) => stop >= zoom)
  if (above === 0) return stops[0]![1]
  if (above < 0) return stops.at(-1)![1]
  const [[z0, px0], [z1, px1]] = [stops[above - 1]!, stops[above]!]
  return px0 + ((px1 - px0) * (zoom - z0)) / (z1 - z0)
}

function placeLabels(drawing: Drawing, language: Language): Label[] {
  const { text } = PALETTES[drawing.theme]
  const { zoom } = drawing.frame
  const named = (shape: Shape) => pickTileName(shape.properties, language)
  return [
    ...labelsOf(seen(drawing, 'ward-names', 11, 15), named, {
      sizePx: sizeBetween(zoom, [
        [11, 10],
        [14, 13],
      ]),
      weight: 500,
      colour: text.ward,
      order: 95,
    }),
    ...labelsOf(seen(drawing, 'localities', 12, 18), named, {
      sizePx: sizeBetween(zoom, [
        [12, 10.5],
        [15, 13.5],
        [17, 16],
      ]),
      weight: 600,
      colour: text.place,
      order: 90,
    }),
  ]
}

/** Parks and ponds from where they are about forty pixels wide, and named houses. */
function landLabels(drawing: Drawing, language: Language): Label[] {
  const { text } = PALETTES[drawing.theme]
  const { zoom, lat } = drawing.frame
  const named = (shape: Shape) => pickTileName(shape.properties, language)
  const isPond = (shape: Shape) => shape.properties.class === 'pond'
  const large = seen(drawing, 'land-names', 12).filter(
    (shape) => Number(shape.properties.sizeM) * pixelsPerMetre(zoom, lat) > 38,
  )
  const look = { sizePx: 11.5, weight: 400, order: 40 }
  const houses = seen(drawing, 'buildings', 16.4).filter(
    (shape) => shape.properties.generalised !== true && !PUBLIC_USES.includes(String(shape.properties.use)),
  )
  return [
    ...labelsOf(large.filter(isPond), named, { ...look, colour: text.water }),
    ...labelsOf(
      large.filter((shape) => !isPond(shape)),
      named,
      { ...look, colour: text.park },
    ),
    ...labelsOf(houses, named, { sizePx: 11.5, weight: 500, colour: text.house, order: 45 }),
  ]
}

const RANK_OF: ReadonlyMap<string, LandmarkClass> = new Map(landmarkClasses.map((each) => [each.value, each]))

function landmarkLabels(drawing: Drawing, language: Language): Label[] {
  const palette = PALETTES[drawing.theme]
  const { zoom } = drawing.frame
  return seen(drawing, 'landmarks', 12).flatMap((shape) => {
    const kind = RANK_OF.get(String(shape.properties.class))
    const at = middleOf(shape)
    if (!kind || !at || zoom < LANDMARK_ZOOMS[kind.rank][0]) return []
    const label: Label = {
      text: zoom >= LANDMARK_ZOOMS[kind.rank][1] ? pickTileName(shape.properties, language) : '',
      at,
      degrees: 0,
      sizePx: kind.rank <= 2 ? 12 : 11.5,
      weight: 500,
      colour: palette.landmark[kind.family],
      order: 86 - kind.rank,
      sign: { landmark: kind.value, sizePx: sizeBetween(zoom, SIGN_PX) },
    }
    return [label]
  })
}

/** House numbers where they stand; plot numbers where there is room for more. */
function numberLabels(drawing: Drawing): Label[] {
  const { text } = PALETTES[drawing.theme]
  const written = (key: string) => (shape: Shape) => String(shape.properties[key] ?? '')
  const plots = seen(drawing, 'parcels', 17).filter((shape) => areaOf(shape) > 500)
  return [
    ...labelsOf(seen(drawing, 'house-numbers', HOUSE_NUMBER_ZOOM), written('number'), {
      sizePx: 11,
      weight: 500,
      colour: text.house,
      order: 5,
      isNumber: true,
    }),
    ...labelsOf(plots, (shape) => shortPlotNumber(written('number')(shape)), {
      sizePx: 10,
      weight: 400,
      colour: text.plot,
      order: 1,
      isNumber: true,
    }),
  ]
}

/** The name of a river on a straight enough stretch of its middle line. */
function riverLabels({ frame, shapes, theme }: Drawing, language: Language): Label[] {
  if (frame.zoom < 12) return []
  const palette = PALETTES[theme]
  const sizePx = sizeBetween(frame.zoom, [
    [12, 10.5],
    [15, 13],
    [18, 17],
  ])
  return namedRuns(shapes.get('water-lines') ?? [], language).flatMap(([text, runs]) =>
    joinRuns(runs).flatMap((run) => {
      const spot = straightSpot(run, widthOf(text, sizePx) + 20, frame.widthPx, frame.heightPx)
      const look = { sizePx, weight: 500, colour: palette.text.water, halo: palette.water, order: 80 }
      return spot ? [{ text, ...spot, ...look }] : []
    }),
  )
}

function namedRuns(shapes: readonly Shape[], language: Language): [string, Pixel[][]][] {
  const byName = new Map<string, Pixel[][]>()
  for (const shape of shapes) {
    const name = pickTileName(shape.properties, language)
    if (name) byName.set(name, [...(byName.get(name) ?? []), ...shape.kept])
  }
  return [...byName]
}

/** Streets are cut at every crossing; pieces of one name are joined before a straight enough stretch is looked for. */
function streetLabels({ frame, shapes, theme }: Drawing, look: RoadLook, rank: number, language: Language): Label[] {
  if (frame.zoom < look.labelMinZoom) return []
  const sizePx = sizeBetween(frame.zoom, look.textPx)
  const ofClass = (shapes.get('roads') ?? []).filter((shape) => shape.properties.class === look.class)
  return namedRuns(ofClass, language).flatMap(([text, runs]) =>
    joinRuns(runs).flatMap((run) => {
      const spot = straightSpot(run, widthOf(text, sizePx) + 8, frame.widthPx, frame.heightPx)
      const weight = rank >= 4 ? 500 : 400
      return spot ? [{ text, ...spot, sizePx, weight, colour: PALETTES[theme].text.street, order: 60 + rank }] : []
    }),
  )
}

/** Middle of the greatest ring, or the point itself. */
function middleOf({ kind, parts }: Shape): Pixel | null {
  const ring = parts.reduce<Pixel[]>((most, part) => (ringArea(part) > ringArea(most) ? part : most), parts[0] ?? [])
  if (kind === 'point' || ring.length < 3) return kind === 'line' ? null : (ring[0] ?? null)
  let [x, y, twice] = [0, 0, 0]
  for (let at = 0; at < ring.length; at++) {
    const [a, b] = [ring[at]!, ring[(at + 1) % ring.length]!]
    const cross = a[0] * b[1] - b[0] * a[1]
    x += (a[0] + b[0]) * cross
    y += (a[1] + b[1]) * cross
    twice += cross
  }
  return twice === 0 ? ring[0]! : [x / (3 * twice), y / (3 * twice)]
}

const ringArea = (ring: Pixel[]): number =>
  Math.abs(
    ring.reduce((sum, a, at) => {
      const b = ring[(at + 1) % ring.length]!
      return sum + a[0] * b[1] - b[0] * a[1]
    }, 0),
  ) / 2
const areaOf = (shape: Shape): number => Math.max(0, ...shape.parts.map(ringArea))
