import { type Context, type Names, read, readPublic } from '../../kernel/index.ts'
import { selectAddress, selectAt, selectNearestRoad } from './queries-place.ts'

/** What stands at a point, for a room that opens something there. */
export interface PlaceAt {
  parcelId: number | null
  /** Only where a single property stands on the plot: a tower has many, and the point does not say which. */
  propertyId: number | null
  address: Names | null
  road: { roadId: number; names: Names; distanceM: number } | null
}

/** The municipal plot at a point, its property when there is but one, and the nearest street within 60 m. */
export async function placeAt(context: Context, point: readonly [number, number]): Promise<PlaceAt> {
  const { tenantId } = context.tenant
  const spot: [number, number] = [point[0], point[1]]
  const { plots, road } = await readPublic(context, async (db) => ({
    plots: await selectAt(db, tenantId, spot, context.today),
    road: await selectNearestRoad(db, tenantId, spot, 60),
  }))
  const [plot] = plots
  const [propertyId = null, ...more] = plot?.property_ids ?? []
  const only = more.length ? null : propertyId
  const address = only === null ? null : await read(context, (db) => selectAddress(db, tenantId, only, context.today))
  return { parcelId: plot?.parcel_id ?? null, propertyId: only, address, road }
}
