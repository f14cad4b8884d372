import { grievanceStates } from '../../layers/grievance-states.ts'
import { FONT_MEDIUM } from './fonts.ts'
import { LAND_USE_NAMES } from './ground.ts'
import {
  byZoom,
  entryExpression,
  type Filter,
  type Layer,
  type LayerLegend,
  type LegendEntry,
  type Names,
} from './layer-group.ts'
import { DATA_OPACITY, INK_ON_DATA, LAND_USE_LOOK, type LandUseCode, RAMP, SERIES, type ThemeName } from './palette.ts'
import { patternImageId } from './patterns.ts'

const LAND_USE_ENTRIES: readonly LegendEntry[] = (Object.keys(LAND_USE_LOOK) as LandUseCode[]).map((code) => ({
  value: code,
  names: LAND_USE_NAMES[code],
  ...LAND_USE_LOOK[code],
  shape: 'fill',
}))

const series = (entries: [value: string, names: Names][]): LegendEntry[] =>
  entries.map(([value, names], index) => ({ value, names, ...SERIES[index % SERIES.length]!, shape: 'fill' }))

const ranges = (entries: [from: number, to: number | undefined, names: Names][]): LegendEntry[] =>
  entries.map(([from, to, names], index) => ({
    value: String(from),
    from,
    to,
    names,
    colour: RAMP[index]!,
    shape: 'fill',
  }))

const sameInAll = (text: string): Names => ({ en: text, hi: text, mr: text })

/** Uses of a building, as the tiles and the parcel page name them. */
export const BUILDING_USE_ENTRIES = series([
  ['residential', { en: 'Residential', hi: 'आवासीय', mr: 'निवासी' }],
  ['commercial', { en: 'Commercial', hi: 'वाणिज्यिक', mr: 'वाणिज्य' }],
  ['mixed', { en: 'Mixed', hi: 'मिश्रित', mr: 'मिश्र' }],
  ['institutional', { en: 'Institutional', hi: 'संस्थागत', mr: 'संस्थात्मक' }],
  ['religious', { en: 'Religious', hi: 'धार्मिक', mr: 'धार्मिक' }],
  ['government', { en: 'Government', hi: 'शासकीय', mr: 'शासकीय' }],
  ['industrial', { en: 'Industrial', hi: 'औद्योगिक', mr: 'औद्योगिक' }],
])

/** Layers of data that lie over the plan when asked for; each is drawn from its own legend. */
export const OVERLAYS: readonly LayerLegend[] = [
  {
    id: 'land-use',
    titles: { en: 'Land-use plan', hi: 'भू-उपयोग योजना', mr: 'भू-वापर आराखडा' },
    group: 'land',
    source: 'base',
    sourceLayer: 'landuse',
    field: 'code',
    minZoom: 8,
    usual: false,
    covers: 'ground',
    entries: LAND_USE_ENTRIES,
  },
  {
    id: 'parcel-use',
    titles: { en: 'Plots by use', hi: 'उपयोग के अनुसार भूखंड', mr: 'वापरानुसार भूखंड' },
    group: 'land',
    source: 'parcels',
    sourceLayer: 'parcels',
    field: 'use',
    minZoom: 13,
    usual: false,
    covers: 'parcels',
    entries: LAND_USE_ENTRIES,
  },
  {
    id: 'parcel-level',
    titles: { en: 'Plots by record', hi: 'अभिलेख के अनुसार भूखंड', mr: 'अभिलेखानुसार भूखंड' },
    group: 'land',
    source: 'parcels',
    sourceLayer: 'parcels',
    field: 'level',
    minZoom: 13,
    usual: false,
    covers: 'parcels',
    entries: series([
      ['municipal-plot', { en: 'Municipal plot', hi: 'नगरपालिका भूखंड', mr: 'नगरपालिका भूखंड' }],
      ['layout-plot', { en: 'Layout plot', hi: 'अभिन्यास भूखंड', mr: 'रेखांकनातील भूखंड' }],
      ['revenue-khasra', { en: 'Revenue khasra', hi: 'राजस्व खसरा', mr: 'महसूल खसरा' }],
      ['nazul-plot', { en: 'Nazul plot', hi: 'नजूल', mr: 'नझूल' }],
      ['occupied-site', { en: 'Occupied site', hi: 'आबादी स्थल', mr: 'गावठाण जागा' }],
      ['provisional', { en: 'Drawn, not surveyed', hi: 'अनंतिम रेखांकन', mr: 'तात्पुरते रेखांकन' }],
    ]),
  },
  {
    id: 'parcel-properties',
    titles: { en: 'Properties on a plot', hi: 'भूखंड पर संपत्तियाँ', mr: 'भूखंडावरील मालमत्ता' },
    group: 'quality',
    source: 'parcels',
    sourceLayer: 'parcels',
    field: 'properties',
    minZoom: 13,
    usual: false,
    covers: 'parcels',
    entries: [
      {
        value: '0',
        from: 0,
        to: 0,
        names: { en: 'None in the register', hi: 'रजिस्टर में कोई नहीं', mr: 'नोंदवहीत एकही नाही' },
        colour: '#77aadd',
        pattern: 'slash',
        shape: 'fill',
      },
      ...ranges([
        [1, 1, { en: 'One', hi: 'एक', mr: 'एक' }],
        [2, 4, { en: '2 to 4', hi: '2 से 4', mr: '2 ते 4' }],
        [5, 19, { en: '5 to 19', hi: '5 से 19', mr: '5 ते 19' }],
        [20, undefined, { en: '20 or more', hi: '20 या अधिक', mr: '20 किंवा अधिक' }],
      ]),
    ],
  },
  {
    id: 'building-use',
    titles: { en: 'Buildings by use', hi: 'उपयोग के अनुसार भवन', mr: 'वापरानुसार इमारती' },
    group: 'land',
    source: 'buildings',
    sourceLayer: 'buildings',
    field: 'use',
    minZoom: 14,
    usual: false,
    covers: 'buildings',
    entries: BUILDING_USE_ENTRIES,
  },
  {
    id: 'building-floors',
    titles: { en: 'Buildings by floors', hi: 'मंज़िलों के अनुसार भवन', mr: 'मजल्यांनुसार इमारती' },
    group: 'land',
    source: 'buildings',
    sourceLayer: 'buildings',
    field: 'floors',
    minZoom: 14,
    usual: false,
    covers: 'buildings',
    entries: ranges([
      [0, 1, sameInAll('1')],
      [2, 2, sameInAll('2')],
      [3, 4, sameInAll('3–4')],
      [5, 8, sameInAll('5–8')],
      [9, undefined, sameInAll('9+')],
    ]),
  },
  {
    id: 'grievances',
    titles: { en: 'Complaints', hi: 'शिकायतें', mr: 'तक्रारी' },
    group: 'services',
    source: 'grievances',
    sourceLayer: 'grievances',
    field: 'state',
    minZoom: 10,
    usual: false,
    entries: grievanceStates.map(({ value, names, colour, letter }) => ({
      value,
      names,
      letter,
      ...SERIES[Number(colour.split('.')[1]) - 1]!,
      shape: 'point' as const,
    })),
  },
]

