import { Conflict, type Context, command, Invalid } from '../../../kernel/index.ts'
import { requireKnown } from '../known.ts'
import { packFile } from '../packs.ts'
import { endRulePack, insertRulePack, lockRules, selectRulePacks } from '../queries.ts'
import { provePack } from '../rules-examples.ts'
import { TaxFault } from '../rules-fault.ts'
import { loadPack } from '../rules-pack.ts'
import type { Pack } from '../rules-pack-parts.ts'
import type { AdoptRules } from '../schemas.ts'

/** @throws Invalid naming the fault, or the examples that do not hold */
function packOf(given: AdoptRules['pack']): Pack {
  const json = typeof given === 'string' ? packFile(given) : given
  if (!json) throw new Invalid('pack', 'There is no rule pack of this name.', { got: given })
  try {
    const pack = loadPack(json, packFile)
    const { examples, failed } = provePack(pack)
    if (examples === 0) throw new Invalid('pack', 'A rule pack carries worked examples of its own.')
    if (failed.length === 0) return pack
    throw new Invalid('pack', 'Examples of this rule pack do not hold.', {
      reasons: failed.slice(0, 20).map((each) => `${each.id}: ${String(each.expected)} ≠ ${String(each.got)}`),
    })
  } catch (error) {
    if (!(error instanceof TaxFault)) throw error
    throw new Invalid('pack', 'This rule pack cannot be used.', { reasons: [`${error.path}: ${error.message}`] })
  }
}

/**
 * Puts rules in force from a day by the council's resolution, with the paper that it is written on. The pack is kept whole, so that
 * a bill of these years is computed by it for ever; what was in force before ends there, in law and not in what was known.
 */
export async function adoptRules(
  context: Context,
  input: AdoptRules,
): Promise<{ rulePackId: number; name: string; from: string }> {
  const pack = packOf(input.pack)
  return command(context, { name: 'property-tax.adopt-rules', input }, async (tx) => {
    const { tenantId } = context.tenant
    if (input.resolvedOn > context.today)
      throw new Invalid('resolvedOn', 'The council resolves before rules come into force, not after today.', {
        got: input.resolvedOn,
      })
    if (input.from < pack.file.from || (pack.file.to && input.from > pack.file.to))
      throw new Invalid('from', 'This pack has no rules on that day: they begin on {day}.', {
        parameters: { day: pack.file.from },
        got: input.from,
      })
    await requireKnown(tx, { documentId: input.documentId })
    await lockRules(tx, tenantId)
    const known = await selectRulePacks(tx, tenantId, null)
    const later = known.find((row) => row.valid_from >= input.from)
    if (later)
      throw new Conflict('from', 'Rules are in force from {day} already. Begin after them.', {
        parameters: { day: later.valid_from },
        got: input.from,
      })
    const open = known.find((row) => row.valid_to === 'infinity')
    if (open) await endRulePack(tx, tenantId, open.rule_pack_id, input.from)
    const kept = { ...pack.file, extends: undefined }
    const rulePackId = await insertRulePack(tx, tenantId, { ...input, name: pack.name, pack: kept })
    await tx.emit('property-tax.rules-adopted', { rulePackId, name: pack.name, from: input.from })
    tx.journal({ subjects: [{ kind: 'tax-rules', id: rulePackId }], after: { ...input, pack: pack.name } })
    return { rulePackId, name: pack.name, from: input.from }
  })
}
