import { Worker } from 'node:worker_threads'
import type { ReadingMessage } from './read-worker.ts'
import type { Reading, ReadingRequest } from './reader.ts'

/** No file may be read for longer. */
const longestMs = 300_000

/** Memory of the thread for objects; what lies in typed arrays is bounded by ten million vertices. */
const memoryMegabytes = 2_048

export type ReadingOutcome = { reading: Reading } | { problem: { code: string; message: string } }

/**
 * Reads files in a thread of their own. Never throws for a bad file: what breaks the thread, fills its memory or takes too long is
 * refused like any other file, and the service goes on. Throws when it is stopped from outside.
 */
export function readInThread(
  request: ReadingRequest,
  onProgress: (progress: { step: string; done: number; total: number }) => void,
  stopping: AbortSignal,
  limits = { milliseconds: longestMs, megabytes: memoryMegabytes },
): Promise<ReadingOutcome> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./read.mjs', import.meta.url), {
      workerData: request,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
    })
    let outcome: ReadingOutcome | null = null
    const end = (result: ReadingOutcome) => {
      outcome ??= result
      void worker.terminate()
    }
    const refuse = (code: string, message: string) => end({ problem: { code, message } })
    const timer = setTimeout(
      () => refuse('too-long', 'the file took too long to read: bring it in by parts'),
      limits.milliseconds,
    )
    const stop = () => void worker.terminate()
    stopping.addEventListener('abort', stop, { once: true })
    worker.on('message', (message: ReadingMessage) => {
      if (message.kind === 'progress') onProgress(message)
      else if (message.kind === 'read') end({ reading: message.reading })
      else refuse(message.code, message.message)
    })
    worker.on('error', (error: Error & { code?: string }) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY')
        refuse('too-large', 'the file needs more memory than one import may take: bring it in by parts')
      else refuse('broken-file', `the file broke its reader: ${error.message.slice(0, 200)}`)
    })
    worker.on('exit', () => {
      clearTimeout(timer)
      stopping.removeEventListener('abort', stop)
      if (outcome) resolve(outcome)
      else if (stopping.aborted) reject(new Error('the reading was stopped'))
      else resolve({ problem: { code: 'broken-file', message: 'the file broke its reader' } })
    })
  })
}
