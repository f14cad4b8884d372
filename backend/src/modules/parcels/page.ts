/** The page of a property or a parcel: facts, owners, buildings, restrictions and history on two time axes. */
import { asSystem, type Context, type Db, look, NotFound, read, readPublic } from '../../kernel/index.ts'
import { asOwnerOf } from './own-view.ts'
import { type PageRow, selectPage, selectPropertyOfParcel, selectWhereItWent, type TwoTimes } from './queries-page.ts'
import { selectNeighbourCounts } from './queries-place.ts'
import type { ParcelPage } from './schemas.ts'
import { maySeeNames } from './search.ts'
import type { ParcelSections } from './sections.ts'

/** What a page is asked for: one of the two ids, and the point in time. */
export interface PageAsked {
  propertyId: number | null
  parcelId: number | null
  asOf?: string | undefined
  knownAt?: string | undefined
}

const alwaysKnown = '9999-12-31T00:00:00Z'

/**
 * GET /properties/:id and /parcels/:id. Names are masked, except for officers with 'people.read-private' (journaled) and, with
 * the owner's view, one's own.
 * @throws NotFound naming the id
 */
export async function readPage(context: Context, asked: PageAsked, sections: ParcelSections): Promise<ParcelPage> {
  const times: TwoTimes = { asOf: asked.asOf ?? context.today, knownAt: asked.knownAt ?? alwaysKnown }
  const viewer = await viewerOf(context, asked, times)
  const [found, counts] = await Promise.all([
    readRow(viewer, asked, times).catch((error: unknown) => sayWhereItWent(context, asked, error)),
    readPublic(context, (db) => selectNeighbourCounts(db, context.tenant.tenantId, asked, times.asOf)),
  ])
  const neighbours = new Map(counts.map((row) => [row.parcel_id, row.neighbours]))
  const knownAt = asked.knownAt ?? context.platform.now().toISOString()
  const page = pageOf(found, neighbours, times.asOf, knownAt)
  return { ...page, sections: await sections.read(viewer, page) }
}

/** The caller with the owner's view, where they proved to be an owner of the property that is asked for. */
async function viewerOf(context: Context, asked: PageAsked, times: TwoTimes): Promise<Context> {
  if (context.roleClass !== 'citizen') return context
  const { tenantId } = context.tenant
  const propertyId =
    asked.propertyId ??
    (await read(context, (db) => selectPropertyOfParcel(db, tenantId, asked.parcelId!, times))).propertyId
  return propertyId ? asOwnerOf(context, propertyId) : { ...context, personId: null }
}

async function readRow(context: Context, asked: PageAsked, times: TwoTimes): Promise<PageRow> {
  const unmasked = maySeeNames(context)
  const select = async (db: Db) => {
    const propertyId = await propertyOf(db, context, asked, times)
    const caller = { unmasked, ownId: context.personId }
    const row = await selectPage(db, context.tenant.tenantId, { propertyId, parcelId: asked.parcelId }, times, caller)
    if (!row.found) throw notHere(asked)
    return row
  }
  if (!unmasked) return read(context, select)
  const subject = asked.propertyId
    ? { kind: 'property', id: asked.propertyId }
    : { kind: 'parcel', id: asked.parcelId! }
  return look(context, 'parcels.read-page', { subjects: [subject] }, select)
}

async function propertyOf(db: Db, context: Context, asked: PageAsked, times: TwoTimes): Promise<number | null> {
  if (asked.propertyId) return asked.propertyId
  const { known, propertyId } = await selectPropertyOfParcel(db, context.tenant.tenantId, asked.parcelId!, times)
  if (!known) throw notHere(asked)
  return propertyId
}

/** "Not ours, go there": a property that was given to another town names it. */
async function sayWhereItWent(context: Context, asked: PageAsked, error: unknown): Promise<never> {
  const { propertyId } = asked
  if (!(error instanceof NotFound) || !propertyId) throw error
  const { tenantId, stateId } = context.tenant
  const went = await read(asSystem(context), (db) => selectWhereItWent(db, tenantId, stateId, propertyId))
  if (!went) throw error
  throw new NotFound('propertyId', 'This property belongs to {town} since {day}. Look for it there.', {
    parameters: { town: went.names, day: went.effective_on },
    got: propertyId,
    expected: went.names,
  })
}

function notHere(asked: PageAsked): NotFound {
  return asked.propertyId
    ? new NotFound('propertyId', 'There is no such property in this town on that day.', { got: asked.propertyId })
    : new NotFound('parcelId', 'There is no such parcel in this town on that day.', { got: asked.parcelId })
}

function pageOf(
  row: PageRow,
  neighbours: Map<number, number>,
  asOf: string,
  knownAt: string,
): Omit<ParcelPage, 'sections'> {
  // The database builds the document in the shape of the schema; what it cannot know is added here.
  const document = {
    property: row.property,
    parcels: row.parcels.map((plot) => ({ ...plot, neighbours: neighbours.get(plot.parcelId as number) ?? 0 })),
    buildings: row.buildings,
    boundaries: row.boundaries,
    landUse: row.land_use,
    road: row.road,
    parties: row.parties.map(({ partyId: _, ...party }) => party),
    restrictions: row.restrictions,
    documents: row.documents,
    history: row.history,
    otherPropertiesHere: row.others,
    otherPropertiesTotal: row.others_total,
    asOf,
    knownAt,
  }
  return document as unknown as Omit<ParcelPage, 'sections'>
}
