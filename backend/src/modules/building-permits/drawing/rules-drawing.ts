/** A plan read: units, layers, closed outlines with their areas, texts, what it declares, and what does not fit together. Pure. */
import { declaredOf, declaredPlotSqm } from './rules-declared.ts'
import type { DrawnText, Gathered } from './rules-entities.ts'
import { areaOf, crossesItself, lengthOf, openingOf, type Polyline } from './rules-shape.ts'
import { type CutOff, type Outline, unfold } from './rules-unfold.ts'

/** Something about a drawing that its architect must know. */
export interface Finding {
  code: string
  message: string
  layer?: string
  got?: unknown
  expected?: unknown
}

/** A closed outline. `block`: the block that brought it. */
export interface ClosedOutline {
  layer: string
  areaSqm: number
  vertices: number
  block?: string
}

/** What `khasra plan read` prints. */
export interface Drawing {
  version: string | null
  units: string
  metresPerUnit: number
  entities: number
  layers: { name: string; entities: number }[]
  closedPolylines: ClosedOutline[]
  texts: DrawnText[]
  declared: Record<string, string | number>
  findings: Finding[]
}

/** $INSUNITS by code: name and metres. */
const unitsByCode: Readonly<Record<number, [string, number]>> = {
  1: ['inch', 0.0254],
  2: ['foot', 0.3048],
  4: ['millimetre', 0.001],
  5: ['centimetre', 0.01],
  6: ['metre', 1],
  7: ['kilometre', 1000],
  10: ['yard', 0.9144],
  14: ['decimetre', 0.1],
}

const cutWords: Readonly<Record<CutOff, (block: string) => string>> = {
  'recursive-block': (block) => `Block ${block} holds itself; it is left out inside itself.`,
  'blocks-too-deep': (block) =>
    `Blocks stand in one another more than 16 deep at ${block}; what is deeper is left out.`,
  'too-many-outlines': (block) =>
    `Blocks unfold into more outlines than a plan has, at ${block}; the rest is left out.`,
}

/** An opening that a pencil leaves: a thousandth of the way round, and a centimetre at most. */
const closes = (line: Polyline, metresPerUnit: number): boolean =>
  line.corners.length > 2 && openingOf(line) <= Math.min(lengthOf(line) / 1000, 0.01 / metresPerUnit)

const plotLayer = /^PLOT_?BOUNDARY$/i

/** Reads a gathered drawing. */
export function readDrawing(drawing: Gathered, brokenOff: boolean): Drawing {
  const findings: Finding[] = []
  if (brokenOff || !drawing.ended)
    findings.push({
      code: 'breaks-off',
      message: 'The file breaks off before its end. What stands before was read; save it again.',
    })
  if (drawing.overflow)
    findings.push({
      code: 'too-many-entities',
      message: 'The drawing has more in it than a plan; the rest was left out.',
    })
  const { outlines, cut } = unfold(drawing)
  for (const [code, block] of cut) findings.push({ code, message: cutWords[code](block) })
  const texts = drawing.model.texts
  const declared = declaredOf(texts)
  const declaredSqm = declaredPlotSqm(declared)
  const plots = outlines.filter(({ line }) => plotLayer.test(line.layer) && line.corners.length > 2)
  const scale = scaleOf(
    drawing,
    declaredSqm,
    plots.length ? Math.max(...plots.map(({ line }) => areaOf(line.corners))) : null,
    findings,
  )
  const closed = closedOf(outlines, scale.metres, findings)
  compare(closed, declaredSqm, findings)
  return {
    version: drawing.version,
    units: scale.name,
    metresPerUnit: scale.metres,
    entities: drawing.entities,
    layers: [...drawing.layers].map(([name, entities]) => ({ name, entities })),
    closedPolylines: closed,
    texts,
    declared: { ...declared, ...(declaredSqm !== null && { plotAreaSqm: declaredSqm }) },
    findings,
  }
}

/**
 * Metres of a unit. The header's word stands unless the declared plot area contradicts it and fits another unit; a drawing that
 * says nothing is read by its declaration, else in metres.
 */
