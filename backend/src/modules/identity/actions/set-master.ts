import { Conflict, type Context, command, Invalid } from '../../../kernel/index.ts'
import { closeMaster, insertMaster, lockMaster, selectMasterPeriods, selectTownClass } from '../queries-masters.ts'
import { planMaster } from '../rules-masters.ts'

/** A value from a day on, by an order. `townClass` is for the state alone: it sets the value of all bodies of a class. */
export interface GivenMaster {
  register: string
  key: string
  value: unknown
  instrument: string
  from: string
  to: string | null
  townClass: string | null
}

const sentences = {
  overlap: 'Another value begins in this time. End yours before it, or begin after it.',
  gap: 'This would leave a day without any value. Begin when the last one ends, or give no end.',
}

/**
 * Sets a value of a register: at a town's address the town's own, at the state's what its towns inherit.
 * @throws Conflict when it overlaps a later value, leaves a gap or the room of the register refuses it, Invalid for a class at a town's address
 */
export async function setMaster(context: Context, given: GivenMaster): Promise<GivenMaster & { scope: string }> {
  const scope = context.tenant.kind === 'ulb' ? 'ulb' : given.townClass ? 'class' : 'state'
  if (scope === 'ulb' && given.townClass)
    throw new Invalid('townClass', 'The values of a class are set at the address of the state.', {
      got: given.townClass,
    })
  return command(context, { name: 'identity.set-master', input: given }, async (tx) => {
    const { register, key } = given
    await lockMaster(tx, register, key)
    const townClass = scope === 'ulb' ? await selectTownClass(tx, given.from) : given.townClass
    const rows = await selectMasterPeriods(tx, register, key, { scope, townClass })
    const own = rows.filter((row) => row.own)
    const inherited = rows.filter((row) => !row.own)
    const plan = planMaster(own, inherited, { validFrom: given.from, validTo: given.to })
    // The room whose register it is may refuse what it could not use.
    await tx.invite('identity.set-master', given)
    if (plan.fault) throw new Conflict(plan.field, sentences[plan.fault], { expected: plan.at })
    const cut = own.find((row) => row === plan.cut)
    if (cut) await closeMaster(tx, cut.masterId, given.from)
    await insertMaster(tx, { ...given, scope })
    await tx.emit('identity.master-set', { scope, register, key, from: given.from })
    tx.journal({ subjects: [], before: cut ? { value: cut.value } : null, after: { scope, ...given } })
    return { ...given, scope }
  })
}
