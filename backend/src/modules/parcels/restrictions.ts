import { Conflict, type Db, sentence, type Tx } from '../../kernel/index.ts'
import { selectPropertiesOfParcel } from './queries-register.ts'
import {
  type RestrictionRow,
  selectParcelsOfBuilding,
  selectParcelsOfProperties,
  selectPartiesOfProperty,
  selectRestrictions,
} from './queries-restrictions.ts'
import {
  nameOfRestriction,
  type RestrictionQuestion,
  type StoppableAction,
  stoppedBy,
  stopperOf,
} from './rules-restrictions.ts'

/** An order in force that stops what is asked; `on` says through what it was reached. */
export interface Restriction {
  restrictionId: number
  kind: string
  scopes: string[]
  authority: string
  orderNumber: string
  orderDate: string
  amountPaise: number | null
  from: string
  /** Null: until it is lifted. */
  to: string | null
  on: 'property' | 'parcel' | 'party' | 'area' | 'boundary' | 'town' | 'case'
}

/**
 * Orders in force on `today` that stop an action: every action of every room asks here. Runs in the caller's transaction;
 * the tenant is the one of the transaction.
 */
export async function checkRestrictions(
  db: Db,
  tenantId: number,
  question: RestrictionQuestion,
  today: string,
): Promise<Restriction[]> {
  const propertyIds = [...(question.propertyIds ?? []), ...(question.propertyId ? [question.propertyId] : [])]
  const parcelIds = [...(question.parcelIds ?? []), ...(question.parcelId ? [question.parcelId] : [])]
  for (const parcelId of [...parcelIds]) {
    // Of a market of 140 shops a mortgage on one does not bind the land of all; a house alone on its plot is one with it.
    const [only, ...others] = await selectPropertiesOfParcel(db, tenantId, parcelId)
    if (only && !others.length) propertyIds.push(only)
  }
  if (propertyIds.length) parcelIds.push(...(await selectParcelsOfProperties(db, tenantId, propertyIds, today)))
  if (question.buildingId) parcelIds.push(...(await selectParcelsOfBuilding(db, tenantId, question.buildingId, today)))
  const partyIds = question.partyId ? [question.partyId] : []
  if (propertyIds.length) partyIds.push(...(await selectPartiesOfProperty(db, tenantId, propertyIds, today)))
  const asked = {
    scope: question.scope,
    propertyIds,
    parcelIds,
    partyIds,
    point: question.point ?? null,
    caseReference: question.caseReference ?? null,
  }
  return (await selectRestrictions(db, tenantId, asked, today)).map(toRestriction)
}

function toRestriction(row: RestrictionRow): Restriction {
  return {
    restrictionId: row.restriction_id,
    kind: row.kind,
    scopes: row.scopes,
    authority: row.authority,
    orderNumber: row.order_number,
    orderDate: row.order_date,
    amountPaise: row.amount_paise,
    from: row.valid_from,
    to: row.valid_to === 'infinity' ? null : row.valid_to,
    on: subjectOf(row),
  }
}

function subjectOf(row: RestrictionRow): Restriction['on'] {
  if (row.property_id !== null) return 'property'
  if (row.parcel_id !== null) return 'parcel'
  if (row.party_id !== null) return 'party'
  if (row.boundary_id !== null) return 'boundary'
  if (row.whole_town) return 'town'
  return row.case_reference === null ? 'area' : 'case'
}

/** @throws Conflict that says whose order stops it */
export async function requireFree(
  db: Db,
  tenantId: number,
  question: RestrictionQuestion,
  today: string,
): Promise<void> {
  const orders = await checkRestrictions(db, tenantId, question, today)
  if (orders.length) throw stoppedByOrders(orders)
}

function stoppedByOrders(orders: readonly Restriction[]): Conflict {
  const { kind, authority, orderNumber: number, orderDate: day } = orders[0]!
  return new Conflict(
    'restriction',
    'This is stopped by an order of {authority}, number {number} of {day} ({kind}). It must be lifted first.',
    {
      parameters: { authority, number, day, kind: nameOfRestriction(kind) },
      reasons: orders.map((each) =>
        sentence('{kind}: {authority}, {number}, {day}', {
          kind: nameOfRestriction(each.kind),
          authority: each.authority,
          number: each.orderNumber,
          day: each.orderDate,
        }),
      ),
    },
  )
}

/** An order as an action tells of it: whose, and what it forbids. */
export type StandingOrder = Pick<Restriction, 'kind' | 'scopes' | 'authority' | 'orderNumber' | 'orderDate' | 'on'>

/**
 * What every action of this room asks before it writes: an order that stops it refuses it by name, and the others that
 * stand are told with the answer.
 * @throws Conflict that says whose order stops it
 */
export async function askOrders(
  tx: Tx,
  action: StoppableAction,
  question: Omit<RestrictionQuestion, 'scope'>,
): Promise<StandingOrder[]> {
  const { tenant, today } = tx.context
  const orders = await checkRestrictions(tx, tenant.tenantId, { ...question, scope: null }, today)
  const scopes: readonly string[] = stoppedBy[action]
  if (stopperOf(action, orders))
    throw stoppedByOrders(orders.filter((order) => order.scopes.some((scope) => scopes.includes(scope))))
  return orders.slice(0, 100).map(({ kind, scopes, authority, orderNumber, orderDate, on }) => ({
    kind,
    scopes,
    authority,
    orderNumber,
    orderDate,
    on,
  }))
}
