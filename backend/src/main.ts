import { existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import express, { type Express, type RequestHandler } from 'express'
import { tileLayers } from '../../tiles/layers/index.ts'
import { buildStyle, LANGUAGES, THEME_NAMES } from '../../tiles/src/style.ts'
import { buildHouse, type House } from './app.ts'
import {
  type ApiParts,
  asOwner,
  buildApi,
  type Config,
  contextFor,
  type Database,
  Invalid,
  type Jobs,
  log,
  mountErrors,
  newRequestReader,
  selectTenants,
  sendProblem,
  startJobs,
} from './kernel/index.ts'
import { townBounds } from './modules/identity/index.ts'
import { ogcRouter } from './modules/map/index.ts'
import { queueRenewals } from './modules/parcels/index.ts'

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
  const app = buildWeb(
    { platform: house.platform, routes: house.routes, resolveCaller: house.resolver, counts: house.counts, version },
    house,
  )
  const server = createServer(frontDoor(house, app))
  server.requestTimeout = 60_000
  server.headersTimeout = 15_000
  await listen(server, options.config.port, options.config.host)
  const jobs: Jobs | null = options.withJobs === false ? null : await startJobs(house.platform, house.jobs, house)
  if (jobs) await queueRenewals(house.platform)
  const warming = warmTiles(house).catch((error) => log.warn({ err: error }, 'map layers could not be read ahead'))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : options.config.port
  return {
    address: `http://${options.config.host.includes(':') ? `[${options.config.host}]` : options.config.host}:${port}`,
    house,
    async close() {
      await jobs?.stop()
      await warming
      await house.tiles.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Reads the layers of the first town with a map ahead of the first visitor, who would wait some seconds for them. */
async function warmTiles(house: House): Promise<void> {
  const [tenant] = (await asOwner(house.platform.database, selectTenants)).filter(
    (each) => each.kind === 'ulb' && !each.settings.loading,
  )
  if (!tenant || !(await townBounds(contextFor(house.platform, tenant)))) return
  for (const layer of tileLayers) await house.tiles.layers.get(tenant, layer.id)
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
    if (house.tiles.handle(request, response)) return
    if (request.url === '/api/health') void health(house, request, response)
    else app(request, response)
  }
}

const themes = new Set<string>(THEME_NAMES)
const languages = new Set<string>(LANGUAGES)

/** `/tiles/nayapur/style.json?theme=dark&language=hi`: what a desktop GIS or another client draws our tiles with. */
function styleRoute(house: House): RequestHandler {
  const reader = newRequestReader({ platform: house.platform, resolveCaller: house.resolver, counts: house.counts })
  return async (request, response) => {
    const theme = String(request.query.theme ?? 'light')
    const language = String(request.query.language ?? 'en')
    if (!themes.has(theme)) throw new Invalid('theme', 'There is no such theme.', { got: theme, expected: [...themes] })
    if (!languages.has(language))
      throw new Invalid('language', 'There is no such language.', { got: language, expected: [...languages] })
    const tenant = await reader.tenant(String(request.params.city))
    const bounds = await townBounds(contextFor(house.platform, tenant))
    const host = /^[\w.-]+(:\d+)?$/.test(request.headers.host ?? '') ? `http://${request.headers.host}` : ''
    response.setHeader('cache-control', 'public, no-cache')
    response.json(
      buildStyle({
        town: { code: tenant.code, bounds },
        theme: theme as never,
        language: language as never,
        tileBase: host,
      }),
    )
  }
}

async function health(house: House, request: IncomingMessage, response: ServerResponse): Promise<void> {
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
    sendProblem(response, error, { request, book: house.book })
  }
}

/** The API with the built web client behind it: hashed assets for a year, pages never. */
function buildWeb(parts: ApiParts, house: House): Express {
  const app = buildApi(parts)
  app.get('/tiles/:city/style.json', styleRoute(house))
  app.use(
    '/ogc/:city',
    ogcRouter({ platform: house.platform, resolveCaller: house.resolver, counts: house.counts, version }),
  )
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
  mountErrors(app, house.book)
  return app
}
