/** Meters: what was used between two readings. Pure. */
import { Invalid } from '../../kernel/pure.ts'

/** State in which the reader found the meter. */
export const meterStates = ['working', 'locked', 'breakdown', 'no-meter', 'reset'] as const
export type MeterState = (typeof meterStates)[number]

/** A reading; kilolitres, null where it could not be read. */
export interface Reading {
  state: MeterState
  readingKl: number | null
}

/**
 * Kilolitres since the reading before; null where one of the two could not be read. A reading below the last is refused, unless
 * the meter was reset or its counter has gone over its highest figure (then it began in the uppermost tenth).
 * @throws Invalid naming `readingKl`
 */
export function consumptionKl(before: number | null, now: Reading, digits: number): number | null {
  if (now.readingKl === null || before === null || (now.state !== 'working' && now.state !== 'reset')) return null
  const over = 10 ** digits
  if (now.readingKl >= over)
    throw new Invalid('readingKl', 'This meter cannot show so much.', { got: now.readingKl, expected: `below ${over}` })
  // After a reset the counter began at zero; what was used before is for an officer to estimate.
  if (now.state === 'reset') return round(now.readingKl)
  if (now.readingKl >= before) return round(now.readingKl - before)
  if (before >= over * 0.9 && now.readingKl < over * 0.1) return round(over - before + now.readingKl)
  throw new Invalid('readingKl', 'The reading is below the last one.', {
    got: now.readingKl,
    expected: `${before} or more`,
  })
}

const round = (value: number) => Math.round(value * 1000) / 1000