/** Kept classes of a layer, by the value of its legend entry; a layer that is absent keeps all. */
export type LegendFilter = Record<string, readonly (string | number)[]>

/** Colour fill and, where a class has one, its pattern; classes that the legend's filter leaves out are not drawn. */
export function overlayLayers(legend: LayerLegend, theme: ThemeName, filter: LegendFilter): Layer[] {
  const kept = keptEntries(legend, filter)
  if (legend.entries[0]?.shape === 'point') return pointLayers(legend, kept)
  const patterned = kept.filter((entry) => entry.pattern && entry.pattern !== 'plain')
  const common = {
    type: 'fill' as const,
    source: legend.source,
    'source-layer': legend.sourceLayer,
    minzoom: legend.minZoom,
  }
  const layers: Layer[] = [
    {
      id: `data-${legend.id}`,
      ...common,
      filter: anyOf(legend, kept),
      paint: {
        'fill-color': byEntry(legend, kept, (entry) => entry.colour, 'rgba(0,0,0,0)'),
        'fill-opacity': DATA_OPACITY[theme],
      },
    },
  ]
  if (patterned.length > 0) {
    layers.push({
      id: `data-${legend.id}-pattern`,
      ...common,
      filter: anyOf(legend, patterned),
      paint: {
        'fill-pattern': byEntry(legend, patterned, (entry) => patternImageId(theme, entry.pattern!), ''),
        'fill-opacity': 0.45,
      },
    })
  }
  return layers
}

/** Discs with the letter of their class; both grow with the zoom. */
function pointLayers(legend: LayerLegend, kept: readonly LegendEntry[]): Layer[] {
  const common = {
    source: legend.source,
    'source-layer': legend.sourceLayer,
    minzoom: legend.minZoom,
    filter: anyOf(legend, kept),
  }
  return [
    {
      id: `data-${legend.id}`,
      type: 'circle',
      ...common,
      paint: {
        'circle-color': byEntry(legend, kept, (entry) => entry.colour, 'rgba(0,0,0,0)'),
        'circle-radius': byZoom([
          [10, 3],
          [14, 7],
          [18, 13],
        ]),
        'circle-stroke-color': INK_ON_DATA,
        'circle-stroke-width': 1.4,
      },
    },
    {
      id: `data-${legend.id}-letter`,
      type: 'symbol',
      ...common,
      minzoom: Math.max(legend.minZoom, 13),
      layout: {
        'text-field': byEntry(legend, kept, (entry) => entry.letter ?? '', ''),
        'text-size': byZoom([
          [13, 9],
          [18, 17],
        ]),
        'text-font': FONT_MEDIUM,
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: { 'text-color': INK_ON_DATA },
    },
  ]
}

/** The entries of a legend that its filter keeps. */
export function keptEntries(legend: LayerLegend, filter: LegendFilter): readonly LegendEntry[] {
  const values = filter[legend.id]
  return values ? legend.entries.filter((entry) => values.map(String).includes(String(entry.value))) : legend.entries
}

function anyOf(legend: LayerLegend, entries: readonly LegendEntry[]): Filter {
  if (legend.field === null) return ['literal', true] as unknown as Filter
  return ['any', ...entries.map((entry) => entryExpression(legend.field!, entry))] as Filter
}

function byEntry(
  legend: LayerLegend,
  entries: readonly LegendEntry[],
  look: (entry: LegendEntry) => string,
  rest: string,
) {
  if (legend.field === null || entries.length === 0) return look(entries[0] ?? legend.entries[0]!) as never
  const pairs = entries.flatMap((entry) => [entryExpression(legend.field!, entry), look(entry)])
  return ['case', ...pairs, rest || look(entries[0]!)] as never
}
