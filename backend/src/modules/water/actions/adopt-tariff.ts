import type { Context } from '../../../kernel/index.ts'
import { versionOn } from '../../../kernel/pure-tariff.ts'
import { setMaster } from '../../identity/index.ts'
import type { AdoptTariff } from '../schemas.ts'
import { packFrom, tariffRegister } from '../tariffs.ts'

/**
 * Puts a tariff in force from a day by the town's own resolution. Only this makes a pack count: those that come with the
 * platform are what some town once charged, or what a rule allows.
 * @throws Invalid for a pack with a gap, an overlap, or nothing to say on that day
 */
export async function adoptTariff(
  context: Context,
  { use, pack, instrument, from }: AdoptTariff,
): Promise<{ use: string; pack: string; from: string }> {
  const known = packFrom(pack)
  versionOn(known, from)
  const value = { register: tariffRegister, key: use, value: pack, instrument, from, to: null, townClass: null }
  await setMaster(context, value)
  return { use, pack: known.pack, from }
}
