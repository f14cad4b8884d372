/** A pack proves itself: its worked examples are computed and compared to the paisa. */
import { computeTax, type TaxBill } from './rules-compute.ts'
import { TaxFault } from './rules-fault.ts'
import type { Pack } from './rules-pack-parts.ts'

/** An expectation that was not met. */
export interface FailedExample {
  id: string
  expected: unknown
  got: unknown
}

export interface PackProof {
  name: string
  examples: number
  failed: FailedExample[]
}

type Example = Pack['file']['examples'][number]

/** Runs every example of a pack. */
export function provePack(pack: Pack): PackProof {
  return {
    name: pack.name,
    examples: pack.file.examples.length,
    failed: pack.file.examples.flatMap((example) => proveExample(pack, example)),
  }
}

function proveExample(pack: Pack, example: Example): FailedExample[] {
  const { expect, name } = example
  let bill: TaxBill
  try {
    bill = computeTax(pack, example.case)
  } catch (error) {
    if (!(error instanceof TaxFault)) throw error
    if (expect.fault !== undefined && error.message.includes(expect.fault)) return []
    return [{ id: name, expected: expect.fault ?? expect.totalPaise ?? null, got: `${error.path}: ${error.message}` }]
  }
  if (expect.fault !== undefined) return [{ id: name, expected: expect.fault, got: bill.totalPaise }]
  const failed: FailedExample[] = []
  const compare = (what: string, expected: unknown, got: unknown) => {
    if (expected !== got) failed.push({ id: `${name} · ${what}`, expected, got: got ?? null })
  }
  if (expect.totalPaise !== undefined) compare('total', expect.totalPaise, bill.totalPaise)
  if (expect.statements !== undefined) compare('statements', expect.statements, bill.statements.length)
  for (const [head, paise] of Object.entries(expect.lines ?? {})) compare(head, paise, headOf(bill, head))
  for (const [step, value] of Object.entries(expect.steps ?? {})) compare(step, value, stepOf(bill, step))
  for (const [to, paise] of Object.entries(expect.allocations ?? {}))
    compare(`paid to ${to}`, paise, allocatedTo(bill, to))
  return failed
}

/** Paise of a head over all its lines. */
export const headOf = (bill: TaxBill, head: string): number =>
  bill.lines.reduce((sum, line) => (line.head === head ? sum + line.amountPaise : sum), 0)

/** What a step came to; `id[1]` is the second unit, a step per unit without a number is the sum. */
export function stepOf(bill: TaxBill, id: string): number | string | boolean | undefined {
  const found = /^(.*)\[(\d+)\]$/.exec(id)
  const steps = bill.steps.filter((step) => step.id === (found ? found[1] : id))
  if (found) return steps.find((step) => (step.unit ?? step.owner) === Number(found[2]))?.value
  if (steps.length <= 1) return steps[0]?.value
  return Number(steps.reduce((sum, step) => sum + Number(step.value), 0).toFixed(6))
}

function allocatedTo(bill: TaxBill, to: string): number {
  return bill.allocations.reduce(
    (sum, each) =>
      [each.kind, each.head, each.instalment, each.of === 'interest' ? 'interest' : ''].includes(to)
        ? sum + each.amountPaise
        : sum,
    0,
  )
}
