/** The worker thread that makes a town and the text of its rows; threaded.ts talks to it. */
import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { generateCityInBlocks } from '../generate.ts'
import type { CityFrame, CityOptions } from '../types.ts'
import { type Batch, batchesOf, type Destination } from './source.ts'

/** What the thread says: the town first, then batches. */
export type Said = { town: CityFrame['town'] } | { batch: Batch }

/** How many batches may wait to be written. */
const mostWaiting = 3

const port = parentPort
if (!port) throw new Error('thread.ts runs in a worker thread')

const blocks = generateCityInBlocks(workerData as CityOptions)
const frame = blocks.next().value
if (frame?.part !== 'frame') throw new Error('a town begins with its frame')
port.postMessage({ town: frame.town } satisfies Said)
const [destination] = (await once(port, 'message')) as [Destination]
let waiting = 0
port.on('message', () => waiting--)
for (const batch of batchesOf(frame, blocks, destination)) {
  while (waiting >= mostWaiting) await once(port, 'message')
  waiting++
  port.postMessage(
    { batch } satisfies Said,
    batch.texts.map(({ text }) => text.buffer),
  )
  await new Promise((resolve) => setImmediate(resolve))
}
port.close()
