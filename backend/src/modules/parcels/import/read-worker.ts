/** The thread in which files are read: a hostile one costs this thread its life and nobody else's. */
import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { ImportRefused } from '../../../../../data/importers/index.ts'
import { type Reading, type ReadingRequest, readForImport } from './reader.ts'

/** What the thread says. */
export type ReadingMessage =
  | { kind: 'progress'; step: string; done: number; total: number }
  | { kind: 'read'; reading: Reading }
  | { kind: 'refused'; code: string; message: string }

const say = (message: ReadingMessage): void => parentPort!.postMessage(message)

// On Linux this is about this thread and those that it starts alone: whoever waits for a page goes first.
if (process.platform === 'linux') setPriority(10)

try {
  const reading = await readForImport(workerData as ReadingRequest, (step, done, total) =>
    say({ kind: 'progress', step, done, total }),
  )
  say({ kind: 'read', reading })
} catch (error) {
  if (!(error instanceof ImportRefused)) throw error
  say({ kind: 'refused', code: error.code, message: error.message })
}
