/** What an editor needs before drawing: the plot, its neighbours to snap to, and the versions that were seen. */
import { type Context, NotFound, read, readPublic } from '../../../kernel/index.ts'
import { selectNeighbours } from '../queries-place.ts'
import { type EditedPlot, selectEditedPlots, selectLinkedProperties } from './queries-edit.ts'

const drawn = ({ parcelId, versionId, level, numberPrinted, number, areaSqm, geometry }: EditedPlot) => ({
  parcelId,
  versionId,
  level,
  number: numberPrinted ?? number,
  areaSqm,
  geometry: geometry as never,
})

/** @throws NotFound for a plot that does not hold today */
export async function readDrawing(context: Context, parcelId: number) {
  const { tenant, today } = context
  const beside = await readPublic(context, (db) => selectNeighbours(db, tenant.tenantId, parcelId, today))
  const shared = new Map(beside.map((each) => [each.parcel_id, each.shared_m]))
  return read(context, async (db) => {
    const plots = await selectEditedPlots(db, tenant.tenantId, [parcelId, ...shared.keys()], today)
    const plot = plots.find((each) => each.parcelId === parcelId)
    if (!plot) throw new NotFound('parcelId', 'There is no such plot in this town on that day.', { got: parcelId })
    const links = await selectLinkedProperties(db, tenant.tenantId, [parcelId], today)
    const { legalAreaSqm, use, recordedAt, instrument } = plot
    return {
      plot: { ...drawn(plot), legalAreaSqm, use, recordedAt: recordedAt.toISOString(), instrument },
      neighbours: plots
        .filter((each) => each !== plot)
        .map((each) => ({ ...drawn(each), sharedM: Math.round((shared.get(each.parcelId) ?? 0) * 100) / 100 }))
        .sort((one, two) => two.sharedM - one.sharedM),
      properties: links.map(({ propertyId, propertyNumber }) => ({ propertyId, propertyNumber })),
    }
  })
}
