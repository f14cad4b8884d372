import type { Tenant } from '../../../backend/src/kernel/index.ts'
import type { CityChunk, CityFrame } from '../types.ts'
import type { Bases } from './ids.ts'
import { RowTown } from './row-town.ts'
import { baseMapRows, frameRows } from './rows-ground.ts'
import { buildingRows, parcelRows } from './rows-land.ts'
import { partyRows } from './rows-people.ts'
import { numberRows, propertyRows, restrictionRows, roleRows } from './rows-property.ts'
import { searchRows } from './rows-search.ts'
import type { Rows } from './tables.ts'

/** Turns what the generator gives into rows, in the order of the tables' foreign keys. */
export class RowMaker {
  private readonly town: RowTown

  constructor(tenant: Tenant, bases: Bases, today: string) {
    this.town = new RowTown(tenant, bases, today)
  }

  /** What the whole town shares: boundary sets and areas, zones, waters, railways. */
  frame(frame: CityFrame, rows: Rows): void {
    frameRows(this.town, frame, rows)
  }

  /** All that hangs on up to a thousand parcels. */
  chunk(chunk: CityChunk, rows: Rows): void {
    const { town } = this
    baseMapRows(town, chunk, rows)
    parcelRows(town, chunk, rows)
    buildingRows(town, chunk, rows)
    partyRows(town, chunk, rows)
    propertyRows(town, chunk, rows)
    roleRows(town, chunk, rows)
    numberRows(town, chunk, rows)
    restrictionRows(town, chunk, rows)
    searchRows(town, chunk, rows)
  }
}
