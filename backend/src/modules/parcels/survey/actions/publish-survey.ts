import type { MultiPolygon } from 'geojson'
import { Conflict, type Context, Problem, type Tx } from '../../../../kernel/index.ts'
import { type Act, changeFacts, changeRegister, endFacts, recordAct, requirePast, requireSubject } from '../../acts.ts'
import { planReplacement, requireLawful } from '../../edit/plan.ts'
import { selectLinkedProperties, selectStandingBuildings } from '../../edit/queries-edit.ts'
import { replacePlots } from '../../edit/write.ts'
import { linkLevels } from '../../land.ts'
import { asReader, insertParcel, lockGeometry, selectOverlaps } from '../../queries-register.ts'
import { insertVersion } from '../../queries-versions.ts'
import { askOrders } from '../../restrictions.ts'
import { areaSqm, requireValidPolygon } from '../../rules-geometry.ts'
import { requireSound } from '../breaker.ts'
import {
  countOpenObjections,
  type DifferenceRow,
  isWrittenBy,
  type SurveyRow,
  selectAccepted,
  selectSurveyOutlines,
  updateApplied,
  updateHeldBack,
  updateSurveyState,
} from '../queries-survey.ts'
import { requireStill, requireSurvey } from './draft-survey.ts'

/** So many are written in one transaction; the caller asks again while some are left. */
const atOnce = 50

export interface PublishedSome {
  published: number
  heldBack: { differenceId: number; reason: string }[]
  left: number
  state: string
}

/**
 * Writes accepted differences into the register, by the survey's own instrument: fifty at a time, each whole or not at all. What a rule or an
 * order stops is held back with its reason and stands as it stood. The survey is published when none is left.
 * @throws Conflict while the window is not closed, an objection is open, or the sample speaks against it
 */
export function publishSurvey(context: Context, surveyId: number, effectiveOn: string): Promise<PublishedSome> {
  const { tenantId } = context.tenant
  return changeRegister(context, 'parcels.publish-survey', { surveyId, effectiveOn }, async (tx) => {
    const survey = await requireRipe(tx, surveyId, effectiveOn)
    await lockGeometry(tx, tenantId)
    const accepted = await selectAccepted(tx, tenantId, surveyId)
    const some = accepted.slice(0, atOnce)
    const replaced = new Set(accepted.flatMap(({ parcelIds }) => parcelIds))
    const heldBack: PublishedSome['heldBack'] = []
    const touched: number[] = []
    for (const difference of some) {
      const reason = await stopsOf(tx, survey, difference, [...replaced], effectiveOn)
      if (reason) {
        heldBack.push({ differenceId: difference.differenceId, reason })
        await updateHeldBack(tx, tenantId, difference.differenceId, reason)
        for (const id of difference.parcelIds) replaced.delete(id)
        continue
      }
      touched.push(...(await apply(tx, survey, difference, effectiveOn)))
    }
    const left = accepted.length - some.length
    const state = left === 0 ? 'published' : 'publishing'
    await updateSurveyState(tx, tenantId, surveyId, state, { publishedAt: left === 0, effectiveOn })
    await tx.touch('parcels', [...new Set(touched)])
    await tx.emit('parcels.survey-published', { surveyId, parcelIds: [...new Set(touched)], left })
    const published = some.length - heldBack.length
    tx.journal({
      subjects: [
        { kind: 'survey', id: surveyId },
        ...[...new Set(touched)].slice(0, 500).map((id) => ({ kind: 'parcel', id })),
      ],
      after: { effectiveOn, published, heldBack, left },
    })
    return { published, heldBack, left, state }
  })
}

async function requireRipe(tx: Tx, surveyId: number, effectiveOn: string): Promise<SurveyRow> {
  const { tenant, today } = tx.context
  const survey = await requireSurvey(tx, surveyId)
  requireStill(survey, ['compared', 'publishing'])
  requirePast(effectiveOn, today)
  if (survey.effectiveOn !== null && survey.effectiveOn !== effectiveOn)
    throw new Conflict('effectiveOn', 'The rest of a survey holds from the same day.', { expected: survey.effectiveOn })
  if (survey.closesOn === null || today <= survey.closesOn)
    throw new Conflict('surveyId', 'Owners must have been shown the draft, and its window be over.', {
      got: today,
      expected: survey.closesOn,
    })
  const open = await countOpenObjections(tx, tenant.tenantId, surveyId)
  if (open > 0)
    throw new Conflict('objections', '{count} objections to this draft are open. Decide each of them first.', {
      parameters: { count: open },
      got: open,
      expected: 0,
    })
  await requireSound(tx, tenant.tenantId, survey)
  return survey
}

/** What stops a difference, in words; null when nothing does. A difference that is stopped keeps its plots, so nothing is half-written. */
async function stopsOf(
  tx: Tx,
  survey: SurveyRow,
  difference: DifferenceRow,
  replaced: number[],
  day: string,
): Promise<string | null> {
  const { tenantId, srid } = tx.context.tenant
  try {
    for (const id of difference.parcelIds) await requireSubject(tx, 'parcel', id)
    if (difference.parcelIds.length) await askOrders(tx, 'correct-parcel-geometry', { parcelIds: difference.parcelIds })
    if (difference.kind === 'gone') return await stopsGone(tx, difference, day)
    const drawn = await drawnOf(tx, difference)
    for (const { polygon } of drawn) {
      const overlaps = await asReader(tx, () =>
        selectOverlaps(tx, tenantId, survey.level, polygon, null, replaced, srid, day),
      )
      const worst = overlaps.find(({ overlap_sqm }) => overlap_sqm > 0.01)
      // Plots that this survey has written a moment ago are its own: they were looked at when it was compared.
      if (worst && !(await isOfSurvey(tx, survey, worst.parcel_id)))
        return `P2: overlaps parcel ${worst.number ?? worst.parcel_id} by ${worst.overlap_sqm.toFixed(2)} m²`
    }
    if (needsPlan(difference)) requireLawful(await planOf(tx, difference, drawn, day))
    return null
  } catch (problem) {
    if (problem instanceof Problem) return problem.message
    throw problem
  }
}

