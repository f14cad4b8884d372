/** What a check found, one line a feature, heaviest first, for the list and the map of the wizard. Pure. */
import type { ImportedFeature, Shape } from '../../../../../data/importers/index.ts'
import { idOf } from '../check/fields.ts'
import { findGaps } from '../check/gaps.ts'
import type { CheckReport } from '../check/report.ts'
import { findSlivers, meanWidthOf } from '../check/slivers.ts'
import type { ColumnChoice } from './rules.ts'

export type ReadingFinding = {
  kind: string
  index: number | null
  otherIndex: number | null
  label: string | null
  detail: string | null
  areaSqm: number | null
  point: [number, number] | null
}

/** Findings of each kind at most; the counts tell of all. */
const mostOfAKind = 4_000

type Known = { byIndex: Map<number, ImportedFeature>; column: string | null }

export function findingsOf(
  areas: ImportedFeature[],
  report: CheckReport,
  choice: ColumnChoice,
): { findings: ReadingFinding[]; counts: Record<string, number> } {
  const known: Known = {
    byIndex: new Map(areas.map((feature) => [feature.index, feature])),
    column: choice.number ?? choice.code ?? report.idField,
  }
  const lists = { ...listsOf(areas, report, known), ...drawnLists(areas, known) }
  const counts = Object.fromEntries(Object.entries(lists).map(([kind, list]) => [kind, list.length]))
  const findings = Object.values(lists).flatMap((list) =>
    list.sort((a, b) => (b.areaSqm ?? 0) - (a.areaSqm ?? 0)).slice(0, mostOfAKind),
  )
  return { findings, counts: { ...counts, holes: report.holes, areasCompared: report.areasCompared } }
}

function listsOf(
  areas: readonly ImportedFeature[],
  report: CheckReport,
  known: Known,
): Record<string, ReadingFinding[]> {
  const isDuplicate = new Set(report.duplicates.map(({ a, b }) => `${a} ${b}`))
  const repeated = new Map(report.repeatedIds.map(({ id, count }) => [id, count]))
  return {
    skipped: report.skipped.map(({ index, reason }) => about(known, 'skipped', index, { detail: reason })),
    invalid: report.invalid.map(({ index, reason, point }) =>
      about(known, 'invalid', index, { detail: reason, ...(point && { point }) }),
    ),
    duplicate: report.duplicates.map(({ a, b }) => pairOf(known, 'duplicate', a, b, null)),
    overlap: report.overlaps
      .filter(({ a, b }) => !isDuplicate.has(`${a} ${b}`))
      .map(({ a, b, areaSqm }) => pairOf(known, 'overlap', a, b, areaSqm)),
    'repeated-id': areas
      .filter((feature) => repeated.has(idOf(feature, report.idField) ?? ''))
      .map((feature) =>
        about(known, 'repeated-id', feature.index, { detail: String(repeated.get(idOf(feature, report.idField)!)) }),
      ),
    multipart: areas
      .filter(({ shape }) => shape.parts.length > 1)
      .map(({ index, shape }) => about(known, 'multipart', index, { detail: String(shape.parts.length) })),
    'legal-area': report.areaMismatches.map(({ index, legalSqm, drawnSqm, ratio }) =>
      about(known, 'legal-area', index, {
        areaSqm: Math.abs(legalSqm - drawnSqm),
        detail: `${legalSqm.toFixed(2)} / ${drawnSqm.toFixed(2)} (${(ratio * 100 - 100).toFixed(1)} %)`,
      }),
    ),
  }
}

function drawnLists(areas: readonly ImportedFeature[], known: Known): Record<string, ReadingFinding[]> {
  const metres = areas.map((feature) => feature.metres)
  return {
    sliver: findSlivers(metres).map((at) =>
      about(known, 'sliver', areas[at]!.index, { detail: `${meanWidthOf(metres[at]!).toFixed(2)} m` }),
    ),
    gap: findGaps(metres).map(({ around, areaSqm }) => {
      const [one, other] = around.map((at) => areas[at]!)
      return { ...about(known, 'gap', one!.index, { areaSqm }), otherIndex: other?.index ?? null }
    }),
  }
}

function about(known: Known, kind: string, index: number, more: Partial<ReadingFinding>): ReadingFinding {
  const feature = known.byIndex.get(index)
  const label = feature ? idOf(feature, known.column)?.slice(0, 100) : null
  const point = feature ? middleOf(feature.lonLat) : null
  return { kind, index, otherIndex: null, label: label ?? null, detail: null, areaSqm: null, point, ...more }
}

/** Both labels, and the middle of what the boxes share. */
function pairOf(known: Known, kind: string, a: number, b: number, areaSqm: number | null): ReadingFinding {
  const one = about(known, kind, a, { areaSqm })
  const other = about(known, kind, b, {})
  const [p, q] = [known.byIndex.get(a), known.byIndex.get(b)].map((feature) => feature && boxOf(feature.lonLat))
  const point =
    p && q
      ? ([(Math.max(p[0], q[0]) + Math.min(p[2], q[2])) / 2, (Math.max(p[1], q[1]) + Math.min(p[3], q[3])) / 2] as [
          number,
          number,
        ])
      : one.point
  const label = [one.label, other.label].filter(Boolean).join(' · ') || null
  return { ...one, otherIndex: b, label, point }
}

function boxOf(shape: Shape): [number, number, number, number] {
  const box: [number, number, number, number] = [180, 90, -180, -90]
  for (const part of shape.parts)
    for (let i = 0; i < (part[0]?.length ?? 0); i += 2) {
      box[0] = Math.min(box[0], part[0]![i]!)
      box[1] = Math.min(box[1], part[0]![i + 1]!)
      box[2] = Math.max(box[2], part[0]![i]!)
      box[3] = Math.max(box[3], part[0]![i + 1]!)
    }
  return box
}

function middleOf(shape: Shape): [number, number] | null {
  const box = boxOf(shape)
  return box[0] > box[2] ? null : [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
}
