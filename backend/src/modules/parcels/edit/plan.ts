/** What an edit would do: outlines, who goes where, what the rules say. Asked by the preview and by the action alike. */
import type { MultiPolygon, Position } from 'geojson'
import { Conflict, type Db, Invalid, NotFound, type Tenant } from '../../../kernel/index.ts'
import { selectMaster } from '../../identity/index.ts'
import { numberOn } from '../actions/register-parcel.ts'
import { selectParcelByNumber } from '../queries-register.ts'
import { cutByLine, joinPlots, lineForArea, type PutIn } from '../rules-cut.ts'
import { areaSqm } from '../rules-geometry.ts'
import { areaToleranceOf, areaToleranceSchema } from '../rules-tolerance.ts'
import type { CutGiven, MergeParcels, MoveBoundary, NewPlot, SplitParcel } from '../schemas-edit.ts'
import { changedMeanwhile } from './changed-meanwhile.ts'
import {
  type BuildingPart,
  type EditedPlot,
  type LinkedProperty,
  selectBuildingParts,
  selectCommonAreas,
  selectEditedPlots,
  selectLinkedProperties,
  selectPlotsOfProperties,
} from './queries-edit.ts'
import { severityOf } from './rules-declared.ts'
import {
  type Carried,
  checkCarried,
  checkLegalAreas,
  checkLegalSum,
  checkNumbers,
  type Finding,
  type PlannedPlot,
  placeOf,
} from './rules-findings.ts'

/** Whose town, and on which day the edit holds. */
export type Where = { db: Db; tenant: Tenant; day: string }

/** An edit thought through. `plots` are new for a split and a merge, and the old ones in new outlines for a moved boundary. */
export type EditPlan = {
  before: EditedPlot[]
  plots: (PlannedPlot & { numberPrinted: string | null; use: string })[]
  carried: Carried[]
  properties: LinkedProperty[]
  /** Which new plots a building stands on: those under a hundredth of its footprint are left out. */
  buildings: { buildingId: number; to: { at: number; partSqm: number }[] }[]
  findings: Finding[]
  /** Corners put into edges of the old outline, which neighbours share. */
  putIn: PutIn[]
}

/** @throws NotFound for a plot that does not hold on the day; Conflict when it is no longer what the editor saw */
async function requirePlots(
  where: Where,
  seen: readonly { parcelId: number; seenVersionId?: number | undefined }[],
): Promise<EditedPlot[]> {
  const ids = seen.map(({ parcelId }) => parcelId)
  const found = await selectEditedPlots(where.db, where.tenant.tenantId, ids, where.day)
  for (const { parcelId, seenVersionId } of seen) {
    const plot = found.find((each) => each.parcelId === parcelId)
    if (!plot) throw new NotFound('parcelId', 'There is no such plot in this town on that day.', { got: parcelId })
    if (seenVersionId && seenVersionId !== plot.versionId) throw changedMeanwhile(plot, seenVersionId)
  }
  return ids.map((id) => found.find((each) => each.parcelId === id)!)
}

/** The share by which drawn and legal area may differ, as the town's master says of the plot's survey; without one nothing is said. */
async function toleratedShare({ db, day }: Where, { surveyClass, surveyedOn }: EditedPlot): Promise<number> {
  const master = await selectMaster(db, { register: 'parcels.rules', key: 'area-tolerance' }, day)
  const tolerances = areaToleranceSchema.safeParse(master?.value ?? {})
  return areaToleranceOf(tolerances.data ?? null)(surveyClass, surveyedOn)
}

const lineOf = (cut: CutGiven, polygon: MultiPolygon, srid: number): Position[] =>
  'line' in cut ? cut.line : lineForArea(polygon, cut.areaSqm, cut.bearingDegrees, srid)

