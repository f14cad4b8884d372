/** A town with a chart, accounts and some houses, for the tests of this room. */

import { type Context, newRequestId, type Tenant } from '../src/kernel/index.ts'
import { TestRegister, type WrittenHouse } from '../src/modules/parcels/test-rows.ts'
import { loadChart } from '../src/modules/payments/actions/load-chart.ts'
import { type RaisedBills, raiseBills } from '../src/modules/payments/actions/raise-bills.ts'
import { setAccounts } from '../src/modules/payments/actions/set-accounts.ts'
import { takePayment } from '../src/modules/payments/actions/take-payment.ts'
import { readTrialBalance } from '../src/modules/payments/books.ts'
import { verifyLedger } from '../src/modules/payments/ledger.ts'
import { referenceChart, sampleAccounts } from '../src/modules/payments/reference.ts'
import { raiseBillsSchema } from '../src/modules/payments/schemas-bills.ts'
import { takePaymentSchema } from '../src/modules/payments/schemas-payments.ts'
import type { TakenMoney } from '../src/modules/payments/take-money.ts'
import type { TestDatabase } from './database.ts'

export const today = '2026-11-22'

/** A town as the tests of money need it. */
export class MoneyTown {
  readonly state: Tenant
  readonly town: Tenant
  readonly houses: WrittenHouse[]
  readonly register: TestRegister
  private readonly database: TestDatabase

  constructor(
    database: TestDatabase,
    { state, town }: { state: Tenant; town: Tenant },
    register: TestRegister,
    houses: WrittenHouse[],
  ) {
    this.database = database
    this.state = state
    this.town = town
    this.register = register
    this.houses = houses
  }

  /** An officer with a request id of their own. */
  officer(given: Partial<Context> = {}): Context {
    return this.database.context(this.town, {
      roleClass: 'staff',
      userId: 1,
      today,
      requestId: newRequestId(),
      ...given,
    })
  }

  /** Raises bills; what a test does not say is a property tax of the year, due on 31 December. */
  raise(bills: object[], issuedOn = '2026-04-01', on = today): Promise<RaisedBills> {
    const base = { service: 'property-tax', kind: 'annual', financialYear: 2026, dueOn: '2026-12-31' }
    const input = { issuedOn, instrument: 'Council resolution 12', bills: bills.map((bill) => ({ ...base, ...bill })) }
    return raiseBills(this.officer({ today: on }), raiseBillsSchema.parse(input))
  }

  /** The bill of 892 rupees of the domain notes, for a house. */
  async raise892(house: WrittenHouse, given: object = {}): Promise<number> {
    const cells = [
      { head: 'tax', year: 2026, amountPaise: 45_400 },
      { head: 'education-cess', year: 2026, amountPaise: 21_600 },
      { head: 'urban-cess', year: 2026, amountPaise: 7_200 },
      { head: 'consolidated-tax', year: 2026, amountPaise: 15_000 },
    ]
    const { bills } = await this.raise([
      { demandKey: `property-tax/2026/${house.propertyNumber}`, propertyId: house.propertyId, cells, ...given },
    ])
    return bills[0]!.billId
  }

  /** Takes cash at the counter. */
  pay(billIds: number[], amountPaise: number, given: object = {}, who: Partial<Context> = {}): Promise<TakenMoney> {
    return takePayment(
      this.officer(who),
      takePaymentSchema.parse({ billIds, amountPaise, channel: 'cash', mode: 'cash', paidBy: 'Ramesh', ...given }),
    )
  }

  /** Balances by head, debit above zero. */
  async balances(): Promise<Record<string, number>> {
    const { lines, totals } = await readTrialBalance(this.officer(), { by: 'head', asOf: '2027-03-31' })
    if (totals.debitPaise !== totals.creditPaise)
      throw new Error(`the books are ${totals.debitPaise - totals.creditPaise} paise apart`)
    const sums: Record<string, number> = {}
    for (const line of lines) sums[line.head] = (sums[line.head] ?? 0) + line.balancePaise
    return Object.fromEntries(Object.entries(sums).filter(([, paise]) => paise !== 0))
  }

  /** Whether the books prove themselves. */
  async isWhole(): Promise<boolean> {
    return (await verifyLedger(this.database.database, this.town.tenantId)).intact
  }
}

/** Makes a town with `count` houses in one ward. */
export async function aMoneyTown(database: TestDatabase, count = 3, into?: Tenant): Promise<MoneyTown> {
  const towns = await database.newTenant(into ? { into } : {})
  const { town } = towns
  const register = new TestRegister(town, database.database)
  const ward = await register.ward('W-1')
  const houses: WrittenHouse[] = []
  for (let at = 0; at < count; at++)
    houses.push(
      await register.house({
        owners: [{ names: { en: `Owner ${at}`, hi: `स्वामी ${at}` } }],
        house: String(at + 1),
        ward,
      }),
    )
  const made = new MoneyTown(database, towns, register, houses)
  await loadChart(made.officer(), referenceChart())
  await setAccounts(made.officer(), sampleAccounts())
  return made
}
