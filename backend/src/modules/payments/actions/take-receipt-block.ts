import {
  accountNumbers,
  Conflict,
  type Context,
  command,
  NotFound,
  type NumberBlock,
  takeBlock,
  unaccountedNumbers,
} from '../../../kernel/index.ts'
import { receiptPattern, receiptSeries } from '../issue-receipt.ts'
import { selectBlock } from '../queries-receipts.ts'

/** A device takes receipt numbers in advance, so that it can number without a network. */
export function takeReceiptBlock(context: Context, input: { device: string; count: number }): Promise<NumberBlock> {
  return command(context, { name: 'payments.take-receipt-block', input }, async (tx) => {
    const block = await takeBlock(
      tx,
      context.tenant.tenantId,
      receiptSeries,
      context.today,
      input.device,
      input.count,
      receiptPattern,
    )
    tx.journal({ subjects: [{ kind: 'number-block', id: block.blockId }], after: { ...input, ...block } })
    return block
  })
}

/** What a device did not use: spoilt numbers with a reason, or numbers handed back. Answers those still unaccounted for. */
export function closeReceiptNumbers(
  context: Context,
  blockId: number,
  input: { numbers: { number: number; state: 'void' | 'returned'; reason?: string | undefined }[] },
): Promise<{ unaccounted: number[] }> {
  return command(context, { name: 'payments.close-receipt-numbers', input: { blockId, ...input } }, async (tx) => {
    const { tenantId } = context.tenant
    const block = await selectBlock(tx, tenantId, blockId)
    if (!block || block.series !== receiptSeries)
      throw new NotFound('blockId', 'There is no such block of receipt numbers.', { got: blockId })
    const spoilt = input.numbers.find((each) => each.state === 'void' && !each.reason)
    if (spoilt) throw new Conflict('numbers', 'Say why a number is void.', { got: spoilt.number })
    await accountNumbers(
      tx,
      tenantId,
      blockId,
      input.numbers.map(({ number, state, reason }) => ({ number, state, ...(reason !== undefined && { reason }) })),
    )
    const unaccounted = await unaccountedNumbers(tx, tenantId, blockId)
    tx.journal({ subjects: [{ kind: 'number-block', id: blockId }], after: input })
    return { unaccounted }
  })
}
