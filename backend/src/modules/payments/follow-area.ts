/** Money follows a property to another town: what is owed and what stands to its credit is handed over, the history is copied. */
import { Invalid, type Participants, type Tenant, type Tx } from '../../kernel/index.ts'
import { type AreaInvitation, enterTenant, selectAreasOfProperties } from '../parcels/index.ts'
import { fieldSetOf } from './actions/raise-bills.ts'
import { postEntries } from './ledger.ts'
import { readBills, type StandingBill } from './open-bills.ts'
import { selectMoneyPlan } from './queries-accounts.ts'
import { insertAdjustments } from './queries-adjustments.ts'
import {
  insertForeignKeys,
  packEntries,
  packMoney,
  selectAreaSet,
  selectKeysToCarry,
  selectLiableOfBills,
  unpackEntries,
  unpackMoney,
} from './queries-area.ts'
import { lockBills } from './queries-bills.ts'
import { nextVoucherId } from './queries-ledger.ts'
import { insertAdvances, selectAdvances } from './queries-payments.ts'
import { selectOpenGrants } from './queries-schemes.ts'
import { type Cell, negated } from './rules-cells.ts'
import type { LedgerEntry } from './rules-ledger.ts'
import { adjustmentLines, entriesOf, type FundLine, type MoneyPlan, purposeAccountOf } from './rules-posting.ts'

/** Registers the room for moves of areas between towns. */
export function followAreas(participants: Participants): void {
  participants.participate('parcels.area-transfer', mayMove)
  participants.participate('parcels.area-arrival', moveMoney)
}

/** What a place owes and has, in its town's own book. */
interface Balance {
  bills: { bill: StandingBill; cells: Cell[] }[]
  advances: { property_id: number | null; fund: string; amount_paise: number }[]
}

async function balanceOf(tx: Tx, town: Tenant, propertyIds: readonly number[]): Promise<Balance> {
  const day = tx.context.today
  const bills = await readBills(tx, town, { propertyIds, day })
  const advances = await selectAdvances(tx, town.tenantId, { propertyIds, references: [], book: town.code, day })
  return {
    bills: bills.flatMap((bill) => {
      const cells = bill.cells
        .filter((cell) => cell.outstandingPaise !== 0)
        .map(({ head, year, component, outstandingPaise }) => ({
          head,
          year,
          component,
          amountPaise: outstandingPaise,
        }))
      return cells.length ? [{ bill, cells }] : []
    }),
    advances,
  }
}

/** Asked before anything moves: both towns must know where every sum goes. */
async function mayMove(tx: Tx, given: AreaInvitation): Promise<string[]> {
  given.alongPartyIds.push(...(await selectLiableOfBills(tx, given.fromTenantId, given.propertyIds)))
  const running = await selectOpenGrants(tx, given.fromTenantId, { propertyIds: given.propertyIds })
  if (running.length)
    return ['An amnesty runs on one of these properties. It must be kept or lapse before the property moves.']
  const balance = await balanceOf(tx, given.fromTown, given.propertyIds)
  if (!balance.bills.length && !balance.advances.length) return []
  const reasons: string[] = []
  for (const town of [given.fromTown, given.toTown]) {
    await enterTenant(tx, town.tenantId)
    const plan = await selectMoneyPlan(tx, town.tenantId, tx.context.today)
    try {
      linesOf(plan, balance, () => 0)
    } catch (error) {
      if (!(error instanceof Invalid)) throw error
      reasons.push(`${town.code}: ${error.message}`)
    }
  }
  await enterTenant(tx, given.fromTenantId)
  return reasons
}

const place = (bill: StandingBill, fieldId: number) => ({ billId: bill.billId, service: bill.service, fieldId })

/** What is handed over, as lines that make receivables and advances of a book more. */
function linesOf(
  plan: MoneyPlan,
  balance: Balance,
  fieldOf: (bill: StandingBill) => number,
): { bills: FundLine[][]; advances: FundLine[] } {
  return {
    bills: balance.bills.map(({ bill, cells }) =>
      adjustmentLines(plan, place(bill, fieldOf(bill)), cells, bill.dueOn, 'between-towns'),
    ),
    advances: balance.advances.flatMap(({ fund, amount_paise }) => {
      const line = { fund, fieldId: 0, billId: null }
      const [advance, between] = [
        purposeAccountOf(plan, 'advance', fund),
        purposeAccountOf(plan, 'between-towns', fund),
      ]
      return [
        { ...line, head: advance.head, functionCode: advance.functionCode, amountPaise: -amount_paise },
        { ...line, head: between.head, functionCode: between.functionCode, amountPaise: amount_paise },
      ]
    }),
  }
}

