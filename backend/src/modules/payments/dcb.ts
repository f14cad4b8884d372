/** The demand-collection-balance register at any date, with stayed sums apart. */
import type { z } from 'zod'
import { type Context, type Db, financialYearOf, read } from '../../kernel/index.ts'
import { readBills } from './open-bills.ts'
import { type DcbRow, selectDcb } from './queries-dcb.ts'
import { selectStaysInForce } from './queries-stays.ts'
import type { dcbQuerySchema, dcbSchema } from './schemas-stays.ts'

type Register = z.output<typeof dcbSchema>
type Line = Register['lines'][number]
type Asked = z.output<typeof dcbQuerySchema>

/** GET /money/dcb?asOf=2027-03-31&by=head */
export function readDcb(context: Context, asked: Asked): Promise<Register> {
  const { tenant } = context
  const day = asked.asOf ?? context.today
  const year = financialYearOf(day)
  const by = { byHead: asked.by === 'head', byField: asked.by === 'field' }
  return read(context, async (db) => {
    const service = asked.service ?? null
    const rows = await selectDcb(db, tenant.tenantId, { book: tenant.code, day, year, service, ...by })
    const stayed = await stayedSums(db, context, day, by)
    const lines = rows.map((row) => lineOf(row, stayed.get(keyOf(row.service, row.head, row.field_id)) ?? 0))
    return { asOf: day, financialYear: year, lines, totals: totalsOf(lines) }
  })
}

const keyOf = (service: string, head: string | null, fieldId: number | null) => `${service}/${head}/${fieldId}`

function lineOf(row: DcbRow, stayedPaise: number): Line {
  return {
    service: row.service,
    head: row.head,
    fieldId: row.field_id,
    arrearDemandPaise: row.arrear_demand,
    currentDemandPaise: row.current_demand,
    arrearCollectedPaise: row.arrear_collected,
    currentCollectedPaise: row.current_collected,
    arrearRemittedPaise: row.arrear_remitted,
    currentRemittedPaise: row.current_remitted,
    arrearBalancePaise: row.arrear_demand - row.arrear_collected - row.arrear_remitted,
    currentBalancePaise: row.current_demand - row.current_collected - row.current_remitted,
    stayedPaise,
  }
}

const sumNames = [
  'arrearDemandPaise',
  'currentDemandPaise',
  'arrearCollectedPaise',
  'currentCollectedPaise',
  'arrearRemittedPaise',
  'currentRemittedPaise',
  'arrearBalancePaise',
  'currentBalancePaise',
  'stayedPaise',
] as const

function totalsOf(lines: readonly Line[]): Register['totals'] {
  const sum = (name: (typeof sumNames)[number]) => lines.reduce((total, line) => total + line[name], 0)
  return Object.fromEntries(sumNames.map((name) => [name, sum(name)])) as Register['totals']
}

/** Orders are few beside bills: the bills of their places are read and added up. */
async function stayedSums(
  db: Db,
  context: Context,
  day: string,
  by: { byHead: boolean; byField: boolean },
): Promise<Map<string, number>> {
  const stays = await selectStaysInForce(db, context.tenant.tenantId, day)
  const sums = new Map<string, number>()
  if (!stays.length) return sums
  const bills = await readBills(db, context.tenant, {
    billIds: stays.flatMap((stay) => stay.billId ?? []),
    propertyIds: stays.flatMap((stay) => stay.propertyId ?? []),
    references: stays.flatMap((stay) => stay.reference ?? []),
    day,
  })
  for (const bill of bills)
    for (const cell of bill.cells) {
      const key = keyOf(bill.service, by.byHead ? cell.head : null, by.byField ? bill.fieldId : null)
      sums.set(key, (sums.get(key) ?? 0) + cell.stayedPaise)
    }
  return sums
}
