/** A plot in a picture of its family. */
export type FamilyPlot = { parcelId: number; number: string | null; areaSqm: number; from: string; to: string | null }
export type FamilyEdge = { parentId: number; childId: number }
export type Placed = FamilyPlot & { column: number; row: number }

/**
 * Generations as columns, the oldest first: a plot stands one column after the latest of its parents. Within a column those of one
 * family stay together, in the order of their parents and then of their numbers.
 */
export function layFamily(plots: readonly FamilyPlot[], edges: readonly FamilyEdge[]): Placed[] {
  const parents = new Map<number, number[]>()
  for (const { parentId, childId } of edges) parents.set(childId, [...(parents.get(childId) ?? []), parentId])
  const columns = new Map<number, number>()
  const columnOf = (id: number, way: ReadonlySet<number>): number => {
    const known = columns.get(id)
    if (known !== undefined) return known
    // Lineage has no circles; should a record hold one, the picture must still end.
    const above = (parents.get(id) ?? []).filter((parent) => !way.has(parent))
    const column =
      above.length === 0 ? 0 : 1 + Math.max(...above.map((parent) => columnOf(parent, new Set([...way, id]))))
    columns.set(id, column)
    return column
  }
  const rows = new Map<number, number>()
  const placed: Placed[] = []
  const last = Math.max(0, ...plots.map(({ parcelId }) => columnOf(parcelId, new Set([parcelId]))))
  for (let column = 0; column <= last; column++) {
    const middle = ({ parcelId }: FamilyPlot) => {
      const above = (parents.get(parcelId) ?? []).map((parent) => rows.get(parent) ?? 0)
      return above.length === 0 ? 0 : above.reduce((sum, row) => sum + row, 0) / above.length
    }
    const here = plots.filter(({ parcelId }) => columns.get(parcelId) === column)
    here.sort((one, two) => middle(one) - middle(two) || byNumber(one, two))
    here.forEach((plot, row) => {
      rows.set(plot.parcelId, row)
      placed.push({ ...plot, column, row })
    })
  }
  return placed
}

const byNumber = (one: FamilyPlot, two: FamilyPlot): number =>
  (one.number ?? '').localeCompare(two.number ?? '', 'en', { numeric: true }) || one.parcelId - two.parcelId
