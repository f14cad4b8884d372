import type { ImportedFeature, Run, Shape, SkippedFeature } from '../../../../data/importers/index.ts'
import type { ImportRow } from './actions/import-parcels.ts'
import { numberFrom } from './check/fields.ts'
import { parcelNumber } from './rules-numbers.ts'

/** Which columns of the file go where; areas are multiplied into m². */
export type ImportColumns = {
  numberField: string | null
  areaField: string | null
  sqmPerUnit: number
  useField?: string | null
  /** For wards and zones: their code and names by language. */
  names?: { code: string | null; en: string | null; hi: string | null; mr: string | null }
}

/** Attributes longer than this, as JSON, are left behind. */
const maxAttributeCharacters = 16_000

/**
 * Areas of a file as rows for the register: rings closed, numbers tidied (a number that stands twice in the file is kept as printed
 * only, from its second parcel on). Areas without a ring of three corners are left out with the reason.
 */
export function importRowsOf(features: ImportedFeature[], columns: ImportColumns) {
  const rows: ImportRow[] = []
  const skipped: SkippedFeature[] = []
  const repeated: number[] = []
  const taken = new Set<string>()
  for (const feature of features) {
    const geometryHex = toMultiPolygonHex(feature.lonLat)
    if (geometryHex === null) {
      skipped.push({ index: feature.index, reason: 'no ring of three corners' })
      continue
    }
    const { number, printed } = numbersOf(feature, columns.numberField)
    const isFree = number !== null && !taken.has(number)
    if (number !== null && !isFree) repeated.push(feature.index)
    if (isFree) taken.add(number)
    rows.push({
      index: feature.index,
      number: isFree ? number : null,
      numberPrinted: printed,
      legalAreaSqm: legalAreaOf(feature, columns),
      geometryHex,
      attributes: JSON.stringify(feature.properties).length > maxAttributeCharacters ? {} : feature.properties,
      use: wordOfUse(textIn(feature, columns.useField)),
      ...(columns.names && areaNamesOf(feature, columns.names)),
    })
  }
  return { rows, skipped, repeated }
}

const textIn = (feature: ImportedFeature, field: string | null | undefined): string | null => {
  const value = field ? feature.properties[field] : null
  const text = value === null || value === undefined ? '' : String(value).trim()
  return text === '' ? null : text.slice(0, 200)
}

/** A land use as the register writes words: "Residential (R1)" is `residential-r1`. Other scripts stay in the attributes. */
function wordOfUse(text: string | null): string | null {
  const word = (text ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 40)
  return /^[a-z][a-z0-9-]+$/.test(word) ? word : null
}

function areaNamesOf(feature: ImportedFeature, fields: NonNullable<ImportColumns['names']>) {
  const entries = (['en', 'hi', 'mr'] as const).flatMap((language) => {
    const text = textIn(feature, fields[language])
    return text === null ? [] : [[language, text] as const]
  })
  const code = textIn(feature, fields.code)?.slice(0, 60) ?? null
  return { code, names: Object.fromEntries(entries) as Record<string, string> }
}

function numbersOf(feature: ImportedFeature, field: string | null): { number: string | null; printed: string | null } {
  const value = field === null ? feature.id : feature.properties[field]
  if (value === null || value === undefined || value === '') return { number: null, printed: null }
  const printed = String(value).slice(0, 200)
  try {
    return { number: parcelNumber(printed), printed }
  } catch {
    return { number: null, printed }
  }
}

/** numeric(14, 3) holds no more; a larger area is a fault of the file and stays in the attributes. */
const mostSqm = 1e10

function legalAreaOf(feature: ImportedFeature, columns: ImportColumns): number | null {
  const stated = columns.areaField === null ? null : numberFrom(feature.properties[columns.areaField])
  const sqm = stated === null ? 0 : Math.round(stated * columns.sqmPerUnit * 1000) / 1000
  return sqm > 0 && sqm < mostSqm ? sqm : null
}

/** EWKB of a MultiPolygon in EPSG:4326 with its rings closed, in hexadecimal; null when no shell has three corners. */
export function toMultiPolygonHex(shape: Shape): string | null {
  const parts = shape.parts.flatMap((part) => {
    const rings = part.map(closed)
    return isRing(rings[0]) ? [rings.filter(isRing)] : []
  })
  if (parts.length === 0) return null
  const chunks: Uint8Array[] = [header(multiPolygonWithSrid), count(4326), count(parts.length)]
  for (const rings of parts) {
    chunks.push(header(polygonType), count(rings.length))
    for (const ring of rings) chunks.push(count(ring.length / 2), bytesOf(ring))
  }
  return Buffer.concat(chunks).toString('hex')
}

const polygonType = 3
const multiPolygonWithSrid = 0x20000006
const count = (value: number) => new Uint8Array(Uint32Array.of(value).buffer)
const header = (type: number) => Buffer.concat([Uint8Array.of(1), count(type)])
const bytesOf = (ring: Run) => new Uint8Array(ring.buffer, ring.byteOffset, ring.byteLength)
const isRing = (ring: Run | undefined): ring is Run => ring !== undefined && ring.length >= 8

function closed(ring: Run): Run {
  const last = ring.length - 2
  if (ring.length < 4 || (ring[0] === ring[last] && ring[1] === ring[last + 1])) return ring
  return Float64Array.of(...ring, ring[0]!, ring[1]!)
}
