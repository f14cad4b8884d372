/** What officers read of connections, pipes and tariffs. */
import { type Context, NotFound, read } from '../../kernel/index.ts'
import { selectMeterOf } from './queries-charges.ts'
import { selectConnection, selectConnectionsOfProperty, selectPipeOf, selectServed } from './queries-connections.ts'
import { selectNetwork, selectPipe } from './queries-network.ts'
import { selectFed, selectIncidents, selectOpenIncident, selectQualityOf } from './queries-quality.ts'
import { segmentOfPipe } from './rules-network.ts'
import { sharesFault } from './rules-sharing.ts'
import { referencePacks, tariffOn } from './tariffs.ts'

/** GET /water/connections?propertyId=17 */
export function readConnections(context: Context, propertyId: number) {
  const { tenantId } = context.tenant
  return read(context, async (db) => {
    const found = await selectConnectionsOfProperty(db, tenantId, propertyId, context.today)
    return { connections: found.map((each) => ({ ...each, point: each.point && [...each.point] })) }
  })
}

/** GET /water/connections/:connectionId. A share that an old book does not state is told as a fault, not refused. @throws NotFound */
export function readConnection(context: Context, connectionId: number) {
  const { tenantId } = context.tenant
  return read(context, async (db) => {
    const found = await selectConnection(db, tenantId, connectionId, context.today)
    if (!found) throw new NotFound('connectionId', 'There is no such connection in this town.', { got: connectionId })
    const served = await selectServed(db, tenantId, [connectionId], context.today)
    const meter = await selectMeterOf(db, tenantId, connectionId)
    return {
      ...found,
      point: found.point && [...found.point],
      served,
      sharesFault: found.sharing === 'group' ? sharesFault(served) : null,
      pipe: await selectPipeOf(db, tenantId, connectionId),
      meter,
    }
  })
}

/** GET /water/pipes/:pipeId: the pipe with its segment, what would have to be shut, whom it feeds, and its quality. @throws NotFound */
export function readPipe(context: Context, pipeId: number) {
  const { tenantId } = context.tenant
  return read(context, async (db) => {
    const pipe = await selectPipe(db, tenantId, pipeId)
    if (!pipe)
      throw new NotFound('pipeId', 'There is no such thing in the water network of this town.', { got: pipeId })
    const { pipes, valves } = await selectNetwork(db, tenantId)
    const segment = segmentOfPipe(pipes, valves, pipeId) ?? { pipes: [pipeId], nodes: [], valves: [] }
    const { connections } = await selectFed(db, tenantId, segment.pipes, context.today)
    const incident = await selectOpenIncident(db, tenantId, segment.pipes)
    return {
      pipeId,
      code: pipe.code,
      role: pipe.role,
      material: pipe.material,
      diameterMm: pipe.diameter_mm,
      lengthM: pipe.length_m,
      zoneId: pipe.zone_id,
      segment: {
        pipeIds: segment.pipes,
        nodeIds: segment.nodes,
        closeValveIds: segment.valves.map((at) => valves[at]!.valveId),
        connections,
      },
      ...(await selectQualityOf(db, tenantId, segment.pipes)),
      incidentCaseId: incident?.caseId ?? null,
    }
  })
}

/** GET /water/tariff: what the town charges by, and which packs there are to adopt. */
export function readTariff(context: Context) {
  return read(context, async (db) => {
    const inForce = []
    for (const use of ['supply', 'connection-fee'] as const) {
      const found = await tariffOn(db, use, context.today)
      if (found) inForce.push({ use, pack: found.pack.pack, instrument: found.instrument, from: found.from })
    }
    const packs = [...referencePacks().values()].map(({ pack: { pack, about, source, needsResolution } }) => ({
      ...{ pack, about, needsResolution },
      source: source.title,
      trust: source.trust,
    }))
    return { inForce, packs }
  })
}

/** GET /water/incidents */
export function readIncidents(context: Context) {
  return read(context, async (db) => ({ incidents: await selectIncidents(db, context.tenant.tenantId) }))
}
