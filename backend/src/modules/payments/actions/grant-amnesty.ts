import {
  asSystem,
  Conflict,
  type Context,
  command,
  financialYearOf,
  NotFound,
  read,
  type Tx,
} from '../../../kernel/index.ts'
import { readBills } from '../open-bills.ts'
import { lockBills } from '../queries-bills.ts'
import {
  type AmnestyRow,
  endGrant,
  type GrantRow,
  insertGrant,
  selectAmnesties,
  selectOpenGrants,
  selectPaidSince,
} from '../queries-schemes.ts'
import { type AmnestyOffer, grantStateOf, type Instalment, instalmentsOf, offerOf } from '../rules-amnesty.ts'
import { negated } from '../rules-cells.ts'
import type { GrantAmnesty } from '../schemas-schemes.ts'
import { putBackAmnesty, takeOff } from '../scheme-entries.ts'

/** What was granted. */
export interface GrantedAmnesty {
  grantId: number
  duesPaise: number
  waivedPaise: number
  payablePaise: number
  instalments: Instalment[]
}

/**
 * Grants an amnesty to a place: what is forgiven comes off its bills at once, the rest is to be paid by its instalments. A default
 * makes all of it lapse.
 * @throws Conflict when the amnesty is not in force, is taken already or forgives nothing here
 */
export function grantAmnesty(context: Context, amnestyId: number, input: GrantAmnesty): Promise<GrantedAmnesty> {
  return command(context, { name: 'payments.grant-amnesty', input: { amnestyId, ...input } }, async (tx) => {
    const { tenant, today } = context
    const [amnesty] = await selectAmnesties(tx, tenant.tenantId, { amnestyId })
    if (!amnesty) throw new NotFound('amnestyId', 'There is no such amnesty in this town.', { got: amnestyId })
    requireInForce(amnesty, today)
    const place = {
      propertyIds: input.propertyId ? [input.propertyId] : [],
      references: input.reference ? [input.reference] : [],
    }
    const known = await readBills(tx, tenant, { ...place, day: today })
    await lockBills(
      tx,
      known.map((bill) => bill.billId),
    )
    await requireFirst(tx, input)
    const bills = await readBills(tx, tenant, { ...place, day: today })
    const offer = offerOf(bills, amnesty.terms, financialYearOf(today))
    if (!offer)
      throw new Conflict('propertyId', 'This amnesty forgives nothing here: no such dues, too large, or stayed.')
    const instalments = instalmentsOf(amnesty.terms, offer.payablePaise, input.instalments, today)
    const grantId = await insertGrant(tx, tenant.tenantId, {
      amnestyId,
      book: tenant.code,
      propertyId: input.propertyId ?? null,
      reference: input.reference ?? null,
      billIds: billsOf(bills, amnesty),
      grantedOn: today,
      ...offer,
      instalments,
    })
    const instrument = `Resolution ${amnesty.resolution_number} of ${amnesty.resolution_date}`
    const parts = bills.flatMap((bill) => {
      const cells = offer.waived.filter((cell) => cell.billId === bill.billId)
      return cells.length ? [{ bill, cells: negated(cells) }] : []
    })
    await takeOff(tx, { kind: 'amnesty', ruleId: grantId, instrument, parts })
    await tx.emit('payments.amnesty-granted', { grantId, propertyId: input.propertyId ?? null })
    tx.journal({
      subjects: subjectsOf(grantId, input.propertyId ?? null),
      after: { ...input, amnestyId, ...offer, instalments },
    })
    const { duesPaise, waivedPaise, payablePaise } = offer
    return { grantId, duesPaise, waivedPaise, payablePaise, instalments }
  })
}

const subjectsOf = (grantId: number, propertyId: number | null) => [
  { kind: 'amnesty-grant', id: grantId },
  ...(propertyId ? [{ kind: 'property', id: propertyId }] : []),
]

function billsOf(bills: readonly { billId: number; service: string }[], amnesty: AmnestyRow): number[] {
  return bills.filter((bill) => amnesty.terms.services.includes(bill.service)).map((bill) => bill.billId)
}

