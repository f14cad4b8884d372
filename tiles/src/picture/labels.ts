import { FAMILY_OF, LANDMARK_PATHS, SIGN_UNITS, signShape } from '../style/landmark-icons.ts'
import type { Language } from '../style/layer-group.ts'
import { PALETTES, type Palette } from '../style/palette.ts'
import type { Pixel } from './decode.ts'
import type { Drawing } from './draw.ts'
import { PICTURE_FONTS } from './fonts.ts'
import { type Label, wishedLabels } from './label-wishes.ts'
import { element, escapeXml } from './svg.ts'
import { linesOf, widthOf } from './text-width.ts'

type Box = [left: number, top: number, right: number, bottom: number]

/** Labels that do not touch each other, the greatest first: wards, localities, landmarks, rivers, streets by class, parks, numbers. */
export function drawLabels(drawing: Drawing, language: Language): string {
  const page = new Page(drawing.frame.widthPx, drawing.frame.heightPx)
  const palette = PALETTES[drawing.theme]
  const wanted = wishedLabels(drawing, language).sort((a, b) => b.order - a.order)
  const drawn = wanted.map((label) => (label.sign ? withSign(label, page, palette) : alone(label, page, palette)))
  return element(
    'g',
    { 'font-family': PICTURE_FONTS, 'text-anchor': 'middle', 'paint-order': 'stroke' },
    drawn.join(''),
  )
}

/** Which room is taken and which names have been said. */
class Page {
  private readonly taken: Box[] = []
  private readonly said = new Map<string, Pixel[]>()
  private readonly widthPx: number
  private readonly heightPx: number

  constructor(widthPx: number, heightPx: number) {
    this.widthPx = widthPx
    this.heightPx = heightPx
  }

  /** `own` may be touched: the sign that the text belongs to. */
  isFree(boxes: readonly Box[], own?: Box): boolean {
    return boxes.every(
      (box) =>
        isInside(box, this.widthPx, this.heightPx) && !this.taken.some((other) => other !== own && overlap(box, other)),
    )
  }

  take(boxes: readonly Box[]): void {
    this.taken.push(...boxes)
  }

  /** The same name again within a hand's breadth says nothing new; a number is another house's. */
  repeatsNearby({ text, at, isNumber }: Label): boolean {
    if (isNumber) return false
    const places = this.said.get(text) ?? []
    if (places.some((place) => Math.hypot(place[0] - at[0], place[1] - at[1]) < REPEAT_PX)) return true
    this.said.set(text, [...places, at])
    return false
  }
}

const REPEAT_PX = 340
const LINE_EM = 1.18
/** Room kept free at both ends of a name. */
const ASIDE_PX = 5
/** Like the live map: longer names are broken. */
const MOST_EM = 8

function alone(label: Label, page: Page, palette: Palette): string {
  const lines = label.degrees === 0 && !label.isNumber ? linesOf(label.text, label.sizePx, MOST_EM) : [label.text]
  const boxes = boxesOf(label, lines)
  if (!page.isFree(boxes) || page.repeatsNearby(label)) return ''
  page.take(boxes)
  return write(label, lines, palette.halo)
}

/** The sign, and its name below, right, left or above it, wherever there is room; the sign alone where there is none. */
function withSign(label: Label, page: Page, palette: Palette): string {
  const { at, sizePx } = label
  const sign = label.sign!
  const half = sign.sizePx / 2
  const box: Box = [at[0] - half, at[1] - half, at[0] + half, at[1] + half]
  if (!page.isFree([box])) return ''
  page.take([box])
  const drawn = drawSign(sign.landmark, sign.sizePx, at, palette)
  if (label.text === '' || page.repeatsNearby(label)) return drawn
  const lines = linesOf(label.text, sizePx, MOST_EM)
  const [room] = boxesOf({ ...label, at: [0, 0] }, lines) as [Box]
  const aside = half + room[2] - ASIDE_PX / 2
  const above = half + room[3] - 1
  const places: Pixel[] = [
    [at[0], at[1] + above],
    [at[0] + aside, at[1]],
    [at[0] - aside, at[1]],
    [at[0], at[1] - above],
  ]
  for (const place of places) {
    const placed = { ...label, at: place }
    const boxes = boxesOf(placed, lines)
    if (!page.isFree(boxes, box)) continue
    page.take(boxes)
    return drawn + write(placed, lines, palette.halo)
  }
  return drawn
}

/** A landmark's badge with its sign, from the same path as on the live map. */
function drawSign(landmark: string, sizePx: number, [x, y]: Pixel, palette: Palette): string {
  const { badge, rim, scale } = signShape(sizePx)
  const family = FAMILY_OF[landmark]!
  const corner = (-SIGN_UNITS * scale) / 2
  return element(
    'g',
    { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` },
    element('circle', { r: rim.toFixed(2), fill: palette.halo }) +
      element('circle', { r: badge.toFixed(2), fill: palette.landmark[family] }) +
      element('path', {
        transform: `translate(${corner.toFixed(2)} ${corner.toFixed(2)}) scale(${scale.toFixed(3)})`,
        d: LANDMARK_PATHS[landmark],
        fill: palette.sign,
        'fill-rule': 'evenodd',
      }),
  )
}

/** Upright boxes along the text: one for a level label, a chain for a slanting one. */
function boxesOf({ at, degrees, sizePx, weight, isNumber }: Label, lines: readonly string[]): Box[] {
  const width = Math.max(...lines.map((line) => widthOf(line, sizePx))) * (weight >= 600 ? 1.08 : 1)
  const half = sizePx * 0.75
  if (degrees === 0) {
    const high = half + ((lines.length - 1) * sizePx * LINE_EM) / 2
    const aside = isNumber ? 1 : ASIDE_PX
    return [[at[0] - width / 2 - aside, at[1] - high - 1, at[0] + width / 2 + aside, at[1] + high + 1]]
  }
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

function write(label: Label, lines: readonly string[], paper: string): string {
  const { at, degrees, sizePx, weight, colour, halo = paper } = label
  const first = sizePx * 0.34 - ((lines.length - 1) * sizePx * LINE_EM) / 2
  const inside = lines.map((line, index) =>
    lines.length === 1
      ? escapeXml(line)
      : element('tspan', { x: 0, y: (first + index * sizePx * LINE_EM).toFixed(1) }, escapeXml(line)),
  )
  return element(
    'text',
    {
      transform: `translate(${at[0].toFixed(1)} ${at[1].toFixed(1)}) rotate(${degrees.toFixed(1)})`,
      y: first.toFixed(1),
      'font-size': sizePx.toFixed(1),
      'font-weight': weight,
      fill: colour,
      stroke: halo,
      'stroke-width': 2.8,
      'stroke-linejoin': 'round',
    },
    inside.join(''),
  )
}
