import { parentPort } from 'node:worker_threads'
import { drawLetter } from './draw.ts'
import type { DrawRequest, DrawResponse } from './protocol.ts'

parentPort!.on('message', async ({ id, content, parts }: DrawRequest) => {
  let response: DrawResponse
  try {
    response = { id, bytes: await drawLetter(content, parts) }
  } catch (error) {
    response = { id, error: (error as Error).stack ?? '' }
  }
  parentPort!.postMessage(response)
})
