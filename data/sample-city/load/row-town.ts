import type { Tenant } from '../../../backend/src/kernel/index.ts'
// Past the doors, to pure files: the thread that makes a town does without the rest of the house.
import { addDays } from '../../../backend/src/kernel/pure.ts'
import type { Bases } from './ids.ts'
import type { Rows } from './tables.ts'

/** What rows refer to while a town is loaded: where it goes, on which day, and what has been counted so far. */
export class RowTown {
  /** Boundary sets by code. */
  readonly sets = new Map<string, { id: number; straddler: string }>()
  /** Land-use zones by code. */
  readonly zones = new Map<string, number>()
  statements = 0
  numbers = 0
  readonly tenantId: number
  readonly bases: Bases
  readonly today: string
  private changes = 1
  private readonly before = new Map<number, string>()
  private readonly yearLater = new Map<string, string>()

  constructor(tenant: Tenant, bases: Bases, today: string) {
    this.tenantId = tenant.tenantId
    this.bases = bases
    this.today = today
  }

  /** The act of the first record, to which most versions point. */
  get firstChange(): number {
    return this.bases.change + 1
  }

  /** The day so many days after today; reckoned once, because most rows name one of a few. */
  daysFromToday(days: number): string {
    const known = this.before.get(days)
    if (known) return known
    const day = addDays(this.today, days)
    this.before.set(days, day)
    return day
  }

  /** A proof holds for a year; days repeat, and reckoning with dates is slow. */
  yearAfter(day: string): string {
    const known = this.yearLater.get(day)
    if (known) return known
    const later = addDays(day, 365)
    this.yearLater.set(day, later)
    return later
  }

  /** Noon in India on a day. */
  moment(day: string): string {
    return `${day}T06:30:00Z`
  }

  /** An act of its own; answers its id. */
  newChange(rows: Rows, kind: string, instrument: string, on: string, recordedOn: string): number {
    const id = this.bases.change + ++this.changes
    rows['parcels.changes'].push([this.tenantId, id, kind, instrument, on, this.moment(recordedOn)])
    return id
  }
}
