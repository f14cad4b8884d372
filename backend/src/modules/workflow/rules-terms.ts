/** Terms of a service as its catalogue states them: fee, documents, days, and what follows when time runs out. */
import { z } from 'zod'
import type { Workflow } from './rules.ts'

const words = z.object({ en: z.string().min(1), hi: z.string().min(1), mr: z.string().min(1) })
const paise = z.int().min(0).max(Number.MAX_SAFE_INTEGER)
const dayCount = z.int().min(0).max(3650)

/** A paper that belongs to an application. */
export const requiredDocumentSchema = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/),
  names: words,
  required: z.boolean(),
})

/**
 * What an entry of the catalogue may say. Everything may be left out: what no source gives is not made up, and a town
 * sets it by an order before the service that needs it opens.
 */
export const termsSchema = z.strictObject({
  days: z.nullable(z.strictObject({ count: dayCount.min(1), kind: z.enum(['working', 'calendar']) })).default(null),
  fee: z
    .nullable(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('free') }),
        z.strictObject({ kind: z.literal('fixed'), amountPaise: paise }),
        z.strictObject({ kind: z.literal('by-rule'), names: words }),
      ]),
    )
    .default(null),
  documents: z.nullable(z.array(requiredDocumentSchema).max(60)).default(null),
  /** Working or calendar days (as the limit) before its end on which the post is reminded. */
  remindBefore: z.array(dayCount).max(10).default([]),
  /** Steps after the last day. A step that is not automatic waits for an officer. */
  escalation: z
    .array(
      z.strictObject({
        level: z.int().min(1).max(9),
        afterDays: dayCount,
        role: z.string().min(1).max(60),
        automatic: z.boolean(),
      }),
    )
    .max(9)
    .default([]),
  deemed: z
    .nullable(
      z.strictObject({
        /** The section that says so; stands on the acknowledgement. */
        legalBasis: z.string().min(3).max(500),
        /** The head of office is alarmed at least so many days before. */
        alarmBefore: dayCount.min(1),
      }),
    )
    .default(null),
  penalty: z.nullable(z.strictObject({ paisePerDay: paise, mostPaise: paise })).default(null),
})
export type Terms = z.output<typeof termsSchema>

/** Terms with the order behind them. `missing` is what the service needs and nobody has set. */
export interface TermsInForce {
  terms: Terms
  instrument: string | null
  validFrom: string | null
  scope: string | null
  missing: string[]
  /** What is wrong with an entry that cannot be read; it then counts for nothing. */
  fault: string | null
}

const none: Terms = termsSchema.parse({})

/** Reads a value of the catalogue. An entry that cannot be read counts for nothing and says why. */
export function readTerms(
  workflow: Pick<Workflow, 'requiresTerms'>,
  found: { value: unknown; instrument: string; validFrom: string; scope: string } | null,
): TermsInForce {
  const parsed = found ? termsSchema.safeParse(found.value) : null
  const terms = parsed?.success ? parsed.data : none
  const issue = parsed && !parsed.success ? parsed.error.issues[0]! : null
  return {
    terms,
    instrument: found?.instrument ?? null,
    validFrom: found?.validFrom ?? null,
    scope: found?.scope ?? null,
    missing: workflow.requiresTerms.filter((term) => terms[term] === null),
    fault: issue ? `${issue.path.join('.') || 'value'}: ${issue.message}` : null,
  }
}
