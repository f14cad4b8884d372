/** A suggested mending: thought through for its preview and for its acceptance alike, then done by the room's own actions. */
import type { MultiPolygon } from 'geojson'
import { Conflict, type Context, type Db, NotFound, newRequestId, read } from '../../../kernel/index.ts'
import { closeParcel } from '../actions/close-parcel.ts'
import { closeProperty } from '../actions/close-property.ts'
import { correctParcelGeometry } from '../actions/correct-parcel-geometry.ts'
import { placeProperty } from '../actions/place-property.ts'
import { renumberParcel } from '../actions/renumber-parcel.ts'
import { decideFinding } from './actions/decide-finding.ts'
import { linkBuilding } from './actions/link-building.ts'
import { selectClipped, selectFilled, selectFreeNumber, selectRedrawn } from './queries-mend.ts'
import { type QualityFinding, selectQualityFinding } from './queries-quality.ts'
import { type MendKind, mendOf } from './rules.ts'
import type { ActGiven } from './schemas.ts'

/** What a mending would do. Outlines where it draws, ids where it ends or links, a number where it renumbers. */
export type Mend = {
  mend: MendKind
  parcelId: number | null
  number: string | null
  before: MultiPolygon | null
  after: MultiPolygon | null
  areaBeforeSqm: number | null
  areaAfterSqm: number | null
  newNumber: string | null
  propertyId: number | null
  buildingId: number | null
  area: { set: string; code: string } | null
}

const nothing: Omit<Mend, 'mend'> = {
  parcelId: null,
  number: null,
  before: null,
  after: null,
  areaBeforeSqm: null,
  areaAfterSqm: null,
  newNumber: null,
  propertyId: null,
  buildingId: null,
  area: null,
}

/** What is suggested for a finding; null where only a look at the place can tell. */
export function suggestMend(context: Context, finding: QualityFinding): Promise<Mend | null> {
  return read(context, (db) => thinkOf(db, context, finding))
}

async function thinkOf(db: Db, context: Context, finding: QualityFinding): Promise<Mend | null> {
  const { tenantId, srid } = context.tenant
  const { today } = context
  const { parcelIds, propertyIds, buildingIds, outline, detail } = finding
  const mend = mendOf(finding.kind)
  const drawn = (plot: Awaited<ReturnType<typeof selectClipped>>): Mend | null =>
    plot && { ...nothing, mend: mend!, ...plot }
  switch (mend) {
    case 'clip':
      return drawn(await selectClipped(db, tenantId, today, parcelIds, srid))
    case 'snap':
      return outline ? drawn(await selectFilled(db, tenantId, today, parcelIds, srid, outline)) : null
    case 'redraw':
      return drawn(await selectRedrawn(db, tenantId, today, parcelIds, srid))
    case 'drop':
      // Of two drawings of one plot the later one goes.
      return { ...nothing, mend, parcelId: Math.max(...parcelIds) }
    case 'renumber': {
      const newNumber = await selectFreeNumber(db, tenantId, today, parcelIds[0]!)
      return newNumber === null ? null : { ...nothing, mend, parcelId: parcelIds[0]!, number: finding.label, newNumber }
    }
    case 'link':
      // On nobody's land there is nothing to link to: its outline or its plot is wrong.
      return parcelIds.length === 0 ? null : { ...nothing, mend, buildingId: buildingIds[0]!, parcelId: parcelIds[0]! }
    case 'close':
      return { ...nothing, mend, propertyId: Math.max(...propertyIds) }
    case 'place':
      return detail.lies
        ? {
            ...nothing,
            mend,
            propertyId: propertyIds[0]!,
            area: { set: String(detail.set), code: String(detail.lies) },
          }
        : null
    default:
      return null
  }
}

/** The finding. @throws NotFound */
export async function requireFinding(context: Context, findingId: number): Promise<QualityFinding> {
  const found = await read(context, (db) => selectQualityFinding(db, context.tenant.tenantId, findingId))
  if (!found) throw new NotFound('findingId', 'There is no such finding in this town.', { got: findingId })
  return found
}

/**
 * Does what is suggested, by the action of the room that does such a thing always, and marks the finding as mended. What a rule or an
 * order refuses is refused here too.
 * @throws Conflict when nothing can be suggested, or the finding is no longer open
 */
export async function acceptMend(
  context: Context,
  findingId: number,
  act: ActGiven,
): Promise<{ findingId: number; mend: MendKind }> {
  const finding = await requireFinding(context, findingId)
  if (finding.state !== 'open')
    throw new Conflict('findingId', 'This finding is no longer open. Look at the list again.', { got: finding.state })
  const mend = await suggestMend(context, finding)
  if (!mend)
    throw new Conflict('findingId', 'Nothing can be suggested here. Look at the place and change the register by hand.')
  await doMend(context, finding, mend, act)
  await decideFinding({ ...context, requestId: newRequestId() }, findingId, { state: 'mended', reason: act.instrument })
  return { findingId, mend: mend.mend }
}

function doMend(context: Context, finding: QualityFinding, mend: Mend, act: ActGiven): Promise<unknown> {
  switch (mend.mend) {
    case 'clip':
    case 'snap':
    case 'redraw':
      return correctParcelGeometry(context, mend.parcelId!, { ...act, geometry: mend.after as never })
    case 'drop':
      return closeParcel(context, mend.parcelId!, act)
    case 'renumber':
      return renumberParcel(context, mend.parcelId!, { ...act, number: mend.newNumber! })
    case 'link':
      return linkBuilding(context, mend.buildingId!, { ...act, parcelIds: finding.parcelIds })
    case 'close':
      return closeProperty(context, mend.propertyId!, { ...act, reason: act.reason ?? 'Entered twice' })
    case 'place':
      return placeProperty(context, mend.propertyId!, { ...act, ...mend.area! })
  }
}
