import { z } from 'zod'
import { daySchema, idSchema } from '../../kernel/index.ts'
import { takenSteps } from './rules-recovery.ts'
import { serviceSchema } from './schemas-accounts.ts'

const text = (most: number) => z.string().trim().min(1).max(most)

/** By which steps dues of a service are recovered from a day on. */
export const setChainSchema = z.strictObject({
  service: serviceSchema,
  from: daySchema,
  instrument: text(300),
  chain: z
    .array(
      z.strictObject({
        step: z.enum(takenSteps),
        needs: z.nullable(z.enum(['bill', ...takenSteps])),
        needsService: z.boolean(),
        waitDays: z.int().min(0).max(3650),
      }),
    )
    .min(1)
    .max(6),
})
export type SetChain = z.output<typeof setChainSchema>

export const takeStepSchema = z.strictObject({ step: z.enum(takenSteps), orderNumber: text(100) })
export type TakeStep = z.output<typeof takeStepSchema>
export const withdrawStepSchema = z.strictObject({ reason: text(400) })
export const stepParams = z.strictObject({ stepId: idSchema })
export const stepAnswerSchema = z.object({ stepId: z.int(), amountPaise: z.int() })
export const stepListSchema = z.object({
  steps: z.array(
    z.object({
      stepId: z.int(),
      step: z.string(),
      takenOn: z.string(),
      amountPaise: z.int(),
      orderNumber: z.string(),
      withdrawn: z.nullable(z.object({ on: z.string(), reason: z.string() })),
      /** Whether this step is served, since when and how: the next one asks it. */
      served: z.nullable(z.object({ on: z.string(), mode: z.string() })),
    }),
  ),
})