function requireInForce(amnesty: AmnestyRow, today: string): void {
  if (!amnesty.resolution_date || amnesty.resolution_date > today)
    throw new Conflict('amnestyId', 'The council has not resolved this amnesty. Enter its resolution first.')
  if (today < amnesty.opens_on || today > amnesty.closes_on)
    throw new Conflict('amnestyId', 'This amnesty is not open today.', {
      expected: `${amnesty.opens_on} to ${amnesty.closes_on}`,
    })
}

async function requireFirst(tx: Tx, input: GrantAmnesty): Promise<void> {
  const running = await selectOpenGrants(tx, tx.context.tenant.tenantId, {
    propertyIds: input.propertyId ? [input.propertyId] : [],
    reference: input.reference ?? null,
  })
  if (running.length)
    throw new Conflict('propertyId', 'An amnesty runs here already.', { got: `grant ${running[0]!.grant_id}` })
}

/**
 * Looks at every amnesty that runs: one that is paid is kept, one in default lapses, and what it forgave is due again with a voucher
 * of its own. Run every day; a second run of the day changes nothing.
 */
export function reviewAmnesties(context: Context): Promise<{ kept: number; lapsed: number }> {
  return command(context, { name: 'payments.review-amnesties', input: { day: context.today } }, async (tx) => {
    const { tenant, today } = context
    const ended = { kept: 0, lapsed: 0 }
    for (const grant of await selectOpenGrants(tx, tenant.tenantId, {})) {
      const state = await stateOf(tx, grant)
      if (state === 'running') continue
      await lockBills(tx, grant.bill_ids)
      if (state === 'lapsed')
        await putBackAmnesty(tx, {
          grantId: grant.grant_id,
          billIds: grant.bill_ids,
          reason: 'Lapsed: not paid by its day',
        })
      await endGrant(tx, tenant.tenantId, grant.grant_id, today, state)
      await tx.emit('payments.amnesty-ended', { grantId: grant.grant_id, outcome: state })
      ended[state]++
    }
    tx.journal({ subjects: [], after: ended })
    return ended
  })
}

async function stateOf(tx: Tx, grant: GrantRow) {
  const { tenant, today } = tx.context
  const asked = { book: tenant.code, billIds: grant.bill_ids, from: grant.granted_on }
  const { terms } = grant
  const paid = (await selectPaidSince(tx, tenant.tenantId, asked))
    .filter((row) => row.year >= (terms.yearFrom ?? 0) && row.year <= (terms.yearTo ?? 9999))
    .map((row) => ({ on: row.paid_on, amountPaise: row.amount_paise }))
  return grantStateOf(grant.instalments, paid, terms.instalments.graceDays, today)
}

/** An offer as a citizen sees it before choosing, with what a rupee more or less would mean. */
export interface ShownOffer extends Pick<AmnestyOffer, 'duesPaise' | 'waivedPaise' | 'payablePaise' | 'notch'> {
  amnestyId: number
  code: string
  names: Record<string, string>
  closesOn: string
  mostInstalments: number
}

/** GET /amnesty-offers: what the amnesties in force would do at a place today. */
export function readOffers(
  context: Context,
  asked: { propertyId?: number | undefined; reference?: string | undefined },
): Promise<{ offers: ShownOffer[] }> {
  const { tenant, today } = context
  // Read as the platform: what was paid is not public row by row; only sums leave this file.
  return read(asSystem(context), async (db) => {
    const bills = await readBills(db, tenant, {
      propertyIds: asked.propertyId ? [asked.propertyId] : [],
      references: asked.reference ? [asked.reference] : [],
      day: today,
    })
    const offers = (await selectAmnesties(db, tenant.tenantId, { inForceOn: today })).flatMap((amnesty) => {
      const offer = offerOf(bills, amnesty.terms, financialYearOf(today))
      if (!offer) return []
      const { duesPaise, waivedPaise, payablePaise, notch } = offer
      return [
        {
          amnestyId: amnesty.amnesty_id,
          code: amnesty.code,
          names: amnesty.names as Record<string, string>,
          closesOn: amnesty.closes_on,
          duesPaise,
          waivedPaise,
          payablePaise,
          notch,
          mostInstalments: amnesty.terms.instalments.most,
        },
      ]
    })
    return { offers }
  })
}
