import type { LandmarkFamily } from '../../layers/landmark-classes.ts'
import { landmarkClasses } from '../../layers/landmark-classes.ts'

/** Side of the square that every sign is drawn on; the badge is a disc that fills it. */
export const SIGN_UNITS = 16

/**
 * The sign of each kind of landmark: one path, even-odd, in the colour of the glyph on the badge of its family.
 * Browser canvas, legend and still picture all draw this path.
 */
export const LANDMARK_PATHS: Readonly<Record<string, string>> = {
  station:
    'M5.6 3h4.8A1.6 1.6 0 0 1 12 4.6v4.8A1.6 1.6 0 0 1 10.4 11H5.6A1.6 1.6 0 0 1 4 9.4V4.6A1.6 1.6 0 0 1 5.6 3zM5.2 4.7v2.5h5.6V4.7zM5.9 8.3a.8.8 0 1 0 0 1.6.8.8 0 0 0 0-1.6zM10.1 8.3a.8.8 0 1 0 0 1.6.8.8 0 0 0 0-1.6zM5.6 11.4H7L6.1 13H4.6zM9 11.4h1.4l1 1.6H9.9z',
  'bus-stand':
    'M4.4 3.2h7.2a1.2 1.2 0 0 1 1.2 1.2v6.4h-1.2v1.6h-1.7v-1.6H6.1v1.6H4.4v-1.6H3.2V4.4a1.2 1.2 0 0 1 1.2-1.2zM4.4 4.6v3h3v-3zM8.6 4.6v3h3v-3zM4.4 8.7v1h1.5v-1zM10.1 8.7v1h1.5v-1z',
  'petrol-pump':
    'M4 3.2h4.8V13H4zM5 4.4v2.3h2.8V4.4zM9.5 7.6h.6c.4 0 .7.3.7.7v2.5c0 .6.8.6.8 0V6.9l-1.5-1.5.7-.8 1.9 1.9v4.3c0 1.9-3 1.9-3 0V8.7h-.2z',
  hospital: 'M6.4 3.2h3.2v3.2h3.2v3.2H9.6v3.2H6.4V9.6H3.2V6.4h3.2z',
  clinic: 'M8 3.2a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6zM7.1 5.2v1.9H5.2v1.8h1.9v1.9h1.8V8.9h1.9V7.1H8.9V5.2z',
  college:
    'M8 3.6L14 6.3 8 9 2 6.3zM4.4 8.4L8 10l3.6-1.6v2.2C10.7 11.7 9.4 12.3 8 12.3s-2.7-.6-3.6-1.7zM12.8 7.3h.8v3.6h-.8z',
  school:
    'M2.9 4.2c1.9-.5 3.4-.3 4.7.7v7.3c-1.3-.9-2.8-1.1-4.7-.6zM13.1 4.2c-1.9-.5-3.4-.3-4.7.7v7.3c1.3-.9 2.8-1.1 4.7-.6z',
  'town-hall':
    'M8 2.8l5.2 2.7v1H2.8v-1zM3.9 7.2h1.5v3.7H3.9zM7.2 7.2h1.6v3.7H7.2zM10.6 7.2h1.5v3.7h-1.5zM2.8 11.5h10.4V13H2.8z',
  police:
    'M8 2.6l4.6 1.6v3.5c0 2.8-1.9 4.7-4.6 5.8-2.7-1.1-4.6-3-4.6-5.8V4.2zM8 4.9L7.2 6.7l-2 .2 1.5 1.3-.4 1.9L8 9.1l1.7 1-.4-1.9 1.5-1.3-2-.2z',
  'fire-station':
    'M8.5 2.4c.3 2.1 3.1 3.4 3.1 6.4 0 2.6-1.6 4.5-3.6 4.5s-3.6-1.7-3.6-3.9c0-1.6.8-2.6 1.7-3.5.1 1 .4 1.5 1 1.8-.2-2.2 0-3.8 1.4-5.3zM8 9.1c-.9.8-1.2 1.4-1.2 2 0 .7.5 1.2 1.2 1.2s1.2-.5 1.2-1.2c0-.6-.3-1.2-1.2-2z',
  'post-office': 'M2.9 4.3h10.2L8 8.4zM2.9 5.5L8 9.7l5.1-4.2v6.2H2.9z',
  'community-hall': 'M8 2.9l5.6 4.3h-1.5V13H9.4V9.7H6.6V13H3.9V7.2H2.4z',
  market:
    'M3.6 3.3h8.8l1 3.3c0 1-.7 1.7-1.5 1.7s-1.3-.6-1.4-1.3c-.1.7-.7 1.3-1.3 1.3S8.1 7.7 8 7c-.1.7-.6 1.3-1.2 1.3S5.6 7.7 5.5 7c-.1.7-.6 1.3-1.4 1.3S2.6 7.6 2.6 6.6zM3.9 9h8.2v4h-2.3v-2.6H7.5V13H3.9z',
  bank: 'M4.8 3h6.6v1.3H9.7c.3.3.5.7.6 1.1h1.1v1.3h-1.1C10 8.1 8.9 8.9 7.5 9l3.6 4H9.2L5.5 8.9V7.7h1.7c.8 0 1.4-.3 1.7-1H4.8V5.4h4c-.3-.7-.9-1.1-1.8-1.1H4.8z',
  temple:
    'M7.7 1.9h.6v.4l1.8.7-1.8.7v.5c1.5 1.2 2.3 3 2.5 4.8h.9v1.5h.9V13H9.2v-1.5a1.2 1.2 0 0 0-2.4 0V13H3.4v-2.5h.9V9h.9c.2-1.8 1-3.6 2.5-4.8z',
  mosque:
    'M8 2.9c2 1.2 3.2 2.5 3.2 4.2v.4H4.8v-.4C4.8 5.4 6 4.1 8 2.9zM4.8 8.2h6.4V13H9.3v-1.5a1.3 1.3 0 0 0-2.6 0V13H4.8zM12.7 4.2l.8 1.3V13h-1.6V5.5zM3.3 4.2l.8 1.3V13H2.5V5.5z',
  church: 'M7.4 1.9h1.2v1.2h1.2v1.2H8.6v1.3L12 8v5H9.2v-2a1.2 1.2 0 0 0-2.4 0v2H4V8l3.4-2.4V4.3H6.2V3.1h1.2z',
  gurudwara:
    'M8 1.9l.5 1.2c1.5.9 2.4 1.7 2.4 3 0 .5-.2.9-.4 1.2h2.7V13H9.6v-2.1a1.6 1.6 0 0 0-3.2 0V13H2.8V7.3h2.7c-.2-.3-.4-.7-.4-1.2 0-1.3.9-2.1 2.4-3z',
  fort: 'M2.9 3.4H5v1.5h1.5V3.4h3v1.5H11V3.4h2.1v5.1l-.8.9V13H9.5v-1.8a1.5 1.5 0 0 0-3 0V13H3.7V9.4l-.8-.9z',
  'clock-tower':
    'M8 1.9l2.9 2.3V13H5.1V4.2zM8 4.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4zM7.7 5.4h.7v1.5l1.1.7-.4.6-1.4-.9z',
  ghat: 'M2.9 4h3v2h2.4v2h2.4v2h2.4v1H2.9zM2.9 11.8c.9-.6 1.7-.6 2.6 0s1.7.6 2.5 0 1.7-.6 2.5 0 1.8.6 2.6 0v1.2c-.9.6-1.7.6-2.6 0s-1.7-.6-2.5 0-1.7.6-2.5 0-1.8-.6-2.6 0z',
  'water-tank': 'M3.8 3.3h8.4l-.9 4.2H4.7zM5.5 8.2h1.2L6.2 13H4.9zM9.3 8.2h1.2l.6 4.8H9.8zM6.8 10.1h2.4v1H6.8z',
  well: 'M8 3.3a4.7 4.7 0 1 0 0 9.4 4.7 4.7 0 0 0 0-9.4zM8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM8 6.6a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.8z',
  standpost:
    'M3.6 5h3.3V4H5.7V2.9h3.5V4H8v1h1.1c1.7 0 2.7 1 2.7 2.6v1.2H9.5v-1c0-.4-.2-.6-.6-.6H3.6zM10.7 9.7c.8 1 1.1 1.6 1.1 2.2a1.1 1.1 0 0 1-2.2 0c0-.6.3-1.2 1.1-2.2z',
}