function scaleOf(
  drawing: Gathered,
  declaredSqm: number | null,
  plotArea: number | null,
  findings: Finding[],
): { name: string; metres: number } {
  const said = drawing.unitCode === null ? undefined : unitsByCode[drawing.unitCode]
  const fits = (metres: number) => {
    if (declaredSqm === null || plotArea === null || plotArea === 0) return false
    const ratio = (plotArea * metres * metres) / declaredSqm
    return ratio > 0.7 && ratio < 1.4
  }
  if (said && (declaredSqm === null || plotArea === null || fits(said[1]))) return { name: said[0], metres: said[1] }
  const other = Object.values(unitsByCode).find(([, metres]) => fits(metres))
  if (other) {
    const before = said ? `The header says ${said[0]}` : 'The header names no unit'
    findings.push({
      code: said ? 'units-contradict' : 'units-guessed',
      message: `${before}; the declared plot area fits ${other[0]}, which was taken.`,
      got: said?.[0] ?? null,
      expected: other[0],
    })
    return { name: other[0], metres: other[1] }
  }
  if (said) return { name: said[0], metres: said[1] }
  findings.push({
    code: 'units-unknown',
    message: 'The drawing names no unit and nothing tells it; metres were taken.',
  })
  return { name: 'metre', metres: 1 }
}

const sixDigits = (value: number): number => Math.round(value * 1e6) / 1e6

function closedOf(outlines: readonly Outline[], metres: number, findings: Finding[]): ClosedOutline[] {
  return outlines.flatMap(({ line, block }): ClosedOutline[] => {
    const closedByHand = !line.closed && closes(line, metres)
    if (line.corners.length < 2 || !(line.closed || closedByHand)) return []
    const opening = openingOf(line)
    // A thousandth of a millimetre is the last digit of a number, not an opening.
    if (closedByHand && opening * metres > 1e-6)
      findings.push({
        code: 'nearly-closed',
        message: `An outline on ${line.layer} is open by ${(opening * metres * 1000).toFixed(2)} mm; it was taken as closed.`,
        layer: line.layer,
      })
    if (plotLayer.test(line.layer) && crossesItself(line.corners))
      findings.push({
        code: 'crosses-itself',
        message: `The outline on ${line.layer} crosses itself.`,
        layer: line.layer,
      })
    const areaSqm = sixDigits(areaOf(line.corners) * metres * metres)
    if (!Number.isFinite(areaSqm)) {
      findings.push({
        code: 'absurd-coordinates',
        message: `An outline on ${line.layer} has no size.`,
        layer: line.layer,
      })
      return []
    }
    return [{ layer: line.layer, areaSqm, vertices: line.corners.length, ...(block !== null && { block }) }]
  })
}

/** A survey and a drawing differ by a hundredth; more is another plot. */
const tolerance = 0.01

function compare(closed: readonly ClosedOutline[], declaredSqm: number | null, findings: Finding[]): void {
  const plots = closed.filter((each) => plotLayer.test(each.layer) && each.areaSqm > 0)
  if (!plots.length)
    findings.push({
      code: 'no-plot-boundary',
      message: 'No closed outline stands on the layer PLOT_BOUNDARY.',
      layer: 'PLOT_BOUNDARY',
    })
  if (plots.length > 1)
    findings.push({
      code: 'several-plots',
      message: `${plots.length} outlines stand on PLOT_BOUNDARY: draw one plot, or say which.`,
      got: plots.length,
    })
  if (declaredSqm === null) {
    findings.push({ code: 'no-declared-area', message: 'The drawing declares no plot area.' })
    return
  }
  const [plot] = [...plots].sort((a, b) => b.areaSqm - a.areaSqm)
  if (!plot || Math.abs(plot.areaSqm - declaredSqm) <= declaredSqm * tolerance) return
  const percent = ((plot.areaSqm / declaredSqm - 1) * 100).toFixed(1)
  findings.push({
    code: 'declared-area-differs',
    message: `The plot is declared with ${declaredSqm} m² and drawn with ${plot.areaSqm.toFixed(3)} m² (${percent} %).`,
    layer: plot.layer,
    got: plot.areaSqm,
    expected: declaredSqm,
  })
}
