import type { Language, ThemeName } from '../../../tiles/src/style.ts'
import type { MapView } from './map-types.ts'

/** Everything about the map that a link carries. Absent parts are left to the page's own choice. */
export type MapLink = {
  view?: MapView
  layersOn?: string[]
  /** `parcel:123`, `property:45` … */
  selection?: { kind: string; id: number }
  filter?: Record<string, string[]>
  theme?: ThemeName
  language?: Language
  /** Law date, YYYY-MM-DD. */
  asOf?: string
}

const THEMES: readonly ThemeName[] = ['light', 'dark', 'contrast']
const LANGUAGES: readonly Language[] = ['en', 'hi', 'mr']
const WORD = /^[a-z][a-z0-9-]{0,39}$/
const VALUE = /^[^,;:]{1,60}$/
const MAX_LIST = 40

/**
 * The link as URL search text without `?`, e.g.
 * `map=16.2/23.12345/77.91234&layers=parcels,wards&at=parcel:12&theme=dark&lang=hi`.
 */
export function formatMapLink(link: MapLink): string {
  const search = new URLSearchParams()
  if (link.view) search.set('map', formatView(link.view))
  if (link.layersOn) search.set('layers', link.layersOn.join(','))
  if (link.selection) search.set('at', `${link.selection.kind}:${link.selection.id}`)
  if (link.filter && Object.keys(link.filter).length > 0) search.set('only', formatFilter(link.filter))
  if (link.asOf) search.set('asOf', link.asOf)
  if (link.theme) search.set('theme', link.theme)
  if (link.language) search.set('lang', link.language)
  return search.toString()
}

/** Reads a link; anything malformed or absurd is dropped, never thrown. Takes text with or without `?` or `#`. */
export function parseMapLink(text: string): MapLink {
  const search = new URLSearchParams(text.replace(/^[?#]/, ''))
  const found: MapLink = {
    view: parseView(search.get('map')),
    layersOn: parseLayers(search.get('layers')),
    selection: parseSelection(search.get('at')),
    filter: parseFilter(search.get('only')),
    asOf: parseDate(search.get('asOf')),
    theme: THEMES.find((theme) => theme === search.get('theme')),
    language: LANGUAGES.find((language) => language === search.get('lang')),
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as MapLink
}

/** Enough digits for a centimetre on the ground; turned and tilted views carry two more numbers. */
function formatView({ zoom, lat, lon, bearing, pitch }: MapView): string {
  const flat = [round(zoom, 2), round(lat, 6), round(lon, 6)]
  const turned = round(bearing, 1) !== 0 || round(pitch, 1) !== 0
  return (turned ? [...flat, round(bearing, 1), round(pitch, 1)] : flat).join('/')
}

function parseView(text: string | null): MapView | undefined {
  const parts = text?.split('/').map((part) => (part.trim() === '' ? Number.NaN : Number(part))) ?? []
  if ((parts.length !== 3 && parts.length !== 5) || !parts.every(Number.isFinite)) return undefined
  const [zoom, lat, lon, bearing = 0, pitch = 0] = parts as [number, number, number, number?, number?]
  const sane = zoom >= 0 && zoom <= 22 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180 && pitch >= 0 && pitch <= 85
  return sane && Math.abs(bearing) <= 360 ? { zoom, lat, lon, bearing, pitch } : undefined
}

function parseLayers(text: string | null): string[] | undefined {
  if (text === null) return undefined
  return [...new Set(text.split(','))].filter((id) => WORD.test(id)).slice(0, MAX_LIST)
}

function parseSelection(text: string | null): MapLink['selection'] {
  const [kind, id] = text?.split(':') ?? []
  if (!kind || !WORD.test(kind) || !id || !/^\d{1,15}$/.test(id)) return undefined
  return { kind, id: Number(id) }
}

const formatFilter = (filter: Record<string, string[]>) =>
  Object.entries(filter)
    .map(([layer, values]) => `${layer}:${values.join(',')}`)
    .join(';')

function parseFilter(text: string | null): Record<string, string[]> | undefined {
  if (!text) return undefined
  const pairs = text
    .split(';')
    .slice(0, MAX_LIST)
    .map((part) => part.split(':'))
    .filter((pair) => pair.length === 2 && WORD.test(pair[0]!))
    .map(
      ([layer, values]) =>
        [
          layer!,
          values!
            .split(',')
            .filter((value) => VALUE.test(value))
            .slice(0, MAX_LIST),
        ] as const,
    )
  return pairs.length > 0 ? Object.fromEntries(pairs) : undefined
}

function parseDate(text: string | null): string | undefined {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const date = new Date(`${text}T00:00:00Z`)
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text ? undefined : text
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits)) || 0