const needsPlan = ({ kind }: DifferenceRow) => kind === 'split' || kind === 'merged' || kind === 'redrawn'

async function stopsGone(tx: Tx, difference: DifferenceRow, day: string): Promise<string | null> {
  const { tenantId } = tx.context.tenant
  const properties = await selectLinkedProperties(tx, tenantId, difference.parcelIds, day)
  const buildings = await selectStandingBuildings(tx, tenantId, difference.parcelIds[0]!, day)
  return properties.length || buildings.length ? 'P16: properties or buildings stand on this parcel' : null
}

async function isOfSurvey(tx: Tx, survey: SurveyRow, parcelId: number): Promise<boolean> {
  return isWrittenBy(tx, tx.context.tenant.tenantId, survey.surveyId, parcelId)
}

type Drawn = { polygon: MultiPolygon; number: string | null; legalAreaSqm: number | null }

async function drawnOf(tx: Tx, difference: DifferenceRow): Promise<Drawn[]> {
  const outlines = await selectSurveyOutlines(tx, tx.context.tenant.tenantId, difference.surveyPlotIds)
  return outlines.map(({ geometry, number, legalAreaSqm }) => ({
    polygon: requireValidPolygon(geometry),
    number,
    legalAreaSqm,
  }))
}

const planOf = (tx: Tx, difference: DifferenceRow, drawn: readonly Drawn[], day: string) =>
  planReplacement({ db: tx, tenant: tx.context.tenant, day }, difference.parcelIds, drawn)

/** Writes one difference; answers the plots that changed. */
async function apply(tx: Tx, survey: SurveyRow, difference: DifferenceRow, day: string): Promise<number[]> {
  const { tenantId } = tx.context.tenant
  const kind = { split: 'split', merged: 'merge', new: 'first-record', gone: 'closure' } as Record<string, string>
  const act = await recordAct(tx, kind[difference.kind] ?? 'survey', {
    instrument: survey.instrument,
    effectiveOn: day,
  })
  await updateApplied(tx, tenantId, difference.differenceId, act.changeId)
  if (difference.kind === 'gone') {
    for (const id of difference.parcelIds) await endFacts(tx, { table: 'parcel_versions', id }, act)
    return difference.parcelIds
  }
  const drawn = await drawnOf(tx, difference)
  if (needsPlan(difference)) {
    const children = await replacePlots(tx, await planOf(tx, difference, drawn, day), act)
    for (const id of children) await stampSurvey(tx, survey, id, act)
    await tx.invite('parcels.lineage', { parents: difference.parcelIds, children, effectiveOn: day })
    return [...difference.parcelIds, ...children]
  }
  return difference.kind === 'new'
    ? [await addPlot(tx, survey, drawn[0]!, act)]
    : redraw(tx, survey, difference, drawn[0]!, act)
}

const stampOf = ({ surveyClass, surveyedOn }: SurveyRow) => ({ survey_class: surveyClass, surveyed_on: surveyedOn })

async function stampSurvey(tx: Tx, survey: SurveyRow, parcelId: number, act: Act): Promise<void> {
  await changeFacts(tx, { table: 'parcel_versions', id: parcelId }, act, stampOf(survey))
}

async function redraw(
  tx: Tx,
  survey: SurveyRow,
  { parcelIds }: DifferenceRow,
  drawn: Drawn,
  act: Act,
): Promise<number[]> {
  const [parcelId] = parcelIds as [number]
  await changeFacts(tx, { table: 'parcel_versions', id: parcelId }, act, {
    geom: JSON.stringify(drawn.polygon),
    area_sqm: areaSqm(drawn.polygon, tx.context.tenant.srid),
    ...stampOf(survey),
  })
  await linkLevels(tx, parcelId, survey.level, drawn.polygon, act.effectiveOn)
  return [parcelId]
}

async function addPlot(tx: Tx, survey: SurveyRow, drawn: Drawn, act: Act): Promise<number> {
  const { tenantId, srid } = tx.context.tenant
  const parcelId = await insertParcel(tx, tenantId, survey.level)
  const facts = {
    parcel_id: parcelId,
    level: survey.level,
    number: drawn.number,
    number_printed: drawn.number,
    geom: JSON.stringify(drawn.polygon),
    area_sqm: areaSqm(drawn.polygon, srid),
    legal_area_sqm: drawn.legalAreaSqm,
    ...stampOf(survey),
    use: 'unknown',
    road_id: null,
  }
  const held = { validFrom: act.effectiveOn, moment: act.now.toISOString(), changeId: act.changeId }
  await insertVersion(tx, tenantId, 'parcel_versions', facts, held)
  await linkLevels(tx, parcelId, survey.level, drawn.polygon, act.effectiveOn)
  return parcelId
}
