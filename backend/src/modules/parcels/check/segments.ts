import Flatbush from 'flatbush'
import type { Run, Shape } from '../../../../../data/importers/feature.ts'

/**
 * One ring without repeated positions and without its closing one: corner i is at (xs[i], ys[i]), segment i runs from corner i to
 * corner i + 1 around. `source[i]` is the corner's place in the ring as the file has it.
 */
export type Ring = { part: number; ring: number; xs: Float64Array; ys: Float64Array; source: Int32Array }

/** The rings of a shape, ready for judging. Rings of fewer than three corners stay, short. */
export function ringsOf(shape: Shape): Ring[] {
  return shape.parts.flatMap((part, partIndex) => part.map((run, ringIndex) => ringFrom(run, partIndex, ringIndex)))
}

function ringFrom(run: Run, part: number, ring: number): Ring {
  const kept: number[] = []
  const corners = run.length / 2
  for (let i = 0; i < corners; i++) {
    const last = kept.at(-1)
    if (last === undefined || run[2 * i] !== run[2 * last] || run[2 * i + 1] !== run[2 * last + 1]) kept.push(i)
  }
  const first = kept[0]
  const end = kept.at(-1)
  const isClosed = kept.length > 1 && run[2 * first!] === run[2 * end!] && run[2 * first! + 1] === run[2 * end! + 1]
  if (isClosed) kept.pop()
  return {
    part,
    ring,
    xs: Float64Array.from(kept, (i) => run[2 * i]!),
    ys: Float64Array.from(kept, (i) => run[2 * i + 1]!),
    source: Int32Array.from(kept),
  }
}

/** Above this many segments an index pays. */
const indexFrom = 400

/** A ring drawn to take for ever (a comb of slanted teeth) is given up after this many pairs. */
const mostPairs = 30_000_000

/** Says that a shape has more pairs of segments to judge than is reasonable. */
export const tooIntricate = Symbol('too intricate')

/**
 * Calls `visit` with each pair of segments whose boxes meet, as ring and segment numbers, until it returns something; gives that
 * back, null, or `tooIntricate`.
 */
export function visitSegmentPairs<T>(
  rings: Ring[],
  visit: (a: Ring, i: number, b: Ring, j: number) => T | null,
): T | null | typeof tooIntricate {
  const owner: number[] = []
  const segment: number[] = []
  for (const [r, ring] of rings.entries()) {
    for (let i = 0; i < ring.xs.length; i++) {
      owner.push(r)
      segment.push(i)
    }
  }
  const boxes = boxesOf(rings, owner, segment)
  const pair = (s: number, t: number) => visit(rings[owner[s]!]!, segment[s]!, rings[owner[t]!]!, segment[t]!)
  return owner.length < indexFrom ? visitAll(boxes, owner.length, pair) : visitIndexed(boxes, owner.length, pair)
}

function boxesOf(rings: Ring[], owner: number[], segment: number[]): Float64Array {
  const boxes = new Float64Array(owner.length * 4)
  for (let s = 0; s < owner.length; s++) {
    const { xs, ys } = rings[owner[s]!]!
    const i = segment[s]!
    const next = i + 1 === xs.length ? 0 : i + 1
    boxes[4 * s] = Math.min(xs[i]!, xs[next]!)
    boxes[4 * s + 1] = Math.min(ys[i]!, ys[next]!)
    boxes[4 * s + 2] = Math.max(xs[i]!, xs[next]!)
    boxes[4 * s + 3] = Math.max(ys[i]!, ys[next]!)
  }
  return boxes
}

const meet = (boxes: Float64Array, s: number, t: number) =>
  boxes[4 * s]! <= boxes[4 * t + 2]! &&
  boxes[4 * t]! <= boxes[4 * s + 2]! &&
  boxes[4 * s + 1]! <= boxes[4 * t + 3]! &&
  boxes[4 * t + 1]! <= boxes[4 * s + 3]!

function visitAll<T>(boxes: Float64Array, count: number, pair: (s: number, t: number) => T | null): T | null {
  for (let s = 0; s < count; s++) {
    for (let t = s + 1; t < count; t++) {
      const found = meet(boxes, s, t) ? pair(s, t) : null
      if (found !== null) return found
    }
  }
  return null
}

function visitIndexed<T>(
  boxes: Float64Array,
  count: number,
  pair: (s: number, t: number) => T | null,
): T | null | typeof tooIntricate {
  let left = mostPairs
  const index = new Flatbush(count, 16, Float64Array)
  for (let s = 0; s < count; s++) index.add(boxes[4 * s]!, boxes[4 * s + 1]!, boxes[4 * s + 2]!, boxes[4 * s + 3]!)
  index.finish()
  for (let s = 0; s < count; s++) {
    const box = [boxes[4 * s]!, boxes[4 * s + 1]!, boxes[4 * s + 2]!, boxes[4 * s + 3]!] as const
    const later = index.search(...box, (t) => t > s)
    left -= later.length
    if (left < 0) return tooIntricate
    for (const t of later) {
      const found = pair(s, t)
      if (found !== null) return found
    }
  }
  return null
}
