/** What the register of parcels is asked to do when it hears of a permit, and what sites do when they hear of an edit. */
import { type Context, command, log, read, type Subscribers, type Tx } from '../../kernel/index.ts'
import {
  imposeRestriction,
  layOutParcels,
  liftRestriction,
  type ParcelUnder,
  parcelsUnder,
  splitParcel,
} from '../parcels/index.ts'
import {
  replaceSiteParcels,
  selectApplications,
  selectBuildingCasesOn,
  selectConditions,
  selectSite,
  updateConditionMet,
  updateSiteWithout,
} from './queries.ts'
import {
  type PartRow,
  selectParcelNow,
  selectPartParents,
  selectParts,
  selectSurrenders,
  updatePartOrder,
  updatePartParcels,
  updateSurrenderEdited,
} from './queries-land.ts'
import { layoutAct, plotNumber } from './rules-events.ts'
import { isMetBy, parcelsOfSite } from './rules-site.ts'

/** So many parts are laid out in one transaction: each takes some ten milliseconds, and a transaction may not hold others up. */
const partsAtOnce = 8

/** The same context under a request id of its own: a delivery that is repeated does each step once. */
const stepOf = (context: Context, step: string): Context => ({ ...context, requestId: `${context.requestId}-${step}` })

/** Puts the room's ears into the house. */
export function followPermits(subscribers: Subscribers): void {
  const room = 'building-permits'
  subscribers.subscribe({ name: `${room}.lay-out`, event: `${room}.layout-sanctioned`, run: layOut })
  subscribers.subscribe({ name: `${room}.release`, event: `${room}.layout-completed`, run: releaseMortgages })
  subscribers.subscribe({ name: `${room}.cut`, event: `${room}.land-surrendered`, run: cutSurrendered })
  subscribers.subscribe({
    name: `${room}.follow-split`,
    event: 'parcels.parcel-split',
    run: (context, payload: { parcelId: number }) => followLineage(context, [payload.parcelId]),
  })
  subscribers.subscribe({
    name: `${room}.follow-merge`,
    event: 'parcels.parcels-merged',
    run: (context, payload: { parents: number[] }) => followLineage(context, payload.parents),
  })
  subscribers.subscribe({
    name: `${room}.follow-register`,
    event: 'parcels.parcel-registered',
    run: (context, payload: { parents: number[] }) => followLineage(context, payload.parents),
  })
}

/** A sanctioned layout becomes plots, roads and parks with lineage; mortgaged plots are bound. */
export async function layOut(context: Context, { caseId }: { caseId: number }): Promise<void> {
  const { tenantId, srid } = context.tenant
  const { application, site, parts, under } = await read(context, async (db) => ({
    application: (await selectApplications(db, tenantId, [caseId]))[0]!,
    site: (await selectSite(db, tenantId, caseId))!,
    parts: await selectParts(db, tenantId, caseId),
    under: await selectPartParents(db, tenantId, caseId, srid),
  }))
  const act = layoutAct(application.permit_number!, application.sanctioned_on!)
  const parents = site.parcels.map((each) => each.parcelId)
  const parentsOf = (part: number) => {
    const own = under.filter((each) => each.part === part).map((each) => each.parcel_id)
    return own.length ? own : parents
  }
  for (let from = 0; from < parts.length; from += partsAtOnce) {
    const some = parts.slice(from, from + partsAtOnce)
    if (some.every((each) => each.parcel_id !== null)) continue
    const made = await layOutParcels(stepOf(context, `parts-${from}`), {
      ...act,
      parents,
      parts: some.map((each) => ({
        geometry: each.geometry,
        number: each.number === null ? null : plotNumber(application.permit_number!, each.number),
        use: each.use === 'plot' ? application.use : each.use,
        parents: parentsOf(each.part),
      })),
      carryTo: [],
    })
    await recordParcels(stepOf(context, `record-${from}`), caseId, some, made.parcelIds)
  }
  await carryOver(context, caseId, { ...act, parents })
  await mortgage(context, caseId, application.permit_number!, application.sanctioned_on!)
}

function recordParcels(
  context: Context,
  caseId: number,
  parts: readonly PartRow[],
  parcelIds: readonly number[],
): Promise<unknown> {
  const made = parts.map(({ part }, at) => ({ part, parcelId: parcelIds[at]! }))
  return command(context, { name: 'building-permits.record-layout-parcels', input: { caseId, made } }, async (tx) => {
    await updatePartParcels(tx, context.tenant.tenantId, caseId, made)
    tx.journal({ subjects: [{ kind: 'case', id: caseId }], after: { made } })
  })
}

/** What stood on the land before goes to its plots. */
async function carryOver(
  context: Context,
  caseId: number,
  given: { instrument: string; effectiveOn: string; parents: number[] },
): Promise<void> {
  const parts = await read(context, (db) => selectParts(db, context.tenant.tenantId, caseId))
  const plots = parts.filter((each) => each.use === 'plot')
  const carryTo = plots.map((each) => ({ parcelId: each.parcel_id!, geometry: each.geometry }))
  await layOutParcels(stepOf(context, 'carry'), { ...given, parts: [], carryTo })
}

