import { type Day, Invalid } from '../../kernel/pure.ts'

/** From whom a value comes, the nearest to a town last. */
export const masterScopes = ['nation', 'state', 'class', 'ulb'] as const
export type MasterScope = (typeof masterScopes)[number]

/** A span of days; `validTo` is the first day that it does not hold, null for no end. */
export interface Period {
  validFrom: Day
  validTo: Day | null
}

/** One value of a register's key at one level, with the order that says so. */
export interface MasterLevel extends Period {
  scope: MasterScope
  value: unknown
  instrument: string
}

/** The value in force among those of one day: the nearest to the town. Null when no level says anything. */
export function nearestLevel(levels: readonly MasterLevel[]): MasterLevel | null {
  return [...levels].sort((a, b) => masterScopes.indexOf(b.scope) - masterScopes.indexOf(a.scope))[0] ?? null
}

/** What the state (or above it the nation) says: the value that a town has without its class's and its own. */
export function stateLevel(levels: readonly MasterLevel[]): MasterLevel | null {
  return nearestLevel(levels.filter((level) => level.scope === 'nation' || level.scope === 'state'))
}

const never = '9999-12-31'
const endOf = (period: Period): Day => period.validTo ?? never

/** What a new value does to those of its own level: the one that it cuts short, or why it cannot be. */
export type MasterPlan =
  | { fault: null; cut: Period | null }
  | { fault: 'overlap' | 'gap'; field: 'from' | 'to'; at: Day }

/**
 * A new value ends the one that runs on its first day. It may not reach into a later one, and no day between the first
 * and the last value may be left without any (its own level's or an inherited one).
 * @throws Invalid naming `to` when the period is empty
 */
export function planMaster(own: readonly Period[], inherited: readonly Period[], next: Period): MasterPlan {
  if (endOf(next) <= next.validFrom)
    throw new Invalid('to', 'The last day must be after the first.', { got: next.validTo })
  const later = own.find((row) => row.validFrom >= next.validFrom && row.validFrom < endOf(next))
  if (later) return { fault: 'overlap', field: later.validFrom === next.validFrom ? 'from' : 'to', at: later.validFrom }
  const cut = own.find((row) => row.validFrom < next.validFrom && endOf(row) > next.validFrom) ?? null
  const kept = own.map((row) => (row === cut ? { ...row, validTo: next.validFrom } : row))
  const last = [...own, next].map(endOf).sort().at(-1)!
  const hole = firstHole([...kept, next], inherited, last)
  if (!hole) return { fault: null, cut }
  return { fault: 'gap', field: hole < next.validFrom ? 'from' : 'to', at: hole }
}

/** The first day, from the first of `own` up to `last`, on which nothing holds. */
function firstHole(own: readonly Period[], inherited: readonly Period[], last: Day): Day | null {
  let day = own.map((row) => row.validFrom).sort()[0]!
  for (const row of [...own, ...inherited].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))) {
    if (day >= last) return null
    if (row.validFrom <= day && endOf(row) > day) day = endOf(row)
  }
  return day < last ? day : null
}
