import type { Position } from 'geojson'
import { Conflict, type Db, sentence } from '../../kernel/index.ts'
import {
  type RestrictionRow,
  selectParcelsOfProperty,
  selectPartiesOfProperty,
  selectRestrictions,
} from './queries-register.ts'
import { nameOfRestriction } from './rules-restrictions.ts'
import type { RestrictionScope } from './schemas-actions.ts'

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
  on: 'property' | 'parcel' | 'party' | 'area' | 'case'
}

/** What an action is about to touch. A property also asks its parcels, its owners and its point's area. */
export interface RestrictionQuestion {
  /** Null asks for any scope. */
  scope: RestrictionScope | null
  propertyId?: number
  parcelId?: number
  partyId?: number
  point?: Position | null
  caseReference?: string
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
  const propertyIds = question.propertyId ? [question.propertyId] : []
  const parcelIds = question.parcelId ? [question.parcelId] : []
  if (question.propertyId) parcelIds.push(...(await selectParcelsOfProperty(db, tenantId, question.propertyId, today)))
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
    on: row.on_property ? 'property' : row.on_parcel ? 'parcel' : row.on_party ? 'party' : 'area',
  }
}

/** @throws Conflict that says whose order stops it */
export async function requireFree(
  db: Db,
  tenantId: number,
  question: RestrictionQuestion,
  today: string,
): Promise<void> {
  const [first, ...more] = await checkRestrictions(db, tenantId, question, today)
  if (!first) return
  const { authority, orderNumber: number, orderDate: day } = first
  throw new Conflict(
    'restriction',
    'This is stopped by an order of {authority}, number {number} of {day} ({kind}). It must be lifted first.',
    {
      parameters: { authority, number, day, kind: nameOfRestriction(first.kind) },
      reasons: [first, ...more].map((each) =>
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
