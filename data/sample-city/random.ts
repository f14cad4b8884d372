/** A stream of numbers that the same seed repeats for ever. */
export type Random = {
  /** Even in [0, 1). */
  next(): number
  /** Even in [low, high). */
  between(low: number, high: number): number
  /** Whole number in low..high, both included. */
  whole(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  /** Bell-shaped about the middle with the given spread, never beyond 3 spreads. */
  bell(middle: number, spread: number): number
}

/** Mixes whole numbers and words into one 32-bit seed, so that every district has a stream of its own. */
export const seedOf = (...parts: readonly (number | string)[]): number => {
  let hash = 0x811c9dc5
  for (const part of parts) {
    const text = String(part)
    for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
    hash = Math.imul(hash ^ 0x2f, 0x01000193)
  }
  return hash >>> 0
}

/** sfc32: small, quick and long enough (period about 2^127) for a million parcels. */
export const randomFrom = (...parts: readonly (number | string)[]): Random => {
  let a = seedOf('a', ...parts)
  let b = seedOf('b', ...parts)
  let c = seedOf('c', ...parts)
  let counter = 1
  const next = () => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return (sum >>> 0) / 4294967296
  }
  for (let round = 0; round < 12; round++) next()
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    whole,
    between: (low, high) => low + next() * (high - low),
    chance: (probability) => next() < probability,
    pick: <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T,
    bell: (middle, spread) => middle + spread * 2 * (next() + next() + next() - 1.5),
  }
}

/** Smooth noise in about [-1, 1] over the plane, one hill or hollow every `wavelengthM` metres. */
export const noiseField = (seed: number, wavelengthM: number) => {
  const corner = (ix: number, iy: number) => {
    let h = Math.imul(ix, 0x27d4eb2d) ^ Math.imul(iy, 0x165667b1) ^ seed
    h = Math.imul(h ^ (h >>> 15), 0x85ebca6b)
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
    return ((h ^ (h >>> 16)) >>> 0) / 2147483648 - 1
  }
  return (x: number, y: number) => {
    const u = x / wavelengthM
    const v = y / wavelengthM
    const ix = Math.floor(u)
    const iy = Math.floor(v)
    const fx = u - ix
    const fy = v - iy
    const sx = fx * fx * (3 - 2 * fx)
    const sy = fy * fy * (3 - 2 * fy)
    const low = corner(ix, iy) * (1 - sx) + corner(ix + 1, iy) * sx
    const high = corner(ix, iy + 1) * (1 - sx) + corner(ix + 1, iy + 1) * sx
    return low * (1 - sy) + high * sy
  }
}
