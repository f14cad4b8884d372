import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl'
import type { Palette, PatternName, ThemeName } from './palette.ts'

export type Language = 'en' | 'hi' | 'mr'
export const LANGUAGES: readonly Language[] = ['en', 'hi', 'mr']
export type Names = { en?: string; hi?: string; mr?: string; [language: string]: string | undefined }
export type Expression = ExpressionSpecification
export type Filter = FilterSpecification
export type Layer = LayerSpecification

/**
 * What every layer group is drawn from. `lat` (degrees) turns road widths in metres into pixels; `houseNumbers` says that
 * they stand on the houses, so that the plot's own number makes room.
 */
export type DrawInput = { palette: Palette; theme: ThemeName; language: Language; lat: number; houseNumbers: boolean }

/**
 * One line of a legend and, at once, one class of the drawing.
 * `value` is compared with the feature's field; `from`/`to` (both inclusive) stand for a range of numbers instead.
 */
export type LegendEntry = {
  value: string | number
  from?: number
  to?: number
  names: Names
  colour: string
  edge?: string
  pattern?: PatternName
  /** A letter on a point, so that its class is not told by colour alone. */
  letter?: string
  /** Class of landmark whose sign stands for it. */
  sign?: string
  shape: 'fill' | 'line' | 'point'
}

/** A layer that can be switched on, with the legend it is drawn from. `field` is null when all features look alike. */
export type LayerLegend = {
  id: string
  titles: Names
  group: 'base' | 'land' | 'boundaries' | 'quality' | 'services'
  source: string
  sourceLayer: string
  field: string | null
  minZoom: number
  /** Drawn without being asked for. */
  usual: boolean
  /** Only one layer of the same kind can cover the ground at a time. */
  covers?: 'parcels' | 'buildings' | 'ground'
  entries: readonly LegendEntry[]
}

/** True when a feature's value belongs to the entry; numbers may arrive as text. */
export function entryMatches(entry: LegendEntry, value: unknown): boolean {
  if (entry.from === undefined && entry.to === undefined) return String(entry.value) === String(value ?? '')
  if (value === null || value === undefined || value === '') return false
  const amount = Number(value)
  return amount >= (entry.from ?? Number.NEGATIVE_INFINITY) && amount <= (entry.to ?? Number.POSITIVE_INFINITY)
}

/** The same test as an expression over the tile's attribute. */
export function entryExpression(field: string, entry: LegendEntry): Expression {
  if (entry.from === undefined && entry.to === undefined) {
    return ['==', ['to-string', ['coalesce', ['get', field], '']], String(entry.value)]
  }
  const tests: Expression[] = [['has', field]]
  if (entry.from !== undefined) tests.push(['>=', ['to-number', ['get', field], -1], entry.from])
  if (entry.to !== undefined) tests.push(['<=', ['to-number', ['get', field], -1], entry.to])
  return ['all', ...tests] as Expression
}

const ORDER: Record<Language, readonly Language[]> = {
  en: ['en', 'hi', 'mr'],
  hi: ['hi', 'mr', 'en'],
  mr: ['mr', 'hi', 'en'],
}

/** The name to show: the asked language, else one in the same script, else any. Same order as the pages use. */
export const nameExpression = (language: Language): Expression => [
  'coalesce',
  ...(ORDER[language].map((code) => ['get', `name_${code}`]) as unknown as [Expression]),
  ['get', 'name'],
  '',
]

/** The same choice over one decoded feature's attributes. */
export function pickTileName(properties: Record<string, unknown>, language: Language): string {
  for (const key of [...ORDER[language].map((code) => `name_${code}`), 'name']) {
    const name = properties[key]
    if (typeof name === 'string' && name !== '') return name
  }
  return ''
}

/** Numbers by zoom as one interpolation; `base` 2 doubles with every zoom step as the ground does. */
export function byZoom(stops: readonly (readonly [number, number | Expression])[], base = 1): Expression {
  return ['interpolate', ['exponential', base], ['zoom'], ...stops.flat()] as unknown as Expression
}
