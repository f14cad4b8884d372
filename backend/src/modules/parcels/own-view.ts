/** What a signed-in user has proved to be theirs. */
import type { z } from 'zod'
import { asSystem, type Context, look, NotSignedIn, read } from '../../kernel/index.ts'
import { selectProvedContacts } from '../identity/index.ts'
import { maskEmail, maskMobile } from '../people/index.ts'
import { type ClaimLine, selectClaims, selectOwnParty, selectOwnProperties } from './queries-claims.ts'
import type { claimsQuery } from './schemas-claims.ts'
import { definedNames } from './search.ts'

/**
 * The caller with the owner's view of a property: as the owner that they proved to be there, or as nobody's owner. Row
 * security then shows that owner's own facts. Officers stay what they are.
 */
export async function asOwnerOf(context: Context, propertyId: number): Promise<Context> {
  const { userId, personId, roleClass } = context
  if (roleClass !== 'citizen' || (userId === null && personId === null)) return context
  const partyId = await read(context, (db) =>
    selectOwnParty(db, context.tenant.tenantId, { userId, personId }, propertyId, context.today),
  )
  return { ...context, personId: partyId }
}

/** Properties on which the caller holds a role today. @throws NotSignedIn */
export async function myProperties(context: Context) {
  const { userId, personId } = context
  if (!userId) throw new NotSignedIn()
  const rows = await read(context, (db) =>
    selectOwnProperties(db, context.tenant.tenantId, { userId, personId }, context.today),
  )
  return {
    properties: rows.map((row) => ({
      propertyId: row.property_id,
      propertyNumber: row.property_number,
      address: definedNames(row.address),
      role: row.role,
      share:
        row.numerator === null || row.denominator === null
          ? null
          : { numerator: row.numerator, denominator: row.denominator },
    })),
  }
}

function claimOf(row: ClaimLine) {
  return {
    claimId: row.claim_id,
    propertyId: row.property_id,
    propertyNumber: row.property_number,
    address: definedNames(row.address ?? {}),
    by: row.way,
    madeOn: row.made_on,
    state: row.state,
    decidedOn: row.decided_on,
    note: row.decision_note,
  }
}

/** The caller's claims, without what the evidence was compared with. @throws NotSignedIn */
export async function myClaims(context: Context) {
  const { userId } = context
  if (!userId) throw new NotSignedIn()
  const asked = { state: null, userId, propertyId: null, after: 0 }
  const rows = await read(context, (db) => selectClaims(db, context.tenant.tenantId, asked))
  return { claims: rows.reverse().map(claimOf) }
}

/** Claims for the officers who visit and decide; the look is journaled. */
export async function readClaims(context: Context, query: z.output<typeof claimsQuery>) {
  const { tenantId, stateId } = context.tenant
  const asked = { state: query.state, userId: null, propertyId: query.propertyId ?? null, after: query.after }
  const line = { subjects: [], after: { state: query.state } }
  const rows = await look(context, 'parcels.see-claims', line, (db) => selectClaims(db, tenantId, asked))
  const users = [...new Set(rows.map((row) => row.user_id))]
  // Sign-ins are the application's own: masked, they tell the officer whom to call back.
  const contacts = await read(asSystem(context), async (db) => {
    const found = new Map<number, string[]>()
    for (const userId of users)
      found.set(
        userId,
        (await selectProvedContacts(db, stateId, userId)).map(({ channel, value }) =>
          channel === 'mobile' ? maskMobile(value) : maskEmail(value),
        ),
      )
    return found
  })
  return {
    claims: rows.map((row) => ({
      ...claimOf(row),
      receiptNumber: row.receipt_number,
      amountPaise: row.receipt_amount_paise,
      deedNumber: row.deed_number,
      wish: row.visit_wish,
      evidence: row.evidence,
      visit: row.visited_on === null ? null : { on: row.visited_on, found: row.visit_found!, note: row.visit_note! },
      signsInBy: contacts.get(row.user_id) ?? [],
    })),
    nextAfter: rows.length === 100 ? rows.at(-1)!.claim_id : null,
  }
}
