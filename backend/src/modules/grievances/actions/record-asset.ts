import type { z } from 'zod'
import { Conflict, type Context, command, Invalid, placeOnGrid } from '../../../kernel/index.ts'
import { insertAsset } from '../queries-assets.ts'
import type { assetSchema } from '../schemas.ts'

/** Kinds that other rooms keep under their own ids. */
const kept: ReadonlySet<string> = new Set(['pipe', 'collection-point'])

/** Enters a thing of the town with the code that is printed on it. @throws Conflict for a code that is taken */
export function recordAsset(context: Context, input: z.output<typeof assetSchema>): Promise<{ assetId: number }> {
  return command(context, { name: 'grievances.record-asset', input }, async (tx) => {
    if (kept.has(input.kind)) throw new Invalid('kind', 'Another room keeps things of this kind.', { got: input.kind })
    if (input.point === null && input.placeWords === null)
      throw new Invalid('point', 'Show the place on the map, or say how one finds it.', { got: null })
    const point = input.point && placeOnGrid(input.point)
    const assetId = await insertAsset(tx, context.tenant.tenantId, { ...input, point })
    if (assetId === null) throw new Conflict('code', 'This code is on another thing already.', { got: input.code })
    tx.journal({ subjects: [{ kind: 'asset', id: assetId }], after: input })
    return { assetId }
  })
}
