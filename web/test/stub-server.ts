import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stubAnswer } from './stub-api.ts'
import { readBody } from './stub-plugin.ts'

const DIST = process.env.KHASRA_DIST ?? fileURLToPath(new URL('../dist', import.meta.url))
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
  '.json': 'application/json',
}

/** Serves the built client with the stub API, for journeys that run without a server. */
export async function startStubServer(port = 0): Promise<{ server: Server; address: string }> {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://stub').pathname
    const answer = await stubAnswer(
      request.method ?? 'GET',
      request.url ?? '/',
      await readBody(request),
      request.headers.cookie,
    )
    if (answer)
      return response
        .writeHead(answer.status, {
          'content-type': answer.type,
          ...(answer.cookie ? { 'set-cookie': answer.cookie } : {}),
        })
        .end(answer.body)
    const asked = join(DIST, path)
    const isFile = asked.startsWith(DIST) && existsSync(asked) && statSync(asked).isFile()
    if (!isFile && /^\/(assets|tiles|icons)\//.test(path)) return response.writeHead(404).end()
    const file = isFile ? asked : join(DIST, /^\/office(\/|$)/.test(path) ? 'office.html' : 'index.html')
    return response
      .writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
      .end(readFileSync(file))
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const bound = server.address()
  return { server, address: `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : port}` }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { address } = await startStubServer(Number(process.argv[2] ?? 0))
  console.log(address)
}
