import type { GeoJSON } from 'geojson'
import sharp from 'sharp'
import { addTile, type Shapes } from './picture/decode.ts'
import { type Drawing, drawHighlight, drawMap } from './picture/draw.ts'
import { picturesHaveFonts } from './picture/fonts.ts'
import { type Bounds, type Frame, faultOfBounds, frameOf, type Tile, tilesAt } from './picture/frame.ts'
import { drawLabels } from './picture/labels.ts'
import { HOUSE_NUMBER_ZOOM } from './style/labels.ts'
import type { Language } from './style/layer-group.ts'
import type { ThemeName } from './style/palette.ts'

/** Bytes of one tile (not compressed) of a layer or of the group `base`; null when there is none. */
export type TileReader = (layer: string, z: number, x: number, y: number) => Promise<Uint8Array | null>

export type PictureInput = {
  /** west, south, east, north in degrees; the whole of it is in the picture. */
  bbox: Bounds
  widthPx: number
  heightPx: number
  theme: ThemeName
  language: Language
  tiles: TileReader
  /** Shapes in lon, lat to mark, e.g. the parcel that was asked for. */
  highlight?: GeoJSON
  format?: 'png' | 'webp'
}

export const MAX_PICTURE_PX = 2048
export const MAX_PICTURE_TILES = 64
const MIN_PICTURE_PX = 16
const MAX_TILE_ZOOM = 17
/** Which tile layers a picture reads, and from which zoom they show. */
const SOURCES: readonly (readonly [layer: string, minZoom: number])[] = [
  ['base', Number.NEGATIVE_INFINITY],
  ['parcels', 8],
  ['buildings', 10],
  ['boundaries', 10],
  ['house-numbers', HOUSE_NUMBER_ZOOM],
]

/**
 * A still picture of the map, drawn from our own tiles with the live map's palette, for pages without WebGL and for letters.
 * E.g. `/api/nayapur/picture.png?bbox=77.94,23.09,77.96,23.11&width=800&height=600`. Throws RangeError, with a sentence
 * that names the parameter, on a box or size that cannot be drawn. Labels are left out when the fonts are not at hand.
 */
export async function drawPicture(input: PictureInput): Promise<Buffer> {
  const ofBox = faultOfBounds(input.bbox)
  const fault = ofBox ? `bbox ${ofBox}` : (faultOfSize('width', input.widthPx) ?? faultOfSize('height', input.heightPx))
  if (fault) throw new RangeError(fault)
  const frame = frameOf(input.bbox, input.widthPx, input.heightPx)
  const [shapes, hasFonts] = await Promise.all([readShapes(frame, input.tiles), picturesHaveFonts()])
  const drawing: Drawing = { frame, shapes, theme: input.theme }
  const labels = hasFonts ? drawLabels(drawing, input.language) : ''
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${frame.widthPx}" height="${frame.heightPx}" xml:lang="${input.language}">${drawMap(drawing)}${drawHighlight(input.highlight, drawing)}${labels}</svg>`
  const picture = sharp(Buffer.from(svg), { unlimited: true }).flatten()
  // A map has few colours: a palette makes the file a third as large on a slow phone.
  return input.format === 'webp'
    ? picture.webp({ quality: 82 }).toBuffer()
    : picture.png({ palette: true, quality: 100, effort: 1, dither: 0 }).toBuffer()
}

function faultOfSize(name: string, px: number): string | null {
  const fits = Number.isInteger(px) && px >= MIN_PICTURE_PX && px <= MAX_PICTURE_PX
  return fits ? null : `${name} must be a whole number of pixels from ${MIN_PICTURE_PX} to ${MAX_PICTURE_PX}`
}

async function readShapes(frame: Frame, tiles: TileReader): Promise<Shapes> {
  const shapes: Shapes = new Map()
  const wanted = tilesFor(frame)
  const read = await Promise.all(
    wanted.map(async ([layer, tile]) => [tile, await tiles(layer, tile.z, tile.x, tile.y)] as const),
  )
  for (const [tile, bytes] of read) if (bytes && bytes.length > 0) addTile(shapes, bytes, frame, tile)
  return shapes
}

/** The sharpest zoom whose tiles, over all layers, stay within the limit. */
export function tilesFor(frame: Frame): [layer: string, tile: Tile][] {
  const sources = SOURCES.filter(([, minZoom]) => frame.zoom >= minZoom)
  for (let z = Math.max(0, Math.min(MAX_TILE_ZOOM, Math.floor(frame.zoom))); ; z--) {
    const tiles = tilesAt(frame, z)
    if (tiles.length * sources.length <= MAX_PICTURE_TILES || z === 0) {
      return sources.flatMap(([layer]) => tiles.map((tile): [string, Tile] => [layer, tile]))
    }
  }
}
