import type { BulkLoad } from '../../../backend/src/kernel/index.ts'

/** First id (less one) of each noun of a load: the id of a record is base + key. */
export interface Bases {
  boundarySet: number
  boundary: number
  change: number
  locality: number
  road: number
  zone: number
  address: number
  parcel: number
  building: number
  unit: number
  property: number
  person: number
  organisation: number
  household: number
  number: number
  statement: number
  serial: number
  waterZone: number
  waterNode: number
  pipe: number
  connection: number
  beat: number
  feeder: number
  vehicle: number
  crew: number
  collectionPoint: number
  plan: number
}

const sequences: Record<keyof Bases, [sequence: string, perParcel: number]> = {
  boundarySet: ['identity.boundary_sets_boundary_set_id', 0],
  boundary: ['identity.boundaries_boundary_id', 0.01],
  change: ['parcels.changes_change_id', 0.5],
  locality: ['parcels.localities_locality_id', 0.1],
  road: ['parcels.roads_road_id', 1],
  zone: ['parcels.land_use_zones_zone_id', 0.1],
  address: ['parcels.addresses_address_id', 3],
  parcel: ['parcels.parcels_parcel_id', 2],
  building: ['parcels.buildings_building_id', 2],
  unit: ['parcels.units_unit_id', 12],
  property: ['parcels.properties_property_id', 3],
  person: ['people.parties_party_id', 8],
  organisation: ['people.parties_party_id', 1],
  household: ['people.parties_party_id', 3],
  number: ['people.outside_numbers_number_id', 8],
  statement: ['parcels.ownership_statements_statement_id', 3],
  serial: ['parcels.property_serials', 3],
  waterZone: ['water.zones_zone_id', 0],
  waterNode: ['water.nodes_node_id', 1],
  pipe: ['water.pipes_pipe_id', 1],
  connection: ['water.connections_connection_id', 1],
  beat: ['waste.beats_beat_id', 0.01],
  feeder: ['waste.feeder_points_feeder_id', 0],
  vehicle: ['waste.vehicles_vehicle_id', 0.01],
  crew: ['waste.crews_crew_id', 0.01],
  collectionPoint: ['waste.collection_points_point_id', 0.1],
  plan: ['waste.plans_plan_id', 0.01],
}

/**
 * Sets ids aside for a load of `size` parcels or properties, so that nobody else can be given one of them meanwhile.
 */
export async function reserveIds(load: BulkLoad, size: number): Promise<Bases> {
  const bases: Partial<Bases> = {}
  for (const [noun, [sequence, perParcel]] of Object.entries(sequences) as [keyof Bases, [string, number]][]) {
    const count = Math.ceil(perParcel * size) + 2000
    const [row] = await load.query(
      `select nextval('${sequence}') as first, setval('${sequence}', currval('${sequence}') + $1::bigint) as last`,
      [count],
    )
    bases[noun] = Number((row as unknown as { first: number }).first) - 1
  }
  return bases as Bases
}
