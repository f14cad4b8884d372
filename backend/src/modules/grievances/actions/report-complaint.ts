import {
  asSystem,
  Conflict,
  type Context,
  command,
  Forbidden,
  Invalid,
  NotSignedIn,
  TooMany,
  type Tx,
} from '../../../kernel/index.ts'
import { competenceAt } from '../../identity/index.ts'
import { type PlaceAt, placeAt } from '../../parcels/index.ts'
import { type Asking, openCase, type Workflows } from '../../workflow/index.ts'
import { type AssetFacts, type AssetKinds, type AssetRef, newAssetKinds, requireAsset } from '../assets.ts'
import { requireCategory } from '../categories.ts'
import { countReportedToday, insertComplaint } from '../queries.ts'
import type { Report } from '../schemas.ts'
import { complaintService } from '../workflow.ts'

/** What the complainant keeps. */
export interface Reported {
  caseId: number
  number: string
  status: string
  dueOn: string | null
}

const mostADay = 20

/**
 * Takes a complaint about a thing, a property or a place: finds street and plot under it, opens the case and gives it to the post of the category and area.
 * Citizens prove a mobile by a code before; staff may report for somebody at the counter or by telephone.
 * @throws Conflict for a place of another body, which it names; TooMany beyond twenty a day
 */
export async function reportComplaint(
  context: Context,
  workflows: Workflows,
  given: Report,
  assets: AssetKinds = newAssetKinds(),
): Promise<Reported> {
  requireReporter(context, given)
  const asset = given.asset && (await requireAsset(context, assets, given.asset))
  const at = placedBy(given, asset)
  const place = await placeOf(context, at.point)
  const acting = asSystem(context)
  return command(acting, { name: 'grievances.report-complaint', input: given }, async (tx) => {
    const category = await requireCategory(tx, given.category, context.today)
    await refuseFlood(tx, given)
    const opened = await openCase(tx, workflows, {
      service: complaintService,
      variant: given.category,
      channel: given.reporter?.channel ?? 'citizen',
      propertyId: at.propertyId ?? place?.propertyId ?? null,
      parcelId: place?.parcelId ?? null,
      point: at.point,
      people: [askingOf(context, given)],
      text: given.text,
    })
    await insertComplaint(tx, context.tenant.tenantId, {
      case_id: opened.caseId,
      category: given.category,
      place_words: given.placeWords,
      road_id: place?.road?.roadId ?? null,
      on_map: category.onMap,
      asset_kind: asset?.kind ?? null,
      asset_id: asset?.id ?? null,
    })
    const { subjects, version: _, ...answer } = opened
    await tx.emit('grievances.reported', {
      caseId: opened.caseId,
      number: opened.number,
      category: given.category,
      parcelId: place?.parcelId ?? null,
      roadId: place?.road?.roadId ?? null,
      asset: asset && { kind: asset.kind, id: asset.id },
      userIds: given.reporter || context.userId === null ? [] : [context.userId],
    })
    tx.journal({ subjects, after: { number: opened.number, category: given.category, point: at.point } })
    return answer
  })
}

function requireReporter(context: Context, given: Report): void {
  if (context.userId === null) throw new NotSignedIn()
  if (given.reporter && !context.permissions.has('grievances.report-for-others'))
    throw new Forbidden('Only staff at the counter report for somebody else.', { field: 'reporter' })
}

/** Where it is: as was said, else where the thing stands. @throws Invalid where neither says it */
function placedBy(given: Report, asset: (AssetRef & AssetFacts) | null): Pick<Report, 'point' | 'propertyId'> {
  const point = given.point ?? (asset?.point ? [asset.point[0], asset.point[1]] : null)
  const propertyId = given.propertyId ?? asset?.propertyId ?? null
  if (!point && propertyId === null)
    throw new Invalid('point', 'Show the place on the map, or choose the property.', { got: null })
  return { point: point as Report['point'], propertyId }
}

/** The mobile is what proves who asked at a counter; a signed-in citizen proved it already. */
function askingOf(context: Context, { reporter, keptPrivate }: Report): Asking {
  if (reporter) return { name: reporter.name, mobile: reporter.mobile, keptPrivate }
  return { userId: context.userId, partyId: context.personId, keptPrivate }
}

async function placeOf(context: Context, point: Report['point']): Promise<PlaceAt | null> {
  if (!point) return null
  const competence = await competenceAt(context, point, context.today)
  if (competence.ours === false) {
    const body = competence.goTo
    const details = { got: point, expected: body }
    if (body)
      throw new Conflict('point', 'This place is not ours. {body} answers there.', {
        parameters: { body: body.names },
        ...details,
      })
    throw new Conflict('point', 'This place lies outside this town.', details)
  }
  return placeAt(context, point)
}

async function refuseFlood(tx: Tx, given: Report): Promise<void> {
  const { tenant, userId, today } = tx.context
  if (given.reporter || userId === null) return
  if ((await countReportedToday(tx, tenant.tenantId, userId, today)) >= mostADay)
    throw new TooMany('You have reported {most} problems today. Report more tomorrow, or call the office.', 3600, {
      parameters: { most: mostADay },
    })
}
