/** What the rules say of a planned edit, each finding with its place on the map. Pure. */
import type { MultiPolygon, Position } from 'geojson'
import { type RuleCode, type Severity, severityOf } from './rules-declared.ts'

/** What may be found, by a lasting name: screens say it in their own language with the parameters. */
export type FindingKey =
  | 'area-apart'
  | 'sum-apart'
  | 'number-twice'
  | 'number-taken'
  | 'property-untold'
  | 'property-elsewhere'
  | 'plot-absent'

/** One thing that a rule found. `place` is where the map goes; `parcelId` the plot it is about, when it has an id. */
export type Finding = {
  rule: RuleCode
  severity: Severity
  key: FindingKey
  /** The same in English, filled in. */
  sentence: string
  /** Numbers of plots and properties as text, areas in m². */
  parameters: Record<string, string | number>
  place: Position | null
  parcelId: number | null
  got?: unknown
  expected?: unknown
}

/** A plot that the edit makes, as it is planned. */
export type PlannedPlot = {
  /** Its place among the new plots, from 0. */
  at: number
  polygon: MultiPolygon
  areaSqm: number
  number: string | null
  legalAreaSqm: number | null
}

/** Any corner of the plot: enough for the map to go there. */
export const placeOf = (polygon: MultiPolygon): Position => polygon.coordinates[0]![0]![0]!

const metres = (areaSqm: number): string => `${areaSqm.toFixed(2)} m²`

/** P4: drawn against legal area of each new plot; `toleratedShare` by the survey of the plots before. */
export function checkLegalAreas(plots: readonly PlannedPlot[], toleratedShare: number): Finding[] {
  return plots.flatMap((plot) => {
    if (plot.legalAreaSqm === null) return []
    const allowed = plot.legalAreaSqm * toleratedShare
    const apart = Math.abs(plot.areaSqm - plot.legalAreaSqm)
    if (apart <= allowed) return []
    return [
      {
        rule: 'P4' as const,
        severity: severityOf('P4'),
        key: 'area-apart' as const,
        parameters: { plot: plot.number ?? String(plot.at + 1), drawnSqm: plot.areaSqm, legalSqm: plot.legalAreaSqm },
        sentence: `Plot ${plot.number ?? plot.at + 1} is drawn with ${metres(plot.areaSqm)}; the document says ${metres(plot.legalAreaSqm)}.`,
        place: placeOf(plot.polygon),
        parcelId: null,
        got: plot.areaSqm,
        expected: plot.legalAreaSqm,
      },
    ]
  })
}

/** P5: what the documents say of the new plots together against the old. Silent while an old or a new legal area is not known. */
export function checkLegalSum(
  before: readonly (number | null)[],
  plots: readonly PlannedPlot[],
  toleratedShare: number,
): Finding[] {
  const after = plots.map((plot) => plot.legalAreaSqm)
  if ([...before, ...after].includes(null)) return []
  const sum = (list: readonly (number | null)[]) => list.reduce<number>((total, each) => total + each!, 0)
  const [was, will] = [sum(before), sum(after)]
  if (Math.abs(was - will) <= was * toleratedShare) return []
  return [
    {
      rule: 'P5',
      severity: severityOf('P5'),
      key: 'sum-apart',
      parameters: { beforeSqm: was, afterSqm: will },
      sentence: `The documents gave ${metres(was)} before and give ${metres(will)} after.`,
      place: placeOf(plots[0]!.polygon),
      parcelId: null,
      got: will,
      expected: was,
    },
  ]
}

/** P9: two new plots with one number. */
export function checkNumbers(plots: readonly PlannedPlot[]): Finding[] {
  const seen = new Set<string>()
  return plots.flatMap((plot) => {
    if (plot.number === null) return []
    const isNew = !seen.has(plot.number)
    seen.add(plot.number)
    if (isNew) return []
    return [
      {
        rule: 'P9' as const,
        severity: severityOf('P9'),
        key: 'number-twice' as const,
        parameters: { number: plot.number },
        sentence: `Two of the new plots would have the number ${plot.number}.`,
        place: placeOf(plot.polygon),
        parcelId: null,
        got: plot.number,
      },
    ]
  })
}

/** A property of an old plot, and to which new plots it goes. */
export type Carried = { propertyId: number; to: readonly number[] }

/** P11: every property of the old plots is told where it goes, and nowhere else is named. */
export function checkCarried(
  properties: readonly { propertyId: number; propertyNumber: string }[],
  carried: readonly Carried[],
  plotCount: number,
  place: Position,
): Finding[] {
  const told = new Map(carried.map((each) => [each.propertyId, each.to]))
  const finding = (
    key: FindingKey,
    sentence: string,
    got: unknown,
    parameters: Record<string, string | number>,
  ): Finding => ({
    rule: 'P11',
    severity: severityOf('P11'),
    key,
    sentence,
    parameters,
    place,
    parcelId: null,
    got,
  })
  const lacking = properties.filter(({ propertyId }) => !told.get(propertyId)?.length)
  const known = new Set(properties.map(({ propertyId }) => propertyId))
  return [
    ...lacking.map(({ propertyNumber }) =>
      finding('property-untold', `Say to which new plot property ${propertyNumber} goes.`, propertyNumber, {
        property: propertyNumber,
      }),
    ),
    ...carried.flatMap(({ propertyId, to }) => {
      if (!known.has(propertyId))
        return [
          finding('property-elsewhere', 'A property that does not stand on this plot was named.', propertyId, {
            property: propertyId,
          }),
        ]
      const absent = to.find((at) => at < 0 || at >= plotCount)
      return absent === undefined
        ? []
        : [finding('plot-absent', 'A new plot that is not there was named.', to, { plot: absent + 1 })]
    }),
  ]
}
