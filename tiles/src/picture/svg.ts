import type { Pixel } from './decode.ts'

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** Text made safe for an SVG; characters that XML cannot hold and halves of pairs are dropped. */
export const escapeXml = (text: string): string =>
  text
    .replace(/\p{Surrogate}/gu, '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that XML 1.0 forbids
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign]!)

/** An element with attributes, all values escaped; empty ones are left out. */
export function element(name: string, attributes: Record<string, string | number | undefined>, inside = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
    .join('')
  return inside ? `<${name}${written}>${inside}</${name}>` : `<${name}${written}/>`
}

/** Corners nearer than this to the one before are left out: nobody sees them. */
const SAME_PX = 0.35

/** Path data of open runs or closed rings, to a tenth of a pixel, each step told from the one before. */
export const pathOf = (parts: readonly Pixel[][], closed: boolean): string =>
  parts.map((part) => runOf(part) + (closed ? 'z' : '')).join('')

function runOf(part: readonly Pixel[]): string {
  let [x, y] = [0, 0]
  let text = ''
  for (const [index, point] of part.entries()) {
    const [toX, toY] = [Math.round(point[0] * 10), Math.round(point[1] * 10)]
    const step = Math.abs(toX - x) + Math.abs(toY - y)
    if (index > 0 && step < SAME_PX * 10 && index < part.length - 1) continue
    text += `${index === 0 ? 'M' : 'l'}${(toX - x) / 10} ${(toY - y) / 10}`
    x = toX
    y = toY
  }
  return text
}

/** The XML reader of librsvg refuses a single attribute of 10 MB, so long paths come in pieces. */
const PIECE_CHARACTERS = 500_000

/** One look for many shapes, in as few elements as fit. */
export function paths(shapes: readonly string[], attributes: Record<string, string | number | undefined>): string {
  const pieces: string[] = []
  let piece = ''
  for (const shape of shapes) {
    if (piece.length + shape.length > PIECE_CHARACTERS) {
      pieces.push(piece)
      piece = ''
    }
    piece += shape
  }
  if (piece) pieces.push(piece)
  return pieces.map((d) => element('path', { d, ...attributes })).join('')
}
