/** Steps of a layout: drawn, sanctioned, its works completed. Plots come of it by event, mortgages end by event. */
import { Conflict, Invalid, type Sentence, sentence, type Tx, toMultiPolygon } from '../../kernel/index.ts'
import { areaSqm, requireValidPolygon } from '../parcels/rules-geometry.ts'
import type { Effect } from '../workflow/index.ts'
import { peopleEffects, requireConditionsMet, requireSiteFree, sanctionLayoutPermit } from './effects.ts'
import { requireReady } from './people.ts'
import { selectSite } from './queries.ts'
import { replaceParts, selectGround, selectParts, updateMortgaged } from './queries-land.ts'
import { faultsOfLayout, type LayoutFault } from './rules-layout.ts'
import type { DrawLayout } from './schemas.ts'
import { ruleOf } from './terms.ts'

const drawLayout: Effect = async (tx, { facts, input }) => {
  const { tenant } = tx.context
  const { parts } = input as DrawLayout
  const drawn = parts.map(({ use, number, geometry }) => {
    const polygon = requireValidPolygon(toMultiPolygon(geometry))
    return { use, number, geometry: polygon, area_sqm: areaSqm(polygon, tenant.srid) }
  })
  const numbers = drawn.flatMap((each) => each.number ?? [])
  // The table keeps each number once: said here as a fault of the drawing, not of the database.
  const twice = numbers.find((number, at) => numbers.indexOf(number) !== at)
  if (twice !== undefined)
    throw new Invalid('parts', 'The number {number} stands on two plots.', { parameters: { number: twice } })
  const odd = drawn.find((each) => (each.use === 'plot') !== (each.number !== null))
  if (odd) throw new Invalid('parts', 'Every plot has a number, and nothing else has one.', { got: odd.use })
  await replaceParts(tx, tenant.tenantId, facts.caseId, drawn)
  return { parts: drawn.length, plots: numbers.length }
}

const sentences = {
  'no-plot': 'The layout has no plot.',
  'no-road': 'The layout has no road.',
  'number-lacks': 'Part {part} is a plot without a number.',
  'number-not-wanted': 'Part {part} has a number and is no plot.',
  'no-way-to-it': 'No road of the layout leads to part {part}.',
  'number-twice': 'The number {number} stands on two plots.',
  overlap: 'Parts {parts} overlap by {sqm} m².',
  outside: 'The layout reaches {sqm} m² beyond its site.',
  gap: '{sqm} m² of the site belong to no part of the layout.',
} as const satisfies Record<LayoutFault['fault'], string>

function sentenceOf(fault: LayoutFault): Sentence {
  return sentence(sentences[fault.fault], {
    ...('part' in fault && { part: fault.part }),
    ...('number' in fault && { number: fault.number }),
    ...('parts' in fault && { parts: fault.parts.join(', ') }),
    ...('sqm' in fault && { sqm: fault.sqm.toFixed(2) }),
  })
}

/** @throws Conflict with everything that is wrong with the layout as drawn */
async function requireSoundLayout(tx: Tx, caseId: number): Promise<void> {
  const { tenantId, srid } = tx.context.tenant
  const site = await selectSite(tx, tenantId, caseId)
  const parts = await selectParts(tx, tenantId, caseId)
  const ground = await selectGround(tx, tenantId, caseId, srid)
  const faults = faultsOfLayout(
    parts.map(({ use, number, area_sqm }) => ({ use, number, areaSqm: area_sqm })),
    site!.area_sqm,
    { ...ground, withRoad: new Set(ground.withRoad) },
  )
  if (faults.length)
    throw new Conflict('parts', 'The layout as drawn cannot be looked at.', { reasons: faults.map(sentenceOf) })
}

const submit: Effect = async (tx, { facts }) => {
  await requireSiteFree(tx, facts.caseId)
  await requireSoundLayout(tx, facts.caseId)
  await requireReady(tx, facts.caseId)
  await tx.emit('building-permits.submitted', { caseId: facts.caseId, number: facts.number })
  return undefined
}

const sanction: Effect = async (tx, { facts, input, action }) => {
  const { tenantId } = tx.context.tenant
  await requireSoundLayout(tx, facts.caseId)
  const numbers = (input as { mortgagedPlots?: string[] } | null)?.mortgagedPlots ?? []
  const known = await updateMortgaged(tx, tenantId, facts.caseId, numbers)
  if (known !== new Set(numbers).size)
    throw new Invalid('mortgagedPlots', 'A number among these is no plot of the layout.', { got: numbers })
  if (action !== 'deem') await requireMortgagedShare(tx, facts.caseId)
  const given = await sanctionLayoutPermit(tx, facts)
  await tx.emit('building-permits.layout-sanctioned', { caseId: facts.caseId, ...given })
  return { ...given, mortgagedPlots: numbers }
}

/** A town that has set a share gets it; one that has not asks for none. */
async function requireMortgagedShare(tx: Tx, caseId: number): Promise<void> {
  const { tenant, today } = tx.context
  const share = await ruleOf(tx, 'mortgaged-share', today)
  if (share === null) return
  const plots = (await selectParts(tx, tenant.tenantId, caseId)).filter((each) => each.use === 'plot')
  const sqmOf = (list: typeof plots) => list.reduce((sum, each) => sum + each.area_sqm, 0)
  const got = sqmOf(plots.filter((each) => each.mortgaged)) / sqmOf(plots)
  if (got < share)
    throw new Conflict('mortgagedPlots', 'Too little of the plots is mortgaged.', { got, expected: share })
}

const completeLayout: Effect = async (tx, { facts }) => {
  const { tenantId } = tx.context.tenant
  await requireConditionsMet(tx, facts.caseId, 'any')
  const parts = await selectParts(tx, tenantId, facts.caseId)
  const waiting = parts.filter((each) => each.parcel_id === null || (each.mortgaged && each.restriction_id === null))
  if (waiting.length)
    throw new Conflict('action', 'The plots of this layout are not all on the map yet.', { got: waiting.length })
  await tx.emit('building-permits.layout-completed', { caseId: facts.caseId })
  return { released: parts.filter((each) => each.mortgaged).length }
}

/** Steps of a layout's own life. */
export const layoutEffects = {
  ...peopleEffects,
  'draw-layout': drawLayout,
  submit,
  sanction,
  deem: sanction,
  'complete-layout': completeLayout,
} satisfies Record<string, Effect>
