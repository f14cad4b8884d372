import {
  ARROW_PATH,
  arrowImageId,
  FAMILY_OF,
  LANDMARK_PATHS,
  SIGN_UNITS,
  signOfImageId,
  signShape,
} from '../../../tiles/src/style/landmark-icons.ts'
import { SIGN_IMAGE_PX } from '../../../tiles/src/style/landmarks.ts'
import { PATTERNS, patternOfImageId } from '../../../tiles/src/style/patterns.ts'
import { PALETTES, THEME_NAMES, type ThemeName } from '../../../tiles/src/style.ts'

export type MapImage = { image: ImageData; pixelRatio: number }

/** Phones have up to three pixels to a point; signs are kept sharp on all of them. */
const SIGN_PIXEL_RATIO = 3
const PATTERN_PIXEL_RATIO = 2

/** The image that the style names: a pattern, a landmark's sign or an arrow, drawn from the legend's own paths; null for a name not ours. */
export const mapImage = (id: string): MapImage | null => patternImage(id) ?? signImage(id) ?? arrowImage(id)

function patternImage(id: string): MapImage | null {
  const named = patternOfImageId(id)
  const palette = named && PALETTES[named.theme as ThemeName]
  if (!named || !palette) return null
  const { sizePx, path, strokePx, filled } = PATTERNS[named.pattern]
  return drawn(sizePx, PATTERN_PIXEL_RATIO, (context) => {
    context.strokeStyle = context.fillStyle = palette.hatch
    context.lineWidth = strokePx
    if (filled) context.fill(new Path2D(path))
    else context.stroke(new Path2D(path))
  })
}

function signImage(id: string): MapImage | null {
  const named = signOfImageId(id)
  const palette = named && PALETTES[named.theme as ThemeName]
  const family = named && FAMILY_OF[named.landmark]
  if (!named || !palette || !family) return null
  return drawn(SIGN_IMAGE_PX, SIGN_PIXEL_RATIO, (context) => {
    const { middle, badge, rim, scale } = signShape(SIGN_IMAGE_PX)
    disc(context, middle, rim, palette.halo)
    disc(context, middle, badge, palette.landmark[family])
    glyph(context, middle, scale, LANDMARK_PATHS[named.landmark]!, palette.sign)
  })
}

function arrowImage(id: string): MapImage | null {
  const theme = THEME_NAMES.find((name) => arrowImageId(name) === id)
  if (!theme) return null
  return drawn(SIGN_UNITS, SIGN_PIXEL_RATIO, (context) => {
    glyph(context, SIGN_UNITS / 2, 0.8, ARROW_PATH, PALETTES[theme].roadMajor.casing)
  })
}

function disc(context: CanvasRenderingContext2D, middle: number, radius: number, colour: string): void {
  context.fillStyle = colour
  context.beginPath()
  context.arc(middle, middle, radius, 0, 2 * Math.PI)
  context.fill()
}

/** A path of the sign's square, set in the middle of the image. */
function glyph(context: CanvasRenderingContext2D, middle: number, scale: number, path: string, colour: string): void {
  context.translate(middle - (SIGN_UNITS * scale) / 2, middle - (SIGN_UNITS * scale) / 2)
  context.scale(scale, scale)
  context.fillStyle = colour
  context.fill(new Path2D(path), 'evenodd')
}

function drawn(sizePx: number, pixelRatio: number, draw: (context: CanvasRenderingContext2D) => void): MapImage | null {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = sizePx * pixelRatio
  const context = canvas.getContext('2d')
  if (!context) return null
  context.scale(pixelRatio, pixelRatio)
  draw(context)
  return { image: context.getImageData(0, 0, canvas.width, canvas.height), pixelRatio }
}
