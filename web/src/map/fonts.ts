import latin from '@fontsource-variable/noto-sans/files/noto-sans-latin-wght-normal.woff2?url'
import devanagari from '@fontsource-variable/noto-sans-devanagari/files/noto-sans-devanagari-devanagari-wght-normal.woff2?url'

const FACES = [
  { family: 'Noto Sans', url: latin, sample: 'Aa1', range: 'U+0-24F, U+2000-206F, U+20AC' },
  {
    family: 'Noto Sans Devanagari',
    url: devanagari,
    sample: 'शि',
    range: 'U+900-97F, U+1CD0-1CF9, U+200C-200D, U+20A8, U+20B9, U+25CC, U+A8E0-A8FF',
  },
]

let ready: Promise<void> | null = null

/**
 * Loads both families before the map draws its first label: MapLibre keeps the first drawing of a syllable for ever,
 * so a label set in a fallback font would stay wrong. A font that fails to come does not stop the map.
 */
export function loadMapFonts(): Promise<void> {
  ready ??= Promise.all(FACES.map(loadFace)).then(() => undefined)
  return ready
}

async function loadFace({ family, url, sample, range }: (typeof FACES)[number]): Promise<void> {
  try {
    const declared = await document.fonts.load(`24px "${family}"`, sample)
    if (declared.length > 0) return
    const face = new FontFace(family, `url("${url}") format("woff2")`, { weight: '100 900', unicodeRange: range })
    document.fonts.add(await face.load())
  } catch {
    // Without the font the labels are set in the device's own; the map is still of use.
  }
}
