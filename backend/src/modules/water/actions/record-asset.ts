import type { z } from 'zod'
import { Conflict, type Context, command, Invalid, NotFound, placeOnGrid, type Tx } from '../../../kernel/index.ts'
import {
  hasBoundary,
  insertNode,
  insertPipe,
  insertValve,
  insertZone,
  selectKnown,
  selectPipe,
} from '../queries-network.ts'
import type { nodeSchema, pipeSchema, valveSchema, zoneSchema } from '../schemas.ts'

const taken = (code: string) => new Conflict('code', 'This code is taken in this town.', { got: code })

/** Refuses what names a zone, node, pipe, valve or road that this town has not. */
export async function requireKnown(
  tx: Tx,
  asked: Partial<Record<'zones' | 'nodes' | 'pipes' | 'valves' | 'roads', Record<string, number | null>>>,
): Promise<void> {
  const ids = Object.fromEntries(
    Object.entries(asked).map(([noun, fields]) => [
      noun,
      Object.values(fields ?? {}).filter((id): id is number => id !== null),
    ]),
  )
  const found = await selectKnown(tx, tx.context.tenant.tenantId, ids)
  for (const [noun, fields] of Object.entries(asked))
    for (const [field, id] of Object.entries(fields ?? {}))
      if (id !== null && !found[noun as keyof typeof found].has(id))
        throw new NotFound(field, 'There is no such thing in the water network of this town.', { got: id })
}

/** Enters a supply zone. @throws Conflict for a code that is taken */
export function recordZone(context: Context, input: z.output<typeof zoneSchema>): Promise<{ zoneId: number }> {
  return command(context, { name: 'water.record-zone', input }, async (tx) => {
    const { tenantId } = context.tenant
    if (input.boundaryId !== null && !(await hasBoundary(tx, tenantId, input.boundaryId)))
      throw new NotFound('boundaryId', 'There is no such area in this town.', { got: input.boundaryId })
    const zoneId = await insertZone(tx, tenantId, input)
    if (zoneId === null) throw taken(input.code)
    tx.journal({ subjects: [{ kind: 'water-zone', id: zoneId }], after: input })
    return { zoneId }
  })
}

/** Enters a junction, reservoir or tank. */
export function recordNode(context: Context, input: z.output<typeof nodeSchema>): Promise<{ nodeId: number }> {
  return command(context, { name: 'water.record-node', input }, async (tx) => {
    await requireKnown(tx, { zones: { zoneId: input.zoneId } })
    if (input.kind !== 'tank' && input.capacityKl !== null)
      throw new Invalid('capacityKl', 'Only a tank has a capacity.', { got: input.capacityKl })
    const nodeId = await insertNode(tx, context.tenant.tenantId, {
      ...input,
      point: input.point && placeOnGrid(input.point),
    })
    if (nodeId === null) throw taken(input.code)
    tx.journal({ subjects: [{ kind: 'water-node', id: nodeId }], after: input })
    return { nodeId }
  })
}

/** Enters a pipe between two nodes. */
export function recordPipe(context: Context, input: z.output<typeof pipeSchema>): Promise<{ pipeId: number }> {
  return command(context, { name: 'water.record-pipe', input }, async (tx) => {
    const { fromNodeId, toNodeId, zoneId, roadId } = input
    if (fromNodeId === toNodeId)
      throw new Invalid('toNodeId', 'A pipe goes from one node to another.', { got: toNodeId })
    await requireKnown(tx, { nodes: { fromNodeId, toNodeId }, zones: { zoneId }, roads: { roadId } })
    const line = input.line?.map(placeOnGrid) ?? null
    const pipeId = await insertPipe(tx, context.tenant.tenantId, { ...input, line })
    if (pipeId === null) throw taken(input.code)
    await tx.touch('water-pipes', [pipeId])
    tx.journal({ subjects: [{ kind: 'pipe', id: pipeId }], after: input })
    return { pipeId }
  })
}

/** Enters a valve at one end of a pipe. */
export function recordValve(context: Context, input: z.output<typeof valveSchema>): Promise<{ valveId: number }> {
  return command(context, { name: 'water.record-valve', input }, async (tx) => {
    const { pipeId, nodeId } = input
    await requireKnown(tx, { pipes: { pipeId }, nodes: { nodeId } })
    const pipe = (await selectPipe(tx, context.tenant.tenantId, pipeId))!
    const ends = [pipe.from_node_id, pipe.to_node_id]
    if (!ends.includes(nodeId))
      throw new Invalid('nodeId', 'The valve must sit at an end of its pipe.', { got: nodeId, expected: ends })
    const valveId = await insertValve(tx, context.tenant.tenantId, input)
    if (valveId === null) throw taken(input.code)
    tx.journal({
      subjects: [
        { kind: 'valve', id: valveId },
        { kind: 'pipe', id: pipeId },
      ],
      after: input,
    })
    return { valveId }
  })
}
