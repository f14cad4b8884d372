import { existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import express, { type Express } from 'express'
import { buildHouse, type House } from './app.ts'
import {
  type ApiParts,
  asOwner,
  buildApi,
  type Config,
  type Database,
  type Jobs,
  mountErrors,
  sendProblem,
  startJobs,
} from './kernel/index.ts'

/** What the launcher hands over. */
export interface ServerOptions {
  config: Config
  database: Database
  /** False where another process works off the jobs. */
  withJobs?: boolean
}

/** A running server. */
export interface RunningServer {
  address: string
  house: House
  close(): Promise<void>
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const webFolder = join(root, 'web/dist')

/** The version of this program. */
export const version: string = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version

/** Starts API, tiles, web client and jobs on one port. The database must be migrated. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const house = buildHouse(options.config, options.database)
  const app = buildWeb({ platform: house.platform, routes: house.routes, resolveCaller: house.resolver, version })
  const server = createServer(frontDoor(house, app))
  server.requestTimeout = 60_000
  server.headersTimeout = 15_000
  await listen(server, options.config.port, options.config.host)
  const jobs: Jobs | null = options.withJobs === false ? null : await startJobs(house.platform, house.jobs)
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : options.config.port
  return {
    address: `http://${options.config.host.includes(':') ? `[${options.config.host}]` : options.config.host}:${port}`,
    house,
    async close() {
      await jobs?.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve())
  })
}

/** Health goes past Express, which answers an empty route three times slower than node:http. */
function frontDoor(house: House, app: Express): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    if (request.url === '/api/health') void health(house, response)
    else app(request, response)
  }
}

async function health(house: House, response: ServerResponse): Promise<void> {
  try {
    const [row] = await asOwner(house.platform.database, (db) =>
      db.query<{ postgres: string; postgis: string }>(
        `select current_setting('server_version') as postgres, postgis_lib_version() as postgis`,
      ),
    )
    response.setHeader('content-type', 'application/json; charset=utf-8')
    response.setHeader('cache-control', 'no-store')
    response.end(
      JSON.stringify({
        ok: true,
        version,
        engine: house.platform.database.engine,
        node: process.versions.node,
        ...row,
      }),
    )
  } catch (error) {
    sendProblem(response, error)
  }
}

/** The API with the built web client behind it: hashed assets for a year, pages never. */
function buildWeb(parts: ApiParts): Express {
  const app = buildApi(parts)
  app.use('/assets', express.static(join(webFolder, 'assets'), { immutable: true, maxAge: '365d', index: false }))
  app.use(express.static(webFolder, { index: false, maxAge: 0 }))
  app.get(/.*/, (request, response, next) => {
    const page = /^\/office(\/|$)/.test(request.path) ? 'office.html' : 'index.html'
    const file = join(webFolder, page)
    if (extname(normalize(request.path)) || !existsSync(file)) return next()
    response.setHeader('cache-control', 'no-cache')
    response.type('html').send(readFileSync(file))
  })
  app.use((_request, response) => void response.status(404).type('text').send('There is no such page.'))
  mountErrors(app)
  return app
}
