/** What is going on in the sample town's water and waste: a tariff in force, a street light with its code, an incident of foul water. All of it is made up. */
import { type Context, newRequestId, type Platform, read, systemContext } from '../../backend/src/kernel/index.ts'
import { recordAsset } from '../../backend/src/modules/grievances/index.ts'
import { adoptFees } from '../../backend/src/modules/waste/index.ts'
import { adoptTariff, reportSample, takeSample } from '../../backend/src/modules/water/index.ts'
import type { Workflows } from '../../backend/src/modules/workflow/index.ts'

const from = '2025-04-01'

/** Opens them; harmless in a town without pipes, which gets the tariff alone. */
export async function openUtilities(platform: Platform, workflows: Workflows, tenantId: number): Promise<void> {
  const context = await systemContext(platform, tenantId)
  const now = (): Context => ({ ...context, requestId: newRequestId() })
  const instrument = 'Sample council resolution 47 of 2025 (fictional)'
  await adoptTariff(now(), { use: 'supply', pack: 'mh-small-town', instrument, from })
  await adoptFees(now(), { pack: 'mp-dewas', instrument, from })
  const pipe = await pipeWithHouses(context)
  if (!pipe) return
  const light = { kind: 'street-light', code: 'SL-0001', names: {}, placeWords: null, point: pipe.point }
  await recordAsset(now(), light)
  const moment = platform.now().getTime()
  const takenAt = new Date(moment - 20 * 3_600_000).toISOString()
  const reportedAt = new Date(moment - 2 * 3_600_000).toISOString()
  const where = { pipeId: pipe.pipeId, connectionId: null, nodeId: null, point: null }
  const { sampleId } = await takeSample(now(), {
    ...where,
    kind: 'routine',
    takenAt,
    laboratory: 'Sample laboratory (fictional)',
  })
  await reportSample(now(), workflows, sampleId, { verdict: 'failed', reportedAt, results: [], documentId: null })
}

/** A pipe that some connections hang on, and its middle. */
async function pipeWithHouses(context: Context): Promise<{ pipeId: number; point: [number, number] } | null> {
  const [found] = await read(context, (db) =>
    db.query<{ pipeId: number; point: [number, number] }>(
      `select p.pipe_id as "pipeId", array[st_x(m.point), st_y(m.point)] as point from water.pipes p
       join lateral (select st_lineinterpolatepoint(p.geom, 0.5) as point) m on true
       where p.tenant_id = $1::int and p.geom is not null
       order by (select count(*) from water.connection_pipes l where l.tenant_id = $1::int and l.pipe_id = p.pipe_id) desc, p.pipe_id limit 1`,
      [context.tenant.tenantId],
    ),
  )
  return found ?? null
}
