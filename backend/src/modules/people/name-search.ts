/** The search by name, step by step, over whatever table holds the tokens: the caller brings the reading. */

import { queryTokens, type TokenRange } from './rules-name-query.ts'
import { type NamedCandidate, nameScorer, orderRanked, type Ranked } from './rules-name-score.ts'

/** Reads the candidates behind some token ranges, without those whose `key` is already known. The best 1,000 of a step are enough (most ranges hit first, then range order). */
export type ReadCandidates<T> = (
  ranges: readonly TokenRange[],
  known: ReadonlySet<string | number>,
) => Promise<readonly T[]>

/**
 * The best `limit` candidates for a typed name, best first. Reads as it sounds first, and the wider steps only when too few answer well.
 * @param read called one to three times; a candidate read twice is scored once
 */
export async function searchByName<T extends NamedCandidate & { key: string | number }>(
  text: string,
  limit: number,
  read: ReadCandidates<T>,
  least = 0.55,
): Promise<Ranked<T>[]> {
  const { steps } = queryTokens(text)
  const scorer = nameScorer(text)
  const known = new Set<string | number>()
  const scored: Ranked<T>[] = []
  for (const ranges of steps) {
    for (const candidate of await read(ranges, known)) {
      if (known.has(candidate.key)) continue
      known.add(candidate.key)
      const score = scorer(candidate.names, candidate.relatives)
      if (score >= least) scored.push({ candidate, score })
    }
    if (isAnswered(scored, limit)) break
  }
  return orderRanked(scored, limit)
}

/** One sure answer, or a full page of good ones, makes the wider steps needless. */
function isAnswered(scored: readonly Ranked<NamedCandidate>[], limit: number): boolean {
  return scored.some(({ score }) => score >= 0.95) || scored.filter(({ score }) => score >= 0.88).length >= limit
}
