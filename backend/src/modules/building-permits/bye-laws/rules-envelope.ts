/** What may be built on a rectangular plot: margins, footprint, floor area, height, parking. Pure. */
import { type Answers, evaluate, type Facts, type Unknown } from './rules-evaluate.ts'
import type { ByeLaws } from './rules-read-pack.ts'

/** Margins in metres, areas in m²; null where the pack, or what is known, does not say. */
export interface Envelope {
  setbacks: { front: number | null; rear: number | null; side1: number | null; side2: number | null }
  /** Of the plot, percent. */
  coveragePercent: number | null
  coverageSqm: number | null
  far: number | null
  builtUpSqm: number | null
  /** Between the margins. */
  buildableSqm: number | null
  heightM: number | null
  parkingEcs: number | null
  /** False where the pack lets nothing be built: the road is narrower than `roadLeastM`. Null when the road is not known. */
  allowed: boolean | null
  /** Every other result of the pack by name. */
  others: Record<string, number | string>
  /** Which rule and clause gave what. */
  because: Record<string, { rule: string; clause: string; source: string }>
  /** What is not known, and why. */
  unknown: ({ output: string } & Unknown)[]
  assumed: Record<string, number | string>
}

const outputs = {
  front: 'setback.front',
  rear: 'setback.rear',
  side1: 'setback.side1',
  side2: 'setback.side2',
} as const

const two = (value: number): number => Math.round((value + Number.EPSILON) * 100) / 100

/** The envelope of a plot under a pack on a day. With no built-up area given, parking is for all that may be built. */
export function envelopeOf(laws: ByeLaws, given: Facts, day: string): Envelope {
  const first = evaluate(laws, given, day)
  const number = (answers: Answers, output: string): number | null => {
    const { value } = answers.of(output)
    return typeof value === 'number' ? value : null
  }
  const plotSqm = Number(given.plotSqm ?? Number(given.widthM) * Number(given.depthM))
  const far = number(first, 'far')
  const full = far === null ? null : two(plotSqm * far)
  const answers =
    given.builtUpSqm !== undefined || full === null ? first : evaluate(laws, { ...given, builtUpSqm: full }, day)
  const coverage = number(answers, 'coverage')
  const setbacks = {
    front: number(answers, outputs.front),
    rear: number(answers, outputs.rear),
    side1: number(answers, outputs.side1),
    side2: number(answers, outputs.side2),
  }
  return {
    setbacks,
    coveragePercent: coverage,
    coverageSqm: coverage === null ? null : two((plotSqm * coverage) / 100),
    far,
    builtUpSqm: full,
    buildableSqm: between(Number(given.widthM), Number(given.depthM), setbacks),
    heightM: number(answers, 'heightLimitM'),
    parkingEcs: number(answers, 'parkingEcs'),
    allowed: mayBuild(given.roadM, number(answers, 'roadLeastM')),
    ...reported(laws, answers),
  }
}

function mayBuild(roadM: number | string | undefined, leastM: number | null): boolean | null {
  if (leastM === null) return true
  return typeof roadM === 'number' ? roadM >= leastM : null
}

/** What lies between the margins; nothing where they meet. */
function between(widthM: number, depthM: number, setbacks: Envelope['setbacks']): number | null {
  const { front, rear, side1, side2 } = setbacks
  if (front === null || rear === null || side1 === null || side2 === null) return null
  return two(Math.max(0, widthM - side1 - side2) * Math.max(0, depthM - front - rear))
}

const own = new Set<string>([...Object.values(outputs), 'coverage', 'far', 'heightLimitM', 'parkingEcs'])

function reported(laws: ByeLaws, answers: Answers): Pick<Envelope, 'others' | 'because' | 'unknown' | 'assumed'> {
  const others: Envelope['others'] = {}
  const because: Envelope['because'] = {}
  const unknown: Envelope['unknown'] = []
  for (const output of new Set([...laws.byOutput.keys(), ...own])) {
    const result = answers.of(output)
    if (result.value === null) {
      // A fact that only another service asks for (flats, kilovolts) is not lacking from an envelope.
      if (own.has(output)) unknown.push({ output, ...result.unknown })
      continue
    }
    if (!own.has(output)) others[output] = result.value
    because[output] = { rule: result.rule, clause: result.clause, source: result.source }
  }
  return { others, because, unknown, assumed: Object.fromEntries(answers.assumed) }
}
