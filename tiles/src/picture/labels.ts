import { shortPlotNumber } from '../style/labels.ts'
import { type Language, pickTileName } from '../style/layer-group.ts'
import { PALETTES } from '../style/palette.ts'
import { ROAD_LOOKS, type RoadLook } from '../style/road-classes.ts'
import type { Pixel, Shape } from './decode.ts'
import type { Drawing } from './draw.ts'
import { PICTURE_FONTS } from './fonts.ts'
import { element, escapeXml } from './svg.ts'

type Label = { text: string; at: Pixel; degrees: number; sizePx: number; weight: number; colour: string; order: number }
type Box = [left: number, top: number, right: number, bottom: number]

/** Labels that do not touch each other, the greatest first: wards, localities, streets by class, water, parks, plots. */
export function drawLabels(drawing: Drawing, language: Language): string {
  const { frame, theme } = drawing
  const wanted = [
    ...areaLabels(drawing, language),
    ...ROAD_LOOKS.flatMap((look, rank) => streetLabels(drawing, look, rank, language)),
  ].sort((a, b) => b.order - a.order)
  const taken: Box[] = []
  const drawn: string[] = []
  const said = new Map<string, Pixel[]>()
  for (const label of wanted) {
    const boxes = boxesOf(label)
    if (!boxes.every((box) => isInside(box, frame.widthPx, frame.heightPx))) continue
    if (boxes.some((box) => taken.some((other) => overlap(box, other)))) continue
    if (repeatsNearby(said, label)) continue
    taken.push(...boxes)
    drawn.push(write(label, PALETTES[theme].halo))
  }
  return element(
    'g',
    { 'font-family': PICTURE_FONTS, 'text-anchor': 'middle', 'paint-order': 'stroke' },
    drawn.join(''),
  )
}

const REPEAT_PX = 340

/** The same name again within a hand's breadth says nothing new. */
function repeatsNearby(said: Map<string, Pixel[]>, { text, at }: Label): boolean {
  const places = said.get(text) ?? []
  if (places.some((place) => Math.hypot(place[0] - at[0], place[1] - at[1]) < REPEAT_PX)) return true
  said.set(text, [...places, at])
  return false
}

function areaLabels({ frame, shapes, theme }: Drawing, language: Language): Label[] {
  const { text } = PALETTES[theme]
  const { zoom } = frame
  const of = (layer: string, from: number, to: number) => (zoom >= from && zoom < to ? (shapes.get(layer) ?? []) : [])
  const label = (
    shape: Shape,
    words: string,
    sizePx: number,
    weight: number,
    colour: string,
    order: number,
  ): Label[] => {
    const at = middleOf(shape)
    return words && at ? [{ text: words, at, degrees: 0, sizePx, weight, colour, order }] : []
  }
  const named = (shape: Shape) => pickTileName(shape.properties, language)
  const placeSize = Math.min(16, 10.5 + Math.max(0, zoom - 12) * 1.1)
  return [
    ...of('localities', 12, 18).flatMap((shape) => label(shape, named(shape), placeSize, 600, text.place, 90)),
    ...of('water', 12, 23).flatMap((shape) =>
      label(shape, named(shape), 12, 400, text.water, 50 + areaOf(shape) / 1e9),
    ),
    ...of('parks', 15, 23).flatMap((shape) => label(shape, named(shape), 11.5, 400, text.park, 40)),
    ...of('parcels', 17, 23).flatMap((shape) =>
      areaOf(shape) > 500
        ? label(shape, shortPlotNumber(String(shape.properties.number ?? '')), 10.5, 400, text.plot, 1)
        : [],
    ),
  ]
}

/** Streets are cut at every crossing; pieces of one name are joined before a straight enough stretch is looked for. */
function streetLabels({ frame, shapes, theme }: Drawing, look: RoadLook, rank: number, language: Language): Label[] {
  if (frame.zoom < look.labelMinZoom) return []
  const byName = new Map<string, Pixel[][]>()
  for (const shape of shapes.get('roads') ?? []) {
    const name = shape.properties.class === look.class ? pickTileName(shape.properties, language) : ''
    if (name) byName.set(name, [...(byName.get(name) ?? []), ...shape.kept])
  }
  const sizePx = textSize(look, frame.zoom)
  return [...byName].flatMap(([text, runs]) =>
    joinRuns(runs).flatMap((run) => {
      const spot = straightSpot(run, widthOf(text, sizePx) + 8, frame.widthPx, frame.heightPx)
      const weight = rank >= 4 ? 500 : 400
      return spot ? [{ text, ...spot, sizePx, weight, colour: PALETTES[theme].text.street, order: 60 + rank }] : []
    }),
  )
}

function textSize(look: RoadLook, zoom: number): number {
  const [first, last] = [look.textPx[0]!, look.textPx.at(-1)!]
  if (first === last || zoom <= first[0]) return first[1]
  const share = Math.min(1, (zoom - first[0]) / (last[0] - first[0]))
  return first[1] + share * (last[1] - first[1])
}