function plannedPlot(
  at: number,
  polygon: MultiPolygon,
  given: NewPlot | undefined,
  level: string,
  like: EditedPlot,
  srid: number,
) {
  return {
    at,
    polygon,
    areaSqm: areaSqm(polygon, srid),
    number: numberOn(level, given?.number ?? null),
    numberPrinted: given?.number ?? null,
    legalAreaSqm: given?.legalAreaSqm ?? null,
    use: given?.use ?? like.use,
  }
}

/** A plot cut into pieces, the largest first. `plots` of the input, when given, are told in that order. */
export async function planSplit(where: Where, parcelId: number, input: SplitParcel): Promise<EditPlan> {
  const [plot] = (await requirePlots(where, [{ parcelId, seenVersionId: input.seenVersionId }])) as [EditedPlot]
  const { pieces, putIn } = cutByLine(plot.geometry, lineOf(input.cut, plot.geometry, where.tenant.srid))
  if (input.plots.length && input.plots.length !== pieces.length)
    throw new Invalid('plots', 'The line makes {count} plots. Say something of each, or of none.', {
      got: input.plots.length,
      expected: pieces.length,
      parameters: { count: pieces.length },
    })
  const plots = pieces.map((polygon, at) =>
    plannedPlot(at, polygon, input.plots[at], plot.level, plot, where.tenant.srid),
  )
  return { ...(await finish(where, [plot], plots, input.properties)), putIn }
}

/** Plots of one level that share edges become one. Every property goes along. */
export async function planMerge(where: Where, input: MergeParcels): Promise<EditPlan> {
  const before = await requirePlots(where, input.parcels)
  const other = before.find((each) => each.level !== before[0]!.level)
  if (other)
    throw new Conflict('parcels', 'These plots are of different levels.', {
      got: other.level,
      expected: before[0]!.level,
    })
  const polygon = joinPlots(before.map((each) => each.geometry))
  const plot = plannedPlot(0, polygon, input.plot, before[0]!.level, before[0]!, where.tenant.srid)
  const links = await selectLinkedProperties(
    where.db,
    where.tenant.tenantId,
    before.map((each) => each.parcelId),
    where.day,
  )
  const carried = [...new Set(links.map(({ propertyId }) => propertyId))].map((propertyId) => ({ propertyId, to: [0] }))
  return finish(where, before, [plot], carried)
}

/** The common boundary of two plots is drawn anew; each keeps its identity, number and properties. */
export async function planBoundary(where: Where, input: MoveBoundary): Promise<EditPlan> {
  const before = await requirePlots(where, input.parcels)
  if (before[0]!.level !== before[1]!.level) throw new Conflict('parcels', 'These plots are of different levels.')
  const { pieces, putIn } = cutByLine(joinPlots(before.map((each) => each.geometry)), input.line)
  if (pieces.length !== 2)
    throw new Invalid('line', 'The new boundary must part the two plots into two.', { got: pieces.length, expected: 2 })
  // How much of each old plot each piece holds: 0→0, 0→1, 1→0, 1→1.
  const parts = await selectCommonAreas(
    where.db,
    before.map((each) => each.geometry),
    pieces,
    where.tenant.srid,
  )
  const crossed = parts[0]! + parts[3]! < parts[1]! + parts[2]!
  const plots = before.map((plot, at) => {
    const polygon = pieces[crossed ? 1 - at : at]!
    const { number, numberPrinted, legalAreaSqm, use } = plot
    return { at, polygon, areaSqm: areaSqm(polygon, where.tenant.srid), number, numberPrinted, legalAreaSqm, use }
  })
  return { ...(await finish(where, before, plots, null)), putIn }
}

/**
 * Plots in the place of others, as a survey drew them: what `plots` say in their order. Properties go to the plot that holds their point,
 * and where none does to the largest; nothing is cut, so no neighbour takes a corner by it.
 */
