import type { CheckedFeature } from './report.ts'

/** Column names that hold a parcel's own number, best first; compared without case, blanks and underscores. */
const idNames = [
  'ulpin',
  'bhuaadhar',
  'parcelid',
  'parcelno',
  'parcelnumber',
  'parcelnum',
  'plotid',
  'propertyid',
  'propid',
  'pid',
  'id',
  'gid',
  'fid',
  'objectid',
  'ogcfid',
  'uid',
  'uuid',
  'gmlid',
  'idu',
  'inspireid',
  'appellation',
  'appellatio',
  'plotno',
  'plotnumber',
  'khasrano',
  'khasra',
  'surveyno',
  'surveynumber',
  'ctsno',
  'propertyno',
  'houseno',
  'wardid',
  'wardno',
  'wardnum',
  'wardcode',
  'ward',
  'wardname',
  'sectornam',
  'code',
  'name',
]

/** Column names that hold a legal area, best first: what a deed or survey says goes before what was computed from the drawing. */
const areaNames = [
  'contenance',
  'legalarea',
  'legalsqm',
  'surveyarea',
  'surveyare',
  'deedarea',
  'documentarea',
  'recordedarea',
  'recordarea',
  'officialarea',
  'statedarea',
  'plotarea',
  'parcelarea',
  'landarea',
  'areasqm',
  'areasqmt',
  'areasqmtr',
  'sqm',
  'aream2',
  'areainsqm',
  'area',
  'areaha',
  'areahect',
  'hectares',
  'hectare',
  'areaacre',
  'acres',
  'areasqft',
  'sqft',
  'areasqkm',
  'areasqkms',
  'areakm2',
  'calcarea',
  'shapearea',
  'gisarea',
]

const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '')

/** Units in which areas are recorded, with their size in m². */
const units: [string, number, RegExp][] = [
  ['m²', 1, /sqm|m2$|contenance/],
  ['ha', 10_000, /ha$|hect/],
  ['km²', 1_000_000, /sqkm|km2/],
  ['acre', 4_046.8564224, /acre/],
  ['sq ft', 0.09290304, /sqft|ft2|sqfeet/],
  ['sq yd', 0.83612736, /sqyd|yard|gaj/],
]

function rankedColumns(features: CheckedFeature[], names: string[]): string[] {
  const columns = new Set<string>()
  for (const feature of features.slice(0, 1_000)) for (const name of Object.keys(feature.properties)) columns.add(name)
  return [...columns]
    .filter((column) => names.includes(plain(column)))
    .sort((a, b) => names.indexOf(plain(a)) - names.indexOf(plain(b)))
}

/** The column that most likely numbers the features: well named, mostly filled and mostly distinct. Null when none is. */
export function guessIdField(features: CheckedFeature[]): string | null {
  for (const column of rankedColumns(features, idNames)) {
    const values = features
      .map(({ properties }) => properties[column])
      .filter((value) => value !== null && value !== '')
    if (values.length * 2 >= features.length && new Set(values).size >= values.length * 0.9) return column
  }
  return null
}

/** Column names by which people call a plot; what a program counts by (gid, objectid) is none. */
const numberNames = idNames.filter((name) => !/^(id|gid|fid|objectid|ogcfid|uid|uuid|gmlid|pid|name|code)$/.test(name))

/** The column of plot numbers as people use them: well named, mostly filled, half distinct. Null when none is. */
export function guessNumberField(features: CheckedFeature[]): string | null {
  for (const column of rankedColumns(features, numberNames)) {
    const values = features
      .map(({ properties }) => properties[column])
      .filter((value) => value !== null && value !== '')
    if (values.length * 2 >= features.length && new Set(values).size >= values.length * 0.5) return column
  }
  return null
}

/** The id of a feature: its id column, else the id that the file gives it. Null when it has none. */
export function idOf(feature: CheckedFeature, idField: string | null): string | null {
  const value = idField === null ? feature.id : feature.properties[idField]
  return value === null || value === undefined || value === '' ? null : String(value).trim()
}

/** A legal area as a number, thousands separators and units after it forgiven; null when there is none. */
export function numberFrom(value: unknown): number | null {
  const number = typeof value === 'string' ? Number.parseFloat(value.replaceAll(',', '').trim()) : value
  return typeof number === 'number' && Number.isFinite(number) && number > 0 ? number : null
}

/** The column of legal areas with its unit. */
export type AreaField = { field: string; unit: string; sqmPerUnit: number }

/**
 * The column of legal areas, when its values are near the drawn areas in some unit; `drawnSqm` runs parallel to the features. Columns that
 * hold something else under a likely name (square degrees, say) are passed over.
 */
export function guessAreaField(features: CheckedFeature[], drawnSqm: number[]): AreaField | null {
  for (const column of rankedColumns(features, areaNames)) {
    const ratio = middleRatio(features, drawnSqm, column)
    if (ratio === null) continue
    const unit = units.find(([, size]) => Math.abs(ratio / size - 1) < 0.5)
    const named = units.find(([, , pattern]) => pattern.test(plain(column)))
    const chosen = named && Math.abs(ratio / named[1] - 1) < 0.5 ? named : unit
    if (chosen) return { field: column, unit: chosen[0], sqmPerUnit: chosen[1] }
  }
  return null
}

/** The size in m² of a unit as reports name it; 1 for none. */
export const areaUnitSqm = (unit: string | null): number => units.find(([name]) => name === unit)?.[1] ?? 1

/** The unit of a column that the caller names: by its name, else m² unless its values plainly are in another unit. */
export function describeAreaField(features: CheckedFeature[], drawnSqm: number[], field: string): AreaField {
  const named = units.find(([, , pattern]) => pattern.test(plain(field)))
  const ratio = middleRatio(features, drawnSqm, field) ?? 1
  const fitting = ratio > 20 ? units.find(([, size]) => size > 1 && Math.abs(ratio / size - 1) < 0.1) : undefined
  const [unit, sqmPerUnit] = named ?? fitting ?? units[0]!
  return { field, unit, sqmPerUnit }
}

/** The middle of drawn m² over stated value; null when fewer than half of the features state one. */
function middleRatio(features: CheckedFeature[], drawnSqm: number[], column: string): number | null {
  const ratios = features.flatMap((feature, i) => {
    const stated = numberFrom(feature.properties[column])
    return stated === null ? [] : [drawnSqm[i]! / stated]
  })
  if (ratios.length * 2 < features.length) return null
  return ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? null
}
