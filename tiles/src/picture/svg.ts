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

const round = (value: number): string => String(Math.round(value * 10) / 10)

/** Path data of open runs or closed rings, to a tenth of a pixel. */
export const pathOf = (parts: readonly Pixel[][], closed: boolean): string =>
  parts.map((part) => `M${part.map(([x, y]) => `${round(x)} ${round(y)}`).join('L')}${closed ? 'Z' : ''}`).join('')

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
