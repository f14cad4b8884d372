import type { PatternName } from './palette.ts'

/** A pattern is one path on a square tile that repeats; browser canvas, legend and still picture all draw this path. */
export type Pattern = { sizePx: number; path: string; strokePx: number; filled: boolean }

export const PATTERNS: Record<Exclude<PatternName, 'plain'>, Pattern> = {
  slash: { sizePx: 8, path: 'M-2 2L2 -2M0 8L8 0M6 10L10 6', strokePx: 1, filled: false },
  backslash: { sizePx: 8, path: 'M-2 6L2 10M0 0L8 8M6 -2L10 2', strokePx: 1, filled: false },
  cross: { sizePx: 10, path: 'M0 0L10 10M10 0L0 10', strokePx: 0.8, filled: false },
  dots: { sizePx: 8, path: dot(2, 2, 1) + dot(6, 6, 1), strokePx: 0, filled: true },
  level: { sizePx: 6, path: 'M0 3L6 3', strokePx: 0.9, filled: false },
  upright: { sizePx: 6, path: 'M3 0L3 6', strokePx: 0.9, filled: false },
  rings: { sizePx: 10, path: dot(5, 5, 2.2), strokePx: 0.9, filled: false },
  sparse: { sizePx: 12, path: 'M1 3L5 3M7 9L11 9', strokePx: 1, filled: false },
}

/** Name under which the map keeps a pattern's image; the theme decides its ink. */
export const patternImageId = (theme: string, pattern: PatternName): string => `khasra-${theme}-${pattern}`

/** Pattern and theme of an image name, or null when the name is not one of ours. */
export function patternOfImageId(id: string): { theme: string; pattern: Exclude<PatternName, 'plain'> } | null {
  const [own, theme, pattern] = id.split('-')
  if (own !== 'khasra' || !theme || !pattern || !(pattern in PATTERNS)) return null
  return { theme, pattern: pattern as Exclude<PatternName, 'plain'> }
}

function dot(x: number, y: number, radius: number): string {
  return `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0Z`
}
