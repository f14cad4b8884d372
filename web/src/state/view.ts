import { useNavigate, useParams, useRouter, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { isLanguage, type Language } from '../i18n/language.ts'
import { isTheme, type Theme } from './theme.ts'

/** Everything that a link to a view carries, all as plain strings in the address. */
export type View = {
  lang?: Language
  theme?: Theme
  /** Map camera `zoom/lat/lon[/bearing/pitch]`, read and written by web/map's url-state. */
  map?: string
  /** Layer ids that are on, comma-separated. */
  layers?: string
  /** What is selected: `parcel:123`. */
  at?: string
  /** Kept classes by layer: layer, colon, classes. */
  only?: string
  /** Words in the search box. */
  q?: string
  ward?: string
  /** The day in law, 'YYYY-MM-DD'. */
  asOf?: string
  /** The instant up to which the records are believed, ISO 8601 or a day. */
  knownAt?: string
  /** '1' when the list stands beside the map. */
  list?: string
  /** By which column a table stands: `area`, `-area`. */
  sort?: string
  /** Which lines of a list are kept: `look`, `all` … */
  show?: string
  /** Which picture from above lies under the map, by its id. */
  photo?: string
  /** 'off' shows the path without WebGL on any device. */
  webgl?: string
}

const WORDS = [
  'map',
  'layers',
  'at',
  'only',
  'q',
  'ward',
  'asOf',
  'knownAt',
  'list',
  'sort',
  'show',
  'photo',
  'webgl',
] as const

/** Reads a view out of an address; whatever is unknown or malformed is left out, never an error. */
export function readView(raw: Record<string, unknown>): View {
  const view: View = {}
  if (isLanguage(raw.lang)) view.lang = raw.lang
  if (isTheme(raw.theme)) view.theme = raw.theme
  for (const word of WORDS) {
    const value = raw[word]
    if (typeof value === 'string' && value !== '' && value.length <= 300) view[word] = value
  }
  return view
}

/** `?a=b` in a form that people can read: commas and slashes stay as they are. */
export function writeSearch(view: Record<string, unknown>): string {
  const pairs = new URLSearchParams()
  for (const [key, value] of Object.entries(view)) {
    if (value !== undefined && value !== null && value !== '') pairs.set(key, String(value))
  }
  const text = pairs.toString().replaceAll('%2C', ',').replaceAll('%2F', '/').replaceAll('%3A', ':')
  return text === '' ? '' : `?${text}`
}

export const readSearch = (search: string): Record<string, string> => Object.fromEntries(new URLSearchParams(search))

/** What moves on with a person from page to page. */
export const keepView = (view: View): View => ({ lang: view.lang, theme: view.theme, webgl: view.webgl })

export const useView = () => useSearch({ strict: false }) as View
export const useCity = () => (useParams({ strict: false }) as { city?: string }).city ?? ''

/** Changes parts of the view in the address. Camera moves replace; choices of a person add a step to go back to. */
export function useSetView() {
  const navigate = useNavigate()
  const router = useRouter()
  return useCallback(
    (change: Partial<View>, replace = false) =>
      navigate({
        // The whole address, not '.': on an address that leads nowhere '.' is the town's home.
        to: router.state.location.pathname,
        search: ((old: View) => ({ ...old, ...change })) as never,
        replace,
        resetScroll: false,
      }),
    [navigate, router],
  )
}
