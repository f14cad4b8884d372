import { Conflict, type Context, command, Invalid } from '../../../kernel/index.ts'
import { requireKnown } from '../known.ts'
import { insertRateKey, selectOverlappingKeys, selectPolygonFault } from '../queries.ts'
import type { NewRateKey } from '../schemas.ts'

/** @throws Invalid when what the kind needs is missing, or something of another kind is given */
function requireParts(key: NewRateKey): void {
  const given = {
    polygon: key.polygon !== null,
    localities: key.localityIds.length > 0,
    'road-frontage': key.roadId !== null || key.leastFrontageM !== null,
  }
  for (const [kind, has] of Object.entries(given))
    if (has !== (kind === key.kind))
      throw new Invalid(
        'kind',
        'Give what this kind of key needs and nothing else: a polygon, localities, or a road with its least frontage.',
        { got: key.kind },
      )
  if (key.kind === 'road-frontage' && (key.roadId === null || key.leastFrontageM === null))
    throw new Invalid('leastFrontageM', 'A key by frontage names the road and the least metres on it.')
}

/** Enters what decides a rate: a polygon, a list of localities, metres of frontage on a road, or a class of colony, by its instrument. */
export async function recordRateKey(context: Context, input: NewRateKey): Promise<{ rateKeyId: number }> {
  requireParts(input)
  return command(context, { name: 'property-tax.record-rate-key', input }, async (tx) => {
    const { tenantId } = context.tenant
    await requireKnown(tx, { documentId: input.documentId, roadId: input.roadId, localityIds: input.localityIds })
    const geometry = input.polygon ? JSON.stringify(input.polygon) : null
    if (geometry) {
      const fault = await selectPolygonFault(tx, geometry)
      if (fault) throw new Invalid('polygon', 'This polygon cannot be used: {fault}.', { parameters: { fault } })
      const [other] = await selectOverlappingKeys(tx, tenantId, input, geometry)
      if (other)
        throw new Conflict('polygon', 'This polygon shares ground with {code}: a place would have two rates.', {
          parameters: { code: other },
        })
    }
    const rateKeyId = await insertRateKey(tx, tenantId, input, geometry)
    tx.journal({ subjects: [{ kind: 'rate-key', id: rateKeyId }], after: input })
    return { rateKeyId }
  })
}
