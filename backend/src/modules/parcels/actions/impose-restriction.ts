import { type Context, Invalid, NotFound, type Tx } from '../../../kernel/index.ts'
import { changeRegister, requirePast, requireSubject } from '../acts.ts'
import { selectBoundary } from '../queries-register.ts'
import { insertVersion } from '../queries-versions.ts'
import { requireValidPolygon } from '../rules-geometry.ts'
import type { ImposeRestriction } from '../schemas-actions.ts'

/** Enters an order that stops actions on a property, parcel, person, drawn area, ward, case or the whole town, from the day it says. */
export function imposeRestriction(context: Context, input: ImposeRestriction): Promise<{ restrictionId: number }> {
  return changeRegister(context, 'parcels.impose-restriction', input, async (tx) => {
    requirePast(input.orderDate, context.today, 'orderDate')
    if (input.to && input.to <= input.from)
      throw new Invalid('to', 'The order must end after it begins.', { got: input.to, expected: `after ${input.from}` })
    await requireTarget(tx, input)
    const facts = {
      kind: input.kind,
      scopes: input.scopes,
      property_id: input.propertyId,
      parcel_id: input.parcelId,
      party_id: input.partyId,
      area: input.area && JSON.stringify(requireValidPolygon(input.area)),
      boundary_id: await boundaryOf(tx, input),
      whole_town: input.wholeTown,
      case_reference: input.caseReference,
      authority: input.authority,
      order_number: input.orderNumber,
      order_date: input.orderDate,
      amount_paise: input.amountPaise,
      note: input.note,
    }
    const held = { validFrom: input.from, moment: context.platform.now().toISOString(), changeId: null }
    const restrictionId = await insertVersion(
      tx,
      context.tenant.tenantId,
      'restrictions',
      facts,
      input.to ? { ...held, validTo: input.to } : held,
    )
    await tx.emit('parcels.restriction-imposed', { restrictionId, kind: input.kind, scopes: input.scopes })
    tx.journal({ subjects: [{ kind: 'restriction', id: restrictionId }, ...subjectsOf(input)], after: input })
    return { restrictionId }
  })
}

async function requireTarget(tx: Tx, input: ImposeRestriction): Promise<void> {
  if (input.propertyId) await requireSubject(tx, 'property', input.propertyId)
  if (input.parcelId) await requireSubject(tx, 'parcel', input.parcelId)
}

async function boundaryOf(tx: Tx, { boundary, from }: ImposeRestriction): Promise<number | undefined> {
  if (!boundary) return undefined
  const { set, code } = boundary
  const found = await selectBoundary(tx, tx.context.tenant.tenantId, set, code, from)
  if (!found)
    throw new NotFound('boundary', 'There is no such area in this set on that day.', { got: `${set} ${code}` })
  return found.boundary_id
}

function subjectsOf(input: ImposeRestriction) {
  if (input.propertyId) return [{ kind: 'property', id: input.propertyId }]
  if (input.parcelId) return [{ kind: 'parcel', id: input.parcelId }]
  return input.partyId ? [{ kind: 'person', id: input.partyId }] : []
}
