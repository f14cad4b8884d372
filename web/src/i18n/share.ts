import type { Share } from '../state/contract.ts'

/** True for a real part: a whole (1/1) is not worth a word, and "not stated" has none. */
export const isPart = (share: Share | null): share is Share => share !== null && share.numerator !== share.denominator
