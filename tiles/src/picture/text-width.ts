const syllables = new Intl.Segmenter('hi', { granularity: 'grapheme' })

/** Width of a text, generously: the engine sets it, here only room is kept. */
export const widthOf = (text: string, sizePx: number): number =>
  [...syllables.segment(text)].reduce(
    (sum, { segment }) => sum + (/\s/.test(segment) ? 0.28 : /[\u0900-\u097f]/.test(segment) ? 0.74 : 0.6),
    0,
  ) * sizePx

/** A long name in two lines of about equal length, broken between words; a short one in one. */
export function linesOf(text: string, sizePx: number, mostEm: number): string[] {
  const words = text.split(/\s+/).filter(Boolean)
  const whole = widthOf(text, sizePx)
  if (words.length < 2 || whole <= mostEm * sizePx) return [text]
  let best: [string, string] = [text, '']
  let least = Number.POSITIVE_INFINITY
  for (let at = 1; at < words.length; at++) {
    const lines: [string, string] = [words.slice(0, at).join(' '), words.slice(at).join(' ')]
    const longest = Math.max(...lines.map((line) => widthOf(line, sizePx)))
    if (longest < least) [best, least] = [lines, longest]
  }
  return best
}