/** Runs when the properties stand in the other town: hands over in the old book, copies, takes over in the new one. */
async function moveMoney(tx: Tx, given: AreaInvitation): Promise<string[]> {
  const { fromTown, toTown } = given
  const before = await selectAreaSet(tx, fromTown.tenantId, given.propertyIds)
  if (!before.billIds.length && !before.paymentIds.length) return []
  if (before.billIds.length) await lockBills(tx, before.billIds)
  const balance = await balanceOf(tx, fromTown, given.propertyIds)
  await book(tx, given, fromTown, balance, 'area-out')
  const set = await selectAreaSet(tx, fromTown.tenantId, given.propertyIds)
  const packed = await packMoney(tx, fromTown.tenantId, set)
  const entries = await packEntries(tx, fromTown.tenantId, fromTown.code, set)
  const keys = await selectKeysToCarry(tx, fromTown.tenantId, fromTown.code)
  await enterTenant(tx, toTown.tenantId)
  await unpackMoney(tx, toTown.tenantId, packed)
  await unpackEntries(tx, toTown.tenantId, toTown.code, entries)
  await insertForeignKeys(tx, toTown.tenantId, toTown.code, keys)
  await book(tx, given, toTown, balance, 'area-in')
  await enterTenant(tx, fromTown.tenantId)
  return []
}

/** One side of the handing over, in the book of a town whose tenant the transaction has now. */
async function book(
  tx: Tx,
  given: AreaInvitation,
  town: Tenant,
  balance: Balance,
  kind: 'area-out' | 'area-in',
): Promise<void> {
  const there: Tx = { ...tx, context: { ...tx.context, tenant: town } }
  const { tenantId, code } = town
  const effectiveOn = tx.context.today
  const signed = <C extends { amountPaise: number }>(lines: readonly C[]): C[] =>
    kind === 'area-out' ? negated(lines) : [...lines]
  const ids = await insertAdjustments(
    there,
    tenantId,
    balance.bills.map(({ bill, cells }) => ({
      book: code,
      billId: bill.billId,
      kind,
      effectiveOn,
      cells: signed(cells),
      paymentId: null,
      ruleId: null,
      reversesAdjustmentId: null,
      instrument: given.notification,
    })),
  )
  await insertAdvances(
    there,
    tenantId,
    balance.advances.map(({ property_id, fund, amount_paise }) => ({
      book: code,
      propertyId: property_id,
      reference: null,
      fund,
      kind,
      amountPaise: kind === 'area-out' ? -amount_paise : amount_paise,
      paymentId: null,
      adjustmentId: null,
      effectiveOn,
    })),
  )
  const plan = await selectMoneyPlan(there, tenantId, effectiveOn)
  const areas = await selectAreasOfProperties(there, tenantId, given.propertyIds, fieldSetOf(town), effectiveOn)
  const areaOf = new Map(areas.map((row) => [row.property_id, row.boundary_id]))
  const fieldOf = (bill: StandingBill) => (kind === 'area-out' ? bill.fieldId : (areaOf.get(bill.propertyId ?? 0) ?? 0))
  const lines = linesOf(plan, balance, fieldOf)
  const voucher = { postedOn: effectiveOn, narration: given.notification }
  const entries = lines.bills.flatMap((each, at) =>
    entriesOf({ ...voucher, source: { kind: 'adjustment', id: ids[at]!, step: kind } }, signed(each)),
  )
  entries.push(...(await advanceEntries(there, voucher, signed(lines.advances), kind)))
  for (let from = 0; from < entries.length; from += 2000) await postEntries(there, entries.slice(from, from + 2000))
}

/** Advances of all properties together: one voucher a fund. */
async function advanceEntries(
  tx: Tx,
  voucher: { postedOn: string; narration: string },
  lines: readonly FundLine[],
  kind: string,
): Promise<LedgerEntry[]> {
  if (!lines.length) return []
  return entriesOf({ ...voucher, source: { kind: 'area', id: await nextVoucherId(tx), step: kind } }, lines)
}
