import type { Draft, Drawing, DrawnPlot, EditTool } from './edit-types.ts'
import { reachOut, ringsOf } from './sides.ts'

export type Act = { instrument: string; effectiveOn: string; reason: string }

/** What is asked of the server: the address of the edit (its preview lies below) and its body. */
export type Asked = { path: string; body: Record<string, unknown> }

const figure = (text: string): number | null => {
  const value = Number(text.replace(/,/g, '').trim())
  return text.trim() !== '' && Number.isFinite(value) && value > 0 ? value : null
}

/** The plots that an edit touches: the chosen one first. */
export const partsOf = (tool: EditTool, draft: Draft, { plot, neighbours }: Drawing): DrawnPlot[] =>
  tool === 'merge' || tool === 'boundary'
    ? [plot, ...neighbours.filter(({ parcelId }) => draft.partners.includes(parcelId))]
    : [plot]

/** The edit as it is asked of the server; null while something is still lacking. `splitting` needs a cut, `merging` a neighbour. */
export function askedOf(tool: EditTool, draft: Draft, drawing: Drawing, act: Act): Asked | null {
  const words = {
    instrument: act.instrument.trim(),
    effectiveOn: act.effectiveOn,
    ...(act.reason.trim() ? { reason: act.reason.trim() } : {}),
  }
  const parts = partsOf(tool, draft, drawing)
  const parcels = parts.map(({ parcelId, versionId }) => ({ parcelId, seenVersionId: versionId }))
  const line = reachOut(
    draft.corners,
    parts.flatMap((part) => ringsOf(part.geometry)),
  )
  if (tool === 'split') {
    const cut = cutOf(draft, line)
    if (!cut) return null
    const properties = Object.entries(draft.carried)
      .filter(([, to]) => to.length > 0)
      .map(([propertyId, to]) => ({ propertyId: Number(propertyId), to }))
    const seenVersionId = drawing.plot.versionId
    const body = { ...words, seenVersionId, cut, plots: draft.plots.map(newPlot), properties }
    return { path: `/parcels/${drawing.plot.parcelId}/split`, body }
  }
  if (tool === 'merge')
    return parts.length < 2
      ? null
      : {
          path: '/parcels/merge',
          body: { ...words, parcels, plot: newPlot(draft.plots[0] ?? { number: '', legalAreaSqm: '' }) },
        }
  if (tool === 'boundary')
    return parts.length !== 2 || line.length < 2
      ? null
      : { path: '/parcels/boundary', body: { ...words, parcels, line } }
  return null
}

function cutOf({ how, areaSqm, bearingDegrees }: Draft, line: unknown[]): Record<string, unknown> | null {
  if (how === 'line') return line.length < 2 ? null : { line }
  const area = figure(areaSqm)
  const bearing = Number(bearingDegrees)
  return area === null || !(bearing >= 0 && bearing <= 360) ? null : { areaSqm: area, bearingDegrees: bearing }
}

const newPlot = ({ number, legalAreaSqm }: { number: string; legalAreaSqm: string }) => ({
  number: number.trim() || null,
  legalAreaSqm: figure(legalAreaSqm),
})

/** Numbers offered for the pieces of a plot, as a divided number is written: 304/2 becomes 304/2/1, 304/2/2. */
export const plotWords = (number: string | null, count: number) =>
  Array.from({ length: count }, (_, at) => ({
    number: number && count > 1 ? `${number}/${at + 1}` : (number ?? ''),
    legalAreaSqm: '',
  }))
