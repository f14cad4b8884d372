import { placeRowsFor } from '../../../backend/src/modules/parcels/rules-search.ts'
import type { CityChunk, Parcel } from '../types.ts'
import { multiPolygonHex } from './ewkb.ts'
import type { RowTown } from './row-town.ts'
import type { Rows } from './tables.ts'

/** Parcels with their versions, lineage and links between levels. */
export function parcelRows(town: RowTown, chunk: CityChunk, rows: Rows): void {
  const { tenantId } = town
  const byKey = new Map<number, Parcel>()
  for (const parcel of chunk.parcels) {
    byKey.set(parcel.key, parcel)
    rows['parcels.parcels'].push([tenantId, town.bases.parcel + parcel.key, parcel.level])
    rows['parcels.parcel_versions'].push(parcelRow(town, parcel, town.firstChange, 'infinity'))
  }
  const changeOf = {
    're-measurement': 'survey',
    'legal-area-corrected': 'correction',
    renumbered: 'renumber',
  } as const
  for (const version of chunk.parcelVersions) {
    const now = byKey.get(version.parcelKey)
    if (!now) continue
    const change = town.newChange(rows, changeOf[version.change], version.instrument, version.lawTo, version.recordedOn)
    const earlier = { ...now, ...version, key: now.key, validFrom: version.lawFrom, validTo: version.lawTo }
    // What overlaps the present version in law was a wrong record: it ended when the right one was written.
    const superseded = version.lawTo <= now.validFrom ? 'infinity' : town.moment(now.recordedOn)
    rows['parcels.parcel_versions'].push(parcelRow(town, earlier, change, superseded))
  }
  for (const lineage of chunk.lineage) {
    const change = town.newChange(rows, lineage.kind, lineage.instrument, lineage.on, lineage.recordedOn)
    for (const parent of lineage.parentKeys)
      for (const child of lineage.childKeys)
        rows['parcels.lineage'].push([tenantId, change, town.bases.parcel + parent, town.bases.parcel + child])
  }
  for (const link of chunk.levelLinks) {
    const area = byKey.get(link.upperKey)?.areaSqm
    if (area)
      rows['parcels.parcel_overlaps'].push([
        tenantId,
        town.bases.parcel + link.upperKey,
        town.bases.parcel + link.lowerKey,
        area.toFixed(3),
      ])
  }
}

function parcelRow(town: RowTown, parcel: Parcel, change: number, superseded: string): unknown[] {
  return [
    town.tenantId,
    town.bases.parcel + parcel.key,
    parcel.level,
    parcel.number,
    multiPolygonHex([parcel.rings]),
    parcel.areaSqm.toFixed(3),
    parcel.legalAreaSqm?.toFixed(3) ?? null,
    parcel.surveyClass,
    parcel.surveyedOn,
    parcel.landUse,
    parcel.roadKey && town.bases.road + parcel.roadKey,
    town.zones.get(parcel.landUse) ?? null,
    change,
    parcel.validFrom,
    parcel.validTo ?? 'infinity',
    town.moment(parcel.recordedOn),
    superseded,
  ]
}

/** Buildings, their units, and what they stand on. */
export function buildingRows(town: RowTown, chunk: CityChunk, rows: Rows): void {
  const { tenantId, bases } = town
  const since = (year: number) => (`${year}-04-01` <= town.today ? `${year}-04-01` : town.daysFromToday(-30))
  for (const building of chunk.buildings) {
    const from = since(building.builtYear)
    rows['parcels.buildings'].push([tenantId, bases.building + building.key])
    rows['parcels.building_versions'].push([
      tenantId,
      bases.building + building.key,
      building.names,
      multiPolygonHex([building.rings]),
      building.footprintSqm.toFixed(3),
      building.floorsAboveGround,
      building.floorsBelowGround,
      building.heightM.toFixed(2),
      building.construction,
      building.use,
      building.builtYear,
      town.firstChange,
      from,
      town.moment(from),
    ])
    if (building.names) {
      const id = bases.building + building.key
      for (const { token, kind } of placeRowsFor({ kind: 3, placeId: id, names: building.names }))
        rows['parcels.place_tokens'].push([tenantId, token, kind, id])
    }
  }
  for (const unit of chunk.units) {
    const from = since(unit.builtYear)
    rows['parcels.units'].push([tenantId, bases.unit + unit.key, bases.building + unit.buildingKey])
    rows['parcels.unit_versions'].push([
      tenantId,
      bases.unit + unit.key,
      unit.wing,
      unit.floor,
      unit.number,
      unit.use,
      unit.occupancy,
      unit.areaSqm.toFixed(3),
      unit.unauthorised,
      unit.landShare?.numerator ?? null,
      unit.landShare?.denominator ?? null,
      town.firstChange,
      from,
      town.moment(from),
    ])
    if (unit.propertyKey) {
      rows['parcels.building_properties'].push([
        tenantId,
        bases.building + unit.buildingKey,
        bases.unit + unit.key,
        bases.property + unit.propertyKey,
        null,
        null,
        town.firstChange,
        from,
        town.moment(from),
      ])
    }
  }
  for (const link of chunk.buildingParcels) {
    rows['parcels.building_parcels'].push([
      tenantId,
      bases.building + link.buildingKey,
      bases.parcel + link.parcelKey,
      link.share?.numerator ?? null,
      link.share?.denominator ?? null,
      town.firstChange,
      town.daysFromToday(-4000),
      town.moment(town.daysFromToday(-4000)),
    ])
  }
}
