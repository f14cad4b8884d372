/** What a complainant is shown of the place that was tapped: where it is, whose it is, and what others reported there. */
import { type Context, type Names, read, readPublic } from '../../kernel/index.ts'
import { competenceAt } from '../identity/index.ts'
import { placeAt } from '../parcels/index.ts'
import { categoriesOn } from './categories.ts'
import { type NearRow, selectNear } from './queries.ts'
import type { KnownCategory } from './rules.ts'
import type { Here } from './schemas.ts'
import { complaintStatuses } from './workflow.ts'

/** Names as answers want them: only languages that are there. */
export const told = (names: Names | null | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(names ?? {}).filter((pair): pair is [string, string] => Boolean(pair[1])))

/** How far round a place complaints of any kind are shown, before one kind is chosen. */
const anyKindM = 60

/** GET /grievances/here: one answer for one tap. */
export async function readHere(
  context: Context,
  point: readonly [number, number],
  category: string | null,
): Promise<Here> {
  const categories = await read(context, (db) => categoriesOn(db, context.today))
  const withinM = categories.find((each) => each.category === category)?.nearbyM ?? anyKindM
  const [place, competence, near] = await Promise.all([
    placeAt(context, point),
    competenceAt(context, [point[0], point[1]], context.today),
    readPublic(context, (db) => selectNear(db, context.tenant.tenantId, point, withinM, category)),
  ])
  const ward = competence.sets.find((each) => each.set === 'electoral-ward')?.area ?? null
  const { goTo } = competence
  return {
    ours: competence.ours,
    goTo: goTo && { names: told(goTo.names), town: goTo.town ?? null, contact: goTo.contact ?? null },
    ward: ward && { code: ward.code, names: told(ward.names) },
    road: place.road && { names: told(place.road.names), distanceM: Math.round(place.road.distanceM) },
    parcelId: place.parcelId,
    address: place.address && told(place.address),
    nearby: near.map((row) => nearbyOf(row, categories)),
  }
}

function nearbyOf(row: NearRow, categories: readonly KnownCategory[]): Here['nearby'][number] {
  const status = complaintStatuses[row.status as keyof typeof complaintStatuses]
  return {
    caseId: row.case_id,
    number: row.number,
    category: row.category,
    categoryNames: told(categories.find((each) => each.category === row.category)?.names ?? { en: row.category }),
    status: row.status,
    statusNames: told(status?.names),
    openedOn: row.opened_on,
    distanceM: Math.round(row.distance_m),
    point: [row.lon, row.lat],
  }
}
