import { Conflict, type Context, command, Invalid } from '../../../kernel/index.ts'
import { resolveAmnestyRow, resolveCreditRow, upsertAmnesty, upsertCreditRule } from '../queries-schemes.ts'
import { requireBands } from '../rules-amnesty.ts'
import type { PrepareAmnesty, PrepareCredit, Resolve, ResolveCredit } from '../schemas-schemes.ts'

/** Prepares an amnesty, or changes one that no council has resolved yet. It forgives nothing until then. */
export function prepareAmnesty(context: Context, input: PrepareAmnesty): Promise<{ amnestyId: number }> {
  return command(context, { name: 'payments.prepare-amnesty', input }, async (tx) => {
    requireBands(input.terms)
    const amnestyId = await upsertAmnesty(tx, context.tenant.tenantId, input)
    if (!amnestyId) throw resolved(input.code)
    tx.journal({ subjects: [{ kind: 'amnesty', id: amnestyId }], after: input })
    return { amnestyId }
  })
}

/** Enters the council's resolution of an amnesty: from its opening day on it may be granted. */
export function resolveAmnesty(context: Context, amnestyId: number, input: Resolve): Promise<{ amnestyId: number }> {
  return command(context, { name: 'payments.resolve-amnesty', input: { amnestyId, ...input } }, async (tx) => {
    requireResolution(input, context.today)
    const resolution = { ...input, documentId: input.documentId ?? null }
    if (!(await resolveAmnestyRow(tx, context.tenant.tenantId, amnestyId, resolution).catch(noDocument)))
      throw resolved(amnestyId)
    tx.journal({ subjects: [{ kind: 'amnesty', id: amnestyId }], after: input })
    return { amnestyId }
  })
}

/** Prepares a waiver or an automatic credit, or changes one that no council has resolved yet. It is off until then. */
export function prepareCredit(context: Context, input: PrepareCredit): Promise<{ ruleId: number }> {
  return command(context, { name: 'payments.prepare-credit', input }, async (tx) => {
    const ruleId = await upsertCreditRule(tx, context.tenant.tenantId, input)
    if (!ruleId) throw resolved(input.code)
    tx.journal({ subjects: [{ kind: 'credit-rule', id: ruleId }], after: input })
    return { ruleId }
  })
}

/** Puts a waiver or credit in force by the council's resolution; never for days before it. */
export function resolveCredit(context: Context, ruleId: number, input: ResolveCredit): Promise<{ ruleId: number }> {
  return command(context, { name: 'payments.resolve-credit', input: { ruleId, ...input } }, async (tx) => {
    requireResolution(input, context.today)
    if (input.from < input.date)
      throw new Invalid('from', 'A rule is in force from the day of its resolution or later.', {
        got: input.from,
        expected: `from ${input.date}`,
      })
    if (input.to !== undefined && input.to <= input.from)
      throw new Invalid('to', 'A rule ends after it begins.', { got: input.to })
    const resolution = { ...input, documentId: input.documentId ?? null, to: input.to ?? null }
    if (!(await resolveCreditRow(tx, context.tenant.tenantId, ruleId, resolution).catch(noDocument)))
      throw resolved(ruleId)
    tx.journal({ subjects: [{ kind: 'credit-rule', id: ruleId }], after: input })
    return { ruleId }
  })
}

function requireResolution(input: Resolve, today: string): void {
  if (input.date > today)
    throw new Invalid('date', 'A resolution is entered on its own day or later.', { got: input.date })
}

const resolved = (got: unknown) =>
  new Conflict('code', 'There is no such scheme, or the council has resolved it already. Prepare another.', { got })

function noDocument(error: unknown): never {
  if ((error as { code?: string }).code === '23503')
    throw new Invalid('documentId', 'There is no such document in this town.')
  throw error
}
