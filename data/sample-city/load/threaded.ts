import { on } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { CityOptions } from '../types.ts'
import type { Batch, Source } from './source.ts'
import type { Said } from './thread.ts'

/** Rows die young: with a small nursery half the thread's time goes into copying those that have not died yet. */
const nurseryMb = 128

/** A town made in a thread of its own, so that this one has only to hand its rows to the database. `close` ends the thread. */
export function threadedSource(options: CityOptions): Source & { close(): Promise<void> } {
  const worker = new Worker(new URL('./worker.mjs', import.meta.url), {
    workerData: options,
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: nurseryMb },
  })
  const messages = on(worker, 'message', { close: ['exit'] })
  const next = async (): Promise<Said> => {
    const { value, done } = await messages.next()
    if (done) throw new Error('the thread that makes the town ended before its last row')
    return (value as [Said])[0]
  }
  return {
    async town() {
      const said = await next()
      if (!('town' in said)) throw new Error('a town begins with its frame')
      return said.town
    },
    async *batches(destination) {
      worker.postMessage(destination)
      for (let last = false; !last; ) {
        const { batch } = (await next()) as { batch: Batch }
        yield batch
        worker.postMessage('written')
        last = batch.end !== undefined
      }
    },
    async close() {
      await worker.terminate()
    },
  }
}
