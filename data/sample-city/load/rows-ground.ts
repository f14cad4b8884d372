import { placeRowsFor } from '../../../backend/src/modules/parcels/rules-search.ts'
import type { CityChunk, CityFrame } from '../types.ts'
import { multiLineHex, multiPolygonHex, pointHex } from './ewkb.ts'
import type { RowTown } from './row-town.ts'
import type { Rows } from './tables.ts'

/** What the whole town shares: boundary sets and areas, zones, waters, railways. */
export function frameRows(town: RowTown, frame: CityFrame, rows: Rows): void {
  const { tenantId, bases } = town
  rows['parcels.changes'].push([
    tenantId,
    town.firstChange,
    'first-record',
    'Sample survey (fictional)',
    town.daysFromToday(-4000),
    town.moment(town.daysFromToday(-4000)),
  ])
  for (const [index, set] of frame.boundarySets.entries()) {
    const id = bases.boundarySet + index + 1
    town.sets.set(set.code, { id, straddler: set.straddler })
    rows['identity.boundary_sets'].push([tenantId, id, set.code, set.names, set.straddler])
  }
  for (const area of frame.boundaryAreas) {
    rows['identity.boundaries'].push([
      tenantId,
      bases.boundary + area.key,
      town.sets.get(area.set)!.id,
      area.code,
      area.names,
      multiPolygonHex(area.polygons),
      'Sample notification (fictional)',
      area.validFrom,
      area.validTo ?? 'infinity',
    ])
  }
  for (const zone of frame.landUse) {
    town.zones.set(zone.code, bases.zone + zone.key)
    rows['parcels.land_use_zones'].push([
      tenantId,
      bases.zone + zone.key,
      zone.code,
      zone.names,
      'Sample development plan (fictional)',
      multiPolygonHex(zone.polygons),
      town.daysFromToday(-4000),
    ])
  }
  for (const water of frame.water)
    feature(town, rows, 'water', water.class, water.names, multiPolygonHex([water.rings]))
  for (const railway of frame.railways)
    feature(town, rows, 'railway', railway.kind, railway.names, multiLineHex([railway.line]))
}

function feature(
  town: RowTown,
  rows: Rows,
  kind: string,
  featureClass: string,
  names: object,
  geometry: string | null,
): void {
  rows['parcels.land_features'].push([town.tenantId, kind, featureClass, names, geometry])
}

/** Localities, roads and what is drawn under the plots, with the words by which places are found. */
export function baseMapRows(town: RowTown, chunk: CityChunk, rows: Rows): void {
  const { tenantId } = town
  for (const locality of chunk.localities) {
    const id = town.bases.locality + locality.key
    rows['parcels.localities'].push([tenantId, id, locality.code, locality.names, pointHex(locality.point)])
    for (const { token, kind } of placeRowsFor({ kind: 2, placeId: id, names: locality.names }))
      rows['parcels.place_tokens'].push([tenantId, token, kind, id])
  }
  for (const road of chunk.roads) {
    const id = town.bases.road + road.key
    rows['parcels.roads'].push([
      tenantId,
      id,
      road.class,
      road.names,
      road.widthM,
      road.surface,
      road.deadEnd,
      multiLineHex(road.lines),
    ])
    for (const { token, kind } of placeRowsFor({ kind: 1, placeId: id, names: road.names }))
      rows['parcels.place_tokens'].push([tenantId, token, kind, id])
  }
  for (const park of chunk.parks) feature(town, rows, 'park', park.class, park.names, multiPolygonHex([park.rings]))
  for (const tree of chunk.trees) feature(town, rows, 'tree', tree.setting, {}, pointHex(tree.point))
  for (const landmark of chunk.landmarks)
    feature(town, rows, 'landmark', landmark.kind, landmark.names, pointHex(landmark.point))
}
