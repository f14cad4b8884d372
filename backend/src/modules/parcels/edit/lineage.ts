/** The family of a plot and the map on another day: what both time axes know. */
import { type Context, NotFound, read, readPublic } from '../../../kernel/index.ts'
import { selectLastStates, selectLineage, selectOutlines, selectPlotVersions } from './queries-lineage.ts'

/** @throws NotFound for a plot that was never on record here */
export function readLineage(context: Context, parcelId: number) {
  const { tenantId } = context.tenant
  return read(context, async (db) => {
    const versions = await selectPlotVersions(db, tenantId, parcelId)
    if (versions.length === 0)
      throw new NotFound('parcelId', 'There is no such parcel in this town.', { got: parcelId })
    const edges = await selectLineage(db, tenantId, parcelId)
    const ids = [...new Set([parcelId, ...edges.flatMap(({ parentId, childId }) => [parentId, childId])])]
    return {
      edges: edges.map((edge) => ({ ...edge, recordedAt: edge.recordedAt.toISOString(), by: namesOf(edge.by) })),
      plots: await selectLastStates(db, tenantId, ids),
      versions: versions.map((version) => ({
        ...version,
        recordedAt: version.recordedAt.toISOString(),
        supersededAt: version.supersededAt?.toISOString() ?? null,
        by: namesOf(version.by),
      })),
    }
  })
}

const namesOf = (names: Record<string, string | undefined> | null) => names as Record<string, string> | null

const mostOutlines = 3000

/** Outlines in a box on a day; without times, as they stand today. */
export async function readOutlines(
  context: Context,
  box: readonly [number, number, number, number],
  { asOf, knownAt }: { asOf?: string | undefined; knownAt?: string | undefined },
) {
  const times = { asOf: asOf ?? context.today, knownAt: knownAt ?? '9999-12-31T00:00:00Z' }
  const rows = await readPublic(context, (db) =>
    selectOutlines(db, context.tenant.tenantId, box, times, mostOutlines + 1),
  )
  return {
    type: 'FeatureCollection' as const,
    isCut: rows.length > mostOutlines,
    features: rows.slice(0, mostOutlines).map(({ parcelId, number, geometry }) => ({
      type: 'Feature' as const,
      id: parcelId,
      properties: { number },
      geometry,
    })),
  }
}