async function mortgage(context: Context, caseId: number, permitNumber: string, on: string): Promise<void> {
  const { tenantId } = context.tenant
  const parts = await read(context, (db) => selectParts(db, tenantId, caseId))
  for (const { part, parcel_id: parcelId } of parts.filter((each) => each.mortgaged && each.restriction_id === null)) {
    const { restrictionId } = await imposeRestriction(stepOf(context, `mortgage-${part}`), {
      kind: 'mortgage',
      scopes: ['transfer', 'permit'],
      parcelId: parcelId!,
      authority: context.tenant.names.en ?? context.tenant.code,
      orderNumber: permitNumber,
      orderDate: on,
      from: on,
      note: 'Mortgaged until the works of the layout are completed',
    })
    await recordOrder(stepOf(context, `bound-${part}`), caseId, part, { restrictionId, releasedOn: null })
  }
}

/** The works of a layout are done: its mortgaged plots may be sold and built on. */
export async function releaseMortgages(context: Context, { caseId }: { caseId: number }): Promise<void> {
  const parts = await read(context, (db) => selectParts(db, context.tenant.tenantId, caseId))
  for (const { part, restriction_id: id } of parts.filter((each) => each.restriction_id && !each.released_on)) {
    const lifted = { liftedOn: context.today, instrument: 'Completion of the works of the layout' }
    const { restrictionId } = await liftRestriction(stepOf(context, `lift-${part}`), id!, lifted)
    await recordOrder(stepOf(context, `free-${part}`), caseId, part, { restrictionId, releasedOn: context.today })
  }
}

function recordOrder(
  context: Context,
  caseId: number,
  part: number,
  order: { restrictionId: number; releasedOn: string | null },
): Promise<unknown> {
  const input = { caseId, part, ...order }
  return command(context, { name: 'building-permits.record-mortgage', input }, async (tx) => {
    await updatePartOrder(tx, context.tenant.tenantId, caseId, part, order)
    tx.journal({ subjects: [{ kind: 'case', id: caseId }], after: input })
  })
}

/** Land given up: the plot is cut along the line, the smaller piece becomes the road's, and the site ends at the line. */
export async function cutSurrendered(
  context: Context,
  { caseId, surrenderId }: { caseId: number; surrenderId: number },
): Promise<void> {
  const { tenantId, srid } = context.tenant
  const { surrender, parcel } = await read(context, async (db) => {
    const found = (await selectSurrenders(db, tenantId, caseId)).find((each) => each.surrender_id === surrenderId)!
    return { surrender: found, parcel: await selectParcelNow(db, tenantId, found.parcel_id, found.accepted_on) }
  })
  if (surrender.strip_parcel_id !== null) return
  const cut = await splitParcel(stepOf(context, 'cut'), surrender.parcel_id, {
    instrument: surrender.instrument,
    effectiveOn: surrender.accepted_on,
    reason: surrender.purpose,
    cut: { line: surrender.line as [number, number][] },
    plots: [{ number: parcel?.number ?? null }, { use: surrender.purpose === 'road-widening' ? 'road' : 'public' }],
    properties: (parcel?.property_ids ?? []).map((propertyId) => ({ propertyId, to: [0] })),
  })
  const [restParcelId, stripParcelId] = cut.parcelIds as [number, number]
  const input = { surrenderId, restParcelId, stripParcelId }
  await command(stepOf(context, 'site'), { name: 'building-permits.record-surrender', input }, async (tx) => {
    await updateSurrenderEdited(tx, tenantId, surrenderId, { stripParcelId, restParcelId, on: tx.context.today })
    await updateSiteWithout(tx, tenantId, caseId, stripParcelId, srid)
    tx.journal({
      subjects: [
        { kind: 'case', id: caseId },
        { kind: 'parcel', id: stripParcelId },
      ],
      after: input,
    })
  })
  await followSite(stepOf(context, 'follow'), caseId, surrender.instrument)
}

/** Plots of a site were merged, cut or surveyed: its parcels are others now, and a condition may be met. */
export async function followLineage(context: Context, parcelIds: readonly number[]): Promise<void> {
  const cases = await read(context, (db) => selectBuildingCasesOn(db, context.tenant.tenantId, parcelIds))
  for (const caseId of cases)
    await followSite(stepOf(context, String(caseId)), caseId, 'Edit of the register of parcels')
}

async function followSite(context: Context, caseId: number, instrument: string): Promise<void> {
  const { tenantId } = context.tenant
  const site = await read(context, (db) => selectSite(db, tenantId, caseId))
  if (!site) return
  const under = await parcelsUnder(context, site.geometry)
  await command(context, { name: 'building-permits.follow-lineage', input: { caseId } }, async (tx) => {
    const met = await putOnParcels(tx, caseId, site.area_sqm, under, instrument)
    tx.journal({ subjects: [{ kind: 'case', id: caseId }], after: { met } })
  })
}

async function putOnParcels(
  tx: Tx,
  caseId: number,
  siteSqm: number,
  under: readonly ParcelUnder[],
  instrument: string,
): Promise<string[]> {
  const { tenant, today } = tx.context
  const now = parcelsOfSite(siteSqm, under)
  if (!now.parcels.length) {
    // The land went to another town, or off the map: the case keeps what it was opened on.
    log.warn({ caseId }, 'no parcel lies under the site of a permit any more')
    return []
  }
  await replaceSiteParcels(tx, tenant.tenantId, caseId, now.parcels)
  const met: string[] = []
  for (const { condition_id: id, kind, met_on } of await selectConditions(tx, tenant.tenantId, caseId)) {
    if (met_on !== null || (kind !== 'amalgamation' && kind !== 'sub-division') || !isMetBy(kind, now)) continue
    await updateConditionMet(tx, tenant.tenantId, caseId, id, { on: today, by: instrument })
    met.push(kind)
  }
  return met
}
