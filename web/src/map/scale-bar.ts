/** A round length in metres and its width in pixels, at most 100 pixels wide. */
export function scaleBar(metresPer100Px: number): { metres: number; px: number } {
  const power = 10 ** Math.floor(Math.log10(metresPer100Px))
  const metres = ([5, 2, 1].find((step) => step * power <= metresPer100Px) ?? 1) * power
  return { metres, px: (100 * metres) / metresPer100Px }
}
