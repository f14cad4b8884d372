/** What a drawing says of itself in words: `KEY=VALUE` lines, and the area of the plot however it is put. Pure. */
import type { DrawnText } from './rules-entities.ts'

/** The layer on which a plan declares; the eGov convention's name. */
const declaringLayer = /^PLAN_?INFO$/i

/** Lines of declaration by key, as they stand. A key that stands twice keeps its first value. */
export function declaredOf(texts: readonly DrawnText[]): Record<string, string> {
  const own = texts.filter((each) => declaringLayer.test(each.layer))
  const found: Record<string, string> = {}
  for (const { text } of own.length ? own : texts)
    for (const line of text.split(/\r?\n/).slice(0, 5000)) {
      const match = /^\s*([A-Za-z][A-Za-z0-9_.\- ]{1,80}?)\s*=\s*(.{0,300}?)\s*$/.exec(line)
      if (match && !Object.hasOwn(found, match[1]!)) found[match[1]!] = match[2]!
    }
  return found
}

/** Square metres of one unit of area, by how people write it. */
const units: readonly [RegExp, number][] = [
  [/HECT?ARES?|\bHA\b|_HA$/i, 10_000],
  [/SQ\.?_? ?(FT|FEET)|_FT2$|SFT/i, 0.09290304],
  [/SQ\.?_? ?(YD|YARDS?)|_YD2$/i, 0.83612736],
  [/ACRES?/i, 4046.8564224],
  [/M2|SQ\.?_? ?M|SQ\.?_? ?MT?R?S?|M²/i, 1],
]

/** The declared area of the plot in m²; null when the drawing does not say. A unit in the value goes before one in the key; without one it is m². */
export function declaredPlotSqm(declared: Readonly<Record<string, string>>): number | null {
  const entry = Object.entries(declared).find(([key]) => /^PLOT[_ ]?AREA/i.test(key.trim()))
  if (!entry) return null
  const [key, value] = entry
  const amount = /[0-9][0-9,]*(?:\.[0-9]+)?/.exec(value)
  if (!amount) return null
  const sqm = Number(amount[0].replaceAll(',', ''))
  const unit = units.find(([name]) => name.test(value)) ?? units.find(([name]) => name.test(key))
  return Number.isFinite(sqm) && sqm > 0 ? sqm * (unit?.[1] ?? 1) : null
}
