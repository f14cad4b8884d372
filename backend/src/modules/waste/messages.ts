import type { Messages } from '../../kernel/index.ts'

/** What this room refuses, in every language. */
export const wasteMessages = {} as const satisfies Messages
