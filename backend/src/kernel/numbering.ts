import { financialYearName, financialYearOf } from './dates.ts'
import type { Db } from './db.ts'
import { Conflict, Invalid } from './errors.ts'

/** A block of numbers that a device took; both ends included. */
export interface NumberBlock {
  blockId: number
  series: string
  financialYear: number
  firstNumber: number
  lastNumber: number
}

async function advance(
  db: Db,
  tenantId: number,
  series: string,
  year: number,
  count: number,
  pattern: string,
): Promise<number> {
  const [row] = await db.query<{ next_number: number; pattern: string }>(
    `insert into kernel.number_series (tenant_id, series, financial_year, next_number, pattern)
     values ($1::int, $2::text, $3::int, 1 + $4::bigint, $5::text)
     on conflict (tenant_id, series, financial_year) do update set next_number = number_series.next_number + $4::bigint
     returning next_number, pattern`,
    [tenantId, series, year, count, pattern],
  )
  return row!.next_number - count
}

/** `RCT/2026-27/000042` from the pattern `RCT/{fy}/{n:6}`. */
export function printNumber(pattern: string, financialYear: number, number: number): string {
  return pattern
    .replace('{fy}', financialYearName(financialYear))
    .replace(/\{n(?::(\d+))?\}/, (_, width) => String(number).padStart(Number(width ?? 0), '0'))
}

/** The next number of a yearly series, without gaps among committed transactions. */
export async function nextNumber(
  db: Db,
  tenantId: number,
  series: string,
  day: string,
  pattern: string,
): Promise<{ number: number; printed: string }> {
  const year = financialYearOf(day)
  const number = await advance(db, tenantId, series, year, 1, pattern)
  return { number, printed: printNumber(pattern, year, number) }
}

/** `count` numbers of a yearly series at once, printed, without gaps among committed transactions. */
export async function nextNumbers(
  db: Db,
  tenantId: number,
  series: string,
  day: string,
  count: number,
  pattern: string,
): Promise<{ number: number; printed: string }[]> {
  if (count === 0) return []
  const year = financialYearOf(day)
  const first = await advance(db, tenantId, series, year, count, pattern)
  return Array.from({ length: count }, (_, at) => ({
    number: first + at,
    printed: printNumber(pattern, year, first + at),
  }))
}

/** `count` numbers of a series that never restarts (property numbers): the first of them. */
export function takeForever(db: Db, tenantId: number, series: string, count: number): Promise<number> {
  return advance(db, tenantId, series, 0, count, '{n}')
}

/** A block in advance for a counter or handheld. */
export async function takeBlock(
  db: Db,
  tenantId: number,
  series: string,
  day: string,
  device: string,
  count: number,
  pattern: string,
): Promise<NumberBlock> {
  if (!Number.isInteger(count) || count < 1 || count > 10_000)
    throw new Invalid('count', 'Take between 1 and 10,000 numbers.', { got: count })
  const financialYear = financialYearOf(day)
  const firstNumber = await advance(db, tenantId, series, financialYear, count, pattern)
  const [row] = await db.query<{ block_id: number }>(
    `insert into kernel.number_blocks (tenant_id, series, financial_year, device, first_number, last_number)
     values ($1::int, $2::text, $3::int, $4::text, $5::bigint, $6::bigint) returning block_id`,
    [tenantId, series, financialYear, device, firstNumber, firstNumber + count - 1],
  )
  return { blockId: row!.block_id, series, financialYear, firstNumber, lastNumber: firstNumber + count - 1 }
}

/** Says what became of numbers of a block. Twice the same number, or one outside the block, is a Conflict. */
export async function accountNumbers(
  db: Db,
  tenantId: number,
  blockId: number,
  uses: { number: number; state: 'used' | 'void' | 'returned'; reason?: string }[],
): Promise<void> {
  const rows = await db.query<{ number: number }>(
    `insert into kernel.number_uses (tenant_id, series, financial_year, number, block_id, state, reason)
     select block.tenant_id, block.series, block.financial_year, u.number, block.block_id, u.state, u.reason
     from kernel.number_blocks block, unnest($3::bigint[], $4::text[], $5::text[]) as u (number, state, reason)
     where block.tenant_id = $1::int and block.block_id = $2::bigint and u.number between block.first_number and block.last_number
     on conflict do nothing returning number`,
    [
      tenantId,
      blockId,
      uses.map((use) => use.number),
      uses.map((use) => use.state),
      uses.map((use) => use.reason ?? null),
    ],
  )
  if (rows.length === uses.length) return
  const taken = new Set(rows.map((row) => row.number))
  throw new Conflict('number', 'A number is outside the block or was accounted for already.', {
    got: uses.find((use) => !taken.has(use.number))?.number,
  })
}

/** Numbers of a block that nobody has accounted for. Empty when it may be closed. */
export async function unaccountedNumbers(db: Db, tenantId: number, blockId: number): Promise<number[]> {
  const rows = await db.query<{ number: number }>(
    `select n as number from kernel.number_blocks block, generate_series(block.first_number, block.last_number) as n
     where block.tenant_id = $1::int and block.block_id = $2::bigint and not exists (
       select 1 from kernel.number_uses u where u.tenant_id = block.tenant_id and u.series = block.series
         and u.financial_year = block.financial_year and u.number = n)
     order by n`,
    [tenantId, blockId],
  )
  return rows.map((row) => row.number)
}
