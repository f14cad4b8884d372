/**
 * Fonts come from the page, never from a glyph server: MapLibre 6 then shapes Devanagari by whole syllables.
 * The first name only carries the weight; the two families behind it are the ones that ship.
 * No letter spacing anywhere: it would tear the headline of a Devanagari word.
 */
export const FONT_REGULAR = ['Noto Sans', 'Noto Sans Devanagari']
export const FONT_MEDIUM = ['Noto Sans Medium', 'Noto Sans', 'Noto Sans Devanagari']
export const FONT_STRONG = ['Noto Sans SemiBold', 'Noto Sans', 'Noto Sans Devanagari']
