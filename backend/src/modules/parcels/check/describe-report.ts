import type { CheckReport } from './report.ts'

/** How many entries of a list are shown to a person; the JSON has all. */
const shown = 10

/** A report as lines for a terminal: counts first, then the first entries of each list. */
export function describeReport(report: CheckReport): string {
  const rows: [string, string][] = [
    ['layer', report.layer],
    ['CRS', report.areaCrs === report.crs ? report.crs : `${report.crs}, areas in ${report.areaCrs}`],
    ['features', `${count(report.features)}, read ${count(report.read)}, skipped ${count(report.skipped.length)}`],
    ['total area', `${squareMetres(report.totalAreaSqm)}`],
    ['multi-parts, holes', `${count(report.multiparts)}, ${count(report.holes)}`],
    ['invalid', count(report.invalid.length)],
    ['overlapping pairs', `${count(report.overlaps.length)} (${squareMetres(report.overlapAreaSqm)})`],
    ['duplicates', count(report.duplicates.length)],
    ['repeated ids', `${count(report.repeatedIds.length)}${report.idField ? ` (column ${report.idField})` : ''}`],
    ['legal against drawn', legalLine(report)],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  const table = rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`)
  return [...table, ...lists(report), ...report.notes.map((note) => `note: ${note}`)].join('\n')
}

const count = (value: number) => value.toLocaleString('en-IN')
const squareMetres = (value: number) => `${value.toLocaleString('en-IN', { maximumFractionDigits: 2 })} m²`

function legalLine(report: CheckReport): string {
  if (!report.areaField) return 'no column of legal areas found: name it with --area-field'
  const apart = count(report.areaMismatches.length)
  return `${apart} of ${count(report.areasCompared)} differ by more than 1 % (column ${report.areaField}, ${report.areaUnit})`
}

function lists(report: CheckReport): string[] {
  return [
    ...listing('skipped', report.skipped, ({ index, reason }) => `feature ${index}: ${reason}`),
    ...listing('invalid', report.invalid, ({ index, id, reason, point }) => {
      return `feature ${index}${id ? ` (${id})` : ''}: ${reason}${point ? ` at ${point[0]}, ${point[1]}` : ''}`
    }),
    ...listing('overlaps', report.overlaps, ({ a, b, areaSqm }) => `features ${a} and ${b}: ${squareMetres(areaSqm)}`),
    ...listing('repeated ids', report.repeatedIds, ({ id, count: times }) => `${id}: ${times} times`),
  ]
}

function listing<T>(title: string, entries: T[], line: (entry: T) => string): string[] {
  if (entries.length === 0) return []
  const more = entries.length > shown ? [`  … and ${count(entries.length - shown)} more`] : []
  return ['', `${title}:`, ...entries.slice(0, shown).map((entry) => `  ${line(entry)}`), ...more]
}
