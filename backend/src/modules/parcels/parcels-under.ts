import type { MultiPolygon } from 'geojson'
import { type Context, read, readPublic } from '../../kernel/index.ts'
import { selectPublished, selectUnder } from './queries-under.ts'

/** A parcel under a drawn area, with the land that both share. */
export interface ParcelUnder {
  parcelId: number
  level: string
  number: string | null
  areaSqm: number
  commonSqm: number
}

/** Parcels of every level under a polygon today, those of a load that is not published left out; slivers under 0.01 m² too. */
export async function parcelsUnder(context: Context, polygon: MultiPolygon): Promise<ParcelUnder[]> {
  const { tenantId, srid } = context.tenant
  const found = await readPublic(context, (db) => selectUnder(db, tenantId, polygon, srid, context.today))
  const ids = found.map((each) => each.parcelId)
  const published = new Set(await read(context, (db) => selectPublished(db, tenantId, ids)))
  return found.filter((each) => published.has(each.parcelId))
}
