/** Work of the room that goes on behind requests. */
import {
  asOwner,
  asSystem,
  command,
  contextFor,
  type JobList,
  jobQueue,
  newRequestId,
  type Platform,
  selectTenants,
} from '../../kernel/index.ts'
import { indexProperties } from './acts.ts'
import { selectEarlierRows } from './queries-search.ts'

/** Few enough that the embedded engine, where a transaction blocks everyone, is free again within a quarter of a second. */
const propertiesPerTransaction = 100

/** The jobs of the room by name. */
export const parcelJobs: JobList = { 'parcels.renew-search': renewSearch }

/**
 * Asks for new search rows wherever a town still has those of an earlier version: after an update, after an older archive came in.
 * Called when the jobs have started; until they are done the earlier rows are read as far as they go.
 */
export async function queueRenewals(platform: Platform): Promise<void> {
  await asOwner(platform.database, async (db) => {
    for (const { tenantId, kind, settings } of await selectTenants(db)) {
      if (kind !== 'ulb' || settings.loading || !(await selectEarlierRows(db, tenantId, 1)).length) continue
      await jobQueue.addJob(db, 'parcels.renew-search', { tenantId }, `parcels.renew-search ${tenantId}`)
    }
  })
}

/** Writes the search rows of a town anew, a batch a transaction; what is left shows how far it is, so that a repeat goes on. */
async function renewSearch(platform: Platform, { tenantId }: { tenantId: number }): Promise<void> {
  const tenant = (await asOwner(platform.database, selectTenants)).find((each) => each.tenantId === tenantId)
  if (!tenant) return
  const context = asSystem(contextFor(platform, tenant))
  for (let left = true; left; ) {
    const asked = { ...context, requestId: newRequestId() }
    left = await command(asked, { name: 'parcels.renew-search' }, async (tx) => {
      const ids = await selectEarlierRows(tx, tenantId, propertiesPerTransaction)
      await indexProperties(tx, ids)
      tx.journal({ subjects: [], after: { properties: ids.length } })
      return ids.length === propertiesPerTransaction
    })
  }
}
