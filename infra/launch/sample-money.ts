/** The books of the sample town: accounts, two years of bills for some houses, receipts, arrears and a stay. All amounts are made up. */
import {
  addDays,
  type Context,
  financialYearOf,
  newRequestId,
  type Platform,
  read,
  systemContext,
} from '../../backend/src/kernel/index.ts'
import {
  imposeStay,
  imposeStaySchema,
  loadChart,
  raiseBills,
  raiseBillsSchema,
  referenceChart,
  sampleAccounts,
  setAccounts,
  takePayment,
  takePaymentSchema,
} from '../../backend/src/modules/payments/index.ts'

const instrument = 'Sample council resolution 61 (fictional)'
const billed = 60

/** Opens them. The house of the dead owner with a court's stay is the first that is billed. */
export async function openBooks(platform: Platform, tenantId: number): Promise<void> {
  const context = await systemContext(platform, tenantId)
  const now = (): Context => ({ ...context, requestId: newRequestId() })
  await loadChart(now(), referenceChart())
  await setAccounts(now(), sampleAccounts())
  const houses = await someHouses(context)
  const year = financialYearOf(context.today)
  for (const each of [year - 1, year]) {
    const { issuedOn, bills: wanted } = billsOf(houses, each)
    // In the first days of a financial year its bills are still to come.
    if (issuedOn > context.today) continue
    const { bills } = await raiseBills(now(), raiseBillsSchema.parse({ issuedOn, instrument, bills: wanted }))
    const dues = new Map(wanted.map(({ demandKey, cells }) => [demandKey, sumOf(cells)]))
    const raised = bills.map(({ billId, demandKey }) => ({ billId, duePaise: dues.get(demandKey)! }))
    await payBills(now, each < year ? raised.slice(1, 46) : raised.slice(1, 16))
  }
  const stayed = houses.find(({ order }) => order !== null)
  if (!stayed) return
  const order = { authority: stayed.authority!, orderNumber: stayed.order!, orderDate: stayed.orderedOn! }
  const stay = {
    propertyId: stayed.propertyId,
    freezes: 'cells',
    service: 'property-tax',
    from: stayed.orderedOn,
    ...order,
  }
  await imposeStay(now(), imposeStaySchema.parse(stay))
}

interface House {
  propertyId: number
  propertyNumber: string
  authority: string | null
  order: string | null
  orderedOn: string | null
}

/** Houses by id, those first on which a court's stay rests. */
async function someHouses(context: Context): Promise<House[]> {
  return read(context, (db) =>
    db.query<House & Record<string, unknown>>(
      `select distinct on (r.restriction_id is null, p.property_id) p.property_id as "propertyId", p.property_number as "propertyNumber", r.authority, r.order_number as "order", r.order_date as "orderedOn"
       from parcels.properties p
       left join parcels.restrictions r on r.tenant_id = p.tenant_id and r.property_id = p.property_id and r.kind = 'court-stay'
       where p.tenant_id = $1::int order by r.restriction_id is null, p.property_id, r.restriction_id limit $2::int`,
      [context.tenant.tenantId, billed],
    ),
  )
}

function billsOf(houses: readonly House[], year: number) {
  const issuedOn = `${year}-04-15`
  return {
    issuedOn,
    bills: houses.map(({ propertyId, propertyNumber }, at) => ({
      service: 'property-tax',
      kind: 'annual',
      financialYear: year,
      demandKey: `property-tax/${year}/${propertyNumber}`,
      propertyId,
      dueOn: addDays(issuedOn, 90),
      cells: [
        { head: 'tax', year, amountPaise: 120_000 + 7_500 * (at % 20) },
        { head: 'education-cess', year, amountPaise: 24_000 },
        { head: 'consolidated-tax', year, amountPaise: 15_000 },
      ],
    })),
  }
}

const sumOf = (cells: readonly { amountPaise: number }[]): number =>
  cells.reduce((sum, { amountPaise }) => sum + amountPaise, 0)

/** Most pay in whole; every fifth in part. */
async function payBills(now: () => Context, bills: readonly { billId: number; duePaise: number }[]): Promise<void> {
  for (const [at, { billId, duePaise }] of bills.entries()) {
    const amountPaise = at % 5 === 4 ? 50_000 : duePaise
    await takePayment(
      now(),
      takePaymentSchema.parse({
        billIds: [billId],
        amountPaise,
        channel: 'cash',
        mode: 'cash',
        paidBy: 'Sample payer',
      }),
    )
  }
}
