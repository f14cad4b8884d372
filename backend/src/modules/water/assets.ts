/** How a pipe is told to whoever reports a problem on it. */
import type { Db, Names } from '../../kernel/index.ts'
import { selectPipe } from './queries-network.ts'

const pipe = { en: 'Water pipe', hi: 'पानी का पाइप', mr: 'पाण्याची वाहिनी' }

/** A pipe by its id, with the middle of its line where it is drawn. */
export async function pipeAsAsset(
  db: Db,
  tenantId: number,
  id: number,
): Promise<{ names: Names; point: readonly [number, number] | null; propertyId: null } | null> {
  const found = await selectPipe(db, tenantId, id)
  if (!found) return null
  const point = found.lon === null || found.lat === null ? null : ([found.lon, found.lat] as const)
  return { names: pipe, point, propertyId: null }
}
