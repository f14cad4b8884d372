import type { Tenant } from '../../../backend/src/kernel/index.ts'
import type { CityChunk, CityEnd, CityFrame } from '../types.ts'
import type { Bases } from './ids.ts'
import { RowTown } from './row-town.ts'
import { baseMapRows, frameRows } from './rows-ground.ts'
import { buildingRows, parcelRows } from './rows-land.ts'
import { partyRows } from './rows-people.ts'
import { numberRows, propertyRows, restrictionRows, roleRows } from './rows-property.ts'
import { searchRows } from './rows-search.ts'
import { UtilityRows } from './rows-utilities.ts'
import type { Rows } from './tables.ts'

/** Turns what the generator gives into rows, in the order of the tables' foreign keys. */
export class RowMaker {
  private readonly town: RowTown
  private readonly utilities: UtilityRows

  constructor(tenant: Tenant, bases: Bases, today: string) {
    this.town = new RowTown(tenant, bases, today)
    this.utilities = new UtilityRows(this.town)
  }

  /** What the whole town shares: boundary sets and areas, zones, waters, railways. */
  frame(frame: CityFrame, rows: Rows): void {
    frameRows(this.town, frame, rows)
    this.utilities.frame(frame, rows)
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
    this.utilities.chunk(chunk, rows)
  }

  /** What needs the whole town: pipes under its streets, and the named cases of water and waste. */
  end(end: CityEnd, rows: Rows): void {
    this.utilities.end(end, rows)
  }
}