const key = ([x, y]: Pixel): string => `${Math.round(x)} ${Math.round(y)}`

/** Joins runs end to end as long as exactly one other run goes on from there. */
export function joinRuns(runs: readonly Pixel[][]): Pixel[][] {
  const left = new Set(runs.filter((run) => run.length > 1))
  const ends = new Map<string, Pixel[][]>()
  for (const run of left) {
    for (const end of [run[0]!, run.at(-1)!]) ends.set(key(end), [...(ends.get(key(end)) ?? []), run])
  }
  const next = (end: Pixel): Pixel[] | undefined => {
    const free = (ends.get(key(end)) ?? []).filter((run) => left.has(run))
    return free.length === 1 ? free[0] : undefined
  }
  const joined: Pixel[][] = []
  for (const start of [...left]) {
    if (!left.delete(start)) continue
    let run = start
    for (let turn = 0; turn < 2; turn++) {
      for (let more = next(run.at(-1)!); more; more = next(run.at(-1)!)) {
        left.delete(more)
        run = [...run, ...(key(more[0]!) === key(run.at(-1)!) ? more : [...more].reverse()).slice(1)]
      }
      run = [...run].reverse()
    }
    joined.push(run)
  }
  return joined
}

/** The straightest stretch of that length whose middle is in sight, or null when the street bends too much. */
function straightSpot(
  run: Pixel[],
  lengthPx: number,
  widthPx: number,
  heightPx: number,
): { at: Pixel; degrees: number } | null {
  let best: { at: Pixel; degrees: number; chord: number } | null = null
  for (let from = 0; from < run.length - 1; from++) {
    const stretch = stretchFrom(run, from, lengthPx)
    if (!stretch) break
    const [a, b] = stretch
    const chord = Math.hypot(b[0] - a[0], b[1] - a[1])
    const at: Pixel = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
    const seen = at[0] > 0 && at[1] > 0 && at[0] < widthPx && at[1] < heightPx
    if (seen && chord > lengthPx * 0.985 && chord > (best?.chord ?? 0) + 0.5) {
      const degrees = (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI
      best = { at, degrees: Math.abs(degrees) > 90 ? degrees + 180 : degrees, chord }
    }
  }
  return best && { at: best.at, degrees: best.degrees }
}

/** End points of the stretch of that length; on a longer straight piece it is set in the middle. */
function stretchFrom(run: Pixel[], from: number, lengthPx: number): [Pixel, Pixel] | null {
  let left = lengthPx
  for (let at = from; at < run.length - 1; at++) {
    const [a, b] = [run[at]!, run[at + 1]!]
    const step = Math.hypot(b[0] - a[0], b[1] - a[1])
    const along = (px: number): Pixel => [a[0] + ((b[0] - a[0]) * px) / step, a[1] + ((b[1] - a[1]) * px) / step]
    if (step >= left)
      return at === from ? [along((step - left) / 2), along((step + left) / 2)] : [run[from]!, along(left)]
    left -= step
  }
  return null
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

const syllables = new Intl.Segmenter('hi', { granularity: 'grapheme' })

/** Width of a text, generously: the engine sets it, here only room is kept. */
export const widthOf = (text: string, sizePx: number): number =>
  [...syllables.segment(text)].reduce(
    (sum, { segment }) => sum + (/\s/.test(segment) ? 0.28 : /[\u0900-\u097f]/.test(segment) ? 0.74 : 0.6),
    0,
  ) * sizePx

/** Upright boxes along the text: one for a level label, a chain for a slanting one. */
function boxesOf({ text, at, degrees, sizePx, weight }: Label): Box[] {
  const width = widthOf(text, sizePx) * (weight >= 600 ? 1.08 : 1)
  const half = sizePx * 0.75
  if (degrees === 0) return [[at[0] - width / 2 - 5, at[1] - half - 1, at[0] + width / 2 + 5, at[1] + half + 1]]
  const count = Math.max(1, Math.ceil(width / sizePx))
  const angle = (degrees * Math.PI) / 180
  return Array.from({ length: count }, (_, index): Box => {
    const along = ((index + 0.5) / count - 0.5) * width
    const [x, y] = [at[0] + along * Math.cos(angle), at[1] + along * Math.sin(angle)]
    return [x - half, y - half, x + half, y + half]
  })
}

const overlap = (a: Box, b: Box): boolean => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
const isInside = (box: Box, width: number, height: number): boolean =>
  box[0] >= 0 && box[1] >= 0 && box[2] <= width && box[3] <= height

const write = ({ text, at: [x, y], degrees, sizePx, weight, colour }: Label, halo: string): string =>
  element(
    'text',
    {
      transform: `translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${degrees.toFixed(1)})`,
      y: (sizePx * 0.34).toFixed(1),
      'font-size': sizePx.toFixed(1),
      'font-weight': weight,
      fill: colour,
      stroke: halo,
      'stroke-width': 2.8,
      'stroke-linejoin': 'round',
    },
    escapeXml(text),
  )
