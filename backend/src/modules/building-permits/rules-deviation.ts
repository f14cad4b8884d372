/**
 * By how much a finished building is larger than sanctioned, m². Within the tolerance (a share of what was sanctioned) nothing is;
 * beyond it the whole excess counts, not only what lies above the tolerance.
 */
export function excessOf(approvedSqm: number, builtSqm: number, tolerance: number): number {
  const excess = builtSqm - approvedSqm
  // A thousandth of a square metre is a rounding of a drawing, and must not tip a building over the edge of the tolerance.
  return excess <= approvedSqm * tolerance + 1e-6 ? 0 : excess
}
