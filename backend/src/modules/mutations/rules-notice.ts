/** How long the public notice of a mutation runs: a master of the town or its state, never a number of this code. Pure. */
import { z } from 'zod'

/** Register and key of the master. */
export const noticeMaster = { register: 'mutations.rules', key: 'public-notice' } as const

const noticeSchema = z.strictObject({ days: z.int().min(1).max(365) })

/** Calendar days of the notice, the day of its giving counted; null when nobody has set them, or not so that it can be read. */
export function noticeLength(value: unknown): number | null {
  const read = noticeSchema.safeParse(value)
  return read.success ? read.data.days : null
}