/** A one-way arrow along the street, pointing the way that its line runs. */
export const ARROW_PATH = 'M2 7.1h7V4.6L14 8l-5 3.4V8.9H2z'

/** Families by class, for the style's expressions. */
export const FAMILY_OF: Readonly<Record<string, LandmarkFamily>> = Object.fromEntries(
  landmarkClasses.map(({ value, family }) => [value, family]),
)

/** Names under which the map keeps the images of signs and arrows; the theme decides their colours. */
export const signImageId = (theme: string, landmark: string): string => `khasra-${theme}-sign-${landmark}`
export const arrowImageId = (theme: string): string => `khasra-${theme}-arrow`

/** Theme and class of a sign's image name, or null when the name is not one of ours. */
export function signOfImageId(id: string): { theme: string; landmark: string } | null {
  const [own, theme, sign, ...rest] = id.split('-')
  const landmark = rest.join('-')
  if (own !== 'khasra' || !theme || sign !== 'sign' || !(landmark in LANDMARK_PATHS)) return null
  return { theme, landmark }
}

/** Measures of a sign whose image is `sizePx` wide: middle, radius of the badge and of the light rim round it, scale of the glyph. */
export const signShape = (sizePx: number) => ({
  middle: sizePx / 2,
  badge: sizePx / 2 - sizePx * 0.07,
  rim: sizePx / 2,
  scale: ((sizePx * 0.86) / SIGN_UNITS) * 0.86,
})
