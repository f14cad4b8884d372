import { Worker } from 'node:worker_threads'
import { ImportRefused } from '../import-refused.ts'
import type { GdalCallName, GdalCalls, GdalResponse } from './protocol.ts'

type Waiting = { resolve(value: unknown): void; reject(error: Error): void; timer: NodeJS.Timeout }

/** No single question to GDAL may take longer; a hostile file must not hold a thread for ever. */
const longestCallMs = 300_000

/**
 * GDAL and PROJ in a thread of their own, started at the first question. Close it when done; while nothing is asked it does
 * not keep the process alive. What GDAL refuses comes back as an Error with its reason.
 */
export class GdalEngine {
  private worker: Worker | null = null
  private readonly waiting = new Map<number, Waiting>()
  private lastId = 0

  call<Name extends GdalCallName>(
    name: Name,
    ...values: Parameters<GdalCalls[Name]>
  ): Promise<ReturnType<GdalCalls[Name]>> {
    const worker = this.started()
    const id = ++this.lastId
    worker.ref()
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.fail('GDAL took too long over the file'), longestCallMs)
      this.waiting.set(id, { resolve: resolve as (value: unknown) => void, reject, timer })
      worker.postMessage({ id, name, values })
    })
  }

  /** Ends the thread; questions still open are refused. */
  async close(): Promise<void> {
    const worker = this.worker
    this.fail('the file was closed')
    await worker?.terminate()
  }

  private started(): Worker {
    if (this.worker) return this.worker
    const worker = new Worker(new URL('./worker.mjs', import.meta.url), { execArgv: [] })
    worker.on('message', (response: GdalResponse) => this.settle(response))
    worker.on('error', (error) => this.fail(`GDAL broke down over the file: ${error.message}`))
    worker.on('exit', () => this.fail('GDAL ended early'))
    this.worker = worker
    return worker
  }

  private settle({ id, value, error }: GdalResponse): void {
    const call = this.waiting.get(id)
    if (!call) return
    this.waiting.delete(id)
    clearTimeout(call.timer)
    if (this.waiting.size === 0) this.worker?.unref()
    if (error === undefined) call.resolve(value)
    else call.reject(new Error(error))
  }

  private fail(reason: string): void {
    const worker = this.worker
    this.worker = null
    for (const call of this.waiting.values()) {
      clearTimeout(call.timer)
      call.reject(new ImportRefused('broken-file', reason))
    }
    this.waiting.clear()
    void worker?.terminate()
  }
}
