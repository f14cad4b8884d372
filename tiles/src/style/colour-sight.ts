/** How colours are told apart: WCAG contrast, and what eyes without one kind of cone see. Used to prove the palette. */

type Rgb = [red: number, green: number, blue: number]

const hexToRgb = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Rgb

const toLinear = (channel: number): number => {
  const share = channel / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

const luminance = (hex: string): number => {
  const [red, green, blue] = hexToRgb(hex).map(toLinear) as Rgb
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** WCAG 2 contrast ratio of two `#rrggbb` colours, 1 to 21. */
export function contrastRatio(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

export type Sight = 'normal' | 'protanopia' | 'deuteranopia' | 'tritanopia'

/** Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB. */
const SIGHT: Record<Sight, readonly [Rgb, Rgb, Rgb]> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

/** Difference of two colours as an eye of that kind sees them: CIE76 in Lab; 2 is just seen, 10 is plain. */
export function seenDifference(a: string, b: string, sight: Sight): number {
  const [first, second] = [a, b].map((hex) => toLab(hexToRgb(hex).map(toLinear) as Rgb, sight)) as [Rgb, Rgb]
  return Math.hypot(first[0] - second[0], first[1] - second[1], first[2] - second[2])
}

const dotProduct = (row: Rgb, colour: Rgb) => row[0] * colour[0] + row[1] * colour[1] + row[2] * colour[2]

function toLab(linear: Rgb, sight: Sight): Rgb {
  const rgb = SIGHT[sight].map((row) => Math.min(1, Math.max(0, dotProduct(row, linear)))) as Rgb
  const x = dotProduct([0.4124, 0.3576, 0.1805], rgb) / 0.9505
  const y = dotProduct([0.2126, 0.7152, 0.0722], rgb)
  const z = dotProduct([0.0193, 0.1192, 0.9505], rgb) / 1.089
  const [fx, fy, fz] = [x, y, z].map((t) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116)) as Rgb
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)]
}
