import type { Db, Names } from '../../kernel/index.ts'
import { selectDifferingTowns, selectMasterLevels } from './queries-masters.ts'
import { type MasterLevel, nearestLevel, stateLevel } from './rules-masters.ts'

/** A key of a register. */
export interface MasterKey {
  register: string
  key: string
}

/**
 * The value of a key in the transaction's town on a day: the town's own, else its class's, its state's, the nation's.
 * Null when nobody has said anything. `db` must be that of `read` or `command`, which name the town.
 */
export async function selectMaster(db: Db, { register, key }: MasterKey, day: string): Promise<MasterLevel | null> {
  return nearestLevel(await selectMasterLevels(db, register, key, day))
}

/** What every level says, which one counts, and whether that differs from the state. */
export interface MasterExplanation {
  key: string
  inForce: MasterLevel
  state: MasterLevel | null
  differs: boolean
  levels: MasterLevel[]
}

/** The same for every key of a register. */
export async function explainRegister(db: Db, register: string, day: string, only: string | null = null) {
  const byKey = new Map<string, MasterLevel[]>()
  for (const { key, ...level } of await selectMasterLevels(db, register, only, day))
    byKey.set(key, [...(byKey.get(key) ?? []), level])
  return [...byKey].map(([key, levels]): MasterExplanation => {
    const inForce = nearestLevel(levels)!
    const state = stateLevel(levels)
    const differs = state !== null && JSON.stringify(inForce.value) !== JSON.stringify(state.value)
    return { key, inForce, state, differs, levels }
  })
}

/**
 * Where the value of a key comes from on a day. At the state's own address `towns` are those which differ and by which
 * order; a town sees itself alone.
 */
export async function explainMaster(
  db: Db,
  { register, key }: MasterKey,
  day: string,
): Promise<
  (MasterExplanation & { towns: { code: string; names: Names; value: unknown; instrument: string }[] }) | null
> {
  const [found] = await explainRegister(db, register, day, key)
  return found ? { ...found, towns: await selectDifferingTowns(db, register, key, day) } : null
}
