/** Splits and merges of plots of a loaded town, with their rules, orders, lineage, search rows and journal line: the time of each command. */
import { type Context, type Database, newRequestId, Problem, read } from '../../backend/src/kernel/index.ts'
import { mergeParcels } from '../../backend/src/modules/parcels/actions/merge-parcels.ts'
import { splitParcel } from '../../backend/src/modules/parcels/actions/split-parcel.ts'
import { selectEditedPlots, selectLinkedProperties } from '../../backend/src/modules/parcels/edit/queries-edit.ts'
import { mergeParcelsSchema, splitParcelSchema } from '../../backend/src/modules/parcels/schemas-edit.ts'
import type { BenchRow } from './tiles.ts'

/** p95 of a split or merge with its rules, milliseconds, at a million parcels. */
const limitMilliseconds = 300

/** Splits some plots by area and merges the pieces again. Plots that an order or a rule stops are left out and counted. */
export async function benchEdits(
  database: Database,
  context: Context,
  parcelIds: readonly number[],
): Promise<BenchRow[]> {
  const day = context.today
  const times: number[] = []
  let refused = 0
  const timed = async <T>(work: () => Promise<T>): Promise<T> => {
    const began = performance.now()
    const value = await work()
    times.push(performance.now() - began)
    return value
  }
  for (const parcelId of parcelIds) {
    try {
      await splitAndMerge(context, parcelId, day, timed)
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem
      refused += 1
    }
  }
  times.sort((one, two) => one - two)
  const p95 = times[Math.floor(times.length * 0.95)] ?? Number.NaN
  const { rows } = await database.pool.query(
    `select count(*)::int as count from parcels.parcels where tenant_id = $1`,
    [context.tenant.tenantId],
  )
  const note = `${times.length} edits among ${rows[0].count} parcels, ${refused} plots refused by a rule or an order`
  return [
    {
      name: 'edit: split or merge, p50',
      value: times[Math.floor(times.length / 2)] ?? Number.NaN,
      unit: 'ms',
      target: '',
      passed: null,
    },
    {
      name: 'edit: split or merge, p95',
      value: p95,
      unit: 'ms',
      target: `<= ${limitMilliseconds}`,
      passed: p95 <= limitMilliseconds,
      note,
    },
  ]
}

type Timed = <T>(work: () => Promise<T>) => Promise<T>

async function splitAndMerge(context: Context, parcelId: number, day: string, timed: Timed): Promise<void> {
  const { tenantId } = context.tenant
  const [plot] = await read(context, (db) => selectEditedPlots(db, tenantId, [parcelId], day))
  if (!plot) return
  const links = await read(context, (db) => selectLinkedProperties(db, tenantId, [parcelId], day))
  const act = { instrument: 'Order of the bench', effectiveOn: day }
  const split = splitParcelSchema.parse({
    ...act,
    cut: { areaSqm: plot.areaSqm * 0.45, bearingDegrees: 17 },
    properties: links.map(({ propertyId }) => ({ propertyId, to: [0] })),
  })
  const pieces = await timed(() => splitParcel({ ...context, requestId: newRequestId() }, parcelId, split))
  const merge = mergeParcelsSchema.parse({
    ...act,
    parcels: pieces.parcelIds.map((id) => ({ parcelId: id })),
    plot: { number: plot.numberPrinted },
  })
  await timed(() => mergeParcels({ ...context, requestId: newRequestId() }, merge))
}
