import { Worker } from 'node:worker_threads'
import type { LetterContent } from '../rules-letters.ts'
import type { DrawResponse, LetterParts } from './protocol.ts'

type Waiting = { resolve(bytes: Uint8Array): void; reject(error: Error): void; timer: NodeJS.Timeout }

const longestMs = 60_000

/**
 * Draws letters in a thread of its own, started at the first: a hundred pages must not hold up the pages of others. While nothing is
 * drawn it does not keep the process alive. A thread that breaks is replaced at the next letter.
 */
class LetterEngine {
  private worker: Worker | null = null
  private readonly waiting = new Map<number, Waiting>()
  private lastId = 0

  draw(content: LetterContent, parts: LetterParts): Promise<Uint8Array> {
    const worker = this.started()
    const id = ++this.lastId
    worker.ref()
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.fail('the letter took too long to draw'), longestMs)
      this.waiting.set(id, { resolve, reject, timer })
      worker.postMessage({ id, content, parts })
    })
  }

  private started(): Worker {
    if (this.worker) return this.worker
    const worker = new Worker(new URL('./worker.mjs', import.meta.url), { execArgv: [] })
    worker.on('message', (response: DrawResponse) => this.settle(response))
    worker.on('error', (error) => this.fail(`the thread that draws letters broke: ${error.message}`))
    worker.on('exit', () => this.fail('the thread that draws letters ended'))
    this.worker = worker
    return worker
  }

  private settle({ id, bytes, error }: DrawResponse): void {
    const call = this.waiting.get(id)
    if (!call) return
    this.waiting.delete(id)
    clearTimeout(call.timer)
    if (this.waiting.size === 0) this.worker?.unref()
    if (bytes) call.resolve(bytes)
    else call.reject(new Error(error))
  }

  private fail(reason: string): void {
    const worker = this.worker
    this.worker = null
    for (const call of this.waiting.values()) {
      clearTimeout(call.timer)
      call.reject(new Error(reason))
    }
    this.waiting.clear()
    void worker?.terminate()
  }
}

const engine = new LetterEngine()

/** A letter as PDF bytes. Without a code it is a preview, and says so on every page. */
export async function renderLetter(content: LetterContent, parts: Partial<LetterParts> = {}): Promise<Buffer> {
  const bytes = await engine.draw(content, { pictures: {}, qr: null, signature: null, ...parts })
  return Buffer.from(bytes)
}
