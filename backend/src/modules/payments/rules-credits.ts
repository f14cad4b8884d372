import type { Day } from '../../kernel/pure.ts'
import { type Cell, type Component, type OpenBill, totalOf } from './rules-cells.ts'

/** A waiver or an automatic credit, as the resolution has it. */
export interface CreditDefinition {
  services: string[]
  heads?: string[] | undefined
  components?: Component[] | undefined
  /** Of what is left in the cells named. */
  percent?: number | undefined
  /** For every counted thing: a day without water, a day without collection. */
  perCountPaise?: number | undefined
  /** What is counted, in words of the room that counts it. */
  counts?: string | undefined
  /** At most so much on one bill. */
  largestPaise?: number | undefined
}

/** Whether a rule is in force on a day: never without a resolution. */
export function isCreditInForce(
  rule: { resolutionNumber: string | null; inForceFrom: Day | null; inForceTo: Day | null },
  day: Day,
): boolean {
  return (
    rule.resolutionNumber !== null &&
    rule.inForceFrom !== null &&
    rule.inForceFrom <= day &&
    (rule.inForceTo === null || day < rule.inForceTo)
  )
}

/**
 * What a rule takes off a bill: cells below zero, never more than is left of each. `count` is how often the counted thing happened.
 * Stayed cells are left alone: an order has them.
 */
export function creditOn(bill: OpenBill, definition: CreditDefinition, count: number): Cell[] {
  if (!definition.services.includes(bill.service)) return []
  const cells = bill.cells.filter(
    (cell) =>
      cell.outstandingPaise - cell.stayedPaise > 0 &&
      (!definition.heads || definition.heads.includes(cell.head)) &&
      (!definition.components || definition.components.includes(cell.component)),
  )
  const free = cells.map((cell) => ({ ...cell, amountPaise: cell.outstandingPaise - cell.stayedPaise }))
  const wanted = Math.min(
    wantedPaise(totalOf(free), definition, count),
    definition.largestPaise ?? Number.MAX_SAFE_INTEGER,
  )
  let left = Math.min(wanted, totalOf(free))
  return free.flatMap(({ head, year, component, amountPaise }) => {
    const taken = Math.min(amountPaise, left)
    left -= taken
    return taken > 0 ? [{ head, year, component, amountPaise: -taken }] : []
  })
}

function wantedPaise(basePaise: number, definition: CreditDefinition, count: number): number {
  const share =
    definition.percent === undefined
      ? 0
      : Number((BigInt(basePaise) * BigInt(Math.round(definition.percent * 100)) + 5000n) / 10_000n)
  return share + (definition.perCountPaise ?? 0) * count
}
