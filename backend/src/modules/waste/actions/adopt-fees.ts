import type { z } from 'zod'
import type { Context } from '../../../kernel/index.ts'
import { versionOn } from '../../../kernel/pure-tariff.ts'
import { setMaster } from '../../identity/index.ts'
import { feePackFrom, feeRegister } from '../fees.ts'
import type { adoptFeesSchema } from '../schemas.ts'

/** Puts user fees in force from a day by the town's own resolution; only this makes a pack count. */
export async function adoptFees(
  context: Context,
  { pack, instrument, from }: z.output<typeof adoptFeesSchema>,
): Promise<{ pack: string; from: string }> {
  const known = feePackFrom(pack)
  versionOn(known, from)
  await setMaster(context, {
    register: feeRegister,
    key: 'fees',
    value: pack,
    instrument,
    from,
    to: null,
    townClass: null,
  })
  return { pack: known.pack, from }
}
