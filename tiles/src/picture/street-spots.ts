import type { Pixel } from './decode.ts'

const key = ([x, y]: Pixel): string => `${Math.round(x)} ${Math.round(y)}`

/** Joins runs end to end as long as exactly one other run goes on from there. */
export function joinRuns(runs: readonly Pixel[][]): Pixel[][] {
  const left = new Set(runs.filter((run) => run.length > 1))
  const ends = new Map<string, Pixel[][]>()
  for (const run of left) {
    for (const end of [run[0]!, run.at(-1)!]) ends.set(key(end), [...(ends.get(key(end)) ?? []), run])
  }
  const next = (end: Pixel): Pixel[] | undefined => {
    const free = (ends.get(key(end)) ?? []).filter((run) => left.has(run))
    return free.length === 1 ? free[0] : undefined
  }
  const joined: Pixel[][] = []
  for (const start of [...left]) {
    if (!left.delete(start)) continue
    let run = start
    for (let turn = 0; turn < 2; turn++) {
      for (let more = next(run.at(-1)!); more; more = next(run.at(-1)!)) {
        left.delete(more)
        run = [...run, ...(key(more[0]!) === key(run.at(-1)!) ? more : [...more].reverse()).slice(1)]
      }
      run = [...run].reverse()
    }
    joined.push(run)
  }
  return joined
}

/** The straightest stretch of that length whose middle is in sight, or null when the street bends too much. */
export function straightSpot(
  run: Pixel[],
  lengthPx: number,
  widthPx: number,
  heightPx: number,
): { at: Pixel; degrees: number } | null {
  let best: { at: Pixel; degrees: number; chord: number } | null = null
  for (let from = 0; from < run.length - 1; from++) {
    const stretch = stretchFrom(run, from, lengthPx)
    if (!stretch) break
    const [a, b] = stretch
    const chord = Math.hypot(b[0] - a[0], b[1] - a[1])
    const at: Pixel = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
    const seen = at[0] > 0 && at[1] > 0 && at[0] < widthPx && at[1] < heightPx
    if (seen && chord > lengthPx * 0.985 && chord > (best?.chord ?? 0) + 0.5) {
      const degrees = (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI
      best = { at, degrees: Math.abs(degrees) > 90 ? degrees + 180 : degrees, chord }
    }
  }
  return best && { at: best.at, degrees: best.degrees }
}

/** End points of the stretch of that length; on a longer straight piece it is set in the middle. */
function stretchFrom(run: Pixel[], from: number, lengthPx: number): [Pixel, Pixel] | null {
  let left = lengthPx
  for (let at = from; at < run.length - 1; at++) {
    const [a, b] = [run[at]!, run[at + 1]!]
    const step = Math.hypot(b[0] - a[0], b[1] - a[1])
    const along = (px: number): Pixel => [a[0] + ((b[0] - a[0]) * px) / step, a[1] + ((b[1] - a[1]) * px) / step]
    if (step >= left)
      return at === from ? [along((step - left) / 2), along((step + left) / 2)] : [run[from]!, along(left)]
    left -= step
  }
  return null
}
