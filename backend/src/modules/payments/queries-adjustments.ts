import { type ColumnTypes, type Day, type Db, insertRows } from '../../kernel/index.ts'
import type { Cell, Component } from './rules-cells.ts'

/** A change of a bill, as it is written. */
export interface NewAdjustment {
  book: string
  billId: number
  kind: string
  effectiveOn: Day
  cells: readonly Cell[]
  paymentId: number | null
  ruleId: number | null
  reversesAdjustmentId: number | null
  instrument: string
}

const adjustmentColumns: ColumnTypes = {
  tenant_id: 'int',
  adjustment_id: 'bigint',
  book: 'text',
  bill_id: 'bigint',
  kind: 'text',
  effective_on: 'date',
  heads: 'text[]',
  years: 'int[]',
  components: 'text[]',
  amounts: 'bigint[]',
  total_paise: 'bigint',
  payment_id: 'bigint',
  rule_id: 'bigint',
  reverses_adjustment_id: 'bigint',
  instrument: 'text',
}

/** Writes changes of bills; answers their ids in the order given. */
export async function insertAdjustments(
  db: Db,
  tenantId: number,
  adjustments: readonly NewAdjustment[],
): Promise<number[]> {
  if (!adjustments.length) return []
  const ids = (
    await db.query<{ id: number }>(
      `select nextval('payments.bill_adjustments_adjustment_id') as id from generate_series(1, $1::int)`,
      [adjustments.length],
    )
  ).map((row) => row.id)
  const rows = adjustments.map((each, at) => [
    tenantId,
    ids[at],
    each.book,
    each.billId,
    each.kind,
    each.effectiveOn,
    each.cells.map((cell) => cell.head),
    each.cells.map((cell) => cell.year),
    each.cells.map((cell) => cell.component),
    each.cells.map((cell) => cell.amountPaise),
    each.cells.reduce((sum, cell) => sum + cell.amountPaise, 0),
    each.paymentId,
    each.ruleId,
    each.reversesAdjustmentId,
    each.instrument,
  ])
  await insertRows(db, 'payments.bill_adjustments', adjustmentColumns, rows)
  return ids
}

/** Changes of bills with their cells, for history and for taking back. */
export interface AdjustmentRow {
  adjustment_id: number
  book: string
  bill_id: number
  kind: string
  effective_on: Day
  heads: string[]
  years: number[]
  components: Component[]
  amounts: number[]
  payment_id: number | null
  rule_id: number | null
  reverses_adjustment_id: number | null
  instrument: string
  recorded_at: Date
}

/** Changes of some bills, or those that some payments made, oldest first. */
export function selectAdjustments(
  db: Db,
  tenantId: number,
  asked: { billIds?: readonly number[]; paymentIds?: readonly number[] },
): Promise<AdjustmentRow[]> {
  return db.query(
    `select adjustment_id, book, bill_id, kind, effective_on, heads, years, components, amounts, payment_id, rule_id, reverses_adjustment_id, instrument, recorded_at
     from payments.bill_adjustments where tenant_id = $1::int and (bill_id = any ($2::bigint[]) or payment_id = any ($3::bigint[])) order by adjustment_id`,
    [tenantId, asked.billIds ?? [], asked.paymentIds ?? []],
  )
}