export async function planReplacement(
  where: Where,
  parcelIds: readonly number[],
  drawn: readonly { polygon: MultiPolygon; number: string | null; legalAreaSqm: number | null }[],
): Promise<EditPlan> {
  const before = await requirePlots(
    where,
    parcelIds.map((parcelId) => ({ parcelId })),
  )
  const plots = drawn.map(({ polygon, number, legalAreaSqm }, at) =>
    plannedPlot(at, polygon, { number, legalAreaSqm }, before[0]!.level, before[0]!, where.tenant.srid),
  )
  const largest = plots.reduce((most, plot) => (plot.areaSqm > plots[most]!.areaSqm ? plot.at : most), 0)
  const places = await selectPlotsOfProperties(
    where.db,
    where.tenant.tenantId,
    parcelIds,
    plots.map((plot) => plot.polygon),
    where.day,
  )
  const carried = places.map(({ propertyId, at }) => ({ propertyId, to: [at ?? largest] }))
  return finish(where, before, plots, carried)
}

async function finish(
  where: Where,
  before: EditedPlot[],
  plots: EditPlan['plots'],
  carriedGiven: readonly Carried[] | null,
): Promise<EditPlan> {
  const { db, tenant, day } = where
  const ids = before.map((each) => each.parcelId)
  const outlines = plots.map((plot) => plot.polygon)
  const properties = await selectLinkedProperties(db, tenant.tenantId, ids, day)
  const parts = await selectBuildingParts(db, tenant.tenantId, ids, outlines, tenant.srid, day)
  const tolerated = await toleratedShare(where, before[0]!)
  const place = placeOf(plots[0]!.polygon)
  const findings = [
    ...checkLegalAreas(plots, tolerated),
    ...checkLegalSum(
      before.map((each) => each.legalAreaSqm),
      plots,
      tolerated,
    ),
    ...checkNumbers(plots),
    ...(carriedGiven ? checkCarried(properties, carriedGiven, plots.length, place) : []),
    ...(await checkFreeNumbers(where, before, plots)),
  ]
  return {
    before,
    plots,
    carried: [...(carriedGiven ?? [])],
    properties,
    buildings: standings(parts),
    findings,
    putIn: [],
  }
}

/** P9: numbers that a plot outside the edit has. */
async function checkFreeNumbers(
  { db, tenant }: Where,
  before: readonly EditedPlot[],
  plots: EditPlan['plots'],
): Promise<Finding[]> {
  const findings: Finding[] = []
  const inEdit = new Set(before.map((each) => each.parcelId))
  for (const plot of plots) {
    if (plot.number === null) continue
    const holder = await selectParcelByNumber(db, tenant.tenantId, before[0]!.level, plot.number)
    if (holder === null || inEdit.has(holder)) continue
    findings.push({
      rule: 'P9',
      severity: severityOf('P9'),
      key: 'number-taken',
      parameters: { number: plot.numberPrinted ?? plot.number },
      sentence: `Another plot of this level has the number ${plot.numberPrinted ?? plot.number}.`,
      place: placeOf(plot.polygon),
      parcelId: holder,
      got: plot.number,
    })
  }
  return findings
}

function standings(parts: readonly BuildingPart[]): EditPlan['buildings'] {
  const byBuilding = new Map<number, { at: number; partSqm: number }[]>()
  for (const { buildingId, at, partSqm, footprintSqm } of parts) {
    const list = byBuilding.get(buildingId) ?? []
    byBuilding.set(buildingId, list)
    // A wall on the line is no second plot; a building without a footprint goes with the first.
    if (at === null) list.push({ at: 0, partSqm: 0 })
    else if (partSqm > footprintSqm / 100) list.push({ at, partSqm })
  }
  return [...byBuilding].map(([buildingId, to]) => ({ buildingId, to: to.length ? to : [{ at: 0, partSqm: 0 }] }))
}

/** @throws Conflict with every finding that stops the edit */
export function requireLawful(plan: EditPlan): void {
  const stops = plan.findings.filter((finding) => finding.severity === 'refusal')
  if (stops.length)
    throw new Conflict('edit', 'A rule stops this edit. {reason}', {
      parameters: { reason: stops[0]!.sentence },
      reasons: stops.map((finding) => `${finding.rule}: ${finding.sentence}`),
      got: stops,
    })
}
