import { Conflict, type Context, command, Invalid, NotFound, type Tx } from '../../../kernel/index.ts'
import { ordersOn, requireKnown, type StandingOrder } from '../known.ts'
import { insertPlacing, type KeyFound, selectKeysByPlace, selectRateKey } from '../queries.ts'
import type { PlaceRateKey } from '../schemas.ts'

export interface Placed {
  placingId: number
  code: string
  kind: string
  evidence: string
  orders: StandingOrder[]
}

const evidenceOf = (key: KeyFound, frontageM: number | null) =>
  key.kind === 'road-frontage'
    ? `${frontageM} m measured on the road, at least ${key.least_frontage_m} m needed`
    : key.kind === 'localities'
      ? 'The locality of its address'
      : 'The place of the property lies in the polygon'

/**
 * Says which rate key holds for a property: by an order with evidence, or as its place says (frontage on a main road before
 * locality before polygon). A property without any place on the map is placed by its street or locality like any other.
 * @throws Conflict when the place says nothing and no key is named
 */
export function placeProperty(context: Context, propertyId: number, input: PlaceRateKey): Promise<Placed> {
  return command(context, { name: 'property-tax.place-property', input: { propertyId, ...input } }, async (tx) => {
    await requireKnown(tx, { propertyId, documentId: input.documentId })
    const orders = await ordersOn(tx, propertyId)
    const { key, evidence } = await keyFor(tx, propertyId, input)
    const row = { ...input, propertyId, rateKeyId: key.rate_key_id, evidence }
    const placingId = await insertPlacing(tx, context.tenant.tenantId, row)
    await tx.emit('property-tax.property-placed', { propertyId, scheme: key.scheme, code: key.code, from: input.from })
    tx.journal({ subjects: [{ kind: 'property', id: propertyId }], after: { ...row, code: key.code } })
    return { placingId, code: key.code, kind: key.kind, evidence, orders }
  })
}

async function keyFor(tx: Tx, propertyId: number, input: PlaceRateKey): Promise<{ key: KeyFound; evidence: string }> {
  const { tenantId } = tx.context.tenant
  if (input.rateKeyId !== null) {
    const key = await selectRateKey(tx, tenantId, input.rateKeyId, input.from)
    if (!key || key.scheme !== input.scheme)
      throw new NotFound('rateKeyId', 'There is no such rate key of this scheme on that day.', { got: input.rateKeyId })
    if (!input.evidence) throw new Invalid('evidence', 'Say by what evidence the key holds for this property.')
    return { key, evidence: input.evidence }
  }
  const [key] = await selectKeysByPlace(tx, tenantId, propertyId, input.scheme, input.frontageM, input.from)
  if (!key)
    throw new Conflict(
      'rateKeyId',
      'Neither street, locality nor polygon gives this property a rate. Name the key with its evidence.',
    )
  return { key, evidence: input.evidence ?? evidenceOf(key, input.frontageM) }
}
