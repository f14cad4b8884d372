/** "My dues": everything that is owed for a place, an account or a person, in one basket. Nothing private is in it. */
import { asSystem, type Context, type Db, NotFound, NotSignedIn, read } from '../../kernel/index.ts'
import { selectPropertiesOfParty } from '../parcels/index.ts'
import { readBills, type StandingBill, unpaid } from './open-bills.ts'
import { selectBillHeads, selectServices } from './queries-accounts.ts'
import { selectBillIdByNumber } from './queries-bills.ts'
import { selectAdvances } from './queries-payments.ts'
import { type PlaceRow, selectPlace, selectPlaces } from './queries-places.ts'
import { payableOf } from './rules-appropriation.ts'
import { offersOf, totalOf } from './rules-cells.ts'
import type { Basket, BillView } from './schemas-dues.ts'

/** Words for heads and services, read once per answer. */
export interface MoneyWords {
  heads: ReadonlyMap<string, Record<string, string>>
  services: readonly { service: string; names: Record<string, string> }[]
}

/** What is asked: one of the four, a day, and whether paid bills are shown too. */
export interface DuesAsked {
  propertyId?: number | undefined
  propertyNumber?: string | undefined
  reference?: string | undefined
  billNumber?: string | undefined
  asOf?: string | undefined
  show: 'due' | 'all'
}

/**
 * GET /dues: what anyone may know of a place to pay for it. Read as the platform, because what was paid is not public row by row;
 * only sums leave this file.
 * @throws NotFound for a place or bill that is not in this town
 */
export function readDues(context: Context, asked: DuesAsked): Promise<Basket> {
  const { tenant } = context
  const day = asked.asOf ?? context.today
  return read(asSystem(context), async (db) => {
    const whose = await placeAsked(db, tenant.tenantId, asked)
    const bills = await readBills(db, tenant, { ...whose, day })
    const places = whose.place ? [whose.place] : await selectPlaces(db, tenant.tenantId, propertiesOf(bills))
    return basketOf(
      db,
      context,
      asked.show === 'all' ? bills : unpaid(bills),
      { places, propertyIds: whose.propertyIds, references: whose.references },
      day,
    )
  })
}

/**
 * GET /my-dues: of every place in which the signed-in person has a part.
 * @throws NotFound when nobody has proved who the caller is in this town
 */
export async function readMyDues(context: Context, asOf?: string): Promise<Basket> {
  const { tenant, personId } = context
  if (context.roleClass === 'anonymous') throw new NotSignedIn('Sign in to see your dues in one list.')
  if (!personId)
    throw new NotFound('personId', 'This town does not know yet which person you are. Prove it at one of your places.')
  const day = asOf ?? context.today
  return read(asSystem(context), async (db) => {
    const propertyIds = await selectPropertiesOfParty(db, tenant.tenantId, personId, day)
    const bills = unpaid(await readBills(db, tenant, { propertyIds, day }))
    const places = await selectPlaces(db, tenant.tenantId, propertyIds)
    return basketOf(db, context, bills, { places, propertyIds, references: [] }, day)
  })
}

const propertiesOf = (bills: readonly StandingBill[]) => [...new Set(bills.flatMap((bill) => bill.propertyId ?? []))]

interface Whose {
  place: PlaceRow | null
  billIds: number[]
  propertyIds: number[]
  references: string[]
}

async function placeAsked(db: Db, tenantId: number, asked: DuesAsked): Promise<Whose> {
  if (asked.billNumber !== undefined) {
    const billId = await selectBillIdByNumber(db, tenantId, asked.billNumber)
    if (!billId)
      throw new NotFound('billNumber', 'There is no bill of this number in this town.', { got: asked.billNumber })
    return { place: null, billIds: [billId], propertyIds: [], references: [] }
  }
  if (asked.reference !== undefined) return { place: null, billIds: [], propertyIds: [], references: [asked.reference] }
  const place = await selectPlace(db, tenantId, {
    propertyId: asked.propertyId ?? null,
    propertyNumber: asked.propertyNumber ?? null,
  })
  if (!place)
    throw new NotFound('propertyId', 'There is no such property in this town.', {
      got: asked.propertyId ?? asked.propertyNumber,
    })
  return { place, billIds: [], propertyIds: [place.property_id], references: [] }
}

async function basketOf(
  db: Db,
  context: Context,
  bills: readonly StandingBill[],
  whose: { places: readonly PlaceRow[]; propertyIds: readonly number[]; references: readonly string[] },
  day: string,
): Promise<Basket> {
  const { tenant } = context
  const words = await readWords(db, tenant.tenantId)
  const advances = await selectAdvances(db, tenant.tenantId, { ...whose, book: tenant.code, day })
  const services = words.services.flatMap(({ service, names }) => {
    const mine = bills.filter((bill) => bill.service === service)
    const views = mine.map((bill) => viewOf(bill, words, tenant.code, day))
    return views.length ? [{ service, names, payablePaise: payableOf(mine, day).netPaise, bills: views }] : []
  })
  const all = payableOf(bills, day)
  return {
    asOf: day,
    places: whose.places.map((place) => ({
      propertyId: place.property_id,
      propertyNumber: place.property_number,
      address: place.address,
    })),
    services,
    advancePaise: advances.reduce((sum, row) => sum + row.amount_paise, 0),
    stayedPaise: all.stayedPaise,
    payablePaise: all.netPaise,
  }
}

/** Words of heads and services of a town. */
export async function readWords(db: Db, tenantId: number): Promise<MoneyWords> {
  const heads = await selectBillHeads(db, tenantId)
  return {
    heads: new Map(heads.map((row) => [`${row.service}/${row.bill_head}`, row.names])),
    services: await selectServices(db),
  }
}

/** A bill for a page. */
export function viewOf(bill: StandingBill, words: MoneyWords, book: string, day: string): BillView {
  const { netPaise, stayedPaise } = payableOf([bill], day)
  const offered = totalOf(offersOf(bill, day))
  return {
    billId: bill.billId,
    billNumber: bill.billNumber,
    service: bill.service,
    kind: bill.kind,
    financialYear: bill.financialYear,
    reference: bill.reference,
    propertyId: bill.propertyId,
    billedBy: bill.book === book ? null : bill.book,
    liable: bill.liableNames,
    issuedOn: bill.issuedOn,
    dueOn: bill.dueOn,
    status: bill.status,
    cells: bill.cells.map(({ amountPaise: _, ...cell }) => ({
      ...cell,
      names: words.heads.get(`${bill.service}/${cell.head}`) ?? {},
    })),
    rebate: offered && bill.rebateUntil ? { amountPaise: offered, until: bill.rebateUntil } : null,
    outstandingPaise: bill.cells.reduce((sum, cell) => sum + cell.outstandingPaise, 0),
    stayedPaise,
    payablePaise: netPaise,
  }
}
