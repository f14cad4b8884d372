import type { Tenant } from '../../../backend/src/kernel/index.ts'
import type { CityBlock, CityEnd, CityFrame } from '../types.ts'
import type { Bases } from './ids.ts'
import { RowMaker } from './rows.ts'
import { newSheets, type Sheets, type TableName } from './tables.ts'

/** What rows need to know of where they go. */
export interface Destination {
  tenant: Tenant
  bases: Bases
  today: string
}

/** Texts for COPY, and how many parcels and properties are in them and all before. */
export interface Batch {
  texts: { table: TableName; text: Uint8Array<ArrayBuffer> }[]
  parcels: number
  properties: number
  /** With the last batch. */
  end?: CityEnd
}

/** A town that is about to be loaded: first its frame's `town`, then, when its tenant and ids are known, its rows. */
export interface Source {
  town(): Promise<CityFrame['town']>
  batches(destination: Destination): AsyncIterable<Batch>
}

const bytesPerBatch = 6_000_000

/** A town as the generator gives it, in this thread. */
export function sourceOf(blocks: Iterable<CityBlock>): Source {
  const iterator = blocks[Symbol.iterator]()
  const first = iterator.next().value
  if (first?.part !== 'frame') throw new Error('a town begins with its frame')
  return {
    town: async () => first.town,
    async *batches(destination) {
      for (const batch of batchesOf(first, { [Symbol.iterator]: () => iterator }, destination)) {
        yield batch
        await new Promise((resolve) => setImmediate(resolve))
      }
    },
  }
}

/** The rows of a frame and all blocks after it. */
export function* batchesOf(
  frame: CityFrame & { part: 'frame' },
  blocks: Iterable<CityBlock>,
  { tenant, bases, today }: Destination,
): Generator<Batch> {
  const maker = new RowMaker(tenant, bases, today)
  const sheets = newSheets()
  const done = { parcels: 0, properties: 0 }
  maker.frame(frame, sheets)
  for (const block of blocks) {
    if (block.part === 'end') maker.end(block, sheets)
    if (block.part === 'end') yield { ...take(sheets), ...done, end: block }
    if (block.part !== 'chunk') continue
    maker.chunk(block, sheets)
    done.parcels += block.parcels.length
    done.properties += block.properties.length
    if (bytesIn(sheets) >= bytesPerBatch) yield { ...take(sheets), ...done }
  }
}

function bytesIn(sheets: Sheets): number {
  let bytes = 0
  for (const sheet of Object.values(sheets)) bytes += sheet.byteLength
  return bytes
}

function take(sheets: Sheets): Pick<Batch, 'texts'> {
  const filled = (Object.entries(sheets) as [TableName, Sheets[TableName]][]).filter(([, sheet]) => sheet.byteLength)
  return { texts: filled.map(([table, sheet]) => ({ table, text: sheet.take() })) }
}
