import { PATTERNS, patternOfImageId } from '../../../tiles/src/style/patterns.ts'
import { PALETTES, type ThemeName } from '../../../tiles/src/style.ts'

const PIXEL_RATIO = 2

/** The image of a pattern that the style names, drawn from the same path as the legend; null for a name not ours. */
export function patternImage(id: string): { image: ImageData; pixelRatio: number } | null {
  const named = patternOfImageId(id)
  const palette = named && PALETTES[named.theme as ThemeName]
  if (!named || !palette) return null
  const { sizePx, path, strokePx, filled } = PATTERNS[named.pattern]
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = sizePx * PIXEL_RATIO
  const context = canvas.getContext('2d')
  if (!context) return null
  context.scale(PIXEL_RATIO, PIXEL_RATIO)
  context.strokeStyle = context.fillStyle = palette.hatch
  context.lineWidth = strokePx
  if (filled) context.fill(new Path2D(path))
  else context.stroke(new Path2D(path))
  return { image: context.getImageData(0, 0, canvas.width, canvas.height), pixelRatio: PIXEL_RATIO }
}
