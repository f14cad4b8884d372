/** Shewchuk's bound: a determinant above it in size has the right sign in floating point. */
const errorShare = 3.3306690738754716e-16

/**
 * On which side of the line a→b the point c lies: positive left, negative right, zero exactly on it. The sign is exact for
 * any doubles: where floating point may err, the determinant is taken again in whole numbers.
 */
export function orientation(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number {
  const left = (ax - cx) * (by - cy)
  const right = (ay - cy) * (bx - cx)
  const determinant = left - right
  if (left === 0 || right === 0) return determinant
  if (Math.abs(determinant) >= errorShare * (Math.abs(left) + Math.abs(right))) return determinant
  return exactOrientation([ax, ay, bx, by, cx, cy])
}

function exactOrientation(values: number[]): number {
  const parts = values.map(takeApart)
  const lowest = Math.min(...parts.filter(([mantissa]) => mantissa !== 0n).map(([, exponent]) => exponent))
  const [ax, ay, bx, by, cx, cy] = parts.map(([mantissa, exponent]) =>
    mantissa === 0n ? 0n : mantissa << BigInt(exponent - lowest),
  ) as [bigint, bigint, bigint, bigint, bigint, bigint]
  const determinant = (ax - cx) * (by - cy) - (ay - cy) * (bx - cx)
  return determinant > 0n ? 1 : determinant < 0n ? -1 : 0
}

const view = new DataView(new ArrayBuffer(8))

/** A double as mantissa × 2^exponent, exactly. */
function takeApart(value: number): [bigint, number] {
  view.setFloat64(0, value)
  const bits = view.getBigUint64(0)
  const biased = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & 0xfffffffffffffn
  const mantissa = biased === 0 ? fraction : fraction | 0x10000000000000n
  return [value < 0 ? -mantissa : mantissa, Math.max(biased, 1) - 1075]
}
